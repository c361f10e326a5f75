from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.uoms import unit_of


class StockPicking(models.Model):
    """A receipt that tells its lots that they have arrived."""

    _name = 'stock.picking'
    _inherit = ['stock.picking', 'perles.locked.mixin']

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock`: what the clock of matching writes is asked of hands.

        :raise AccessError: if a user fills it in.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `stock`: what the clock of matching writes is asked of hands.

        :raise AccessError: if a user writes it.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        return super().write(vals)

    def _action_done(self):
        """Override of `stock` to signal arrivals, once for each receipt, and what has left.

        :raise UserError: if a model is received instead of a lot made from it, or what the house
            does not count.
        """
        arrivals = self.filtered(
            lambda picking: picking.state != 'done' and picking._perles_is_arrival()
        )
        arrivals._perles_check_models()
        done = super()._action_done()
        for receipt in arrivals.filtered(lambda picking: picking.state == 'done'):
            receipt._perles_arriving_lines().lot_id._perles_arrive(receipt)
        if left := self.filtered(
            lambda picking: picking.state == 'done' and picking.picking_type_code == 'outgoing'
        ):
            left._perles_left()
        return done

    def _perles_left(self):
        """Hook: these parcels have just left; `packaging` counts what they left in."""

    def _perles_is_arrival(self):
        """Whether this brings pieces from a supplier into Thalasso, whatever its type is called."""
        self.ensure_one()
        return any(self._perles_comes_in(move) for move in self.move_ids)

    def _perles_comes_in(self, move):
        """Whether a move or a move line of this transfer goes from a supplier into Thalasso."""
        thalasso = self.company_id.perles_thalasso_id
        return bool(thalasso) and move.location_id.usage == 'supplier' and (
            move.location_dest_id._child_of(thalasso)
        )

    def _perles_arriving_lines(self):
        """The lines of this transfer that have brought pieces into Thalasso."""
        return self.move_line_ids.filtered(
            lambda line: line.state == 'done' and line.picking_id._perles_comes_in(line)
        )

    def _perles_check_models(self):
        models_only = self.move_ids.product_id.product_tmpl_id.filtered('perles_is_model')
        if models_only:
            raise UserError(self.env._(
                "“%s” is a model: enter what arrives under “New arrival”, so that the lot gets "
                "its own page.", models_only[0].name,
            ))
        for product in self.move_line_ids.lot_id.product_id:
            if not unit_of(product.uom_id):
                raise UserError(self.env._(
                    "“%(good)s” is counted in %(unit)s: in Thalasso, the house counts pieces, "
                    "grams and strands. Give it one of these units first.",
                    good=product.display_name, unit=product.uom_id.name,
                ))

    @api.model
    def _perles_receive(self, company, quantities, partner=None, origin=False):
        """A native receipt of lots into Thalasso, validated: each lot has arrived.

        :param company: a `res.company` that has its places.
        :param dict quantities: `stock.lot` record → quantity in the unit of its product.
        :param partner: who brings them, a `res.partner`; nobody by default.
        :param origin: what is written as the source of the receipt.
        :return: one `stock.picking` record
        :raise UserError: if native stock, or the house, refuses one of them.
        """
        operation = company.perles_arrival_type_id
        places = {
            'location_id': operation.default_location_src_id.id,
            'location_dest_id': company.perles_thalasso_id.id, 'company_id': company.id,
        }
        receipt = self.create({
            'picking_type_id': operation.id, 'partner_id': partner.id if partner else False,
            'origin': origin, **places,
            'move_ids': self._prepare_perles_moves(quantities, places),
        })
        moves = receipt.move_ids.grouped('product_id')
        self.env['stock.move.line'].create([
            {
                'move_id': moves[lot.product_id].id, 'picking_id': receipt.id,
                'product_id': lot.product_id.id, 'product_uom_id': lot.product_id.uom_id.id,
                'lot_id': lot.id, 'quantity': quantity, **places,
            }
            for lot, quantity in quantities.items()
        ])
        receipt.action_confirm()
        receipt.move_ids.picked = True
        receipt._action_done()
        return receipt

    @api.model
    def _prepare_perles_moves(self, quantities, places):
        products = self.env['stock.lot'].concat(*quantities).grouped('product_id')
        return [
            Command.create({
                'product_id': product.id, 'product_uom': product.uom_id.id,
                'product_uom_qty': sum(quantities[lot] for lot in lots), **places,
            })
            for product, lots in products.items()
        ]
