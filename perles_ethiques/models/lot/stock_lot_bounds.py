from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import TEAM


class StockLot(models.Model):
    """What the numbers and the opening of a lot may say (clause 000-39), and who says it."""

    _inherit = 'stock.lot'

    _perles_quantities_check = models.Constraint(
        'CHECK(perles_expected_qty BETWEEN 0 AND 1e9 AND perles_usable_qty BETWEEN 0 AND 1e9 '
        'AND perles_released_qty BETWEEN 0 AND 1e9)',
        "A quantity of a lot is a number from 0 to a thousand millions.",
    )
    _perles_opening_check = models.Constraint(
        "CHECK(perles_arrived_at IS NULL OR perles_stage IS NULL OR perles_public_at IS NOT NULL "
        "AND perles_public_at BETWEEN perles_arrived_at - interval '1 day' "
        "AND perles_arrived_at + interval '5 years')",
        "An arrival opens on the shop between the day it came and five years later.",
    )

    def _refuse_by_hand(self, vals):
        """Extends `base`: members see a lot before everybody, whoever dates its opening.

        :raise AccessError: if somebody outside the team dates it.
        :raise UserError: for an arrival that would open at once, or without a date.
        """
        super()._refuse_by_hand(vals)
        if 'perles_public_at' not in vals:
            return
        if not self.env.user.has_group(TEAM):
            raise AccessError(self.env._("The team alone dates the opening of a lot."))
        waiting = self.sudo().filtered(lambda lot: lot.perles_stage in ('expected', 'ready'))
        if not waiting:
            return
        opening = fields.Datetime.to_datetime(vals['perles_public_at'])
        if not opening or opening <= fields.Datetime.now():
            raise UserError(self.env._(
                "%s is kept for members until it opens: choose an instant to come.",
                waiting[0].display_name,
            ))

    def _perles_redated(self):
        """Hook: the public date of these lots, on the shop already, has changed."""
