from odoo import api, models
from odoo.exceptions import UserError

# what of a line that is done changes where pieces lie
PLACING = frozenset({
    'quantity', 'product_uom_id', 'lot_id', 'quant_id', 'location_id', 'location_dest_id',
})


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    # === CRUD METHODS: a transfer that is done, and corrected === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock`: what is added to a transfer that is done has moved as well.

        :raise UserError: as the transfer itself.
        """
        lines = super().create(vals_list)
        if done := lines.sudo().filtered(lambda line: line.state == 'done'):
            done._perles_corrected({})
        return lines

    def write(self, vals):
        """Override of `stock` to let a lot follow a transfer that is done and corrected.

        What is corrected is undone and done again: it is judged at the end.

        :raise UserError: if less is there than was promised to members, or if that much of
            the lot is not there.
        """
        done = self.browse().sudo()
        if not PLACING.isdisjoint(vals):
            done = self.sudo().filtered(lambda line: line.state == 'done')
        before = done._perles_crossing()
        written = super().write(vals)
        if done:
            done._perles_corrected(before)
        return written

    @api.constrains('lot_id', 'quantity', 'location_dest_id')
    def _check_perles_promise(self):
        """A transfer that is done and corrected keeps the promise too.

        :raise UserError: as the transfer itself.
        """
        if done := self.filtered(lambda line: line.state == 'done'):
            done.move_id._check_perles_promise()

    # === WHAT CROSSES THE BORDER OF THALASSO AND RESERVED === #

    def _perles_crossing(self):
        """The lots of which these lines carry pieces in or out of the places of the house.

        :return: dict of `stock.lot` → what goes to the shop, below 0 for what comes back from it
        """
        crossing = {}
        for line in self:
            lot = line.lot_id
            leaves, enters = line._perles_ends()
            if leaves == enters:
                continue
            other = line.location_dest_id if leaves else line.location_id
            sold = line.quantity_product_uom * (other.usage == 'internal')
            crossing[lot] = crossing.get(lot, 0.0) + (sold if leaves else -sold)
        return crossing

    def _check_perles_home(self):
        """What comes into the places of the house goes where its lot lies.

        :raise UserError: naming the place.
        """
        for line in self:
            lot = line.lot_id
            if line._perles_ends() != (False, True):
                continue
            if lot.perles_stage == 'cancelled':
                raise UserError(self.env._(
                    "Lot %s was cancelled: enter what comes in under “New arrival”.",
                    lot.display_name,
                ))
            if not line.location_dest_id._child_of(lot._perles_home()):
                raise UserError(self.env._(
                    "Lot %(lot)s: what comes in goes to %(home)s. Enter a later parcel of it "
                    "under “New arrival”.",
                    lot=lot.display_name, home=lot._perles_home().display_name,
                ))

    def _perles_ends(self):
        """Whether this line starts and ends in the places of its lot: two booleans."""
        self.ensure_one()
        if not self.lot_id.perles_stage:
            return False, False
        places = self.lot_id._perles_places()
        return tuple(
            any(end._child_of(place) for place in places)
            for end in (self.location_id, self.location_dest_id)
        )

    def _perles_placed(self):
        """What these lines have just moved crosses the border: their lots follow."""
        self._check_perles_home()
        if crossing := self._perles_crossing():
            self.env['stock.lot'].sudo()._perles_recount(crossing)

    def _perles_corrected(self, before):
        """These lines of transfers that are done were added or changed: their lots follow.

        :param dict before: what they carried, as `_perles_crossing` told it.
        """
        after = self._perles_crossing()
        self.move_id._check_perles_not_below(self.lot_id | self.env['stock.lot'].concat(*before))
        self._check_perles_home()
        for receipt in self.picking_id.filtered(lambda picking: picking._perles_is_arrival()):
            lines = receipt._perles_arriving_lines() & self
            if new := lines.lot_id.filtered(lambda lot: not lot.perles_stage):
                receipt._perles_check_models()
                receipt._perles_arrive(new)
                new._perles_free_all(dict.fromkeys(new.ids, 0.0))
        self.env['stock.lot'].sudo()._perles_recount({
            lot: after.get(lot, 0.0) - before.get(lot, 0.0) for lot in {**before, **after}
        })
