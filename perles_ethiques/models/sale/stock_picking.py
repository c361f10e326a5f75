from odoo import models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date
from ...tools.quantities import day_words


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    def action_cancel(self):
        """Override of `stock`: a parcel that members wait for is cancelled with its order.

        :raise UserError: for the parcel of a confirmed order that promises a lot.
        """
        self._perles_refuse_forsaken()
        return super().action_cancel()

    def unlink(self):
        """Override of `stock`, which cancels what it deletes.

        :raise UserError: as a cancellation.
        """
        self._perles_refuse_forsaken()
        return super().unlink()

    def _perles_refuse_forsaken(self):
        if moves := self.move_ids._perles_of_promises():
            raise UserError(self.env._(
                "Parcel %(parcel)s brings what order %(order)s promises. Cancel the order, or "
                "lower its lines: the pieces are given back then.",
                parcel=moves[0].picking_id.name, order=moves[0].sale_line_id.sudo().order_id.name,
            ))

    def _perles_mail_subject(self):
        """Subject of the native mail that says that a parcel leaves."""
        self.ensure_one()
        day = self.date_done and paris_date(self.date_done)
        return self.env._("Your parcel of %s is on its way", day_words(self.env, day))
