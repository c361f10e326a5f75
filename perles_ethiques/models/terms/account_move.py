from odoo import models


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _compute_narration(self):
        """Override of `account` to keep no address of terms: it is drawn with the document.

        One that is kept stays what the address of the site was on that day.
        """
        linking = self.filtered(lambda move: move.company_id.terms_type == 'html')
        super(AccountMove, self - linking)._compute_narration()

    def _perles_terms_url(self):
        """Where the terms of the house are read, or False as long as none is in force."""
        self.ensure_one()
        if self.is_sale_document() and self.env['perles.terms']._in_force(self.company_id):
            return f'{self.get_base_url()}/terms'
        return False
