"""A crowd: members, wishes and lots by the hundred thousand, in sets.

The first of each is made by the methods of the house, the others are copies of its rows with what
is particular to each: `tests/load/test_crowd.py` shows that twenty of them are what the methods
make. The modules of this package run inside an Odoo shell.
"""

import json

from bootstrap import places

CALL = """
import json, sys
if {root!r} not in sys.path:
    sys.path.append({root!r})
from tests.harness.crowd.{module} import {function}
answer({function}(env, **json.loads({given!r})))
"""
COMMIT = "env.cr.commit()\n"
READ_BY_MATCHING = """
env.cr.execute('SELECT count(*) FROM perles_match')
answer(env.cr.fetchone()[0])
"""


def join(shell, cards, due, **options):
    """Let members join so that their current year ends on the eve of a day.

    :param list cards: a word for each member: their card, their name and their address
    :param str due: day of the next bill, `2027-12-15`
    :param options: `years` since they joined (1); `billed` (True): each by the methods of the
        house, otherwise the years before have no invoice; `provider`, the code of the one that
        keeps the cards (none); `password` of the accounts they then get (no account)
    :return: ids of the memberships
    """
    return _make(shell, 'members', 'members', cards=cards, due=due, **options)


def address(card):
    """Return the e-mail address of a member, by which they also sign in."""
    return f'{card}@perles-test.example'


def wishes(shell, word, count, holders, seed):
    """Let new members wish, in turn; return how many rows matching reads then.

    :param str word: the beginning of the names of these members and of their wishes
    """
    _make(shell, 'wishes', 'wishes', word=word, count=count, holders=holders, seed=seed)
    return shell(READ_BY_MATCHING)


def receipt(shell, seed, count, **options):
    """Make a receipt that is ready to be validated, with a page for each lot; return its id.

    :param options: `arriving` (True), as "New arrival" makes it, otherwise a plain native one,
        straight to the shop; `huge`, looked for by few wishes, to the last of them, and nearly
        all of it is left
    """
    return _make(shell, 'lots', 'receipt', seed=seed, count=count, **options)


def offered(shell, receipt_id, email):
    """Validate a receipt each lot of which a wish of one member answers; return the offers."""
    return _make(shell, 'lots', 'offered', receipt_id=receipt_id, email=email)


def ask(shell, module, function, **given):
    """Call a function of this package inside the shell, and keep nothing of what it did."""
    return shell(_code(module, function, given))


def _make(shell, module, function, **given):
    return shell(_code(module, function, given) + COMMIT)


def _code(module, function, given):
    return CALL.format(
        root=str(places.ROOT), module=module, function=function, given=json.dumps(given),
    )
