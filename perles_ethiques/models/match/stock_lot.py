from markupsafe import Markup

from odoo import models


class StockLot(models.Model):
    """A lot as matching sees it: its price, and the wishes that come close to it."""

    _inherit = 'stock.lot'

    def action_view_perles_near(self):
        """Open the wishes that exactly one condition keeps from this lot, by rank.

        :return: an action on lines computed now
        """
        self.ensure_one()
        self.env['perles.near.miss'].check_access('read')
        # employees who never touch the stock have no right on lots
        lot, wishes = self.sudo(), self.env['perles.wish']
        misses = self.env['perles.near.miss'].sudo().create([{
            'lot_id': lot.id, 'wish_id': wish_id,
            'reason': lot._perles_failing_words(name, wishes.browse(wish_id)),
        } for wish_id, name in lot.env['perles.match']._near_misses(lot)])
        title = self.env._("Near misses")
        return {
            'type': 'ir.actions.act_window', 'name': title,
            'res_model': 'perles.near.miss', 'view_mode': 'list',
            'domain': [('id', 'in', misses.ids)],
            'help': Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>") % (
                self.env._("No wish comes close to this lot"),
                self.env._(
                    "Shown here: wishes that a single criterion keeps from it. They are offered "
                    "to nobody; you may write to their members."
                ),
            ),
        }
