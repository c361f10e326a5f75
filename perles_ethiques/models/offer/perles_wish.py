from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.units import NEGLIGIBLE
from ..match.perles_match_queue import MAX_POSITION
from .perles_claim import HOLDING

# What a page or a mail shows at most.
MAX_SHOWN = 20


class PerlesWish(models.Model):
    """What was found for a wish, as its member reads it."""

    _inherit = 'perles.wish'

    offer_ids = fields.One2many('perles.offer', 'wish_id', string="Offers")
    live_offer_count = fields.Integer(
        string="Offers to answer", compute='_compute_live_offer_count',
    )

    def _compute_live_offer_count(self):
        counts = dict(self.env['perles.offer'].sudo()._read_group(
            [('wish_id', 'in', self.ids), ('state', '=', 'live')], ['wish_id'], ['__count'],
        ))
        for wish in self:
            wish.live_offer_count = counts.get(wish, 0)

    def _live_offers(self):
        """The offers to these wishes that are still to be answered (sudo)."""
        return self.env['perles.offer'].sudo().search([
            ('wish_id', 'in', self.ids), ('state', '=', 'live'),
        ])

    def _before_move(self, name, **values):
        """Extends `wish`: a wish with a live offer waits for its answer.

        :raise UserError: if it is closed before.
        """
        super()._before_move(name, **values)
        if name == 'close':
            self._refuse_unanswered()

    def _refuse_unanswered(self):
        self._lock_slices()
        self.invalidate_recordset(['live_offer_count'])
        for wish in self:
            if wish.live_offer_count:
                raise UserError(self.env._(
                    "An offer waits for an answer on %s: accept or decline it, then close the "
                    "wish.", wish.summary or wish.name,
                ))

    def action_view_offers(self):
        """Open the offers that were made for these wishes."""
        return self.env['perles.offer'].search([('wish_id', 'in', self.ids)])._get_records_action(
            name=self.env._("Offers"),
        )

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
                reserved.get(wish, 0.0) + ordered.get(wish, 0.0) >= wish.quantity - NEGLIGIBLE,
            ) for wish in self if wish in reserved or wish in ordered
        }

    def _found_words(self, reserved, ordered):
        words = []
        if reserved:
            words.append(self.env._("%s pre-reserved", self._format_quantity(reserved)))
        if ordered:
            words.append(self.env._("%s ordered", self._format_quantity(ordered)))
        return ', '.join(words)

    def _waiting_words(self):
        """Extends `leaving`: the lot that a wish waits for, and its place there."""
        standing = super()._waiting_words()
        for line in self._waiting_lines():
            standing.setdefault(line['wish'].id, self.env._(
                "%(lot)s: %(position)s", lot=line['lot'].product_id.name, position=line['words'],
            ))
        return standing

    def _waiting_lines(self, limit=MAX_SHOWN):
        """What these wishes wait for, best position first.

        :param int limit: how many are looked at, the best ranks first.
        :return: list of dicts: wish, lot, position, words
        """
        match = self.env['perles.match'].sudo()
        pairs = match._waiting_pairs(self.sudo(), limit)
        lines = [{
            'wish': self.browse(pair['wish_id']),
            'lot': self.env['stock.lot'].sudo().browse(pair['lot_id']),
            'position': position, 'words': self._position_words(position),
        } for pair, position in zip(pairs, match._positions(pairs), strict=True)]
        return sorted(lines, key=lambda line: (line['position'], line['lot'].id))

    def _position_words(self, position):
        """A place in the queue of a lot, in words.

        :param int position: from 1.
        """
        if position == 1:
            return self.env._("you come first in the queue")
        if position == 2:
            return self.env._("you come second in the queue")
        if position > MAX_POSITION:
            return self.env._("more than %s wishes come before yours", MAX_POSITION)
        return self.env._("you are number %s in the queue", position)
