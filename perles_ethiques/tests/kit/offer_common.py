from odoo.fields import Command
from odoo.tests import freeze_time

from .renewal_common import RenewalCommon

CLOCKS = {
    'match': 'perles_ethiques.ir_cron_match',
    'lapse': 'perles_ethiques.ir_cron_lapse',
    'digest': 'perles_ethiques.ir_cron_waiting_digest',
}
ARRIVAL = '2026-12-02 08:12:00'
# one pixel
PHOTO = (
    b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg'
    b'gg=='
)


class OfferCommon(RenewalCommon):
    """Members with wishes, and lots that arrive without going through a real receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beads = cls.env['product.category'].create({
            'name': "Beads of the test", 'perles_is_wishable': True,
        })
        cls.glass_beads = cls.env['product.category'].create({
            'name': "Glass beads of the test", 'parent_id': cls.beads.id,
            'perles_is_wishable': True,
        })
        cls.supplies = cls.env.ref('stock.stock_location_suppliers')
        cls.receipts = cls.env['stock.picking.type'].search(
            [('code', '=', 'incoming'), ('company_id', '=', cls.company.id)], limit=1,
        )

    @classmethod
    def _publish_first_version(cls):
        # the contract of these members is older than the database of the test
        with freeze_time('2026-01-05 10:00:00'):
            return super()._publish_first_version()

    def _value(self, name):
        """A value of the six criteria: `colour_duck_blue`…"""
        return self.env.ref(f'perles_ethiques.value_{name}')

    def _offer_member(self, number):
        """The organisation of a member since before the first wish."""
        return self._member_since('2026-10-01', number).partner_id

    def _wish(self, partner, quantity, instant='2026-11-03 09:00:00', values=(), **fields):
        """A wish written at an instant, naive UTC."""
        with freeze_time(instant):
            wish = self.env['perles.wish'].create({
                'partner_id': partner.id, 'categ_id': self.beads.id, 'quantity': quantity,
                'value_ids': [Command.set([self._value(name).id for name in values])],
                **fields,
            })
        return wish

    def _receipt(self):
        return self.env['stock.picking'].create({
            'picking_type_id': self.receipts.id, 'location_id': self.supplies.id,
            'location_dest_id': self.company.perles_thalasso_id.id,
        })

    def _lot(self, receipt, quantity, name='LOT', values=(), price=1.0, photo=PHOTO, **fields):
        """A lot of a receipt, in care."""
        product = self.env['product.product'].create({
            'name': f"Page of {name}", 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
            'categ_id': self.glass_beads.id, 'list_price': price, 'taxes_id': False,
            'image_1920': photo,
        })
        return self.env['stock.lot'].create({
            'name': name, 'product_id': product.id, 'company_id': self.company.id,
            'perles_expected_qty': quantity, 'perles_stage': 'expected',
            'perles_receipt_id': receipt.id,
            'perles_value_ids': [Command.set([self._value(name).id for name in values])],
            **fields,
        })

    def _run_offer_clock(self, name, instant=ARRIVAL):
        with freeze_time(instant), self.enter_registry_test_mode():
            self.env.ref(CLOCKS[name]).method_direct_trigger()
        self.env.invalidate_all()

    def _arrive(self, *lots, instant=ARRIVAL):
        """The receipt of these lots is validated, and the clock has run."""
        with freeze_time(instant):
            for lot in lots:
                lot._perles_arrive(lot.perles_receipt_id)
        self._run_offer_clock('match', instant)

    def _offers(self, lot=None, partner=None, state=None):
        domain = [('lot_id', '=', lot.id)] if lot else []
        if partner:
            domain.append(('partner_id', '=', partner.id))
        if state:
            domain.append(('state', '=', state))
        return self.env['perles.offer'].search(domain, order='id')

    def _take(self, lot, partner, quantity, key, offer=None, instant='2026-12-02 10:00:00'):
        """Take, in a transaction of its own within the one of the test."""
        self.env.flush_all()
        with freeze_time(instant), self.enter_registry_test_mode():
            answer = self.env['perles.claim']._take(lot, partner, quantity, key, offer)
        self.env.invalidate_all()
        return answer
