from odoo.fields import Command

from .base import PerlesCommon


class CarrierCommon(PerlesCommon):
    """No carrier but those that the test makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['delivery.carrier'].search([]).active = False

    @classmethod
    def _carrier(cls, price=6.9, **values):
        product = cls.env['product.product'].create({
            'name': "Delivery", 'type': 'service', 'list_price': price,
            'taxes_id': [Command.clear()],
        })
        return cls.env['delivery.carrier'].create({
            'name': "Parcel", 'product_id': product.id, 'delivery_type': 'fixed',
            'fixed_price': price, 'is_published': True, **values,
        })
