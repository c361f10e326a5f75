import uuid

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools.mail import email_normalize, generate_tracking_message_id


class PerlesNotice(models.Model):
    """The book of mails owed and sent: one line per (document, kind, period), ever.

    A document *owes* a notice in the transaction that makes it due; the clock sends what is
    owed, one by one. The attempt and its Message-Id are committed before the mail server is
    called, so that a crash in between repeats the same message and never a second one.
    """

    _name = 'perles.notice'
    _description = "Notice"
    _order = 'due_at desc, id desc'
    _rec_name = 'subject'

    res_model = fields.Char(string="Document model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field='res_model', required=True, readonly=True,
    )
    kind = fields.Selection(
        selection='_selection_kind', required=True, readonly=True, index=True,
        help="What the mail is about; each kind has its mail template.",
    )
    period = fields.Char(
        required=True, readonly=True, default='-',
        help="What makes the notice unique for its document: a date, a version, a number.",
    )
    partner_id = fields.Many2one(
        'res.partner', string="Recipient", readonly=True, index=True, ondelete='restrict',
    )
    email = fields.Char(readonly=True, help="Address the mail was sent to.")
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    subject = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ('owed', "To send"), ('sending', "Being sent"), ('sent', "Sent"),
            ('cancelled', "Given up"),
        ],
        required=True, readonly=True, default='owed', index=True,
    )
    due_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    sent_at = fields.Datetime(readonly=True)
    message_ref = fields.Char(string="Message-Id", readonly=True)
    retry_at = fields.Datetime(
        string="Tried again at", readonly=True, help="It failed: until then it is left alone.",
    )
    attempts = fields.Integer(readonly=True, required=True, default=0)
    error = fields.Char(string="Technical detail", readonly=True)
    alerted = fields.Boolean(readonly=True, help="The team was told that this mail is late.")

    _once = models.UniqueIndex(
        "(res_model, res_id, kind, period)", "This notice is already in the book.",
    )
    _queue_idx = models.Index("(due_at) WHERE state IN ('owed', 'sending')")

    @api.model
    def _selection_kind(self):
        """Kinds of notices, (key, label); a chapter adds its own by overriding."""
        return []

    # === BUSINESS METHODS: owing === #

    @api.model
    def _owe(self, document, kind, period='-', partner=None, email=None, due_at=None):
        """Write in the book that a mail is due; writing it twice changes nothing.

        :param document: the record the mail is about (one).
        :param str kind: a key of `_selection_kind`.
        :param str period: what makes it unique for this document and kind.
        :param partner: recipient, as a `res.partner` record; or ``email``, for who has none yet.
        :param due_at: naive UTC datetime before which nothing is sent; now by default.
        :return: the notice, new or already there
        :raise ConcurrencyError: if another transaction just wrote it; the server replays this
            one, which then finds it.
        """
        document.ensure_one()
        return self._owe_all(kind, [
            self._prepare_due(document, period, partner, email, due_at),
        ])

    @api.model
    def _prepare_due(self, document, period='-', partner=None, email=None, due_at=None):
        """Values of a mail that is owed, less its kind: see `_owe`.

        :return: dict for `_owe_all`
        """
        return {
            'res_model': document._name,
            'res_id': document.id,
            'period': period,
            'partner_id': partner.id if partner else False,
            'email': email_normalize(email or (partner and partner.email) or '') or email,
            'company_id': (document.company_id or self.env.company).id,
            'due_at': due_at or fields.Datetime.now(),
        }

    @api.model
    def _owe_all(self, kind, dues):
        """Write in the book mails of one kind to many documents of one model, in few queries.

        :param str kind: a key of `_selection_kind`.
        :param list dues: dicts made by `_prepare_due`.
        :return: the notices, new or already there
        :raise ConcurrencyError: if another transaction just wrote one of them.
        """
        book = self.sudo()
        if not dues:
            return book
        known = {(n.res_id, n.period): n for n in book.search([
            ('res_model', '=', dues[0]['res_model']), ('kind', '=', kind),
            ('res_id', 'in', [due['res_id'] for due in dues]),
        ])}
        found = book.browse(
            known[key].id for due in dues if (key := (due['res_id'], due['period'])) in known
        )
        new = [due for due in dues if (due['res_id'], due['period']) not in known]
        return found | book._enter(kind, new)

    def _enter(self, kind, dues):
        """Create the lines of the book and wake its clock."""
        if not dues:
            return self
        try:
            with self.env.cr.savepoint():
                notices = self.create([
                    {**due, 'kind': kind, 'message_ref': self._new_reference()} for due in dues
                ])
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error
        clock = self.env.ref('perles_ethiques.ir_cron_send_notices')
        clock._trigger(min(due['due_at'] for due in dues))
        return notices

    @api.model
    def _new_reference(self):
        """Message-Id of a mail, for all its attempts."""
        return generate_tracking_message_id(f'perles-notice-{uuid.uuid4().hex}')

    @api.model
    def _of(self, document, kind=None):
        """Notices of a document, most recent first.

        :param document: one record.
        :param str kind: only this kind.
        """
        domain = Domain('res_model', '=', document._name) & Domain('res_id', '=', document.id)
        if kind:
            domain &= Domain('kind', '=', kind)
        return self.sudo().search(domain)

    # === ACTION METHODS === #

    def action_retry(self):
        """Try again at once what is due and take back what was given up (the manager only).

        What is not due yet keeps its day: some mails may not leave too early.
        """
        self.check_access('write')
        self.sudo().retry_at = False
        self.sudo().filtered(lambda n: n.state == 'cancelled').state = 'owed'
        self.env.ref('perles_ethiques.ir_cron_send_notices').sudo()._trigger()

    def action_cancel(self):
        """Give up on mails that were not sent (the manager only)."""
        self.check_access('write')
        self.sudo().filtered(lambda n: n.state in ('owed', 'sending')).state = 'cancelled'

    def action_open_document(self):
        """Open the document that the mail is about."""
        return self._document()._get_records_action()
