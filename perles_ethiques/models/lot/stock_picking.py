from odoo import models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    """A receipt that tells its lots that they have arrived."""

    _inherit = 'stock.picking'

    def _action_done(self):
        """Override of `stock` to signal arrivals, once for each receipt.

        :raise UserError: if a model is received instead of a lot made from it.
        """
        arrivals = self.filtered(
            lambda picking: picking.state != 'done' and picking._perles_is_arrival()
        )
        arrivals._perles_check_models()
        done = super()._action_done()
        for receipt in arrivals.filtered(lambda picking: picking.state == 'done'):
            receipt.move_line_ids.lot_id._perles_arrive(receipt)
        return done

    def _perles_is_arrival(self):
        """Whether this is a receipt into Thalasso."""
        self.ensure_one()
        arrival_type = self.company_id.perles_arrival_type_id
        return bool(arrival_type) and self.picking_type_id == arrival_type

    def _perles_check_models(self):
        models_only = self.move_ids.product_id.product_tmpl_id.filtered('perles_is_model')
        if models_only:
            raise UserError(self.env._(
                "“%s” is a model: enter what arrives under “New arrival”, so that the lot gets "
                "its own page.", models_only[0].display_name,
            ))

    def _perles_received(self):
        """What this receipt brought of each lot.

        :return: dict of `stock.lot` record → quantity in the unit of its product
        """
        received = {}
        for line in self.move_line_ids.filtered(lambda line: line.state == 'done'):
            lot = line.lot_id
            received[lot] = received.get(lot, 0.0) + line.quantity_product_uom
        return received
