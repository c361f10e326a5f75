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

    def _members_only_words(self):
        """Why this organisation is not served as a member today, and the way on.

        :return: (sentence, label of a link, its address)
        """
        self.ensure_one()
        latest = self.sudo().commercial_partner_id.perles_membership_ids.filtered(
            lambda one: one.company_id == self.env.company and one.state != 'cancelled'
        ).sorted('id')[-1:]
        if not latest:
            return self.env._("You are not a member yet."), self.env._("Join us"), '/adhesion'
        words = {
            'draft': self.env._("Your membership is not paid yet: it begins with its payment."),
            'pending': self.env._("Your membership is not paid yet: it begins with its payment."),
            'suspended': self.env._("Your membership is suspended until it is paid."),
        }.get(latest.state) or self.env._("You have no membership in force today.")
        return words, self.env._("My membership"), '/my/membership'

    def action_view_wishes(self):
        """Open the wishes of this partner's organisation."""
        return {
            **self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.wish_action'),
            'domain': [('partner_id', 'in', self.commercial_partner_id.ids)],
            'context': {'default_partner_id': self.commercial_partner_id[:1].id},
        }
