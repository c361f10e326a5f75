from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.calendars import paris_at, paris_date
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
            receipt._perles_arrive(receipt._perles_arriving_lines().lot_id)
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

    # === ARRIVALS (000-39, 000-41) === #

    def _perles_arrive(self, lots):
        """Signal of a validated receipt: these lots are in Thalasso, open to promises.

        They enter care, and their pages are shown in preview. A lot that comes in two parcels is
        expected whole: as much as lies there. What a receipt has brought is only counted once.

        :param lots: `stock.lot` records, of the house or to become so.
        """
        self.ensure_one()
        received, company, now = self._perles_received(), self.company_id, fields.Datetime.now()
        lots = lots.sudo().filtered(lambda lot: lot.perles_receipt_id != self)
        for lot in lots.filtered(lambda lot: lot.perles_stage == 'expected'):
            lot.write({
                'perles_expected_qty': lot._perles_quantity_in(lot._perles_places()),
                'perles_receipt_id': self.id,
            })
        new, opening = lots.filtered(lambda lot: not lot.perles_stage), self._perles_opening(now)
        alike = new.grouped(lambda lot: (
            received.get(lot, 0.0),
            # what was dated beforehand, unless it is over
            lot.perles_public_at if (lot.perles_public_at or now) > now else opening,
        ))
        pages = new._perles_pages()
        for (quantity, public_at), some in alike.items():
            some.write({
                'perles_stage': 'expected', 'perles_arrived_at': now,
                'perles_receipt_id': self.id, 'company_id': company.id,
                'perles_expected_qty': quantity, 'perles_public_at': public_at,
            })
        pages._perles_preview(company)
        self._perles_after_arrival(new)

    def _perles_received(self):
        """What this receipt brought: `stock.lot` → quantity in the unit of its product."""
        received = {}
        for line in self._perles_arriving_lines():
            received[line.lot_id] = received.get(line.lot_id, 0.0) + line.quantity_product_uom
        return received

    def _perles_opening(self, arrived_at):
        """First instant on the public shop of what arrives at an instant (000-39).

        :param datetime arrived_at: naive UTC.
        :return: naive UTC datetime, at the opening hour in Paris
        """
        day = paris_date(arrived_at) + timedelta(days=self.company_id.perles_preview_days)
        return paris_at(day, self.company_id.perles_opening_hour)

    def _perles_after_arrival(self, lots):
        """Hook: what begins for these new lots of this receipt; `care` takes them in."""

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
        # natively, lines that are made along with their move do not know its transfer
        receipt.move_ids.move_line_ids.picking_id = receipt
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
                'move_line_ids': [
                    Command.create({
                        'product_id': product.id, 'product_uom_id': product.uom_id.id,
                        'lot_id': lot.id, 'quantity': quantities[lot], **places,
                    })
                    for lot in lots
                ],
            })
            for product, lots in products.items()
        ]
