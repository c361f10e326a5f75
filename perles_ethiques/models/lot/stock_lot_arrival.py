from odoo import fields, models


class StockLot(models.Model):
    """What a validated receipt does to its lots (clauses 000-39, 000-41)."""

    _inherit = 'stock.lot'

    def _perles_enter_care(self, receipt):
        """Open these lots to promises, put them in care and show their pages in preview.

        A lot that comes in two parcels is expected whole: the second one adds up.

        :param receipt: one `stock.picking` record; what it has brought is only counted once.
        """
        received = receipt._perles_received()
        lots = self.sudo().filtered(lambda lot: lot.perles_receipt_id != receipt)
        later = lots.filtered(lambda lot: lot.perles_stage == 'expected')
        for lot in later:
            lot.write({
                'perles_expected_qty': lot.perles_expected_qty + received.get(lot, 0.0),
                'perles_receipt_id': receipt.id,
            })
        new = lots.filtered(lambda lot: not lot.perles_stage)
        now = fields.Datetime.now()
        new.write({
            'perles_stage': 'expected', 'perles_arrived_at': now,
            'perles_receipt_id': receipt.id, 'company_id': receipt.company_id.id,
        })
        for quantity, some in new.grouped(lambda lot: received.get(lot, 0.0)).items():
            some.perles_expected_qty = quantity
        undated = new.filtered(lambda lot: not lot.perles_public_at)
        undated.perles_public_at = receipt.company_id._perles_opening(now)
        new._perles_after_arrival(receipt)

    def _perles_after_arrival(self, receipt):
        """Hook: what begins for these new lots; `care` takes them in, `preview` shows them.

        :param receipt: one `stock.picking` record.
        """
