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
        self.env['perles.care'].sudo().create([
            {'lot_id': lot.id, 'company_id': receipt.company_id.id} for lot in new
        ])
        new._perles_preview(receipt.company_id)

    def _perles_preview(self, company):
        """Publish the pages of these lots, for now to the members of the house alone."""
        pages = self._perles_pages()
        # a plan that is no longer sold still has its members
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False).search([
            ('company_id', '=', company.id),
        ])
        pages.filtered(lambda page: not page.perles_preview_plan_ids).write({
            'perles_preview_plan_ids': [fields.Command.set(plans.ids)],
        })
        pages.write({'is_published': True, 'sale_ok': True})
