"""What stands on a mail: the names of its recipients, and of the letter of offers (000-40) its
subject and the secret of its pictures.
"""
import email.policy

from odoo.tools import hmac
from odoo.tools.mail import formataddr

from odoo.addons.base.models.ir_mail_server import IdentificationFieldsNoFoldPolicy

from .calendars import to_paris
from .quantities import day_words

NAMED = {'from', 'to', 'cc', 'bcc', 'reply-to', 'sender'}


class WholeNames(IdentificationFieldsNoFoldPolicy):
    """Policy of a message whose lines are folded between addresses, and never within a name.

    Folded within, a name with a comma loses its quotes, and is read as addresses of its own.
    """

    def _fold(self, name, value, *args, **kwargs):
        """Override of `email.policy`, which folds one header.

        :return: str, with its line ends
        """
        # natively given as a list of texts, whose parts nobody has told apart
        read = self.header_factory(name, str(value)) if name.lower() in NAMED else None
        if not getattr(read, 'addresses', ()):
            return super()._fold(name, value, *args, **kwargs)
        lines = f',{self.linesep} '.join(
            formataddr((one.display_name, one.addr_spec), 'ascii') for one in read.addresses
        )
        return f'{name}: {lines}{self.linesep}'


WHOLE_NAMES = WholeNames(linesep=email.policy.SMTP.linesep)


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
