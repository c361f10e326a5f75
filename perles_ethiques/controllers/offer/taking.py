import re

from odoo.http import request, route

from ...models.offer.perles_claim_take import EXHAUSTED, EXPIRED, NOT_MEMBER, TAKEN, WRONG
from ...tools.typed_numbers import Unread, read_quantity
from ...tools.units import rounded_down
from ..base.records import own_partner, own_record
from .portal import OfferPortal

# more is asked than what is kept for who asks, and not answered yet
OFFERED = 'offered'
STATUSES = {OFFERED: 409, EXHAUSTED: 409, EXPIRED: 409, TAKEN: 409, NOT_MEMBER: 403, WRONG: 400}
KEY = re.compile(r'[0-9a-f-]{8,64}$')


class OfferTaking(OfferPortal):
    """Pressing *pré-réserver*: hundreds may do it within a second, so the pages are bare."""

    @route('/my/offers/<int:offer_id>/accept', type='http', auth='user', methods=['POST'])
    def portal_offer_accept(self, offer_id, quantity='', **post):
        """Accept an offer, all of it or a part; the same button pressed twice is one claim."""
        offer = own_record('perles.offer', offer_id)
        return self._take(
            offer.lot_id, self._read_quantity(quantity, offer.lot_id), f'offer-{offer.id}', offer,
        )

    @route('/my/lots/<int:lot_id>/take', type='http', auth='user', methods=['POST'])
    def portal_lot_take(self, lot_id, quantity='', key='', **post):
        """Take of what nobody was promised: first come, first served by click."""
        lot = self._preview_lot(lot_id)
        if not lot:
            raise request.not_found()
        if not KEY.match(key):
            return self._answer_page(lot, WRONG)
        # a key is one's own: nobody is answered with the claim of somebody else
        key = f'lot-{lot.id}-{own_partner().id}-{key}'
        number = self._read_quantity(quantity, lot)
        offers = self._own_offers(lot)
        offer = offers.filtered(lambda kept: number <= kept.quantity)[:1]
        pressed = offers and request.env['perles.claim'].sudo().search_count([('key', '=', key)])
        if offers and not offer and not pressed:
            return self._answer_page(lot, OFFERED, offers[0])
        return self._take(lot, number, key, offer)

    def _own_offers(self, lot):
        """What is kept for the visitor is what is taken first, wherever one presses (000-38)."""
        return lot._perles_live_offers([
            ('lot_id', '=', lot.id), ('partner_id', '=', own_partner().id),
        ])

    def _read_quantity(self, text, lot):
        """The quantity that was typed, in the unit of the lot; 0 for what is none."""
        try:
            number, unit = read_quantity(text, lot.perles_unit)
        except Unread:
            return 0.0
        return number if unit == lot.perles_unit else 0.0

    def _take(self, lot, quantity, key, offer=None):
        claim_id, why_not = request.env['perles.claim']._take(
            lot, own_partner(), quantity, key, offer,
        )
        if why_not:
            return self._answer_page(lot, why_not, offer)
        if lot.perles_to_offer or lot.perles_stage != 'expected':
            lot._perles_wake()
        if self._wants_json():
            # pressed again, it says what the first press has taken
            known = request.env['perles.claim'].sudo().browse(claim_id).exists()
            taken = known.asked_qty if known else quantity
            # all that the page shows, so that nothing else is asked of the server
            return request.make_json_response({
                'sentence': request.env._(
                    "Pre-reserved for you: %s.", lot._perles_quantity_words(taken),
                ),
                'label': request.env._("See my pre-reservation"),
                'url': f'/my/claims/{claim_id}',
            })
        return request.redirect(f'/my/claims/{claim_id}/done', code=303)

    def _wants_json(self):
        return 'application/json' in request.httprequest.headers.get('Accept', '')

    def _answer_page(self, lot, why_not, offer=None):
        """Why nothing was taken, in a sentence, on a bare page."""
        lot.invalidate_recordset(['perles_held_qty'])
        sentence = self._sentence(lot, why_not)
        url = f'/my/offers/{offer.id}' if offer else f'/my/lots/{lot.id}'
        if self._wants_json():
            return request.make_json_response(
                {'sentence': sentence}, status=STATUSES[why_not],
            )
        response = request.render('perles_ethiques.portal_take_refused', {
            'lot': lot, 'sentence': sentence, 'url': url,
        })
        response.status_code = STATUSES[why_not]
        return response

    def _sentence(self, lot, why_not):
        env = request.env
        words = {
            EXPIRED: env._("The time to answer this offer is over: it goes to the next member."),
            TAKEN: env._("This offer was already answered."),
            NOT_MEMBER: env._("Pre-reserving is for members whose membership is in force."),
            WRONG: env._("This quantity cannot be taken: enter a number above 0 that is offered."),
        }
        if why_not in words:
            return words[why_not]
        if why_not == OFFERED:
            return env._(
                "An offer keeps %s of this lot for you: answer it first, then take more here.",
                self._own_offers(lot)[:1]._quantity_words(),
            )
        left = rounded_down(lot._perles_free_qty(), lot.perles_unit)
        if left > 0:
            return env._(
                "Not as much is left: %s may still be taken.", lot._perles_quantity_words(left),
            )
        return env._("Sold out: other members were faster, and nothing is left of this lot.")

    @route('/my/claims/<int:claim_id>/done', type='http', auth='user', readonly=True)
    def portal_claim_done(self, claim_id, **query):
        """What was just taken, on a bare page."""
        claim = own_record('perles.claim', claim_id)
        return request.render('perles_ethiques.portal_take_done', {'claim': claim})

    # === THE LOT IN PREVIEW === #

    def _preview_lot(self, lot_id):
        """A lot that the visitor's membership lets see before the public (sudo), or none."""
        lot = request.env['stock.lot'].sudo().browse(lot_id).exists()
        return lot if lot and lot._perles_may_take(request.env.user) else lot.browse()

    @route('/my/lots/<int:lot_id>', type='http', auth='user', website=True, readonly=True)
    def portal_lot(self, lot_id, **query):
        """A lot in preview, and what of it may be taken now."""
        lot = self._preview_lot(lot_id)
        if not lot:
            raise request.not_found()
        return request.render('perles_ethiques.portal_lot', {
            'page_name': 'lot', 'lot': lot, **lot._perles_taking(request.env.user),
        })
