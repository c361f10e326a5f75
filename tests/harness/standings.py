"""What became of members after a renewal: in the database, at the provider, in the mails."""

from collections import Counter
from typing import NamedTuple

from .crowd import address

COUNTS = """
SELECT split_part(c.email, '@', 1),
       (SELECT count(*) FROM perles_membership_period p
         WHERE p.membership_id = m.id AND p.start_date = '{due}'),
       (SELECT count(*) FROM perles_membership_period p JOIN account_move i ON i.id = p.invoice_id
         WHERE p.membership_id = m.id AND p.start_date = '{due}' AND i.state = 'posted'
           AND i.amount_total = 216),
       (SELECT count(*) FROM account_move i WHERE i.perles_membership_id = m.id
           AND NOT EXISTS (SELECT FROM perles_membership_period p WHERE p.invoice_id = i.id)),
       (SELECT count(*) FROM perles_membership_period p JOIN account_move i ON i.id = p.invoice_id
         WHERE p.membership_id = m.id AND p.start_date = '{due}'
           AND i.payment_state IN ('paid', 'in_payment') AND p.unpaid_since IS NULL),
       (SELECT count(*) FROM payment_transaction t JOIN account_payment a ON t.payment_id = a.id
          JOIN perles_membership_period p ON p.charge_id = t.id
         WHERE p.membership_id = m.id AND a.state IN ('in_process', 'paid')),
       (SELECT count(*) FROM perles_notice n WHERE n.res_model = 'perles.membership'
           AND n.res_id = m.id AND n.kind <> 'welcome' AND n.state <> 'sent')
  FROM perles_membership m JOIN res_partner c ON c.id = m.contact_id
 WHERE m.id IN ({ids})
"""


class Standing(NamedTuple):
    """What one member has after the night of the renewal."""

    periods: int
    invoices: int
    stray_invoices: int
    paid: int
    payments: int
    unsent: int
    charges: int
    mails: tuple
    repeats: int


# billed, charged and told, each of them once
ONCE = Standing(1, 1, 0, 1, 1, 0, 1, ('renewal',), 0)


def standings(site, ids, due):
    """Return the standing of members by their card.

    :param list ids: of their memberships
    :param str due: first day of the period that was to be billed
    """
    rows = site.psql(COUNTS.format(due=due, ids=', '.join(map(str, ids))))
    kinds = _kinds(site, ids)
    messages = Counter()
    for (to, _subject, message), times in site.mails.by_message().items():
        messages[to, message] += times
    standing = {}
    for card, *counts in rows:
        charges = [charge for charge in site.recorder.charges(card) if charge.takes]
        times = {message: times for (to, message), times in messages.items() if address(card) in to}
        mails = sorted(kinds.get(message, message) for message in times)
        repeats = sum(times.values()) - len(times)
        standing[card] = Standing(*map(int, counts), len(charges), tuple(mails), repeats)
    return standing


def wrong(standing, right=ONCE, struck=False):
    """Return the members whose standing is not the right one.

    :param bool struck: processes were killed: the mail that one of them had just handed over may
        come again, as the same message
    """
    if struck:
        standing = {card: found._replace(repeats=0) for card, found in standing.items()}
    return {card: found for card, found in standing.items() if found != right}


def _kinds(site, ids):
    """Return the kind of each message that the notice book announces, by its Message-Id."""
    return dict(site.psql(
        "SELECT message_ref, kind FROM perles_notice WHERE res_model = 'perles.membership'"
        f" AND res_id IN ({', '.join(map(str, ids))})"
    ))
