import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..kit.lots import LotCommon, opened, photo


@tagged('post_install', '-at_install')
class TestPhoto(LotCommon):
    """Whatever is written to a photo is drawn again, by every door of the ORM."""

    def setUp(self):
        super().setUp()
        self.lot = self.env['stock.lot'].create({
            'name': "L1", 'product_id': self.model_bead.product_variant_id.id,
        })

    def _sizes(self, lot):
        return [
            (opened(content).format, opened(content).size)
            for content in (lot.photo, lot.photo_small)
        ]

    def test_created_and_written(self):
        sent = photo(size=(4000, 3000))
        expected = [('WEBP', (1920, 1440)), ('WEBP', (320, 240))]
        self.lot.photo = sent
        self.assertEqual(self._sizes(self.lot), expected)
        created = self.env['stock.lot'].create({
            'name': "L2", 'product_id': self.lot.product_id.id, 'photo': sent.decode(),
        })
        self.assertEqual(self._sizes(created), expected)

    def test_webp_is_drawn_again(self):
        self.lot.photo = photo(size=(2400, 1200), kind='WEBP')
        self.assertEqual(self._sizes(self.lot), [('WEBP', (1920, 960)), ('WEBP', (320, 160))])

    def test_emptied(self):
        self.lot.photo = photo()
        self.lot.photo = False
        self.assertFalse(self.lot.photo_small)

    def test_small_one_is_never_taken_as_sent(self):
        self.lot.photo = photo('red')
        before = self.lot.photo_small
        self.lot.photo_small = photo('blue')
        self.assertEqual(self.lot.photo_small, before)

    def test_refused_in_words(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        cut = base64.b64decode(photo(size=(1000, 1000)))[:500]
        for content, words in (
            (base64.b64encode(svg), "JPEG"), ("é à !", "JPEG"), (base64.b64encode(cut), "damaged"),
            (base64.b64encode(b'\xff\xd8\xff' + b'\0' * 30_000_000), "too heavy"),
            (photo(size=(9000, 7000), kind='PNG'), "pixels"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.lot.photo = content
        self.assertFalse(self.lot.photo)
