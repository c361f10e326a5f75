from odoo import models

from .claim_life import HOLDING
from .match_share import LEAST


class PerlesWish(models.Model):
    """What was found for a wish, as its member reads it."""

    _inherit = 'perles.wish'

    def _found(self):
        """What was found for each wish and is held, in words.

        :return: dict wish id → (words, whether nothing is left to be found)
        """
        reserved, ordered = {}, {}
        for wish, state, quantity in self.env['perles.claim'].sudo()._read_group(
            [('wish_id', 'in', self.ids), ('state', 'in', HOLDING)],
            ['wish_id', 'state'], ['wish_qty:sum'],
        ):
            part = ordered if state == 'ordered' else reserved
            part[wish] = part.get(wish, 0.0) + quantity
        return {
            wish.id: (
                wish._found_words(reserved.get(wish, 0.0), ordered.get(wish, 0.0)),
                reserved.get(wish, 0.0) + ordered.get(wish, 0.0) >= wish.quantity - LEAST,
            ) for wish in self if wish in reserved or wish in ordered
        }

    def _found_words(self, reserved, ordered):
        words = []
        if reserved:
            words.append(self.env._("%s pre-reserved", self._format_quantity(reserved)))
        if ordered:
            words.append(self.env._("%s ordered", self._format_quantity(ordered)))
        return ', '.join(words)
