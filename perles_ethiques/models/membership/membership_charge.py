from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# A payment page left open longer than this does not hold the charge back any more.
PAGE_OPEN = timedelta(minutes=30)
# States of a transaction that is neither paid nor given up.
OPEN_STATES = ('draft', 'pending', 'authorized')


class PerlesMembershipPeriod(models.Model):
    """Charging the card on file for a period: asked once, whatever happens next.

    One transaction a period, under a fixed reference. It is committed before the provider is
    called. When no answer came back – the server died, the line was cut – the provider is asked
    what became of it, or the team is; the card is never charged again by itself.
    """

    _inherit = ['perles.membership.period', 'perles.batch.mixin']
    _name = 'perles.membership.period'

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
    paying_at = fields.Datetime(
        readonly=True, copy=False,
        help="When somebody last began to pay this bill: the card on file waits for the outcome.",
    )

    _one_charge = models.UniqueIndex(
        "(charge_id) WHERE charge_id IS NOT NULL", "This charge already pays a period.",
    )

    # === CLOCK === #

    @api.model
    def _cron_charge(self):
        """Clock: see to the charges that stayed unanswered, then charge the cards on file."""
        self._work_through(self._unanswered_domain(), '_settle_unanswered')
        cron = self.env['ir.cron']
        domain = self._charge_domain(self.env['perles.membership']._today())
        # what could not be charged comes last, so that it never keeps the others waiting
        due = self.search(domain, order='charge_failed_at NULLS FIRST, start_date, id').ids
        cron._commit_progress(remaining=len(due))
        for period_id in due:
            self.browse(period_id)._charge_alone(domain)
            if not cron._commit_progress(1):
                return
        self._ask_for_more(domain, due)

    @api.model
    def _charge_domain(self, day):
        """Unpaid periods of members who left a card, never charged before, that nobody pays now.

        A bill that was once paid by card, or was credited in part, is left to the member: what
        was taken back, a dispute for instance, is not taken again by itself.
        """
        page_open = fields.Datetime.now() - PAGE_OPEN
        return (
            Domain('unpaid_since', '<=', day) & Domain('charge_id', '=', False)
            & Domain('invoice_id.state', '=', 'posted')
            & Domain('invoice_id.payment_state', 'in', ('not_paid', 'partial'))
            & Domain('invoice_id.reversal_move_ids', 'not any', [('state', '=', 'posted')])
            & Domain('invoice_id.transaction_ids', 'not any', [
                ('state', 'in', ('pending', 'authorized', 'done')),
            ])
            & (Domain('paying_at', '=', False) | Domain('paying_at', '<=', page_open))
            & Domain('membership_id.state', 'in', ('active', 'suspended'))
            & Domain('membership_id.token_id.active', '=', True)
            & Domain('membership_id.token_id.provider_id.state', '!=', 'disabled')
        )

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
        """The one transaction of this period, with its fixed reference."""
        self.ensure_one()
        self._check_card()
        invoice, token = self.invoice_id.sudo(), self.membership_id.token_id.sudo()
        transaction = self.env['payment.transaction'].sudo().create({
            'provider_id': token.provider_id.id,
            'payment_method_id': token.payment_method_id.id,
            'token_id': token.id,
            'reference': self._charge_reference(),
            'amount': invoice.amount_residual,
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
        """Whether the card on file may pay this period.

        :raise UserError: if it is somebody else's, or pays another company.
        """
        membership = self.membership_id
        token = membership.token_id.sudo()
        if token.partner_id.commercial_partner_id != membership.partner_id:
            raise UserError(self.env._("The card on file belongs to somebody else."))
        if token.company_id != membership.company_id:
            raise UserError(self.env._("The card on file pays another company."))

    def _charge_reference(self):
        """What the provider knows this period by: the same whenever it is asked."""
        self.ensure_one()
        return f"{self.membership_id.name.replace('/', '-')}-{self.start_date:%Y%m%d}"

    def _send_charge(self):
        """Call the provider. An error here is no answer: it leaves the charge to be asked about."""
        self.charge_id._perles_charge()

    def _book_charge(self):
        """Book what the provider took; the native clock tries again what fails here."""
        self.charge_id._post_process()

    def _note_failure(self, step, error):
        """Override of `perles_ethiques`: a charge that cannot be made is told to the team, once.

        The other steps are seen to later: an unanswered charge is asked about.
        """
        result = super()._note_failure(step, error)
        if step != '_prepare_charge':
            return result
        for period in self:
            membership, reason = period.membership_id, str(error)
            if period.charge_error != reason:
                membership._schedule_team(
                    membership._for_team().env._("The card on file cannot be charged"), reason,
                )
            period.write({'charge_error': reason, 'charge_failed_at': fields.Datetime.now()})
        return result

    # === OTHER PAYMENTS === #

    def _charge_is_running(self, transaction=None):
        """Whether the card on file is being charged, so that nothing else may be paid.

        :param transaction: the `payment.transaction` that wants to pay, if there is one.
        """
        # the clock holds the lock of the period while the provider is being called
        free = self.try_lock_for_update(allow_referencing=True)
        return free != self or any(
            period.charge_id and period.charge_id != transaction
            and period.charge_id.sudo().state in OPEN_STATES
            for period in self
        )

    def _begin_payment(self):
        """Somebody begins to pay: the clock waits.

        Written, and not only locked: a clock that read this period just before would otherwise
        not notice that the payment came in between.
        """
        if self:
            self.sudo().paying_at = fields.Datetime.now()
