from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# A charge that nobody answered is looked at again after this delay.
PATIENCE = timedelta(minutes=2)
# A payment page left open longer than this does not hold the charge back any more.
PAGE_OPEN = timedelta(minutes=30)
TO_CHECK = 'perles_ethiques.mail_activity_type_charge_to_check'


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
    charge_to_check = fields.Boolean(
        readonly=True, copy=False, index='btree_not_null',
        help="Nobody knows whether the provider took the money: somebody has to look.",
    )

    _one_charge = models.UniqueIndex(
        "(charge_id) WHERE charge_id IS NOT NULL", "This charge already pays a period.",
    )

    # === CLOCK === #

    @api.model
    def _cron_charge(self, batch_size=100):
        """Clock: charge the cards on file one by one, then see to what stayed unanswered."""
        cron = self.env['ir.cron']
        domain = self._charge_domain(self.env['perles.membership']._today())
        due = self.search(domain, limit=batch_size, order='start_date, id')
        cron._commit_progress(remaining=self.search_count(domain))
        for period in due:
            period._charge_alone(domain)
            if not cron._commit_progress(1):
                return
        self._work_through(self._unanswered_domain(), '_settle_unanswered')

    @api.model
    def _charge_domain(self, day):
        """Unpaid periods of members who left a card, never charged before."""
        return (
            Domain('unpaid_since', '<=', day) & Domain('charge_id', '=', False)
            & Domain('invoice_id.state', '=', 'posted')
            & Domain('membership_id.state', 'in', ('active', 'suspended'))
            & Domain('membership_id.token_id.active', '=', True)
            & Domain('membership_id.token_id.provider_id.state', '!=', 'disabled')
        )

    @api.model
    def _unanswered_domain(self):
        return (
            Domain('charge_to_check', '=', False)
            & Domain('charge_asked_at', '<', fields.Datetime.now() - PATIENCE)
            & Domain('charge_id.state', '=', 'draft')
        )

    def _charge_alone(self, domain):
        """Charge one card: the attempt is committed, then the provider is called."""
        self.ensure_one()
        cron = self.env['ir.cron']
        try:
            with self.env.cr.savepoint():
                period = self._lock_due(domain)
                if not period or period._is_being_paid():
                    return
                period._prepare_charge()
        except UserError as error:
            self._note_failure('_prepare_charge', error)
            return
        cron._commit_progress()
        # between the commit and this lock another clock may have come: the charge is its own then
        if self.try_lock_for_update(allow_referencing=True).charge_id.state == 'draft':
            self.charge_id._perles_charge()

    def _prepare_charge(self):
        """The one transaction of this period, with its fixed reference."""
        self.ensure_one()
        membership, invoice = self.membership_id, self.invoice_id.sudo()
        token = membership.token_id.sudo()
        transaction = self.env['payment.transaction'].sudo().create({
            'provider_id': token.provider_id.id,
            'payment_method_id': token.payment_method_id.id,
            'token_id': token.id,
            'reference': self._charge_reference(),
            'amount': invoice.amount_residual,
            'currency_id': invoice.currency_id.id,
            'partner_id': token.partner_id.id,
            'operation': 'offline',
            'invoice_ids': [fields.Command.set(invoice.ids)],
        })
        self.write({'charge_id': transaction.id, 'charge_asked_at': fields.Datetime.now()})

    def _charge_reference(self):
        """What the provider knows this period by: the same whenever it is asked."""
        self.ensure_one()
        return f"{self.membership_id.name.replace('/', '-')}-{self.start_date:%Y%m%d}"

    def _is_being_paid(self):
        """Whether the member is paying by hand: a payment is under way or was just begun."""
        recent = fields.Datetime.now() - PAGE_OPEN
        return bool(self.invoice_id.sudo().transaction_ids.filtered(
            lambda tx: tx.operation != 'refund' and (
                tx.state in ('pending', 'authorized')
                or tx.state == 'done' and not tx.is_post_processed
                or tx.state == 'draft' and tx.create_date > recent
            )
        ))

    def _charge_is_running(self, transaction):
        """Whether the card on file is being charged, so that nothing else may be paid.

        :param transaction: the `payment.transaction` that wants to pay.
        """
        free = self.try_lock_for_update(allow_referencing=True)
        return free != self or any(
            period.charge_id and period.charge_id != transaction
            and period.charge_id.state in ('draft', 'pending', 'authorized')
            for period in self
        )

    # === WITHOUT ANSWER === #

    def _settle_unanswered(self):
        """Ask the provider what became of a charge; who cannot be asked is left to the team."""
        for period in self:
            if period.charge_id._perles_ask_outcome() and period.charge_id.state != 'draft':
                continue
            period.charge_to_check = True
            membership = period.membership_id
            team = membership._for_team()
            membership.activity_schedule(
                TO_CHECK, user_id=membership._responsible_user().id,
                summary=team.env._("Was this card charged?"),
                note=team.env._(
                    "The provider gave no answer about %s. Look it up at the provider, then "
                    "say on the period whether the money was taken.", period._charge_reference(),
                ),
            )

    def action_charge_taken(self):
        """The team saw the money at the provider: the charge is done."""
        for charge in self._checked_charges():
            charge._set_done()
            charge._post_process()

    def action_charge_not_taken(self):
        """The team saw no money at the provider: the member gets a link to pay."""
        self._checked_charges()._set_canceled()

    def _checked_charges(self):
        self.check_access('read')
        self.membership_id.check_access('write')
        periods = self.sudo()
        if not all(periods.mapped('charge_to_check')):
            raise UserError(self.env._("This charge was already answered."))
        periods._charge_answered()
        return periods.charge_id

    def _charge_answered(self):
        """An answer came, from the provider or from the team: nothing is left to check."""
        asked = self.filtered('charge_to_check')
        asked.charge_to_check = False
        asked.membership_id.activity_feedback([TO_CHECK])

    def _charge_refused(self):
        """The card was refused, or the bank wants its owner: a mail with a link to pay."""
        book = self.env['perles.notice']
        book._owe_all('charge_refused', [
            book._prepare_due(period.membership_id, str(period.unpaid_since),
                              period.membership_id.contact_id)
            for period in self if period.unpaid_since
        ])

    def _note_failure(self, step, error):
        """Override of `perles_ethiques`: a charge that cannot be made is told on the membership."""
        for period in self:
            period.membership_id._note_failure(step, error)
