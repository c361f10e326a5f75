from odoo import models
from odoo.http import request


class IrUiView(models.Model):
    _inherit = 'ir.ui.view'

    def _default_website_meta(self):
        """Override of `website`: what a page is called when its link is shared.

        Natively by the name that its developer gave to the view, in English.
        """
        meta = super()._default_website_meta()
        title = request.website._perles_page_title(self)
        words = ' | '.join(part for part in (title, request.website.name) if part)
        meta['default_opengraph']['og:title'] = words
        meta['default_twitter']['twitter:title'] = words
        return meta
