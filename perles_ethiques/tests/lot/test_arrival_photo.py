import ast
import base64
import io

from PIL import Image

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..clause import clause
from ..kit.lots import LotCommon, photo


@tagged('post_install', '-at_install')
class TestArrivalPhoto(LotCommon):
    """Photos of what arrives: on its page, in many lines at once, and those that are missing."""

    @clause('000-27')
    def test_missing_photo(self):
        with_photo, without = self._enter({}, {'photo': False})
        self.assertTrue(with_photo._perles_has_photo())
        self.assertFalse(without._perles_has_photo())
        action = self.env.ref('perles_ethiques.lot_photo_missing_action')
        shown = self.env['stock.lot'].search(ast.literal_eval(action.domain))
        self.assertIn(without, shown)
        self.assertNotIn(with_photo, shown)
        # somebody decides, and it is written down
        self.flush_tracking()
        without.perles_photo_waived = True
        self.flush_tracking()
        self.assertTrue(without._perles_has_photo())
        self.assertTrue(without.message_ids.tracking_value_ids)
        without.perles_photo_waived = False
        without.photo = photo()
        self.assertTrue(without._perles_has_photo())

    def test_page_shows_the_photo_in_all_native_sizes(self):
        lot = self._enter({'photo': photo(size=(3000, 2000))})
        page = lot.product_id.product_tmpl_id
        for field, side in (('image_1920', 1920), ('image_512', 512), ('image_128', 128)):
            image = Image.open(io.BytesIO(base64.b64decode(page[field])))
            self.assertEqual((image.format, max(image.size)), ('JPEG', side))
        lot.photo = False
        self.assertFalse(page.image_1920)

    def test_one_line_for_each_photo(self):
        entry = self.env['perles.arrival.entry'].with_user(self.employee).create({
            'model_id': self.model_bead.id,
            'attachment_ids': [
                Command.create({'name': f'{colour}.jpg', 'datas': photo(colour)})
                for colour in ('red', 'green', 'blue')
            ],
        })
        entry.action_add_photos()
        self.assertEqual(len(entry.line_ids), 3)
        self.assertTrue(all(entry.line_ids.mapped('photo_small')))
        self.assertEqual(entry.line_ids.mapped('name'), ["Glass bead"] * 3)
        self.assertFalse(entry.attachment_ids)

    def test_a_lot_without_a_photo_is_told_when_it_is_received(self):
        def received(*photos):
            entry = self.env['perles.arrival.entry'].with_user(self.employee).create({
                'line_ids': [Command.create({
                    'model_id': self.model_bead.id, 'quantity': 12, 'photo': one,
                }) for one in photos],
            })
            return entry, entry.action_receive()

        _entry, action = received(photo())
        self.assertEqual(action['res_model'], 'stock.lot')
        entry, action = received(photo(), False)
        told = action.get('params', {})
        self.assertEqual((action.get('tag'), told.get('type')), ('display_notification', 'warning'))
        self.assertEqual(told['next']['res_model'], 'stock.lot')
        first, second = entry.lot_ids.sorted('id')
        self.assertIn(second.name, told['message'])
        self.assertNotIn(first.name, told['message'])

    def test_file_that_is_no_photo_is_named(self):
        entry = self.env['perles.arrival.entry'].create({
            'model_id': self.model_bead.id,
            'attachment_ids': [Command.create({'name': "list.svg", 'raw': b'<svg/>'})],
        })
        with self.assertRaisesRegex(UserError, r"list\.svg.*JPEG"):
            entry.action_add_photos()
