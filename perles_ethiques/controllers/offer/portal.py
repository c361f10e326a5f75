from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ...models.offer.perles_claim import HOLDING
from ..base.records import own_domain, own_partner, own_record

PAGE = 20


class OfferPortal(CustomerPortal):
    """The offers and pre-reservations of a member, in the member's space."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to count the offers that wait for an answer, and the claims."""
        values = super()._prepare_home_portal_values(counters)
        if 'offer_count' in counters:
            values['offer_count'] = request.env['perles.offer'].search_count(self._live_domain())
        if 'claim_count' in counters:
            values['claim_count'] = request.env['perles.claim'].search_count(
                own_domain(),
            )
        return values

    def _live_domain(self):
        return (
            Domain('state', '=', 'live') & Domain('letter_id.waits_photo', '=', False)
            & Domain('expires_at', '>=', 'now')
        )

    # === LISTS === #

    @route(['/my/offers', '/my/offers/page/<int:page>'], type='http', auth='user', website=True,
           readonly=True)
    def portal_offers(self, page=1, show='live', search='', **query):
        """Offers to answer first; the answered ones on demand; what waits, with its position."""
        show = show if show in ('live', 'all') else 'live'
        offers = request.env['perles.offer']
        domain = Domain('letter_id.waits_photo', '=', False)
        domain &= own_domain() & self._words_domain(search)
        live = domain & self._live_domain()
        found = live if show == 'live' else domain
        total = offers.sudo().search_count(found)
        pages = pager(
            '/my/offers', total, page=page, step=PAGE,
            url_args={'show': show, **({'search': search} if search else {})},
        )
        return request.render('perles_ethiques.portal_offers', {
            'page_name': 'offers', 'show': show, 'pager': pages, 'search': search,
            'offers': offers.sudo().search(
                found, order='state desc, expires_at, id', limit=PAGE, offset=pages['offset'],
            ),
            'waiting': self._waiting() if page == 1 and not search else [],
            'is_member': bool(own_partner()._membership_at()),
            'has_wishes': bool(request.env['perles.wish'].search_count(
                own_domain() & Domain('state', '!=', 'closed'), limit=1,
            )),
        })

    def _waiting(self):
        """What the open wishes of the visitor wait for."""
        return request.env['perles.wish'].search(
            own_domain() & Domain('state', '=', 'open'),
        ).sudo()._waiting_lines()

    @route(['/my/claims', '/my/claims/page/<int:page>'], type='http', auth='user', website=True,
           readonly=True)
    def portal_claims(self, page=1, search='', **query):
        """Everything that the member has pre-reserved, the latest first."""
        claims = request.env['perles.claim'].sudo()
        domain = own_domain() & self._words_domain(search)
        pages = pager(
            '/my/claims', claims.search_count(domain), page=page, step=PAGE,
            url_args={'search': search} if search else {},
        )
        return request.render('perles_ethiques.portal_claims', {
            'page_name': 'claims', 'pager': pages, 'search': search,
            'claims': claims.search(
                domain, order='id desc', limit=PAGE, offset=pages['offset'],
            ),
        })

    def _words_domain(self, text):
        """Offers and pre-reservations of lots that hold every word of a text."""
        return Domain('lot_id', 'any', request.env['stock.lot']._perles_words_domain(text)) \
            if text.strip() else Domain.TRUE

    # === PAGES === #

    @route('/my/offers/<int:offer_id>', type='http', auth='user', website=True, readonly=True)
    def portal_offer(self, offer_id, **query):
        """One offer: what, how much, until when, why; accept or decline."""
        offer = own_record('perles.offer', offer_id)
        if offer.letter_id.waits_photo:
            raise request.not_found()
        return request.render('perles_ethiques.portal_offer', self._offer_values(offer))

    def _offer_values(self, offer, **values):
        return {
            'page_name': 'offers', 'offer': offer, 'lot': offer.lot_id,
            'claim': offer.claim_ids[:1], 'is_open': offer._is_open(),
            'timeline': self._timeline(offer.lot_id), 'error': None, **values,
        }

    @route('/my/claims/<int:claim_id>', type='http', auth='user', website=True, readonly=True)
    def portal_claim(self, claim_id, **query):
        """One pre-reservation: what became of it, and why, in one sentence."""
        claim = own_record('perles.claim', claim_id)
        return request.render('perles_ethiques.portal_claim', {
            'page_name': 'claims', 'claim': claim, 'lot': claim.lot_id,
            'timeline': self._timeline(claim.lot_id), 'holds': claim.state in HOLDING,
        })

    @route('/my/claims/<int:claim_id>/give-up', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_claim_give_up(self, claim_id, **post):
        """Leave a pre-reservation to the next rank; pressed twice, nothing more happens."""
        claim = own_record('perles.claim', claim_id)
        if claim._may_be_given_up():
            claim._move('cancel')
        return request.redirect(f'/my/claims/{claim.id}', code=303)

    def _timeline(self, lot):
        """The steps that a lot went through, when the chapter of care has a page part for it."""
        if not request.env.ref('perles_ethiques.lot_timeline', raise_if_not_found=False):
            return False
        return request.env['ir.qweb']._render('perles_ethiques.lot_timeline', {'lot': lot})

    @route('/my/offers/<int:offer_id>/decline', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_offer_decline(self, offer_id, **post):
        """Leave the offer to the next rank; pressed twice, nothing more happens."""
        offer = own_record('perles.offer', offer_id)
        if offer._is_open():
            offer._move('decline')
        return request.redirect(f'/my/offers/{offer.id}', code=303)
