"""The letter of offers (000-40): its subject, and the secret of its pictures."""
from odoo.tools import hmac

from .calendars import to_paris
from .quantities import day_words


def letter_subject(env, names, end):
    """What is kept, and until which day, in the language of the reader.

    :param list names: of the lots.
    :param datetime end: last instant to answer, naive UTC; none for a letter without offers.
    """
    if not names:
        return env._("What was kept for you")
    day = day_words(env, to_paris(end).date(), 'EEEE d MMMM')
    if len(names) == 1:
        return env._("Kept for you until %(day)s: %(lot)s", day=day, lot=names[0])
    return env._(
        "Kept for you until %(day)s: %(lot)s and %(more)s more",
        day=day, lot=names[0], more=len(names) - 1,
    )


def letter_secret(env, letter_id, lot_id):
    """The secret of the address of a picture: signed by the database, for one letter and one lot.

    :param env: with the rights of the house.
    """
    return hmac(env, 'perles-letter-photo', (letter_id, lot_id))
