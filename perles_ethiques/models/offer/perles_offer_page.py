from odoo import fields, models


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

    product_id = fields.Many2one(related='lot_id.product_id')

    def action_withdraw(self):
        """Take these offers back (the team): a mistake, a lot that will not come.

        The next rank is offered what comes free, these members are not offered it again.
        """
        self.check_access('write')
        self._move('withdraw')
        self.sudo().is_taken_back = True
        return True

    def _contacts(self):
        """Who reads the mails about these, for their templates too: document → `res.partner`."""
        return self.env['perles.membership']._contacts_of(self)
