from odoo import api, fields, models

from ...const import TEAM
from ...tools.allocation import Request, allocate
from ...tools.parts import AGAIN, parts_kept, parts_of
from ...tools.ranking import place
from ...tools.transition import Transition
from ...tools.units import NEGLIGIBLE, rounded_down
from ..base.perles_batch_mixin import CLOCK_STOPPED
from ..base.perles_document_mixin import state_field

# Claims that still hold something.
HOLDING = ('expected', 'settled', 'quoted', 'ordered')


class PerlesClaim(models.Model):
    """A pre-reservation: what a member has taken of a lot; its id is the order of arrival."""

    _name = 'perles.claim'
    _description = "Pre-reservation"
    _inherit = ['perles.document.mixin', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED
    _order = 'id desc'
    _sequence_code = 'perles.claim'
    _said_texts = frozenset({'lot_id.name'})
    _said_names = frozenset({'lot_id.product_id.name'})
    _first_state = 'expected'
    _locked_fields = frozenset({
        'name', 'partner_id', 'company_id', 'offer_id', 'wish_id', 'slice_id', 'lot_id', 'key',
        'rank_at', 'asked_qty', 'quantity', 'wish_qty', 'short_qty', 'parts',
    })
    _transitions = {
        'settle': Transition(('expected',), 'settled'),
        'refuse': Transition(('expected', 'settled', 'quoted'), 'refused'),
        'quote': Transition(('settled',), 'quoted'),
        'order': Transition(('settled', 'quoted'), 'ordered'),
        'lapse': Transition(('settled', 'quoted'), 'lapsed'),
        'cancel': Transition(('expected', 'settled', 'quoted', 'ordered'), 'cancelled', group=TEAM),
    }

    state = state_field([
        ('expected', "Pre-reserved"), ('settled', "Left the Thalasso"),
        ('quoted', "Quotation to sign"), ('ordered', "Ordered"),
        ('refused', "Nothing left"), ('lapsed', "Lapsed"), ('cancelled', "Cancelled"),
    ])
    offer_id = fields.Many2one('perles.offer', index='btree_not_null', ondelete='restrict')
    wish_id = fields.Many2one('perles.wish', index='btree_not_null', ondelete='restrict')
    slice_id = fields.Many2one('perles.wish.slice', index='btree_not_null', ondelete='restrict')
    lot_id = fields.Many2one('stock.lot', required=True, index=True, ondelete='restrict')
    key = fields.Char(required=True, readonly=True, help="One gesture, one pre-reservation.")
    rank_at = fields.Datetime(required=True, readonly=True)
    asked_qty = fields.Float(required=True, readonly=True, digits='Product Unit')
    quantity = fields.Float(
        required=True, readonly=True, digits='Product Unit',
        help="Held for the member, in the unit of the lot; after care, what is theirs.",
    )
    short_qty = fields.Float(
        string="Short", readonly=True, copy=False, digits='Product Unit',
        help="Lost because fewer were usable than expected: served first if some come free.",
    )
    parts = fields.Json(
        readonly=True, copy=False,
        help="Taken by click: what it answers of the member's wishes, see `tools.parts`.",
    )

    is_partial = fields.Boolean(compute='_compute_is_partial')

    _key_unique = models.UniqueIndex("(key)", "This gesture was already answered.")
    _quantity_check = models.Constraint(
        'CHECK(quantity >= 0 AND quantity <= asked_qty)', "No more is held than was asked.",
    )

    @api.depends('quantity', 'asked_qty')
    def _compute_is_partial(self):
        for claim in self:
            claim.is_partial = claim.quantity < claim.asked_qty - NEGLIGIBLE

    def _compute_access_url(self):
        """Override of `portal`: the page of a pre-reservation."""
        result = super()._compute_access_url()
        for claim in self:
            claim.access_url = f'/my/claims/{claim.id}'
        return result

    # === SETTLING === #

    def _settle_late(self):
        """Step of the clock: the quantity is known, nothing is to be shared out again."""
        self._move('settle')
        self._after_settle()

    def _after_settle(self):
        """Hook: the quantities are known and the pieces in Reserved; `sale` quotes them."""

    def _share_usable(self, usable):
        """Share the usable quantity of one lot among its claims, by rank, and tell everybody.

        :param float usable: in the unit of the lot.
        :return: what the claims keep
        """
        waiting = self.filtered(lambda claim: claim.state == 'expected')
        shares = waiting._shares(usable)
        refused = waiting.filtered(lambda claim: shares[claim.id] <= NEGLIGIBLE)
        for claim in waiting:
            if (short := claim.quantity - shares[claim.id]) > 0:
                claim.short_qty += short
        for claim in waiting - refused:
            claim._keep(shares[claim.id])
        if refused:
            refused._owe_refusal()
            refused._move('refuse')
        (waiting - refused)._move('settle')
        return sum(claim.quantity for claim in waiting - refused)

    def _shares(self, usable):
        """What each of these claims of one lot would keep of a quantity: claim id → quantity."""
        return {share.key: share.given for share in allocate(usable, [
            Request(
                claim.id, claim._place(), claim.quantity, minimum=claim._least(),
                group=claim.offer_id.wish_id.id or None,
            ) for claim in self
        ])}

    def _place(self):
        """Where this stands in the queue of its lot, whoever clicked first (000-34)."""
        self.ensure_one()
        wish, part = self.offer_id.wish_id, self.offer_id.slice_id
        return place(self.rank_at, wish.id, part.id, self.id)

    @api.model
    def _serve_again(self, given):
        """What a shortage took is free again: it is theirs, as they had asked (000-41).

        :param list given: dicts of `perles.match._share_out`, whose lots hold it already.
        """
        for share in given:
            claim = self.browse(share['claim_id'])
            before = len(claim.lot_id.perles_claim_ids)
            self.create({
                'partner_id': claim.partner_id.id, 'company_id': claim.company_id.id,
                'lot_id': claim.lot_id.id, 'rank_at': claim.rank_at,
                'key': f'{AGAIN}-{claim.id}-{before}',
                **dict.fromkeys(('asked_qty', 'quantity'), share['quantity']),
            })

    def _owe_refusal(self, kind='claim_refused'):
        """Tell these members that nothing is left for them, or that the team gave it up."""
        book, contacts = self.env['perles.notice'].sudo(), self._contacts()
        book._owe_all(kind, [
            book._prepare_due(claim, '-', contacts[claim]) for claim in self
        ])

    def _least(self):
        """The smallest quantity that its wish accepts, in the unit of the lot; none by click."""
        self.ensure_one()
        if not self.offer_id or not self.wish_qty:
            return 0.0
        least = self.wish_id.min_quantity * self.quantity / self.wish_qty
        return min(self.quantity, -rounded_down(-least, self.lot_id.perles_unit))

    def _keep(self, quantity):
        """Hold less than before: the rest of the wish is open again."""
        self.ensure_one()
        if quantity >= self.quantity - NEGLIGIBLE:
            return
        before = self._held_parts()
        parts, kept = self.parts, self.wish_qty * quantity / self.quantity
        if parts:
            parts = parts_kept(parts, quantity)
            kept = parts_of(parts, 'wish').get(self.wish_id.id, 0.0)
        self.write({'quantity': quantity, 'wish_qty': kept, 'parts': parts})
        after = self._held_parts()
        self.env['perles.match']._hold({
            key: after.get(key, 0.0) - held for key, held in before.items()
        })

    def _held_parts(self):
        """What this claim holds of wishes: slice id → quantity in the unit of its wish."""
        if self.slice_id and not self.parts:
            return {self.slice_id.id: self.wish_qty}
        return parts_of(self.parts, 'slice')

    # === ENDING === #

    def _before_move(self, name, **values):
        """Extends `base`: who did not give up by oneself is told; of an order, with its money."""
        super()._before_move(name, **values)
        if name == 'cancel' and self.env.user._is_internal():
            self.filtered(lambda claim: claim.state != 'ordered')._owe_refusal('claim_cancelled')

    def _after_move(self, name, **values):
        """Extends `base`: what is given up is no longer held, and goes to the next rank."""
        if name in ('refuse', 'lapse', 'cancel'):
            self._give_back()
        super()._after_move(name, **values)
