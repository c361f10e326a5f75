from odoo import api, models
from odoo.fields import Domain

from ...tools.transaction import own_transaction
from ...tools.units import rounded_down
from ...tools.words import holds, words_of
from ..promise.stock_lot import PROMISABLE
from .perles_claim import HOLDING


class StockLot(models.Model):
    """Where a member stands with a lot: what is theirs of it, and why it was not offered."""

    _inherit = 'stock.lot'

    def _perles_is_open_to(self, partner):
        """Whether a membership lets take of this lot now, if there is something left.

        :param partner: any contact of the member, a `res.partner`.
        """
        self.ensure_one()
        lot = self.sudo()
        if lot.perles_stage not in PROMISABLE:
            return False
        membership = partner._membership_at(company=lot._perles_keeper())
        page = lot.product_id.product_tmpl_id.with_context(active_test=False)
        plans = page.perles_preview_plan_ids
        return bool(membership and (not plans or membership.plan_id in plans))

    def _perles_free_words(self):
        """What of this lot nobody was promised, with its unit; nothing when all of it was."""
        self.ensure_one()
        free = rounded_down(self._perles_free_qty(), self.perles_unit)
        return self._perles_quantity_words(free) if free > 0 else ''

    @api.model
    def _perles_words_domain(self, text):
        """Lots in which every word of a text is found: name, type, criteria.

        :param str text: as somebody types it, with accents or without.
        """
        return Domain.AND(
            holds('name', word) | Domain('perles_categ_id', 'any', holds('name', word))
            | Domain('perles_value_ids', 'any', holds('name', word))
            | Domain('product_id', 'any', Domain('product_tmpl_id', 'any', holds('name', word)))
            for word in words_of(text)
        )

    # === FOR ITS PAGE: what a member has of it, is offered, waits for === #

    def _perles_standing(self, partner):
        """What a member has of this lot, is offered of it, and the place of their wishes.

        :param partner: any contact of the member, a `res.partner`.
        :return: list of (sentence, address of the page that says more)
        """
        self.ensure_one()
        lot, member = self.sudo(), partner.commercial_partner_id
        of_member = [('lot_id', '=', lot.id), ('partner_id', '=', member.id)]
        return [
            *lot._perles_taken_lines(of_member), *lot._perles_offered_lines(of_member),
            *lot._perles_place_lines(member),
        ]

    def _perles_taken_lines(self, of_member):
        claims = self.env['perles.claim'].search([*of_member, ('state', 'in', HOLDING)])
        if not claims:
            return []
        words = self._perles_quantity_words(sum(claims.mapped('quantity')))
        url = f'/my/claims/{claims.id}' if len(claims) == 1 else '/my/claims'
        return [(self.env._("You have %s of this lot.", words), url)]

    def _perles_offered_lines(self, of_member):
        return [(self.env._(
            "Kept for you until %(end)s: %(quantity)s.",
            end=offer._end_words(), quantity=offer._quantity_words(),
        ), f'/my/offers/{offer.id}') for offer in self._perles_live_offers(of_member)]

    def _perles_live_offers(self, of_member):
        """What is kept of this lot until it is answered, and was told (sudo).

        :param list of_member: domain of a lot and of a member.
        """
        return self.env['perles.offer'].sudo().search([
            *of_member, ('state', '=', 'live'), ('letter_id.waits_photo', '=', False),
        ]).filtered(lambda offer: offer._is_open())

    def _perles_place_lines(self, member):
        wishes = self.env['perles.wish'].search([
            ('partner_id', '=', member.id), ('state', '=', 'open'),
        ])
        match = self.env['perles.match']
        pairs = [
            pair for pair in match._waiting_pairs(wishes) if pair['lot_id'] == self.id
        ] if self.perles_stage in PROMISABLE else []
        return [(self.env._(
            "Your wish for %(wish)s: %(position)s.",
            wish=wishes.browse(pair['wish_id'])._asked(), position=wishes._position_words(place),
        ), f"/my/wishes/{pair['wish_id']}") for pair, place in zip(
            pairs, match._positions(pairs), strict=True)]

    # === WHY IT WAS NOT OFFERED === #

    def _perles_why_not(self, wish):
        """Why this lot is not offered to a wish, in one sentence; nothing when it is.

        :param wish: one `perles.wish`.
        :return: str, or ``False``
        """
        self.ensure_one()
        failing = self._perles_failing(wish)
        if failing:
            return self._perles_failing_words(failing[0], wish)
        offers = self.env['perles.offer'].sudo().search([
            ('lot_id', '=', self.id), ('wish_id', '=', wish.id),
        ], order='id desc')
        if offers.filtered(lambda offer: offer.state in ('live', 'accepted')):
            return False
        if offers[:1].is_taken_back:
            return self.env._("The house has taken its offer back.")
        if offers:
            return {
                'declined': self.env._("You declined it."),
                'lapsed': self.env._("It was offered to you, and the time to answer is over."),
                'withdrawn': self.env._("There was less of it than expected."),
            }[offers[0].state]
        if self.perles_stage not in ('expected', 'ready'):
            return self.env._("It is no longer kept for members.")
        return self.env._("Members whose wish is older than yours come first.")

    # === A LOT AND A MEMBER: the screen of the team === #

    def action_perles_why_not(self):
        """Open *Why not this member?*."""
        return self._perles_with_member('why', self.env._("Why not this member?"))

    def action_perles_promise(self):
        """Open *Promise to…*."""
        return self._perles_with_member('promise', self.env._("Promise to…"))

    def _perles_with_member(self, kind, title):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': title,
            'res_model': 'perles.lot.member', 'view_mode': 'form', 'target': 'new',
            'context': {'default_lot_id': self.id, 'default_kind': kind},
        }

    def _perles_promise_to(self, partner, quantity, reason, key):
        """Pre-reserve some of this lot for a member, whatever the ranks say; both say why.

        :param partner: the organisation that is a member.
        :param float quantity: in the unit of the lot.
        :param str reason: in the words of the team.
        :param str key: the gesture; the same one promises once.
        :return: ``None``, or why it cannot be, as `perles.claim._take` tells it
        """
        self.ensure_one()
        claim_id, why_not = self.env['perles.claim']._take(self, partner, quantity, key)
        if why_not:
            return why_not
        # this transaction began before the pre-reservation was there
        with own_transaction(self.env.registry) as cr:
            lot = self.with_env(self.env(cr=cr))
            claim = lot.env['perles.claim'].browse(claim_id)
            words = lot.env._(
                "%(claim)s: %(quantity)s promised to %(member)s by hand. Reason: %(reason)s",
                claim=claim.name, quantity=lot._perles_quantity_words(quantity),
                member=claim.partner_id.display_name, reason=reason,
            )
            for record in (lot, claim):
                record.message_post(body=words)
        self._perles_wake()
        return None
