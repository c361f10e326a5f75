from odoo import api, models
from odoo.fields import Domain


class Website(models.Model):
    """Who sees an arrival before everybody (clauses 000-20, 000-21, 000-39)."""

    _inherit = 'website'

    def sale_product_domain(self):
        """Override of `website_sale` to say the preview where record rules are not asked."""
        domain = Domain(super().sale_product_domain())
        if self.env.user._is_internal():
            return domain
        return domain & (
            self._perles_public_domain() | Domain('perles_is_previewed', '=', True)
        )

    def _get_basic_feed_product_domain(self):
        """Override of `website_sale`: a feed is for everybody, whoever has it made.

        It is drawn without record rules and kept for a day.
        """
        return Domain(super()._get_basic_feed_product_domain()) & self._perles_public_domain()

    @api.model
    def _perles_forget_lists(self):
        """Have the sitemaps and the feeds drawn again: they are kept for hours."""
        self.env['ir.attachment'].sudo().search([
            ('type', '=', 'binary'), ('url', '=like', '/sitemap-%.xml'),
        ]).unlink()
        self.env['product.feed'].sudo().search([('feed_cache', '!=', False)]).feed_cache = False

    def _perles_public_domain(self):
        """Products that everybody may see now."""
        return Domain('perles_public_at', '=', False) | Domain('perles_public_at', '<=', 'now')
