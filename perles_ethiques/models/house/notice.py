import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import email_normalize, generate_tracking_message_id

# What is still owed after this delay becomes an activity for the team.
LATE_AFTER = timedelta(hours=1)


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
            ('cancelled', "Cancelled"),
        ],
        required=True, readonly=True, default='owed', index=True,
    )
    due_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    sent_at = fields.Datetime(readonly=True)
    message_ref = fields.Char(string="Message-Id", readonly=True)
    attempts = fields.Integer(readonly=True)
    error = fields.Char(readonly=True)
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
        """
        document.ensure_one()
        key = [
            ('res_model', '=', document._name), ('res_id', '=', document.id),
            ('kind', '=', kind), ('period', '=', period),
        ]
        book = self.sudo()
        if notice := book.search(key, limit=1):
            return notice
        notice = book.create({
            'res_model': document._name,
            'res_id': document.id,
            'kind': kind,
            'period': period,
            'partner_id': partner.id if partner else False,
            'email': email_normalize(email or (partner and partner.email) or '') or email,
            'company_id': (document.company_id or self.env.company).id,
            'due_at': due_at or fields.Datetime.now(),
            'message_ref': generate_tracking_message_id(f'perles-notice-{uuid.uuid4().hex}'),
        })
        self.env.ref('perles_ethiques.ir_cron_send_notices')._trigger(notice.due_at)
        return notice

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

    # === CLOCK === #

    @api.model
    def _cron_send(self, batch_size=100):
        """Clock: send what is owed, one by one with a commit each, then tell what is late."""
        queue = Domain('state', 'in', ('owed', 'sending')) & Domain('due_at', '<=', 'now')
        cron = self.env['ir.cron']
        cron._commit_progress(remaining=self.search_count(queue))
        for notice in self.search(queue, limit=batch_size, order='attempts, due_at, id'):
            notice.write({'state': 'sending', 'attempts': notice.attempts + 1})
            if not cron._commit_progress():
                break
            notice._send_one()
            if not cron._commit_progress(1):
                break
        self._alert_late()

    def _send_one(self):
        """Hand one mail to the mail server; what fails is owed again, with its reason."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                mail = self._make_mail()
                mail.send()
                failure = mail.failure_reason if mail.state == 'exception' else False
                if failure:
                    mail.unlink()
        except Exception as error:  # noqa: BLE001 - whatever breaks one mail stays with it
            failure = str(error) or type(error).__name__
            mail = None
        if failure:
            self.write({'state': 'owed', 'error': failure[:500]})
            return
        self.write({
            'state': 'sent', 'sent_at': fields.Datetime.now(), 'error': False,
            'subject': mail.subject,
        })

    def _make_mail(self):
        """The `mail.mail` of this notice, from its template, in the recipient's language.

        :raise UserError: if the document is gone or the template cannot be rendered.
        """
        document = self._document()
        values = {
            'message_id': self.message_ref,
            'auto_delete': False,
            'attachment_ids': [
                fields.Command.link(attachment.id)
                for attachment in document._notice_attachments(self.kind)
            ],
        }
        if self.partner_id:
            values['recipient_ids'] = [fields.Command.set(self.partner_id.ids)]
        else:
            values['email_to'] = self.email
        mail_id = self._template().with_context(perles_notice_id=self.id).send_mail(
            document.id, email_values=values,
            email_layout_xmlid='mail.mail_notification_light',
        )
        return self.env['mail.mail'].browse(mail_id)

    def _template(self):
        return self.env.ref(f'perles_ethiques.mail_template_{self.kind}')

    def _document(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    @api.model
    def _alert_late(self):
        """Schedule one activity on the document of each mail not sent within the hour."""
        limit = fields.Datetime.now() - LATE_AFTER
        late = self.search([
            ('state', 'in', ('owed', 'sending')), ('due_at', '<', limit), ('alerted', '=', False),
        ], limit=100)
        for notice in late:
            document = notice._document().exists()
            if document:
                document.activity_schedule(
                    'perles_ethiques.mail_activity_type_notice_late',
                    summary=self.env._("A mail could not be sent"),
                    note=notice.error or '',
                    user_id=document._responsible_user().id,
                )
            notice.alerted = True

    # === ACTION METHODS === #

    def action_retry(self):
        """Put the notices back at the head of the queue and wake the clock."""
        self.filtered(lambda n: n.state == 'owed').write({'due_at': fields.Datetime.now()})
        self.env.ref('perles_ethiques.ir_cron_send_notices').sudo()._trigger()

    def action_cancel(self):
        """Give up on mails that were not sent (the manager only, by access rights)."""
        self.filtered(lambda n: n.state == 'owed').state = 'cancelled'

    def action_open_document(self):
        """Open the document that the mail is about."""
        return self._document()._get_records_action()
