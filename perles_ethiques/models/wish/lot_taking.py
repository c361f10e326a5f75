import uuid

from odoo import api, models
from odoo.exceptions import UserError

from .match_lot import PROMISABLE
from .match_share import rounded_down


class StockLot(models.Model):
    """A lot in preview, as a member may take of it."""

    _inherit = 'stock.lot'

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_promised(self):
        """What members were told of stays: an offer is withdrawn, its lot is not deleted.

        :raise UserError: naming the first lot that was offered or pre-reserved.
        """
        for lot in self.sudo():
            if lot.perles_offer_ids or lot.perles_claim_ids:
                raise UserError(self.env._(
                    "%s was offered to members or pre-reserved: withdraw the offers, and keep "
                    "the lot.", lot.display_name,
                ))

    def _perles_may_take(self, user):
        """Whether a user's membership lets them take of this lot, if there is something left.

        :param user: a `res.users` record.
        """
        self.ensure_one()
        lot = self.sudo()
        if lot.perles_stage not in PROMISABLE or user._is_public():
            return False
        membership = user.partner_id._membership_at()
        page = lot.product_id.product_tmpl_id.with_context(active_test=False)
        plans = page.perles_preview_plan_ids
        return bool(membership and (not plans or membership.plan_id in plans))

    def _perles_taking(self, user):
        """What the form that takes of this lot needs, for who may: see `lot_take_form`.

        :param user: a `res.users` record.
        :return: dict, empty for who may not
        """
        if not self._perles_may_take(user):
            return {}
        lot = self.sudo()
        return {
            'free_qty': rounded_down(lot._perles_free_qty(), lot.perles_unit),
            'take_key': str(uuid.uuid4()),
        }
