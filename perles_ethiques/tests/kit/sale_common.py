import re
import uuid
from datetime import datetime

from odoo.fields import Command
from odoo.tests import freeze_time

from .common import PerlesCommon

# care ends on 15 December 2026 at 16:00 in Paris
READY = datetime(2026, 12, 15, 15, 0)
# the price of delivery for everybody, shown beside the one of members
STRUCK = re.compile(r'<s(?: [^>]*)?>\s*(?:<span[^>]*>)?6[.,]90')
SIGNATURE = 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='


class SaleCommon(PerlesCommon):
    """Members who pre-reserved lots that are in care, beads at 1.00 without VAT."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env['account.tax'].search([
            ('type_tax_use', '=', 'sale'), ('amount', '=', 20.0),
            ('company_id', '=', cls.company.id), ('price_include', '=', False),
        ], limit=1) or cls.env['account.tax'].create({
            'name': "20 %", 'amount': 20.0, 'type_tax_use': 'sale', 'company_id': cls.company.id,
        })
        cls.env['delivery.carrier'].search([]).active = False

    # === THINGS === #

    def _lot(self, name="LOT-A", price=1.0, quantity=300.0, **values):
        product = self.env['product.product'].create({
            'name': f"Beads {name}", 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
            'list_price': price, 'taxes_id': [Command.set(self.tax.ids)],
            'invoice_policy': 'order', 'is_published': True,
        })
        lot = self.env['stock.lot'].create({
            'name': name, 'product_id': product.id, 'company_id': self.company.id,
            'perles_stage': 'expected', 'perles_expected_qty': quantity, **values,
        })
        product.product_tmpl_id.perles_lot_id = lot
        return lot

    def _claim(self, membership, lot, quantity):
        return self.env['perles.claim'].create({
            'partner_id': membership.partner_id.id, 'lot_id': lot.id, 'key': uuid.uuid4().hex,
            'company_id': self.company.id, 'rank_at': datetime(2026, 11, 3, 9, 0),
            'asked_qty': quantity, 'quantity': quantity,
        })

    def _settle(self, *claims, at=READY):
        """Care is over: the claims are settled, as the house does it."""
        with freeze_time(at):
            for claim in claims:
                claim.lot_id.write({
                    'perles_stage': 'ready', 'perles_usable_qty': claim.lot_id.perles_expected_qty,
                })
                claim._move('settle')
        return claims[0].order_id

    def _quoted(self, membership=None, quantity=100.0, price=1.0, at=READY, **values):
        """A quotation that a member may sign.

        :return: (order, claim)
        """
        membership = membership or self._member_at(at)
        claim = self._claim(membership, self._lot(price=price, **values), quantity)
        return self._settle(claim, at=at), claim

    def _member_at(self, instant=READY, **values):
        """A membership that is in force at an instant, and for a year."""
        with freeze_time(instant):
            return self._member(**values)

    def _sign(self, order, at=READY):
        """The member signs on the portal, as its route does it."""
        with freeze_time(at):
            order.write({'signature': SIGNATURE, 'signed_by': "C.", 'signed_on': at})
            if not order._has_to_be_paid():
                order._validate_order()

    def _run(self, clock, at):
        with freeze_time(at), self.enter_registry_test_mode():
            self.env.ref(f'perles_ethiques.ir_cron_{clock}').method_direct_trigger()
        self.env.invalidate_all()

    def _carrier(self, price=6.9, **values):
        product = self.env['product.product'].create({
            'name': "Delivery", 'type': 'service', 'list_price': price,
            'taxes_id': [Command.clear()],
        })
        return self.env['delivery.carrier'].create({
            'name': "Parcel", 'product_id': product.id, 'delivery_type': 'fixed',
            'fixed_price': price, 'is_published': True, **values,
        })
