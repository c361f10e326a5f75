from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_wish_count = fields.Integer(
        string="Wishes", compute='_compute_perles_wish_count',
        groups='perles_ethiques.group_perles_user',
    )

    def _compute_perles_wish_count(self):
        counts = dict(self.env['perles.wish'].sudo()._read_group(
            [('partner_id', 'in', self.commercial_partner_id.ids), ('state', '!=', 'closed')],
            ['partner_id'], ['__count'],
        ))
        for partner in self:
            partner.perles_wish_count = counts.get(partner.commercial_partner_id, 0)

    def _needs_wishes(self):
        """Whether a member in force has told nothing of what is dreamt of (000-48)."""
        self.ensure_one()
        return bool(self._membership_at()) and not self.sudo().perles_wish_count

    def action_view_wishes(self):
        """Open the wishes of this partner's organisation."""
        return {
            **self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.wish_action'),
            'domain': [('partner_id', 'in', self.commercial_partner_id.ids)],
            'context': {'default_partner_id': self.commercial_partner_id[:1].id},
        }
