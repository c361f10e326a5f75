from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class StockMove(models.Model):
    """A move that takes one precise lot, from the order line to the parcel."""

    _inherit = 'stock.move'

    @api.constrains('restrict_lot_id', 'sale_line_id')
    def _check_perles_sold_lot(self):
        """A move to a customer takes the lot that its order line promises, whoever writes it.

        Taken off its line it bears no promise: it is a transfer like any other then.

        :raise ValidationError: for any other lot, or for a promise without its order line.
        """
        for move in self:
            sold = move.sale_line_id and move._perles_sold_lot()
            untied = move.restrict_lot_id and move.location_dest_id.usage == 'customer'
            if move.restrict_lot_id != sold if move.sale_line_id else untied:
                raise ValidationError(self.env._(
                    "The promised lot is changed on the order line by a manager, never on a "
                    "transfer."
                ))

    @api.constrains('sale_line_id')
    def _check_perles_sold_done(self):
        """What has left without an order line is put on one only if it kept its promise.

        :raise UserError: as the transfer itself.
        """
        self.filtered(lambda move: move.state == 'done')._check_perles_promise()

    def _update_reserved_quantity_vals(
        self, need, location_id, lot_id=None, package_id=None, owner_id=None, strict=True,
    ):
        """Override of `stock` to reserve the promised lot, whatever the removal strategy says."""
        promised = self.restrict_lot_id
        if promised and lot_id and lot_id != promised:
            return [], 0
        return super()._update_reserved_quantity_vals(
            need, location_id, lot_id=promised or lot_id, package_id=package_id,
            owner_id=owner_id, strict=strict,
        )

    def _get_available_quantity(
        self, location_id, lot_id=None, package_id=None, owner_id=None, strict=False,
        allow_negative=False,
    ):
        """Override of `stock` to count the promised lot alone."""
        return super()._get_available_quantity(
            location_id, lot_id=lot_id or self.restrict_lot_id, package_id=package_id,
            owner_id=owner_id, strict=strict, allow_negative=allow_negative,
        )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """Override of `stock`: moves of two lots are never one."""
        return [*super()._prepare_merge_moves_distinct_fields(), 'restrict_lot_id']

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to let out the promised lot alone, and no more than promised.

        What is about to move is checked first, so that a refusal has written nothing; what has
        really moved is checked again, once native stock has added its part. Whatever gesture it
        was, what may be promised then follows what lies in the places of the house.

        :param bool cancel_backorder: whether nothing is to be sent later; never so of a promise.
        :raise UserError: for another lot, for more than the promise, for a return that would
            go straight to the shop, or if less stays than members were promised.
        """
        self._check_perles_promise()
        if cancel_backorder:
            self._check_perles_sent_whole()
        known = self.filtered(lambda move: move.state == 'done')
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        done = self.exists() | moves
        done._check_perles_promise()
        done._check_perles_not_below(done._perles_moving_lines().lot_id)
        (done - known)._perles_moving_lines().sudo()._perles_placed()
        return moves

    def _check_quantity(self):
        """Override of `stock`, which calls it when something more is done, or is corrected.

        What is corrected is undone and done again, and judged at its end by its line: only the
        places that pieces leave are looked at here.

        :raise UserError: if that much of a lot of the house was not there.
        """
        result = super()._check_quantity()
        lines = self.move_line_ids
        self._check_perles_not_below(lines.lot_id, lines.location_id)
        return result

    # === THE PROMISE === #

    def _perles_promised_lot(self):
        """The only lot that this move may take, or an empty record: what was sold says it first."""
        self.ensure_one()
        return (self.sale_line_id and self._perles_sold_lot()) or self.restrict_lot_id

    def _perles_sold_lot(self):
        """Hook: the lot that the order line of this move promises; `sale` knows it."""
        return self.env['stock.lot']

    def _check_perles_promise(self):
        """Refuse moves, done or about to be, that do not keep their promise.

        :raise UserError: naming the promised lot.
        """
        if sold := self.filtered('sale_line_id'):
            sold._check_perles_sold()
        for move in self.sudo():
            lot = move._perles_promised_lot()
            if lot:
                move._check_perles_lot(lot)
                move._check_perles_return(lot)

    def _check_perles_sold(self):
        """Hook: no more of these moves leaves than their order lines promise; `sale` knows it."""

    def _check_perles_sent_whole(self):
        """Hook: what these moves promise leaves with them, or waits; `sale` knows it."""

    def _perles_moving_lines(self):
        """The move lines that were moved, or that native stock is about to move."""
        return self.move_line_ids.filtered(
            lambda line: line.quantity and line.state != 'cancel'
            and (line.picked or line.state == 'done')
        )

    def _check_perles_lot(self, lot):
        others = self._perles_moving_lines().filtered(lambda line: line.lot_id != lot)
        if others:
            raise UserError(self.env._(
                "Lot %(promised)s was promised, not %(other)s. A manager changes the promise on "
                "the order line, never on the transfer.",
                promised=lot.display_name,
                other=', '.join(
                    line.lot_id.name or line.lot_name or self.env._("pieces without a lot")
                    for line in others
                ),
            ))

    def _check_perles_return(self, lot):
        """What comes back from a member goes where nobody but the house may take it."""
        if self.location_id.usage != 'customer':
            return
        home = lot._perles_home()
        moving = self._perles_moving_lines()
        if any(not line.location_dest_id._child_of(home) for line in moving):
            raise UserError(self.env._(
                "Pieces of lot %(lot)s were promised: they come back to %(home)s, never straight "
                "to the shop.",
                lot=lot.display_name, home=home.display_name,
            ))

    @api.model
    def _check_perles_not_below(self, lots, places=None):
        """Nothing was moved that was not there: native stock would let a lot go below 0.

        :param lots: `stock.lot` records; those of the house are looked at.
        :param places: the only `stock.location` records to look at; all of ours by default.
        :raise UserError: naming the lot of the house, and the place where it is missing.
        """
        lots = lots.sudo().filtered('perles_stage')
        domain = Domain('lot_id', 'in', lots.ids) & Domain('quantity', '<', 0)
        domain &= Domain('location_id.usage', 'in', ('internal', 'transit'))
        if places is not None:
            domain &= Domain('location_id', 'in', places.ids)
        quants = lots and self.env['stock.quant'].sudo().search(domain)
        for quant in quants:
            if quant.product_uom_id.compare(quant.quantity, 0) < 0:
                raise UserError(self.env._(
                    "There is not that much of lot %(lot)s in %(place)s. Count it before you "
                    "move it.",
                    lot=quant.lot_id.display_name, place=quant.location_id.display_name,
                ))
