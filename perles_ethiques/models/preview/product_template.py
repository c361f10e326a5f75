from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """Who sees a product before its public date (clauses 000-20, 000-21, 000-39)."""

    _inherit = 'product.template'

    perles_is_previewed = fields.Boolean(
        string="In preview for who is asking", compute='_compute_perles_is_previewed',
        search='_search_perles_is_previewed', compute_sudo=True,
        help="A membership of one of its plans is in force now for the current user.",
    )

    @api.depends('perles_preview_plan_ids')
    @api.depends_context('uid')
    def _compute_perles_is_previewed(self):
        # asked from the user's side: a plan may have thousands of memberships
        memberships = self.env['perles.membership'].sudo().search(self._perles_rights_domain())
        for template in self.with_context(active_test=False):
            template.perles_is_previewed = bool(
                template.perles_preview_plan_ids & memberships.plan_id,
            )

    def _search_perles_is_previewed(self, operator, value):
        if operator != 'in':
            return NotImplemented
        plans = Domain('membership_ids', 'any!', self._perles_rights_domain())
        return Domain('perles_preview_plan_ids', 'any!', plans)

    def _perles_is_unseen(self):
        """Whether the current user has to wait for the public date of this product."""
        self.ensure_one()
        template = self.sudo()
        return bool(
            self.env.user.share and template.perles_public_at
            and template.perles_public_at > fields.Datetime.now()
            and not template.perles_is_previewed
        )

    def _can_return_content(self, field_name=None, access_token=None):
        """Override of `website`, which gives the pictures of whatever is published to anybody."""
        return not self._perles_is_unseen() and super()._can_return_content(
            field_name, access_token,
        )

    @api.model
    def _perles_rights_domain(self):
        """Memberships of the current user's organisation whose rights are in force now."""
        partner = self.env.user.partner_id.commercial_partner_id
        memberships = self.env['perles.membership']
        return (
            memberships._in_force_domain()
            & Domain('partner_id', '=', partner.id)
        )
