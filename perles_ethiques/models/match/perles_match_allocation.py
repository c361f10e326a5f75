from odoo import api, models

from ...tools.allocation import Request, allocate
from ...tools.units import NEGLIGIBLE, rounded_down
from .perles_match_query import FIRST_CANDIDATES, MORE_CANDIDATES


class PerlesMatch(models.Model):
    """Walk the queue of each lot by rank until nothing is left to give (000-34, 000-36)."""

    _inherit = 'perles.match'

    @api.model
    def _share_out(self, lots, again=False):
        """Who is offered what of these lots. Nothing is written.

        Lots are shared out in their order: what a wish was given of one, it no longer wants of
        the next. Only as many candidates are read as the quantities need.

        :param lots: `stock.lot` records with something to give.
        :param bool again: whether some were offered before.
        :return: list of dicts: lot_id, slice_id, wish_id, partner_id, quantity (unit of the
            lot), wish_qty (unit of the wish), position
        """
        facts = self._facts(lots)
        queues = self._first_candidates(lots, facts, again)
        left, given = {}, []
        for lot in lots:
            given += self._share_lot(lot, facts[lot.id], queues.get(lot.id, []), left, again)
        return given

    def _first_candidates(self, lots, facts, again):
        queues = {}
        asked = [{**facts[lot.id], 'again': again, 'wanted': FIRST_CANDIDATES} for lot in lots]
        for row in self._search_candidates(asked) if asked else ():
            queues.setdefault(row['lot_id'], []).append(row)
        return queues

    def _share_lot(self, lot, facts, queue, left, again):
        """Share out one lot, reading on while there is something left and somebody behind."""
        free, wanted = lot._perles_free_qty(), FIRST_CANDIDATES
        while True:
            shares = allocate(free, [
                request for row in queue if (request := self._request(lot, facts, row, left))
            ])
            served = {share.key: share for share in shares if share.given > NEGLIGIBLE}
            is_over = sum(share.given for share in served.values()) >= free - NEGLIGIBLE
            if is_over or len(queue) < wanted:
                break
            more = self._search_candidates([{
                **facts, 'again': again, 'wanted': wanted * (MORE_CANDIDATES - 1),
                'after_rank': queue[-1]['rank_at'], 'after_id': queue[-1]['id'],
            }])
            queue, wanted = queue + more, wanted * MORE_CANDIDATES
        return [
            self._give(lot, facts, row, served[row['id']], left)
            for row in queue if row['id'] in served
        ]

    def _request(self, lot, facts, row, left):
        """The line of the queue that a candidate is, or ``None`` when it wants nothing more."""
        factor = facts['factors'][row['unit'] - 1]
        still = left.get(row['id'], row['open_qty'])
        wanted = rounded_down(still * factor, lot.perles_unit)
        if wanted <= 0:
            return None
        gone = left.get(('wish', row['wish_id']), 0.0)
        return Request(
            row['id'], (row['rank_at'], row['id']), wanted, group=row['wish_id'],
            minimum=-rounded_down(-row['minimum'] * factor, lot.perles_unit),
            total=rounded_down((row['wish_open'] - gone) * factor, lot.perles_unit),
        )

    def _give(self, lot, facts, row, share, left):
        factor = facts['factors'][row['unit'] - 1]
        still = left.get(row['id'], row['open_qty'])
        # all that can be given of it: a remainder below one piece is not left open
        is_all = share.given >= rounded_down(still * factor, lot.perles_unit)
        wish_qty = still if is_all else min(still, share.given / factor)
        left[row['id']] = still - wish_qty
        gone = ('wish', row['wish_id'])
        left[gone] = left.get(gone, 0.0) + wish_qty
        return {
            'lot_id': lot.id, 'slice_id': row['id'], 'wish_id': row['wish_id'],
            'partner_id': row['partner_id'], 'quantity': share.given, 'wish_qty': wish_qty,
            'position': share.position,
        }
