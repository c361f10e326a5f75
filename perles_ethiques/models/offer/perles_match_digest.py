import json

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ..match.perles_match_query import LOT_COLUMNS


class PerlesMatch(models.Model):
    """The weekly mail: who waits for a lot, asked of all members in a few questions."""

    _inherit = 'perles.match'

    @api.model
    def _cron_waiting_digest(self, batch_size=1000):
        """Clock: once a week, tell the members who only wait where they stand.

        Who has an offer to answer has had a mail of its own.
        """
        cron = self.env['ir.cron']
        members = self._waiting_members()
        cron._commit_progress(remaining=len(members))
        for some in split_every(batch_size, members.ids, members.browse):
            some._owe_digest()
            if not cron._commit_progress(len(some)):
                break

    @api.model
    def _waiting_members(self):
        """Memberships in force that wait for a lot in preview, less those told this week."""
        memberships = self.env['perles.membership'].sudo()
        lots = self.env['stock.lot'].sudo().search([('perles_stage', 'in', ('expected', 'ready'))])
        if not lots:
            return memberships
        told = self.env['perles.notice'].sudo().search_fetch([
            ('kind', '=', 'waiting_digest'), ('period', '=', memberships._week()),
        ], ['res_id']).mapped('res_id')
        with_offer = self.env['perles.offer'].sudo().search([('state', '=', 'live')]).partner_id
        return self._who_waits(lots, memberships.search(
            memberships._in_force_domain()
            & Domain('id', 'not in', told) & Domain('partner_id', 'not in', with_offer.ids)
        ))

    @api.model
    def _who_waits(self, lots, memberships):
        """Those of these memberships with an open wish that a lot answers and was not offered.

        Each is left at the first lot that is found: how many there are is nobody's question here.
        Prices, which take longest, are read only where they decide: of the lots that would do at
        any price for who has found none.

        :param lots: `stock.lot` records.
        :param memberships: in force.
        :return: `perles.membership` records
        """
        self.env.flush_all()
        self._lay_out(self._facts(lots, priced=False))
        waiting = self._found_by(memberships, priced=False)
        left = memberships - waiting
        if dear := left and self._wanted_at_any_price(lots, left):
            self._lay_out(self._facts(dear))
            waiting |= self._found_by(left)
        return waiting.sorted('id')

    @api.model
    def _lay_out(self, facts):
        """Lay lots out in a table of this transaction, a row for each category.

        :param dict facts: made by `_facts`.
        """
        self.env.cr.execute(SQL(
            """
            SET LOCAL jit = off;
            DROP TABLE IF EXISTS perles_waited_lot;
            CREATE TEMP TABLE perles_waited_lot ON COMMIT DROP AS
            SELECT l.*, unnest(l.categ_ids) AS category_id
              FROM jsonb_to_recordset(%s::jsonb) AS l(%s) ORDER BY category_id, mm;
            CREATE INDEX ON perles_waited_lot (category_id, mm);
            ANALYZE perles_waited_lot
            """,
            json.dumps([{**lot, 'again': True} for lot in facts.values()]), LOT_COLUMNS,
        ))

    @api.model
    def _found_by(self, memberships, priced=True):
        """Those of these memberships for whom one of the lots that are laid out does.

        :param bool priced: otherwise who says what is paid at most is not even compared.
        """
        return memberships.browse(member_id for member_id, in self.env.execute_query(SQL(
            """
            SELECT waiting.id FROM perles_membership waiting
             WHERE waiting.id = ANY(%s) AND EXISTS (
                SELECT FROM perles_match m JOIN perles_waited_lot l ON l.category_id = m.categ_id
                 WHERE m.partner_id = waiting.partner_id AND m.company_id = waiting.company_id
                   AND %s AND %s AND %s
             )
            """,
            memberships.ids, SQL("TRUE" if priced else "m.max_price = 'Infinity'"),
            self._waits_sql(),
            self._unoffered_sql(SQL("m.wish_id"), SQL("l.lot_id")),
        )))

    @api.model
    def _wanted_at_any_price(self, lots, memberships):
        """Those of these lots, which are laid out, that do for who says what is paid at most."""
        self.env.cr.execute("UPDATE perles_waited_lot SET best_price = 0")
        return lots.browse(lot_id for lot_id, in self.env.execute_query(SQL(
            """
            SELECT DISTINCT l.lot_id
              FROM perles_membership waiting
              JOIN perles_match m ON m.partner_id = waiting.partner_id
               AND m.company_id = waiting.company_id
              JOIN perles_waited_lot l ON l.category_id = m.categ_id
             WHERE waiting.id = ANY(%s) AND m.max_price < 'Infinity' AND %s AND %s
            """,
            memberships.ids, self._waits_sql(),
            self._unoffered_sql(SQL("m.wish_id"), SQL("l.lot_id")),
        )))
