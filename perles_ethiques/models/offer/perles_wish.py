from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.parts import parts_of
from ...tools.quantities import ordinal_words
from ...tools.units import NEGLIGIBLE
from ..match.perles_match_queue import MAX_POSITION
from .perles_claim import HOLDING

# What a page or a mail shows at most.
MAX_SHOWN = 20
# Who has one of these of a lot was served.
SERVED = ('perles.offer', 'perles.claim')


class PerlesWish(models.Model):
    """What was found for a wish, as its member reads it."""

    _inherit = 'perles.wish'

    _locked_fields = frozenset({'to_match'})

    offer_ids = fields.One2many('perles.offer', 'wish_id', string="Offers")
    live_offer_count = fields.Integer(
        string="Offers to answer", compute='_compute_live_offer_count',
    )

    to_match = fields.Boolean(
        string="To be matched", copy=False, readonly=True,
        help="Written, changed or resumed while lots were free: the clock offers them.",
    )

    _to_match_idx = models.Index("(id) WHERE to_match IS TRUE")

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

    def _match_again(self):
        """Step of the clock: what is free of the lots that these wishes want is offered."""
        lots = self.env['perles.match']._wanted_lots(self, with_offered=True)
        self.to_match = False
        lots._perles_offer_again()

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

    @api.model
    def _served_marks(self):
        """Extends `rank`: the last offer and the last pre-reservation."""
        return {**super()._served_marks(), **{
            model: self.env[model].sudo().search([], order='id desc', limit=1).id
            for model in SERVED
        }}

    @api.model
    def _is_served_since(self, marks, kinds):
        """Extends `rank`: whether a lot of these types was offered or taken meanwhile."""
        return super()._is_served_since(marks, kinds) or any(
            self.env[model].sudo().search_count([
                ('id', '>', marks.get(model) or 0), ('lot_id.perles_categ_id', 'child_of', kinds),
            ], limit=1) for model in SERVED
        )

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
        for wish, state, quantity in self._held_by_claims():
            part = ordered if state == 'ordered' else reserved
            part[wish] = part.get(wish, 0.0) + quantity
        return {
            wish.id: (
                wish._found_words(reserved.get(wish, 0.0), ordered.get(wish, 0.0)),
                reserved.get(wish, 0.0) + ordered.get(wish, 0.0) >= wish.quantity - NEGLIGIBLE,
            ) for wish in self if wish in reserved or wish in ordered
        }

    def _held_by_claims(self):
        """What pre-reservations hold of these wishes: by offers, then by clicks.

        :return: list of (wish, state, quantity in the unit of the wish)
        """
        claims, holding = self.env['perles.claim'].sudo(), [('state', 'in', HOLDING)]
        held = claims._read_group(
            [('wish_id', 'in', self.ids), ('offer_id', '!=', False), *holding],
            ['wish_id', 'state'], ['wish_qty:sum'],
        )
        clicked = claims.search([
            ('partner_id', 'in', self.partner_id.ids), ('offer_id', '=', False),
            ('wish_id', '!=', False), *holding,
        ])
        return held + [
            (self.browse(wish_id), claim.state, quantity) for claim in clicked
            for wish_id, quantity in parts_of(claim.parts, 'wish').items()
        ]

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
            standing.setdefault(line['wish'].id, (self.env._(
                "%(lot)s: %(position)s", lot=line['lot'].product_id.name, position=line['words'],
            ), line['url']))
        return standing

    def _waiting_lines(self, limit=MAX_SHOWN):
        """What these wishes wait for, best position first.

        :param int limit: how many are looked at, the best ranks first.
        :return: list of dicts: wish, lot, position, words, url of what may be taken at once
        """
        match = self.env['perles.match'].sudo()
        pairs = match._waiting_pairs(self.sudo(), limit)
        lines = [
            self.browse(pair['wish_id'])._waiting_line(pair['lot_id'], position)
            for pair, position in zip(pairs, match._positions(pairs), strict=True)
        ]
        return sorted(lines, key=lambda line: (line['position'], line['lot'].id))

    def _waiting_line(self, lot_id, position):
        """One of `_waiting_lines`: who waits while pieces are free is told so, with the way there.

        :param int position: from 1.
        """
        self.ensure_one()
        lot = self.env['stock.lot'].sudo().browse(lot_id)
        words, url = self._position_words(position), ''
        if (free := lot._perles_free_words()) and lot._perles_is_open_to(self.partner_id):
            words = self.env._("%(position)s – free now: %(free)s", position=words, free=free)
            url = f'/my/lots/{lot_id}'
        return {
            'wish': self, 'lot': lot, 'position': position, 'words': words, 'url': url,
        }

    def _position_words(self, position):
        """A place in the queue of a lot, in words.

        :param int position: from 1.
        """
        if position == 1:
            return self.env._("you come first in the queue")
        if position > MAX_POSITION:
            return self.env._("more than %s wishes come before yours", MAX_POSITION)
        return self.env._("you are %s in the queue", ordinal_words(self.env, position))
