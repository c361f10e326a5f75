import base64
import io
from datetime import datetime

from PIL import Image

from odoo.fields import Command
from odoo.tests import freeze_time

from .members import MemberCommon

ARRIVAL = datetime(2026, 12, 2, 8, 12)
# care ends on 15 December 2026 at 16:00 in Paris
READY = datetime(2026, 12, 15, 15, 0)
# the smallest PNG there is
PIXEL = (
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg'
    'gg=='
)


def photo(colour='teal', size=(400, 300), kind='JPEG'):
    """A picture as a phone would send it, in base64."""
    output = io.BytesIO()
    Image.new('RGB', size, colour).save(output, kind)
    return base64.b64encode(output.getvalue())


def opened(content):
    """The picture that a binary field holds."""
    return Image.open(io.BytesIO(base64.b64decode(content)))


class LotCommon(MemberCommon):
    """Lots received through the screen of the team, and their care up to its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._perles_apply_house_defaults()
        cls.thalasso = cls.company.perles_thalasso_id
        cls.reserved = cls.company.perles_reserved_id
        cls.shop = cls._warehouse_of(cls.company).lot_stock_id
        cls.customers = cls.env.ref('stock.stock_location_customers')
        cls.bead = cls.env.ref('perles_ethiques.category_bead')
        cls.glass = cls._value('material_glass')
        cls.matt = cls._value('finish_matt')
        cls.model_bead = cls._model(
            "Glass bead", list_price=2.0,
            perles_value_ids=[Command.set((cls.glass | cls.matt).ids)],
        )

    @classmethod
    def _value(cls, name):
        """A value of the criteria: ``colour_duck_blue``…"""
        return cls.env.ref(f'perles_ethiques.value_{name}')

    @classmethod
    def _warehouse_of(cls, company):
        return cls.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)

    # === MODELS === #

    @classmethod
    def _model(cls, name, **values):
        """A model of which each lot has a page of its own."""
        return cls.env['product.template'].create({
            'name': name, 'perles_is_model': True, 'categ_id': cls.bead.id, 'is_storable': True,
            'tracking': 'lot', **values,
        })

    @classmethod
    def _product(cls, name="Perles bleu canard", **values):
        """A good that is received again and again: its lots are of one product."""
        return cls.env['product.product'].create({
            'name': name, 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
            'standard_price': 0.2, 'list_price': 0.5, 'perles_is_reordered': True, **values,
        })

    # === RECEIPTS === #

    @classmethod
    def _enter(cls, *lines, user=None, **values):
        """Lots received through the screen of the team, now.

        :param lines: values of each line, 300 glass beads with a photo by default.
        """
        entry = cls.env['perles.arrival.entry'].with_user(user or cls.env.user).create({
            **values,
            'line_ids': [Command.create({
                'model_id': cls.model_bead.id, 'quantity': 300, 'photo': PIXEL, **line,
            }) for line in lines or ({},)],
        })
        entry.action_receive()
        return entry.lot_ids

    @classmethod
    def _lots(cls, *lines, at=ARRIVAL, **values):
        """Lots of one receipt.

        :param lines: the arguments of `_lot` for each of them, as dicts.
        :param values: of the receipt.
        """
        with freeze_time(at):
            lots = cls._enter(*(cls._prepare_line(**line) for line in lines), **values)
        for lot, line in zip(lots, lines, strict=True):
            lot.write({
                'name': line['name'],
                **{key: value for key, value in line.items() if key.startswith('perles_')},
            })
        return lots

    @classmethod
    def _lot(cls, name='LOT', quantity=300, values=(), at=ARRIVAL, **line):
        """A lot that has arrived in Thalasso, by a receipt of its own.

        :param values: names of its criteria: ``colour_duck_blue``…
        :param line: `price`, `photo`, `product` (else a page is made) and fields of the lot.
        """
        return cls._lots({'name': name, 'quantity': quantity, 'values': values, **line}, at=at)

    @classmethod
    def _prepare_line(cls, name, quantity=300, values=(), product=None, **line):
        return {
            'name': f"Page of {name}", 'quantity': quantity, 'price': line.get('price', 1.0),
            'model_id': (product.product_tmpl_id if product else cls._model_of_lots()).id,
            'photo': line.get('photo', PIXEL),
            'value_ids': [Command.set([cls._value(value).id for value in values])],
        }

    @classmethod
    def _model_of_lots(cls):
        """The model of the lots that are received without saying more."""
        return cls.model_bead

    # === CARE === #

    @classmethod
    def _care(cls, lot):
        return lot._perles_care()

    @classmethod
    def _end_care(cls, lot, usable=None, at=READY):
        """The three steps of care at once; everything is usable by default."""
        care = cls._care(lot)
        with freeze_time(at):
            care._move('sort')
            care._move('care')
            care._move('revalue', usable=lot.perles_expected_qty if usable is None else usable)
        cls.env.flush_all()
        cls.env.invalidate_all()
        return lot

    def _in(self, lot, place):
        return lot._perles_quantity_in(place)
