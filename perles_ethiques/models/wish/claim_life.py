from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.allocation import Request, allocate
from .match_share import LEAST, rounded_down

# Claims that still hold something.
HOLDING = ('expected', 'settled', 'quoted', 'ordered')


class PerlesClaim(models.Model):
    """From the pre-reservation to the usable quantity, by rank (clause 000-41)."""

    _inherit = 'perles.claim'

    is_partial = fields.Boolean(compute='_compute_is_partial')

    @api.depends('quantity', 'asked_qty')
    def _compute_is_partial(self):
        for claim in self:
            claim.is_partial = claim.quantity < claim.asked_qty - LEAST

    def _compute_access_url(self):
        """Override of `portal`: the page of a pre-reservation."""
        result = super()._compute_access_url()
        for claim in self:
            claim.access_url = f'/my/claims/{claim.id}'
        return result

    # === SETTLING === #

    @api.model
    def _to_settle_domain(self):
        """What was taken of a lot whose care was already over."""
        return Domain('state', '=', 'expected') & Domain('lot_id.perles_stage', '!=', 'expected')

    def _settle_late(self):
        """Step of the clock: the quantity is known, nothing is to be shared out again."""
        self._move('settle')

    def _share_usable(self, usable):
        """Share the usable quantity of one lot among its claims, by rank, and tell everybody.

        :param float usable: in the unit of the lot.
        :return: what is left
        """
        waiting = self.filtered(lambda claim: claim.state == 'expected')
        shares = {share.key: share.given for share in allocate(usable, [
            Request(
                claim.id, (claim.rank_at, claim.id), claim.quantity, minimum=claim._least(),
                group=claim.wish_id.id or None,
            ) for claim in waiting
        ])}
        refused = waiting.filtered(lambda claim: shares[claim.id] <= LEAST)
        for claim in waiting - refused:
            claim._keep(shares[claim.id])
        book = self.env['perles.notice'].sudo()
        contacts = waiting._contacts()
        book._owe_all('claim_refused', [
            book._prepare_due(claim, '-', contacts[claim]) for claim in refused
        ])
        refused._move('refuse')
        (waiting - refused)._move('settle')
        return usable - sum(shares.values())

    def _least(self):
        """The smallest quantity that the wish of this claim accepts, in the unit of the lot."""
        self.ensure_one()
        wish = self.wish_id
        if not wish or not self.wish_qty:
            return 0.0
        least = wish.min_quantity * self.quantity / self.wish_qty
        return min(self.quantity, -rounded_down(-least, self.lot_id.perles_unit))

    def _keep(self, quantity):
        """Hold less than before: the rest of the wish is open again."""
        self.ensure_one()
        if quantity >= self.quantity - LEAST:
            return
        kept = self.wish_qty * quantity / self.quantity
        self.env['perles.wish.slice'].sudo()._hold({self.slice_id.id: kept - self.wish_qty})
        self.write({'quantity': quantity, 'wish_qty': kept})

    # === ENDING === #

    def _after_refuse(self):
        """Hook of the move: nothing of the lot is held any more."""
        self._give_back()

    def _after_lapse(self):
        """Hook of the move: the quantity goes to the next rank."""
        self._give_back()

    def _after_cancel(self):
        """Hook of the move: the quantity goes to the next rank."""
        self._give_back()

    def action_cancel(self):
        """Cancel these pre-reservations (the team); the next rank is offered what comes free."""
        self.check_access('write')
        return self._move('cancel')

    def _give_back(self):
        """What these claims held is free again, in the lot and in the wish."""
        lots, held = {}, {}
        for claim in self.sudo():
            lots[claim.lot_id.id] = lots.get(claim.lot_id.id, 0.0) + claim.quantity
            if claim.slice_id:
                key = claim.slice_id.id
                held[key] = held.get(key, 0.0) - claim.wish_qty
        if lots:
            self.env['stock.lot'].sudo()._perles_free_all(lots)
        self.env['perles.wish.slice'].sudo()._hold(held)
