from markupsafe import Markup

from odoo import api, fields, models


class PerlesNearMiss(models.TransientModel):
    """What a lot nearly answers: for the team, asked for on its page, offered to nobody."""

    _name = 'perles.near.miss'
    _description = "Near miss of a lot"

    lot_id = fields.Many2one('stock.lot', required=True, readonly=True, ondelete='cascade')
    wish_id = fields.Many2one('perles.wish', required=True, readonly=True, ondelete='cascade')
    partner_id = fields.Many2one(related='wish_id.partner_id')
    quantity = fields.Float(related='wish_id.quantity')
    unit = fields.Selection(related='wish_id.unit')
    summary = fields.Char(related='wish_id.summary')
    reason = fields.Char(readonly=True, string="What does not fit")


class StockLot(models.Model):
    _inherit = 'stock.lot'

    perles_offer_count = fields.Integer(compute='_compute_perles_offer_count')

    @api.depends('perles_offer_ids')
    def _compute_perles_offer_count(self):
        counts = dict(self.env['perles.offer'].sudo()._read_group(
            [('lot_id', 'in', self.ids)], ['lot_id'], ['__count'],
        ))
        for lot in self:
            lot.perles_offer_count = counts.get(lot, 0)

    def action_view_perles_offers(self):
        """Open the offers of these lots."""
        action = self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.offer_action')
        return {**action, 'domain': [('lot_id', 'in', self.ids)], 'context': {}}

    def action_view_perles_near(self):
        """Open the wishes that exactly one condition keeps from this lot, by rank.

        :return: an action on lines computed now
        """
        self.ensure_one()
        self.env['perles.near.miss'].check_access('read')
        # employees who never touch the stock have no right on lots
        lot, wishes = self.sudo(), self.env['perles.wish']
        misses = self.env['perles.near.miss'].sudo().create([{
            'lot_id': lot.id, 'wish_id': wish_id,
            'reason': lot._perles_failing_words(name, wishes.browse(wish_id)),
        } for wish_id, name in lot.env['perles.match']._near_misses(lot)])
        title = self.env._("Near misses")
        return {
            'type': 'ir.actions.act_window', 'name': title,
            'res_model': 'perles.near.miss', 'view_mode': 'list',
            'domain': [('id', 'in', misses.ids)],
            'help': Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>") % (
                self.env._("No wish comes close to this lot"),
                self.env._(
                    "Shown here: wishes that a single criterion keeps from it. They are offered "
                    "to nobody; you may write to their members."
                ),
            ),
        }
