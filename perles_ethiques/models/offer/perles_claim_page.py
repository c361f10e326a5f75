from odoo import fields, models

from ...tools.quantities import part_words
from .perles_claim import HOLDING


class PerlesClaim(models.Model):
    _inherit = 'perles.claim'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _quantity_words(self):
        """The quantity that is held, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.quantity)

    def _told_words(self):
        """What is held, and of how much if that is less; what was asked, once nothing is held."""
        self.ensure_one()
        held = self.quantity if self.state in HOLDING else 0.0
        return part_words(self.env, held, self.asked_qty, self._asked_words())

    def _asked_words(self):
        """The quantity that was asked, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.asked_qty)

    def _state_words(self):
        """What became of this pre-reservation, in a sentence or two."""
        self.ensure_one()
        words = {
            'expected': self.env._(
                "It is yours by your rank. The pieces are in care at the Thalasso des bijoux: the "
                "exact quantity is known at the end, and the quotation reaches you at once."
            ),
            'settled': self.env._("The pieces are out of care: your quotation is on its way."),
            'quoted': self.env._("Your quotation waits for your signature."),
            'ordered': self.env._("You have ordered it: thank you."),
            'lapsed': self.env._("The quotation was not signed in time: the next member has it."),
            'cancelled': self.env._(
                "This pre-reservation was given up: you owe nothing, and your wishes keep their "
                "rank."
            ),
        }
        if self.state == 'refused':
            return self.env._("Nothing is left for you: %s", self._why_refused())
        if self.is_partial and self.state in ('settled', 'quoted'):
            return self.env._(
                "Fewer are usable than expected: %(kept)s of %(asked)s are yours, by your rank.",
                kept=self._quantity_words(), asked=self._asked_words(),
            ) + ' ' + words[self.state]
        return words[self.state]

    def _may_be_given_up(self):
        """Whether its member may give this pre-reservation up, before anything is ordered."""
        self.ensure_one()
        return self.state in ('expected', 'settled')

    def _why_refused(self):
        """Why nothing is left for this pre-reservation, in one sentence."""
        self.ensure_one()
        claim = self.sudo()
        if claim.lot_id.perles_stage == 'cancelled':
            return self.env._("the house has cancelled this lot.")
        others = self.sudo().search([
            ('lot_id', '=', claim.lot_id.id), ('rank_at', '<=', claim.rank_at),
            ('state', 'not in', ('refused', 'lapsed', 'cancelled')),
        ])
        if any(other._place() < claim._place() for other in others):
            return self.env._(
                "fewer are usable than expected, and all of them go to members who came before "
                "you."
            )
        return self.env._(
            "fewer are usable than expected: less than the smallest quantity that you accept."
        )

    def _photo_url(self):
        """Address of the photo of what was pre-reserved, for a mail; nothing without one."""
        self.ensure_one()
        letter = self.sudo().offer_id.letter_id
        return letter._photo_url(self.lot_id) if letter else ''

    def _contacts(self):
        """Who reads the mails about these, for their templates too: document → `res.partner`."""
        return self.env['perles.membership']._contacts_of(self)
