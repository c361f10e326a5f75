from odoo import models


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _compute_narration(self):
        """Override of `account` to keep no address but the one of native terms that are there.

        The one of the texts of the house is drawn with the document: kept, it would stay what it
        was on that day.
        """
        super(AccountMove, self.filtered(
            lambda move: move.company_id.terms_type != 'html'
            or move.company_id._perles_has_native_terms(),
        ))._compute_narration()

    def _perles_terms_url(self):
        """Where the terms of the house are read, or False as long as none is in force."""
        self.ensure_one()
        return self.is_sale_document() and self.company_id._perles_terms_url(self)
