from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route
from odoo.tools import consteq

from ...tools.letters import letter_secret

# what stands on the page of a lot that has no photo of its own
PAGE_SIZES = {'photo': 'image_1024', 'photo_small': 'image_256'}


class LotPhoto(Controller):
    """The photo of a lot for whoever was offered it or has pre-reserved it (clause 000-27).

    It outlives the preview: what one has taken stays to be seen when the membership is over.
    """

    @route(
        '/my/lots/<int:lot_id>/<any(photo, photo_small):size>', type='http', auth='user',
        readonly=True,
    )
    def lot_photo(self, lot_id, size):
        """A photo of a lot, in one of its two sizes.

        :raise NotFound: for a lot that one has nothing to do with, or without a photo; both
            answer the same.
        """
        lot = request.env['stock.lot'].sudo().browse(lot_id).exists()
        if not lot or not self._may_see(lot):
            raise NotFound
        holder, field = (lot, size) if lot[size] else (lot.product_id, PAGE_SIZES[size])
        if not holder[field]:
            raise NotFound
        return request.env['ir.binary']._get_image_stream_from(holder, field).get_response()

    @route(
        '/offers/photo/<int:letter_id>/<int:lot_id>/<string:secret>', type='http', auth='public',
        readonly=True,
    )
    def letter_photo(self, letter_id, lot_id, secret):
        """The photo of a lot in the mail that offers it: who reads it is not signed in.

        The page's picture first: mail programs know its format.

        :raise NotFound: for a wrong secret, or a lot without a photo.
        """
        right = letter_secret(request.env(su=True), letter_id, lot_id)
        if not secret.isascii() or not consteq(right, secret):
            raise NotFound
        lot = request.env['stock.lot'].sudo().browse(lot_id).exists()
        for holder, field in ((lot.product_id, 'image_256'), (lot, 'photo_small')):
            if holder[field]:
                return request.env['ir.binary']._get_image_stream_from(
                    holder, field,
                ).get_response()
        raise NotFound

    def _may_see(self, lot):
        """Whether the lot is one's own, by the record rules of offers and pre-reservations."""
        if not request.env.user.share:
            return lot.sudo(False).has_access('read')
        return any(
            request.env[model].search_count([('lot_id', '=', lot.id)], limit=1)
            for model in ('perles.claim', 'perles.offer')
        )
