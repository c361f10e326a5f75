import logging
from datetime import timedelta

from psycopg2.errors import LockNotAvailable

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .perles_charge_mixin import OPEN_STATES

_logger = logging.getLogger(__name__)

# A charge that nobody answered is looked at again after this delay.
UNANSWERED_AFTER = timedelta(minutes=2)
# One that the provider took in, but never settled, after this one: a direct debit takes days.
UNSETTLED_AFTER = timedelta(days=7)
TO_CHECK = 'perles_ethiques.mail_activity_type_charge_to_check'


class PerlesChargeMixin(models.AbstractModel):
    """Charges without an answer: the provider is asked, else the team looks and says."""

    _inherit = 'perles.charge.mixin'

    charge_to_check = fields.Boolean(
        readonly=True, copy=False, index='btree_not_null',
        help="Nobody knows whether the provider took the money: somebody has to look.",
    )

    @api.model
    def _unanswered_domain(self):
        """Charges that the provider did not answer, or took in and never settled."""
        now = fields.Datetime.now()
        silent = Domain('charge_id.state', '=', 'draft')
        silent &= Domain('charge_asked_at', '<', now - UNANSWERED_AFTER)
        slow = Domain('charge_id.state', 'in', ('pending', 'authorized'))
        slow &= Domain('charge_asked_at', '<', now - UNSETTLED_AFTER)
        return Domain('charge_to_check', '=', False) & (silent | slow)

    def _resolve_unanswered(self):
        """Ask the provider what became of a charge; who cannot be asked is left to the team."""
        for record in self:
            record._ask_provider()
        for record in self.filtered_domain(self._unanswered_domain()):
            record._ask_team()

    def _ask_provider(self):
        """Ask about one charge; a question that fails is a question without answer."""
        try:
            with self.env.cr.savepoint():
                self.charge_id.sudo()._perles_ask_outcome()
        except Exception as error:  # whatever it is, the team looks instead
            _logger.warning("No answer about %s: %s", self._charge_reference(), error)

    def _ask_team(self):
        self.ensure_one()
        self.charge_to_check = True
        holder = self._charge_holder()
        team = holder._for_team()
        holder.activity_schedule(
            TO_CHECK, user_id=holder._responsible_user().id,
            summary=team.env._("Was this card charged?"),
            note=team.env._(
                "The provider gave no answer about %s. Look it up at the provider, then "
                "say whether the money was taken.", self._charge_reference(),
            ),
        )

    # === THE TEAM'S ANSWER === #

    def action_charge_taken(self):
        """The team saw the money at the provider: the charge is done."""
        for charge in self._checked_charges():
            charge._set_done()
            try:
                charge._post_process()
            except LockNotAvailable as error:
                raise UserError(self.env._(
                    "Another payment of this membership is being booked. Try again in a minute."
                )) from error

    def action_charge_not_taken(self):
        """The team saw no money at the provider: the member gets a link to pay.

        An error, and not a cancellation: the provider may still say that it took the money,
        and is heard.
        """
        for charge in self._checked_charges():
            charge._set_error(self.env._("The team saw no money at the provider."))

    def _checked_charges(self):
        """The charges (sudo) that the team answers about.

        :raise AccessError: for who may not write on their documents.
        :raise UserError: if an answer is there already, or is just coming.
        """
        self.check_access('read')
        self._charge_holder().check_access('write')
        records = self.sudo()
        if records.try_lock_for_update(allow_referencing=True) != records:
            raise UserError(self.env._("The provider is just being asked. Try again in a minute."))
        records.invalidate_recordset(['charge_to_check'])
        if not all(
            record.charge_to_check and record.charge_id.state in OPEN_STATES for record in records
        ):
            raise UserError(self.env._("This charge was already answered."))
        return records.charge_id

    def _charge_answered(self):
        """An answer came, from the provider or from the team: nothing is left to check."""
        if asked := self.filtered('charge_to_check'):
            asked.charge_to_check = False
            asked._charge_holder().activity_feedback([TO_CHECK])
