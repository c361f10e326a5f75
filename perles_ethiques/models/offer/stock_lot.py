import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.allocation import Request, allocate
from ...tools.ranking import place
from ...tools.units import rounded_down
from .perles_claim import HOLDING

MATCH_CLOCK = 'perles_ethiques.ir_cron_match'
# a pre-reservation that still waits for pieces of its lot
WAITING = ('expected', 'settled', 'quoted')


class StockLot(models.Model):
    """What of a lot is offered, taken, and offered to the next rank (000-37, 000-38)."""

    _inherit = 'stock.lot'

    perles_offer_ids = fields.One2many('perles.offer', 'lot_id', string="Offers")
    perles_claim_ids = fields.One2many('perles.claim', 'lot_id', string="Pre-reservations")
    perles_offer_count = fields.Integer(compute='_compute_perles_offer_count')
    perles_claim_count = fields.Integer(
        string="Number of pre-reservations", compute='_compute_perles_claim_counts',
    )
    perles_waiting_count = fields.Integer(
        string="Members waiting", compute='_compute_perles_claim_counts',
    )

    @api.depends('perles_offer_ids')
    def _compute_perles_offer_count(self):
        counts = dict(self.env['perles.offer'].sudo()._read_group(
            [('lot_id', 'in', self.ids)], ['lot_id'], ['__count'],
        ))
        for lot in self:
            lot.perles_offer_count = counts.get(lot, 0)

    def action_view_perles_offers(self):
        """Open the offers of these lots."""
        action = self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.offer_action')
        return {**action, 'domain': [('lot_id', 'in', self.ids)], 'context': {}}

    # === SIGNALS === #

    @api.model
    def _perles_wake(self):
        """Extends `promise`: the clock of matching runs as soon as this transaction is over."""
        super()._perles_wake()
        self._perles_trigger()

    @api.model
    def _perles_trigger(self):
        self.env.ref(MATCH_CLOCK).sudo()._trigger()

    # === OFFERING === #

    def _perles_offer_again(self):
        """Step of the clock: what came free goes to the next rank."""
        return self.env['perles.match']._offer(self, again=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_promised(self):
        """What members were told of stays: an offer is withdrawn, its lot is not deleted.

        :raise UserError: naming the first lot that was offered or pre-reserved.
        """
        for lot in self.sudo():
            if lot.perles_offer_ids or lot.perles_claim_ids:
                raise UserError(self.env._(
                    "%s was offered to members or pre-reserved: withdraw the offers, and keep "
                    "the lot.", lot.display_name,
                ))

    def _perles_may_take(self, user):
        """Whether a user's membership lets them take of this lot, if there is something left.

        :param user: a `res.users` record.
        """
        self.ensure_one()
        return not user._is_public() and self._perles_is_open_to(user.partner_id)

    def _perles_taking(self, user):
        """What the part of a page that takes of this lot needs: see `lot_take`.

        :param user: a `res.users` record.
        :return: dict; for who may not, only what they have of it; empty for who is not signed in
        """
        if user._is_public():
            return {}
        standing = {'standing': self._perles_standing(user.partner_id)}
        if not self._perles_may_take(user):
            return standing
        lot, member = self.sudo(), user.partner_id.commercial_partner_id
        # what is kept for who reads is what is taken first
        kept = lot._perles_live_offers([('lot_id', '=', lot.id), ('partner_id', '=', member.id)])
        most = max(kept.mapped('quantity'), default=lot._perles_free_qty())
        return {
            **standing,
            'free_qty': rounded_down(most, lot.perles_unit),
            'take_key': str(uuid.uuid4()),
        }

    def _compute_perles_claim_counts(self):
        claims = self.env['perles.claim'].sudo()
        total = dict(claims._read_group([('lot_id', 'in', self.ids)], ['lot_id'], ['__count']))
        waiting = dict(claims._read_group(
            [('lot_id', 'in', self.ids), ('state', 'in', WAITING)],
            ['lot_id'], ['partner_id:count_distinct'],
        ))
        for lot in self:
            lot.perles_claim_count = total.get(lot, 0)
            lot.perles_waiting_count = waiting.get(lot, 0)

    # === THE END OF CARE: what was pre-reserved is shared out of what is usable (000-41) === #

    def _prepare_settled(self, usable):
        """Extends `lot`: claims first, by rank, then the offers that nobody answered yet.

        What is left of it the clock offers.
        """
        claims = self.env['perles.claim'].search([('lot_id', '=', self.id)])
        known = claims.filtered(lambda claim: claim.state in HOLDING and claim.state != 'expected')
        taken = sum(known.mapped('quantity'))
        left = max(usable - self.perles_released_qty - taken, 0.0)
        claimed = claims._share_usable(left)
        offered = self._perles_trim_offers(max(left - claimed, 0.0))
        held = {'perles_held_qty': taken + claimed + offered, 'perles_to_offer': True}
        return {**super()._prepare_settled(usable), **held}

    def _perles_after_settle(self):
        """Extends `lot`: quotations leave, and what nobody holds goes to the next rank."""
        self.env['perles.claim'].search([
            ('lot_id', 'in', self.ids), ('state', '=', 'settled'),
        ])._after_settle()
        self._perles_trigger()
        super()._perles_after_settle()

    def _perles_trim_offers(self, left):
        """Keep of the live offers what is left, by rank; the others are withdrawn.

        :return: what stays offered
        """
        live = self.env['perles.offer'].search([
            ('lot_id', '=', self.id), ('state', '=', 'live'),
        ])
        shares = self._perles_offer_shares(live, left)
        for offer in live:
            offer._trim(shares[offer.id])
        return sum(live.filtered(lambda offer: offer.state == 'live').mapped('quantity'))

    @api.model
    def _perles_offer_shares(self, offers, left):
        """What each of these live offers of one lot would keep: offer id → quantity, by rank."""
        return {share.key: share.given for share in allocate(left, [
            Request(
                offer.id, place(offer.slice_id.rank_at, offer.wish_id.id, offer.slice_id.id),
                offer.quantity, minimum=offer._least(), group=offer.wish_id.id,
            ) for offer in offers
        ])}
