from odoo import fields, models

# a pre-reservation that still waits for pieces of its lot
WAITING = ('expected', 'settled', 'quoted')


class StockLot(models.Model):
    """Who waits for a lot: shown to the team on its sheet."""

    _inherit = 'stock.lot'

    perles_claim_count = fields.Integer(
        string="Number of pre-reservations", compute='_compute_perles_claim_counts',
    )
    perles_waiting_count = fields.Integer(
        string="Members waiting", compute='_compute_perles_claim_counts',
    )

    def _compute_perles_claim_counts(self):
        claims = self.env['perles.claim'].sudo()
        total = dict(claims._read_group([('lot_id', 'in', self.ids)], ['lot_id'], ['__count']))
        waiting = dict(claims._read_group(
            [('lot_id', 'in', self.ids), ('state', 'in', WAITING)],
            ['lot_id'], ['partner_id:count_distinct'],
        ))
        for lot in self:
            lot.perles_claim_count = total.get(lot, 0)
            lot.perles_waiting_count = waiting.get(lot, 0)

    def action_view_claims(self):
        """Open the pre-reservations of this lot, in the order in which they came."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Pre-reservations of %s", self.display_name),
            'res_model': 'perles.claim',
            'view_mode': 'list,form',
            'domain': [('lot_id', '=', self.id)],
            'context': {'create': False},
        }
