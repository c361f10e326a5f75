import smtplib

import psycopg2
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import MissingError, UserError

# What the native `mail.mail` says of its failure, in our words.
OF_MAIL = {
    'mail_email_missing': 'no_recipient',
    'mail_email_invalid': 'bad_recipient',
    'mail_from_missing': 'sender',
    'mail_from_invalid': 'sender',
    'mail_bl': 'bad_recipient',
    'mail_spam': 'refused',
}
SERVER_AWAY = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)


class PerlesNotice(models.Model):
    """Why a mail did not leave: a reason in words for the team, the technical text beside it."""

    _inherit = 'perles.notice'

    reason = fields.Selection(
        selection=[
            ('no_recipient', "No e-mail address: write it on the contact"),
            ('bad_recipient', "The e-mail address is wrong: mend it on the contact"),
            ('sender', "The company has no e-mail address to send from"),
            ('server', "The mail server does not answer"),
            ('refused', "The mail server refused it"),
            ('gone', "Its document was deleted"),
            ('busy', "The document was being changed: tried again by itself"),
            ('said', "Something is missing"),
            ('broken', "The mail could not be drawn: its template or a paper has a mistake"),
        ],
        readonly=True, index=True,
    )
    why = fields.Text(
        string="Why it was not sent", compute='_compute_why',
        help="What stopped the mail, and what to do.",
    )

    @api.depends('reason', 'error')
    @api.depends_context('lang')
    def _compute_why(self):
        labels = dict(self._fields['reason']._description_selection(self.env))
        for notice in self:
            # what our own rules or Odoo's say is already written for people
            words = notice.error if notice.reason == 'said' else labels.get(notice.reason)
            notice.why = words or notice.error

    def _explain(self, lang):
        """Why the mail did not leave, in a language, with the technical text for who needs it.

        :return: HTML
        """
        self.ensure_one()
        why = self.with_context(lang=lang).why or ''
        if not self.error or self.error == why:
            return Markup("<p>%s</p>") % why
        return Markup("<p>%s</p><p class='text-muted small'>%s</p>") % (why, self.error)

    def _fail(self, reason, detail, state='owed'):
        """Write why a mail did not leave.

        :param str reason: a key of ``reason``.
        :param str detail: technical text, cut at 500 signs.
        """
        self.write({'state': state, 'reason': reason, 'error': detail[:500]})

    def _reason_of_mail(self, mail):
        """Why the mail server, or Odoo before it, kept the `mail.mail` of this notice.

        :return: a key of ``reason``
        """
        self.ensure_one()
        # Odoo calls “wrong” the address of a contact that has none
        if not (self.partner_id.email or self.email):
            return 'no_recipient'
        reason = OF_MAIL.get(mail.failure_type)
        if reason:
            return reason
        if 'RecipientsRefused' in (mail.failure_reason or ''):
            return 'bad_recipient'
        # no type at all: the connection itself was not made
        return 'refused' if mail.failure_type else 'server'

    @api.model
    def _reason_of_exception(self, error):
        """Why a mail could not even be made.

        :return: a key of ``reason``
        """
        if isinstance(error, SERVER_AWAY):
            return 'server'
        if isinstance(error, MissingError):
            return 'gone'
        if isinstance(error, psycopg2.OperationalError):
            return 'busy'
        # the rendering wraps a mistake of a template in a UserError made of its traceback
        if isinstance(error, UserError) and error.__cause__ is None:
            return 'said'
        return 'broken'
