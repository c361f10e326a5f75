"""The database of a release, made by its own code with data, becomes one of this code."""

import shutil

import polib
import pytest

from bootstrap import places, releases
from bootstrap.house import House
from tests.harness import pick

# the database of a release may have to be made first
pytestmark = pytest.mark.timeout(1800)

FRENCH = places.ROOT / places.ADDON / 'i18n' / 'fr.po'
# What members, the cooperative and the law rely on: no upgrade may change a figure of it.
DOCUMENTS = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND (relname LIKE 'perles\\_%' OR relname IN"
    " ('account_move', 'account_move_line', 'payment_transaction', 'sale_order',"
    " 'sale_order_line', 'stock_lot', 'stock_move', 'stock_quant'))"
)
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
    " AND column_name NOT IN ('write_date', 'write_uid') ORDER BY column_name"
)
# column → what a migration does to it on purpose
CHANGED = {
    # the sample terms of Odoo and their link are no words of the house
    'account_move.narration': 'without the sample',
    'sale_order.note': 'without the sample',
    # orders that had no address of their own have one
    'sale_order.access_token': 'given',
    # a window: several texts are published at once
    'perles_terms_publish.terms_id': 'gone',
    # went with the addon that asked an outside directory about each customer (000-88)
    'account_move.peppol_message_uuid': 'gone',
    'account_move.peppol_move_state': 'gone',
    # what piles of the morning are
    'perles_today_card.hint': 'said better',
    'perles_today_card.name': 'said better in French',
}
MISSING = """
declared = {}
ours = env['ir.model'].search([]).filtered(lambda model: 'perles_ethiques' in model.modules)
for name in ours.mapped('model'):
    model = env.registry[name]
    if model._abstract or not model._auto:
        continue
    for rule in model._table_objects.values():
        if rule.get_definition(env.registry):
            declared[rule.full_name(model)] = name
env.cr.execute(
    "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'"
)
found = {name for [name] in env.cr.fetchall()}
answer([len(declared), sorted(set(declared) - found)])
"""

SAID = """
cards = env['perles.today.card'].with_context(lang='fr_FR').search([])
answer([cards.with_context(lang='en_US').mapped('hint'), cards.mapped('hint')])
"""


@pytest.fixture(params=pick(releases.known()[-1:], releases.known()), ids=lambda r: r.version)
def upgraded(house, tmp_path_factory, request):
    """Return a house with the database of a release, and its figures."""
    folder = places.state() / 'releases' / request.param.version
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    old = House(house.odoo, folder, careless=True)
    try:
        releases.put_into(old, request.param)
        old.configure(workers=0, max_cron_threads=0)
        yield old
    finally:
        if old.is_private:
            old.databases.stop(places.log('release'))
        else:
            old.drop(places.DATABASE)
        shutil.rmtree(folder, ignore_errors=True)


def last_rows(house):
    """Return the last row of each document: a migration may make further ones."""
    tables = house.databases.sql(DOCUMENTS, places.DATABASE).splitlines()
    return {
        table: house.databases.sql(f'SELECT coalesce(max(id), 0) FROM "{table}"', places.DATABASE)
        for table in tables
        if 'id' in house.databases.sql(COLUMNS.format(table=table), places.DATABASE).splitlines()
    }


def figures(house, last):
    """Return what is in each column of a document: (table, column) → a number that tells.

    :param dict last: see `last_rows`; what came after is not looked at.
    """
    found = {}
    for table in house.databases.sql(DOCUMENTS, places.DATABASE).splitlines():
        columns = house.databases.sql(COLUMNS.format(table=table), places.DATABASE).splitlines()
        order = 'id' if 'id' in columns else ', '.join(columns)
        sums = ', '.join(
            f"md5(string_agg(coalesce({column}::text, '-'), ';' ORDER BY {order}))"
            for column in map('"{}"'.format, columns)
        )
        known = f'WHERE id <= {last[table]}' if table in last else ''
        row = house.databases.sql(f'SELECT {sums} FROM "{table}" {known}', places.DATABASE)
        found.update(zip(((table, column) for column in columns), row.split('|'), strict=True))
    return found


def upgrade(house):
    """Run the documented command."""
    house.call(
        places.DATABASE, 'the upgrade', places.log('upgrade'), 'module', 'upgrade', '-d',
        places.DATABASE, places.ADDON,
    )


def test_upgrade(upgraded):
    last = last_rows(upgraded)
    before = figures(upgraded, last)
    upgrade(upgraded)
    once = figures(upgraded, last)
    moved = {'.'.join(key) for key in before if once.get(key) != before[key]}
    assert moved <= set(CHANGED), sorted(moved - set(CHANGED))
    declared, missing = upgraded.shell(
        places.DATABASE, MISSING, 'the rules of the database', places.log('upgrade')
    )
    assert declared > 40
    assert missing == [], 'constraints and indexes that the models declare'
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(FRENCH))}
    source, french = upgraded.shell(
        places.DATABASE, SAID, 'what the piles say', places.log('upgrade')
    )
    assert french == [words[hint] for hint in source], 'in the words of this release'
    last = last_rows(upgraded)
    once = figures(upgraded, last)
    upgrade(upgraded)
    again = last_rows(upgraded), figures(upgraded, last)
    assert again == (last, once), 'a second time changes nothing'
