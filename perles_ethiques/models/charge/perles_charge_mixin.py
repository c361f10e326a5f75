from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# States of a transaction that is neither paid nor given up.
OPEN_STATES = ('draft', 'pending', 'authorized')


class PerlesChargeMixin(models.AbstractModel):
    """What a card on file pays on its day: asked once, whatever happens next.

    One transaction, under a fixed reference. It is committed before the provider is called. When
    no answer came back – the server died, the line was cut – the provider is asked what became of
    it, or the team is; the card is never charged again by itself.
    """

    _name = 'perles.charge.mixin'
    _description = "Paid by a card on file"
    _inherit = ['perles.batch.mixin']

    # what comes first, after what could not be charged yet
    _charge_order = 'id'

    charge_id = fields.Many2one(
        'payment.transaction', readonly=True, copy=False, index='btree_not_null',
        ondelete='restrict',
    )
    charge_asked_at = fields.Datetime(
        readonly=True, copy=False,
        help="Written before the provider is called.",
    )
    charge_error = fields.Char(
        readonly=True, copy=False, help="Why the card on file could not be charged yet.",
    )
    charge_failed_at = fields.Datetime(readonly=True, copy=False)

    # === CLOCK === #

    @api.model
    def _cron_charge(self):
        """Clock: see to the charges that stayed unanswered, then charge the cards on file."""
        self._work_through(self._unanswered_domain(), '_resolve_unanswered')
        cron = self.env['ir.cron']
        domain = self._charge_domain()
        # what could not be charged comes last, so that it never keeps the others waiting
        due = self.search(domain, order=f'charge_failed_at NULLS FIRST, {self._charge_order}').ids
        cron._commit_progress(remaining=len(due))
        for due_id in due:
            self.browse(due_id)._charge_alone(domain)
            if not cron._commit_progress(1):
                return
        self._ask_for_more(domain, due)

    def _charge_alone(self, domain):
        """Charge one card: the attempt is committed, then the provider is called.

        Three steps, each with its own savepoint and its own commit: nothing that breaks later
        takes back what the provider was asked, nor what it answered.
        """
        self.ensure_one()
        cron = self.env['ir.cron']
        prepared = self._work_alone(domain, '_prepare_charge')
        cron._commit_progress()
        if not prepared:
            return
        self._work_alone(
            Domain('charge_id.state', '=', 'draft') & Domain('charge_to_check', '=', False),
            '_send_charge',
        )
        cron._commit_progress()
        self._work_alone(
            Domain('charge_id.state', '=', 'done')
            & Domain('charge_id.is_post_processed', '=', False), '_book_charge',
        )

    # === STEPS === #

    def _prepare_charge(self):
        """The one transaction, with its fixed reference.

        :raise UserError: if the card may not pay this.
        """
        self.ensure_one()
        self._check_card()
        invoice, token = self.invoice_id.sudo(), self._charged_card().sudo()
        transaction = self.env['payment.transaction'].sudo().create({
            'provider_id': token.provider_id.id,
            'payment_method_id': token.payment_method_id.id,
            'token_id': token.id,
            'reference': self._charge_reference(),
            'amount': self._charge_amount(),
            'currency_id': invoice.currency_id.id,
            'partner_id': token.partner_id.id,
            'operation': 'offline',
            'invoice_ids': [Command.set(invoice.ids)],
        })
        transaction._log_sent_message()
        self.write({
            'charge_id': transaction.id, 'charge_asked_at': fields.Datetime.now(),
            'charge_error': False, 'charge_failed_at': False,
        })

    def _check_card(self):
        """Whether the card on file may pay this invoice.

        :raise UserError: if it is somebody else's, or pays another company.
        """
        invoice, token = self.invoice_id.sudo(), self._charged_card().sudo()
        if token.partner_id.commercial_partner_id != invoice.commercial_partner_id:
            raise UserError(self.env._("The card on file belongs to somebody else."))
        if token.company_id != invoice.company_id:
            raise UserError(self.env._("The card on file pays another company."))

    def _send_charge(self):
        """Call the provider. An error here is no answer: it leaves the charge to be asked about."""
        self.charge_id._perles_charge()

    def _book_charge(self):
        """Book what the provider took; the native clock tries again what fails here."""
        self.charge_id._post_process()

    def _note_failure(self, step, error):
        """Extends `base`: a charge that cannot be made is told to the team, once.

        The other steps are seen to later: an unanswered charge is asked about.
        """
        result = super()._note_failure(step, error)
        for record in self if step == '_prepare_charge' else ():
            reason = str(error)
            if record.charge_error != reason:
                record._tell_uncharged(reason)
            record.write({'charge_error': reason, 'charge_failed_at': fields.Datetime.now()})
        return result

    # === WHAT A MODEL SAYS === #

    @api.model
    def _charge_domain(self):
        """What is due, was never charged, and nobody pays now."""
        raise NotImplementedError

    def _charged_card(self):
        """The `payment.token` that pays."""
        raise NotImplementedError

    def _charge_amount(self):
        """What is charged, in the currency of the invoice, taxes included."""
        raise NotImplementedError

    def _charge_reference(self):
        """What the provider knows the charge by: the same whenever it is asked."""
        raise NotImplementedError

    def _charge_holder(self):
        """The document on which the team works."""
        return self

    def _tell_uncharged(self, reason):
        """Tell the team that the card cannot be charged.

        :param str reason: in words.
        """
        raise NotImplementedError

    def _charge_refused(self):
        """The card was refused, or the bank wants its owner: a mail with a link to pay."""
        raise NotImplementedError
