from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_membership_ids = fields.One2many('perles.membership', 'partner_id')
    perles_membership_count = fields.Integer(compute='_compute_perles_membership_count')

    def _compute_perles_membership_count(self):
        counts = dict(self.env['perles.membership'].sudo()._read_group(
            [('partner_id', 'in', self.commercial_partner_id.ids)], ['partner_id'], ['__count'],
        ))
        for partner in self:
            partner.perles_membership_count = counts.get(partner.commercial_partner_id, 0)

    def _membership_at(self, instant=None, company=None):
        """The membership whose rights this partner enjoys at an instant, or an empty record.

        :param datetime instant: naive UTC; now by default.
        :param company: a `res.company`; the current one by default.
        """
        self.ensure_one()
        memberships = self.env['perles.membership'].sudo()
        found = memberships._in_force_of(self, company, instant)
        return found.get(self.commercial_partner_id._origin, memberships)

    def action_view_memberships(self):
        """Open the memberships of this partner's organisation."""
        return self.commercial_partner_id.perles_membership_ids._get_records_action(
            name=self.env._("Memberships"),
        )
