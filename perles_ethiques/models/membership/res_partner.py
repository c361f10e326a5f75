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

    def _membership_at(self, instant=None):
        """The membership whose rights this partner enjoys at an instant, or an empty record.

        The one door through which every benefit asks; nothing is copied on the partner.

        :param datetime instant: naive UTC; now by default.
        """
        self.ensure_one()
        memberships = self.env['perles.membership'].sudo()
        return memberships.search(
            memberships._in_force_domain(instant or fields.Datetime.now())
            & fields.Domain('partner_id', '=', self.commercial_partner_id.id), limit=1,
        )

    def action_view_memberships(self):
        """Open the memberships of this partner's organisation."""
        return self.commercial_partner_id.perles_membership_ids._get_records_action(
            name=self.env._("Memberships"),
        )
