from odoo import api, models


class PerlesMatch(models.Model):
    """The clock of matching: receipts, then what came free, then letters that waited."""

    _inherit = 'perles.match'

    @api.model
    def _cron_match(self):
        """Clock: one receipt is one transaction; what fails is replayed alone and noted."""
        receipts = self.env['stock.picking'].sudo()
        receipts._work_through(
            receipts._perles_to_match_domain(), '_perles_match', batch_size=1,
        )
        lots = self.env['stock.lot'].sudo()
        lots._work_through(lots._perles_to_offer_domain(), '_perles_offer_again', batch_size=20)
        letters = self.env['perles.letter'].sudo()
        letters._work_through(letters._waiting_domain(), '_tell', batch_size=100)
        claims = self.env['perles.claim'].sudo()
        claims._work_through(claims._to_settle_domain(), '_settle_late', batch_size=100)
