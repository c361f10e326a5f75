from odoo import models

from ...tools.quantities import ordinal_words
from ..match.perles_match_queue import MAX_POSITION

# offers of which a wish shows the picture
SEEN = ('live', 'accepted')


class PerlesWish(models.Model):
    """What a member is told of a wish: its place, what is there already, a picture of it."""

    _inherit = 'perles.wish'

    def _first_words(self):
        """Extends `wish`: the lots that go with it, with their queue; else who wished before."""
        if self.state != 'open':
            return super()._first_words()
        lines = [
            (self.env._("%(lot)s: %(position)s", lot=line['lot'].product_id.name,
                        position=line['words']), self._page_of(line['lot']))
            for line in self._waiting_lines()
        ]
        lines += [
            (self.env._("%(lot)s: kept for you until %(end)s", lot=offer.lot_id.product_id.name,
                        end=offer._end_words()), f'/my/offers/{offer.id}')
            for offer in self._live_offers() if offer._is_open()
        ]
        return {'lines': lines, 'place': '' if lines else self._place_words()}

    def _page_of(self, lot):
        """Address of a lot in preview, for whose membership shows it; nothing for the others."""
        return f'/my/lots/{lot.id}' if lot._perles_is_open_to(self.partner_id) else ''

    def _place_words(self):
        """Where this wish stands while nothing is there that goes with it, in a sentence."""
        before = self._members_before()
        if not before:
            return self.env._("No other member waits for the like: you are first in line.")
        if before >= MAX_POSITION:
            return self.env._("More than %s wishes for the like come before yours.", MAX_POSITION)
        return self.env._(
            "You are %s among the members who wait for the like.",
            ordinal_words(self.env, before + 1),
        )

    def _pictures(self):
        """Extends `wish`: without a photo of its own, the lot that it was offered or waits for."""
        found = super()._pictures()
        bare = self.filtered(lambda wish: wish.id not in found)
        offers = self.env['perles.offer'].sudo().search([
            ('wish_id', 'in', bare.ids), ('state', 'in', SEEN),
            ('letter_id.waits_photo', '=', False),
        ], order='id desc')
        for offer in offers.filtered(lambda offer: not offer.lot_id.perles_photo_missing):
            found.setdefault(offer.wish_id.id, (
                f'/my/lots/{offer.lot_id.id}/photo_small', offer.lot_id.product_id.name,
            ))
        for line in bare.filtered(lambda wish: wish.id not in found)._waiting_lines():
            page = line['lot'].product_id.product_tmpl_id
            if line['url'] and line['lot'].product_id.image_128:
                found.setdefault(line['wish'].id, (
                    f'/web/image/product.template/{page.id}/image_256', page.name,
                ))
        return found
