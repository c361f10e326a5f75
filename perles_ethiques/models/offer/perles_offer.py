from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_time

from ...const import TEAM
from ...tools.calendars import Duration, deadline, to_paris
from ...tools.quantities import day_words
from ...tools.transition import Transition
from ...tools.units import NEGLIGIBLE, rounded_down
from ..base.perles_batch_mixin import CLOCK_STOPPED
from ..base.perles_document_mixin import state_field


class PerlesOffer(models.Model):
    """A quantity of a lot that a member is offered, for some days, by rank (000-34 to 000-37)."""

    _name = 'perles.offer'
    _description = "Offer in preview"
    _inherit = ['perles.document.mixin', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED
    _order = 'id desc'
    _sequence_code = 'perles.offer'
    _said_texts = frozenset({'lot_id.name', 'wish_id.name'})
    _said_names = frozenset({'lot_id.product_id.name'})
    _first_state = 'live'
    _locked_fields = frozenset({
        'name', 'partner_id', 'company_id', 'letter_id', 'wish_id', 'slice_id', 'lot_id',
        'quantity', 'wish_qty', 'expires_at', 'position', 'is_taken_back',
    })
    _transitions = {
        'accept': Transition(('live',), 'accepted'),
        'decline': Transition(('live',), 'declined'),
        'lapse': Transition(('live',), 'lapsed'),
        'withdraw': Transition(('live',), 'withdrawn', group=TEAM),
    }

    state = state_field([
        ('live', "To answer"), ('accepted', "Pre-reserved"), ('declined', "Declined"),
        ('lapsed', "Lapsed"), ('withdrawn', "Withdrawn"),
    ])
    letter_id = fields.Many2one('perles.letter', required=True, index=True, ondelete='cascade')
    wish_id = fields.Many2one('perles.wish', required=True, index=True, ondelete='restrict')
    slice_id = fields.Many2one('perles.wish.slice', required=True, index=True, ondelete='restrict')
    lot_id = fields.Many2one('stock.lot', required=True, index=True, ondelete='restrict')
    quantity = fields.Float(
        required=True, readonly=True, digits='Product Unit', help="In the unit of the lot.",
    )
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    position = fields.Integer(readonly=True, help="Rank among those who wanted this lot.")

    why = fields.Char(compute='_compute_why')

    wish_qty = fields.Float(
        digits='Product Unit', readonly=True, help="The same, in the unit of the wish.",
    )
    is_taken_back = fields.Boolean(
        readonly=True, copy=False, help="By the team: this lot is not offered to them again.",
    )
    claim_ids = fields.One2many('perles.claim', 'offer_id', readonly=True)
    unit = fields.Selection(related='lot_id.perles_unit')
    project_date = fields.Date(related='wish_id.project_id.date')

    _quantity_check = models.Constraint('CHECK(quantity > 0)', "An offer is above 0.")

    _portal_idx = models.Index("(partner_id, state, expires_at)")
    _slice_lot_idx = models.Index("(slice_id, lot_id)")

    @api.depends('lot_id', 'wish_id')
    @api.depends_context('lang')
    def _compute_why(self):
        for offer in self:
            offer.why = offer._why() if offer.lot_id and offer.wish_id else False

    def _why(self):
        """Why this lot was offered, in a line, in the language of the reader."""
        self.ensure_one()
        offer = self.sudo()
        return self.env['perles.match']._why(offer.lot_id, offer.wish_id)

    def _compute_access_url(self):
        """Override of `portal`: the page of an offer."""
        result = super()._compute_access_url()
        for offer in self:
            offer.access_url = f'/my/offers/{offer.id}'
        return result

    @api.model
    def _end_from(self, company, instant=None):
        """Last instant of the offers that are made at an instant, naive UTC.

        :param company: whose working days are counted.
        :param datetime instant: now by default.
        """
        delay = Duration(company.perles_offer_days, 'ouvres')
        return deadline(instant or fields.Datetime.now(), delay).last

    def _quantity_words(self):
        """The quantity that is offered, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.quantity)

    def _end_words(self):
        """The last instant to answer, in Paris, in words."""
        self.ensure_one()
        end = to_paris(self.expires_at)
        return self.env._(
            "%(day)s at %(hour)s",
            day=day_words(self.env, end.date(), 'EEEE d MMMM y'),
            hour=format_time(self.env, end.time(), time_format='HH:mm'),
        )

    def _price_words(self):
        """The member price of one unit of the lot, with its tax words, as its member reads it."""
        self.ensure_one()
        offer = self.sudo()
        return self.env['product.pricelist']._perles_words_of(
            offer.lot_id.product_id, offer.partner_id, offer.company_id,
        )

    # === LIFE === #

    def _is_open(self, instant=None):
        """Whether this offer may still be answered.

        :param datetime instant: naive UTC; now by default.
        """
        self.ensure_one()
        return self.state == 'live' and (instant or fields.Datetime.now()) <= self.expires_at

    @api.model
    def _lapsed_domain(self):
        """Live offers whose last instant has passed; those of a letter that waits stand."""
        return (
            Domain('state', '=', 'live') & Domain('expires_at', '<', fields.Datetime.now())
            & Domain('letter_id.waits_photo', '=', False)
        )

    @api.model
    def _cron_lapse(self):
        """Clock: let the offers lapse, and offer what came free in the same transaction."""
        self._work_through(self._lapsed_domain(), '_lapse', order='lot_id, id')
        self.env['perles.match'].sudo()._mark_free()

    def _lapse(self):
        """Step of the clock."""
        self._move('lapse')
        self.lot_id._perles_offer_again()

    def _after_move(self, name, **values):
        """Extends `base`: what was not taken is no longer held, and goes to the next rank."""
        super()._after_move(name, **values)
        if name in ('decline', 'lapse', 'withdraw'):
            self._give_back()

    def _give_back(self):
        """What these offers held is free again, in the lot and in the wish."""
        lots, held = {}, {}
        for offer in self.sudo():
            lots[offer.lot_id.id] = lots.get(offer.lot_id.id, 0.0) + offer.quantity
            held[offer.slice_id.id] = held.get(offer.slice_id.id, 0.0) - offer.wish_qty
        # the lot first, as whoever takes something of it does
        self.env['stock.lot'].sudo()._perles_free_all(lots)
        self.env['perles.match']._hold(held)

    def _least(self):
        """The smallest quantity that the wish of this offer accepts, in the unit of the lot."""
        self.ensure_one()
        if not self.wish_qty:
            return 0.0
        least = self.wish_id.min_quantity * self.quantity / self.wish_qty
        return min(self.quantity, -rounded_down(-least, self.lot_id.perles_unit))

    def _trim(self, quantity):
        """Offer no more than this quantity; nothing at all withdraws the offer."""
        self.ensure_one()
        if quantity >= self.quantity - NEGLIGIBLE:
            return
        if quantity <= NEGLIGIBLE:
            self._move('withdraw')
        else:
            kept = self.wish_qty * quantity / self.quantity
            self.env['perles.match']._hold({self.slice_id.id: kept - self.wish_qty})
            self.write({'quantity': quantity, 'wish_qty': kept})
        self._owe_change()

    def _owe_change(self):
        """Tell who was told of this offer that it is no longer what the letter said."""
        if self.letter_id.told_at:
            period = '-' if self.state == 'withdrawn' else f'{self.quantity:g}'
            self.env['perles.notice'].sudo()._owe(
                self, 'offer_changed', period=period, partner=self._contacts()[self],
            )
