from odoo import fields, models

from ...tools.quantities import ordinal_words


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _place_words(self):
        """The place of the member in the queue of the lot when this was offered, in words."""
        self.ensure_one()
        return ordinal_words(self.env, self.position) if self.position else ''

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
