from functools import partial
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.tests import new_test_user, tagged

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
                    with self.assertRaises(AccessError):
                        records._refuse_by_hand({name: True})

    def _open_to_hands(self, right):
        """Models of ours, or with fields of ours, that some group may write or create natively."""
        rules = self.env['ir.model.access'].search([(right, '=', True), ('group_id', '!=', False)])
        return sorted({
            name for name in rules.mapped('model_id.model')
            if name in self.registry and not self.registry[name]._transient
            and self.registry[name]._auto and not self.registry[name]._abstract
        } - {'perles.notice'})  # which no hand writes at all: `TestNotice`

    def _filled_in_by_house(self, model):
        """Stored fields of ours that are computed or read-only, read from the registry alone."""
        return sorted(
            name for name, field in self.env[model]._fields.items()
            if field.store and field.readonly and {*field._modules} == {'perles_ethiques'}
            and name not in {'photo_small', *MAGIC_COLUMNS}
        )

    def _hands(self):
        """Somebody with every right that can be given to a user."""
        groups = self.env['ir.model.access'].search([]).group_id
        internal = groups.filtered(lambda g: self.env.ref('base.group_user') in g.all_implied_ids)
        user = new_test_user(self.env, 'hands', 'base.group_system')
        user.group_ids |= internal
        return user

    def _is_refused(self, gesture):
        try:
            with self.env.cr.savepoint():
                gesture()
        except AccessError:
            return True
        except Exception:  # pylint: disable=broad-except
            return False  # another refusal comes later than the lock does
        return False

    def test_every_stored_field_that_the_house_fills_in_is_refused(self):
        found, written = set(), []
        for model in self._open_to_hands('perm_write'):
            records = self.env[model].with_user(self.manager)
            for name in self._filled_in_by_house(model):
                found.add(f'{model}.{name}')
                if not self._is_refused(partial(records.write, {name: False})):
                    written.append(f'{model}.{name}')
        self.assertEqual(written, [])
        self.assertLessEqual({
            'perles.membership.renews_on', 'perles.membership.rights_end',
            'sale.order.perles_instalments', 'sale.order.perles_is_of_claims',
            'account.move.perles_token_id', 'stock.picking.perles_matched_at',
            'product.template.perles_lot_id', 'mailing.subscription.perles_opted_in_at',
        }, found)

    def test_no_record_is_made_with_what_the_house_fills_in(self):
        hands, made = self._hands(), []
        wish = {
            'partner_id': self._wishing_member().id, 'categ_id': self.bead.id, 'quantity': 10,
        }
        # a move that somebody splits or returns is natively copied with its lot
        for model in {*self._open_to_hands('perm_create')} - {'stock.move'}:
            records = self.env[model].with_user(hands)
            self.assertTrue(records.has_access('create'), model)
            given = wish if model == 'perles.wish' else {}
            for name in self._filled_in_by_house(model):
                by_context = records.with_context(**{f'default_{name}': '1'})
                for gesture in (
                    partial(records.create, [{**given, name: '1'}]),
                    partial(by_context.create, [given]),
                ):
                    if not self._is_refused(gesture):
                        made.append(f'{model}.{name}')
        self.assertEqual(made, [])

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
