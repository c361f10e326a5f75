from odoo import fields, models

from ...tools.quantities import ordinal_words, part_words


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _place_words(self):
        """The place of the member in the queue of the lot when this was offered, in words."""
        self.ensure_one()
        return ordinal_words(self.env, self.position) if self.position else ''

    def _told_words(self):
        """The quantity that is offered; of one accepted in part, how much of it was taken."""
        self.ensure_one()
        words = self._quantity_words()
        taken = self.claim_ids[:1].asked_qty if self.state == 'accepted' else 0.0
        return part_words(self.env, taken, self.quantity, words)

    def _wish_words(self):
        """The wish that this answers, among several of one member: its number and what it asks."""
        self.ensure_one()
        wish = self.sudo().wish_id
        return self.env._("Wish %(name)s: %(asked)s", name=wish.name, asked=wish._asked())

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
