from odoo import api, fields, models


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
