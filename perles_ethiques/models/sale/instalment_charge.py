import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.calendars import paris_date
from ..membership.membership_charge import OPEN_STATES
from ..membership.membership_charge_check import PATIENCE, TO_CHECK

_logger = logging.getLogger(__name__)


class PerlesInstalment(models.Model):
    """Charging the saved card for a share, on its day: asked once, whatever happens next.

    As the card of a membership: one transaction a share, committed before the provider is called.
    Without an answer the provider is asked, else the team; the card is never charged again by
    itself.
    """

    _inherit = 'perles.instalment'

    charge_id = fields.Many2one(
        'payment.transaction', readonly=True, copy=False, index='btree_not_null',
        ondelete='restrict',
    )
    charge_asked_at = fields.Datetime(readonly=True, copy=False)
    charge_error = fields.Char(readonly=True, copy=False)
    charge_to_check = fields.Boolean(readonly=True, copy=False)

    _one_charge = models.UniqueIndex(
        "(charge_id) WHERE charge_id IS NOT NULL", "This charge already pays a share.",
    )

    # === CLOCK === #

    @api.model
    def _cron_charge(self):
        """Clock: see to the charges that stayed unanswered, then charge what is due."""
        self._work_through(self._unanswered_domain(), '_settle_unanswered')
        cron = self.env['ir.cron']
        domain = self._charge_domain()
        due = self.search(domain, order='due_date, id').ids
        cron._commit_progress(remaining=len(due))
        for share_id in due:
            self.browse(share_id)._charge_alone(domain)
            if not cron._commit_progress(1):
                return

    @api.model
    def _charge_domain(self):
        """Shares due, never charged, whose member saved a card and pays nothing right now."""
        return (
            Domain('residual', '>', 0) & Domain('charge_id', '=', False)
            & Domain('due_date', '<=', paris_date(fields.Datetime.now()))
            & Domain('invoice_id.state', '=', 'posted')
            & Domain('invoice_id.reversal_move_ids', 'not any', [('state', '=', 'posted')])
            & Domain('invoice_id.transaction_ids', 'not any', [
                ('state', 'in', ('pending', 'authorized')),
            ])
            & ~self._without_card_domain()
        )

    def _charge_alone(self, domain):
        """Charge one card: the attempt is committed, then the provider is called."""
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
        """The one transaction of this share, with its fixed reference.

        :raise UserError: if the card is somebody else's.
        """
        self.ensure_one()
        invoice = self.invoice_id.sudo()
        token = invoice.perles_token_id
        if token.partner_id.commercial_partner_id != invoice.commercial_partner_id:
            raise UserError(self.env._("The card on file belongs to somebody else."))
        transaction = self.env['payment.transaction'].sudo().create({
            'provider_id': token.provider_id.id,
            'payment_method_id': token.payment_method_id.id,
            'token_id': token.id,
            'reference': self._charge_reference(),
            'amount': self.residual,
            'currency_id': invoice.currency_id.id,
            'partner_id': token.partner_id.id,
            'operation': 'offline',
            'invoice_ids': [Command.set(invoice.ids)],
        })
        transaction._log_sent_message()
        self.write({
            'charge_id': transaction.id, 'charge_asked_at': fields.Datetime.now(),
            'charge_error': False,
        })

    def _charge_reference(self):
        """What the provider knows this share by: the same whenever it is asked."""
        self.ensure_one()
        return f"{self.invoice_id.name.replace('/', '-')}-{self.number}"

    def _send_charge(self):
        """Call the provider. An error here is no answer: it leaves the charge to be asked about."""
        self.charge_id._perles_charge()

    def _book_charge(self):
        """Book what the provider took; the native clock tries again what fails here."""
        self.charge_id._post_process()

    def _is_told(self, step):
        """Override of `perles_ethiques`: a charge that cannot be made has words of its own."""
        return step != '_prepare_charge' and super()._is_told(step)

    def _note_failure(self, step, error):
        """Override of `perles_ethiques`: a charge that cannot be made is told to the team, once."""
        result = super()._note_failure(step, error)
        for share in self if step == '_prepare_charge' else ():
            if share.charge_error != str(error):
                share._ask_team(
                    share._for_team().env._("The card on file cannot be charged"), str(error),
                )
            share.charge_error = str(error)
        return result

    # === WITHOUT AN ANSWER === #

    @api.model
    def _unanswered_domain(self):
        return (
            Domain('charge_to_check', '=', False) & Domain('charge_id.state', '=', 'draft')
            & Domain('charge_asked_at', '<', fields.Datetime.now() - PATIENCE)
        )

    def _settle_unanswered(self):
        """Ask the provider what became of a charge; who cannot be asked is left to the team."""
        for share in self:
            try:
                with self.env.cr.savepoint():
                    share.charge_id.sudo()._perles_ask_outcome()
            except Exception as error:  # noqa: BLE001 - whatever it is, the team looks instead
                _logger.warning("No answer about %s: %s", share._charge_reference(), error)
        for share in self.filtered_domain(self._unanswered_domain()):
            share.charge_to_check = True
            share._ask_team(
                share._for_team().env._("Was this card charged?"),
                share._for_team().env._(
                    "The provider gave no answer about %s. Look it up at the provider, then "
                    "say on the share whether the money was taken.", share._charge_reference(),
                ),
            )

    def _ask_team(self, summary, note):
        self.ensure_one()
        self.activity_schedule(
            TO_CHECK, user_id=self._responsible_user().id, summary=summary, note=note,
        )

    def action_charge_taken(self):
        """The team saw the money at the provider: the charge is done."""
        for charge in self._checked_charges():
            charge._set_done()
            charge._post_process()

    def action_charge_not_taken(self):
        """The team saw no money at the provider: the member gets a link to pay."""
        for charge in self._checked_charges():
            charge._set_error(self.env._("The team saw no money at the provider."))

    def _checked_charges(self):
        """The charges (sudo) that the team answers about.

        :raise AccessError: for who may not write on the shares.
        :raise UserError: if an answer is there already.
        """
        self.check_access('write')
        shares = self.sudo()
        if not all(s.charge_to_check and s.charge_id.state in OPEN_STATES for s in shares):
            raise UserError(self.env._("This charge was already answered."))
        return shares.charge_id

    def _charge_answered(self, target_state):
        """What the provider, or the team, said of these charges."""
        self.filtered('charge_to_check').charge_to_check = False
        self.activity_feedback([TO_CHECK])
        if target_state in ('error', 'cancel'):
            self._tell('instalment_refused')
            self.due_told = True
