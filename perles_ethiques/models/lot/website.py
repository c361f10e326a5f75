from odoo import models
from odoo.fields import Domain


class Website(models.Model):
    """Who sees an arrival before everybody (clauses 000-20, 000-21, 000-39)."""

    _inherit = 'website'

    def sale_product_domain(self):
        """Override of `website_sale` to say the preview where record rules are not asked."""
        domain = Domain(super().sale_product_domain())
        if self.env.user._is_internal():
            return domain
        return domain & self._perles_preview_domain()

    def _perles_preview_domain(self):
        """Products that the current user may see now: the words of the record rule.

        It mirrors `perles.membership._in_force_domain`, in relative dates.
        """
        membership = (
            Domain('partner_id', '=', self.env.user.partner_id.commercial_partner_id.id)
            & Domain('state', '=', 'active')
            & Domain('rights_start', '<=', 'now')
            & (Domain('rights_end', '=', False) | Domain('rights_end', '>', 'now'))
        )
        return (
            Domain('perles_public_at', '=', False)
            | Domain('perles_public_at', '<=', 'now')
            | Domain('perles_preview_plan_ids', 'any!', Domain('membership_ids', 'any!', membership))
        )
