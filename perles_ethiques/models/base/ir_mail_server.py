from odoo import models

from ...tools.letters import WHOLE_NAMES
from ...tools.texts import clean_header

ADDRESSES = ('email_cc', 'email_bcc', 'reply_to')


class IrMailServer(models.Model):
    _inherit = 'ir.mail_server'

    def _build_email__(
        self, email_from, email_to, subject, body, *args, headers=None, **options,
    ):
        """Override of `base` so that no name and no subject begins a header of its own.

        Natively the names of several recipients reach the message as they are, line ends included.
        """
        named = {name: clean_header(options[name]) for name in ADDRESSES if name in options}
        message = super()._build_email__(
            clean_header(email_from), clean_header(email_to), clean_header(subject), body, *args,
            headers={name: clean_header(value) for name, value in (headers or {}).items()},
            **{**options, **named},
        )
        message.policy = WHOLE_NAMES
        return message
