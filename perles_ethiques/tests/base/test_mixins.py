from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..kit.lots import opened, photo
from ..kit.wishes import WishCommon

# where hands make records whose locked fields would be theirs to fill in
CREATED = {'stock.lot', 'account.move', 'sale.order', 'sale.order.line'}


class AskedOfHands(Exception):
    """The door of a model was reached, before anything was written."""


@tagged('post_install', '-at_install')
class TestMixins(WishCommon):
    """What a mixin asks of its models, asked of every one of them: none can forget it."""

    def _heirs(self, mixin):
        """Models of the registry that have their records from a mixin."""
        names = self.registry.descendants([mixin], '_inherit')
        return {name for name in names if not self.registry[name]._abstract}

    # === PHOTOS === #

    def _prepare_photographed(self):
        """Model → values of a record that may have a photo: a new model asks for its line."""
        lot = self._lot()
        entry = self.env['perles.arrival.entry'].create({})
        return {
            'stock.lot': {'name': "L9", 'product_id': self.model_bead.product_variant_id.id},
            'perles.wish': {
                'partner_id': self._wishing_member().id, 'categ_id': self.bead.id, 'quantity': 10,
                'value_ids': [Command.set(self.glass.ids)],
            },
            'perles.care.photo': {'care_id': lot.perles_care_ids.id},
            'perles.arrival.entry.line': {
                'entry_id': entry.id, 'model_id': self.model_bead.id, 'quantity': 1,
            },
        }

    def test_every_photo_is_drawn_again(self):
        prepared = self._prepare_photographed()
        self.assertEqual(self._heirs('perles.photo.mixin'), prepared.keys())
        expected = [('WEBP', (1920, 1440)), ('WEBP', (320, 240))]
        sent = photo('teal', size=(2400, 1800))
        for model, values in prepared.items():
            with self.subTest(model=model):
                record = self.env[model].create({
                    **values, 'photo': sent, 'photo_small': photo('red'),
                })
                self.assertEqual(self._sizes(record), expected)
                small = record.photo_small
                record.photo_small = photo('red')
                self.assertEqual(record.photo_small, small)
                record.photo = photo('blue', size=(800, 2400))
                self.assertEqual(
                    self._sizes(record), [('WEBP', (640, 1920)), ('WEBP', (107, 320))],
                )

    def _sizes(self, record):
        pictures = [opened(content) for content in (record.photo, record.photo_small)]
        return [(picture.format, picture.size) for picture in pictures]

    # === LOCKED FIELDS === #

    def test_every_locked_field_is_refused_to_hands(self):
        heirs = self._heirs('perles.locked.mixin')
        self.assertIn('stock.lot', heirs)
        for model in sorted(heirs):
            records = self.env[model].with_user(self.manager)
            with self.subTest(model=model):
                self.assertLessEqual(records._locked_names(), records._fields.keys())
                for name in records._locked_names():
                    with self.assertRaisesRegex(AccessError, "never by hand"):
                        records._refuse_by_hand({name: True})

    def test_every_locked_model_asks_before_it_writes(self):
        for model in sorted(self._heirs('perles.locked.mixin')):
            records = self.env[model].with_user(self.manager)
            with self.subTest(model=model), patch.object(
                type(records), '_refuse_by_hand', side_effect=AskedOfHands,
            ):
                with self.assertRaises(AskedOfHands):
                    records.write({'display_name': "-"})
                if model in CREATED:
                    with self.assertRaises(AskedOfHands):
                        records.create([{'display_name': "-"}])
