import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.parts import parts_of
from ...tools.transaction import own_transaction
from ...tools.units import is_whole

# What `_take` answers besides a claim.
TAKEN, EXPIRED, EXHAUSTED, NOT_MEMBER, WRONG = (
    'taken', 'expired', 'exhausted', 'not_member', 'wrong',
)
LARGEST = 1e9


class PerlesClaim(models.Model):
    """Taking: one short transaction of its own; who comes first holds the lot (000-38).

    READ COMMITTED, so that who waits for the lot then reads what is left of it instead of being
    replayed at random by the server. The lot is locked first by everybody.
    """

    _inherit = 'perles.claim'

    wish_qty = fields.Float(
        digits='Product Unit', readonly=True, help="Held, in the unit of the wish.",
    )
    unit = fields.Selection(related='lot_id.perles_unit')

    @api.model
    def _take(self, lot, partner, quantity, key, offer=None):
        """Take a quantity of a lot for a member, at once and for good.

        :param lot: a `stock.lot`.
        :param partner: the organisation that is a member, a `res.partner`.
        :param float quantity: in the unit of the lot; at most the one of the offer.
        :param str key: the gesture; the same key gets the same claim, however often it is sent.
        :param offer: the `perles.offer` that is accepted, else it is taken from what is free.
        :return: (claim id, ``None``), or (``None``, why not) where why not is one of `TAKEN`
            (the offer was answered), `EXPIRED`, `EXHAUSTED`, `NOT_MEMBER`, `WRONG`
        """
        lot, offer = lot.sudo(), (offer or self.env['perles.offer']).sudo()
        # a number that is not one is below nothing and above nothing
        if not 0 < quantity < LARGEST or offer and quantity > offer.quantity:
            return None, WRONG
        # all of an offer is taken as it was made; else what can be delivered, to the letter
        if quantity != offer.quantity and not is_whole(quantity, lot.perles_unit):
            return None, WRONG
        facts = self._taking_facts(lot, partner, quantity, key, offer)
        with own_transaction(self.env.registry) as cr:
            facts['number'] = self._draw_number(cr, facts)
            answer = self._known(cr, facts) or self._try_to_take(cr, facts)
            if not answer[0]:
                cr.rollback()
                # who pressed twice at the same instant has the claim of the other press
                answer = self._known(cr, facts) or answer
        (lot | offer.lot_id).invalidate_recordset(['perles_held_qty', 'perles_to_offer'])
        offer.invalidate_recordset(['state'])
        self.env['perles.wish.slice'].invalidate_model(['held_qty'])
        return answer

    def _taking_facts(self, lot, partner, quantity, key, offer):
        """Everything that the statements read."""
        now = fields.Datetime.now()
        company = lot.company_id or offer.company_id or self.env.company
        offered = offer.quantity if offer else 0.0
        wish_qty = offer.wish_qty * quantity / offered if offer else 0.0
        return {
            'lot': lot.id, 'partner': partner.id, 'company': company.id, 'key': key,
            'quantity': quantity, 'offered': offered, 'offer': offer.id or None,
            'wish': offer.wish_id.id or None, 'slice': offer.slice_id.id or None,
            'rank_at': offer.slice_id.rank_at or None, 'wish_qty': wish_qty,
            'given_back': offer.wish_qty - wish_qty if offer else 0.0,
            'state': self._first_state, 'uid': self.env.uid, 'now': now,
            'is_member': self._is_member_sql(partner, company, now),
            'wanted': None if offer else self.env['perles.match'].sudo()._wanted_of(partner, lot),
            'unit': lot.perles_unit, 'parts': None,
        }

    @api.model
    def _is_member_sql(self, partner, company, now):
        """Whether the rights of a member are in force, as SQL: told when the lot is held."""
        return SQL(
            "EXISTS (SELECT FROM perles_membership f WHERE f.partner_id = %s"
            " AND f.company_id = %s AND %s)",
            partner.id, company.id, self.env['perles.membership']._in_force_sql('f', now),
        )

    def _draw_number(self, cr, facts):
        """A number, drawn before the lot is held: nobody waits for both."""
        claims = self.with_env(self.env(cr=cr)).sudo()
        return claims._next_numbers(claims.env['res.company'].browse(facts['company']))[0]

    def _known(self, cr, facts):
        """The claim of this gesture, if the same member made it already."""
        cr.execute(
            "SELECT id FROM perles_claim WHERE key = %(key)s AND partner_id = %(partner)s"
            " AND lot_id = %(lot)s", facts,
        )
        row = cr.fetchone()
        return (row[0], None) if row else None

    def _try_to_take(self, cr, facts):
        """Hold the lot, answer the offer, write the claim: all of it or nothing."""
        if not self._hold_lot(cr, facts):
            return None, self._why_not_held(cr, facts)
        if facts['offer'] and not self._accept_offer(cr, facts):
            return None, self._why_not_accepted(cr, facts)
        if facts['wanted']:
            self._answer_wishes(cr, facts)
        cr.execute(
            """
            INSERT INTO perles_claim (
                name, state, partner_id, company_id, offer_id, wish_id, slice_id, lot_id, key,
                rank_at, asked_qty, quantity, wish_qty, parts,
                create_uid, create_date, write_uid, write_date
            ) SELECT %(number)s, %(state)s, %(partner)s, %(company)s, %(offer)s, %(wish)s,
                %(slice)s, %(lot)s, %(key)s,
                -- by click, nobody is before who clicked before
                COALESCE(%(rank_at)s::timestamp, GREATEST(%(now)s::timestamp, (
                    SELECT max(rank_at) FROM perles_claim WHERE lot_id = %(lot)s
                ))),
                %(quantity)s, %(quantity)s, %(wish_qty)s, %(parts)s::jsonb,
                %(uid)s, %(now)s, %(uid)s, %(now)s
            ON CONFLICT (key) DO NOTHING RETURNING id
            """, facts,
        )
        row = cr.fetchone()
        return (row[0], None) if row else (None, TAKEN)

    def _answer_wishes(self, cr, facts):
        """What is taken by click leaves the queue of the wishes that wanted it, by rank."""
        match = self.env['perles.match'].with_env(self.env(cr=cr)).sudo()
        parts = match._answer(facts['wanted'], facts['quantity'], facts['unit'])
        if parts:
            first = parts[0]
            facts |= {
                'wish': first['wish'], 'slice': first['slice'], 'parts': json.dumps(parts),
                'wish_qty': parts_of(parts, 'wish')[first['wish']],
            }

    def _hold_lot(self, cr, facts):
        """The one conditional update: it waits for its turn, then takes what is there."""
        cr.execute(SQL(
            """
            UPDATE stock_lot
               SET perles_held_qty = GREATEST(COALESCE(perles_held_qty, 0) - %(offered)s, 0)
                                     + %(quantity)s,
                   perles_to_offer = perles_to_offer IS TRUE OR %(offered)s > %(quantity)s
             -- what was offered before the public date is still kept for who was offered it
             WHERE id = %(lot)s AND (perles_stage IN ('expected', 'ready')
                   OR perles_stage = 'public' AND %(offer)s::integer IS NOT NULL)
               AND GREATEST(COALESCE(perles_held_qty, 0) - %(offered)s, 0) + %(quantity)s
                   <= perles_promisable_qty
               AND %(is_member)s
            """, **facts,
        ))
        return cr.rowcount == 1

    def _why_not_held(self, cr, facts):
        cr.execute(SQL("SELECT WHERE %s", facts['is_member']))
        return EXHAUSTED if cr.rowcount else NOT_MEMBER

    def _accept_offer(self, cr, facts):
        cr.execute(
            """
            UPDATE perles_offer SET state = 'accepted', write_uid = %(uid)s, write_date = %(now)s
             WHERE id = %(offer)s AND lot_id = %(lot)s AND partner_id = %(partner)s
               AND state = 'live' AND expires_at >= %(now)s AND quantity = %(offered)s
            """, facts,
        )
        if cr.rowcount != 1:
            return False
        cr.execute(
            """
            WITH held AS (
                UPDATE perles_wish_slice
                   SET held_qty = GREATEST(COALESCE(held_qty, 0) - %(given_back)s, 0)
                 WHERE id = %(slice)s RETURNING id, quantity - held_qty AS open_qty
            )
            UPDATE perles_match SET open_qty = GREATEST(held.open_qty, 0)
              FROM held WHERE held.id = perles_match.id
            """, facts,
        )
        return True

    def _why_not_accepted(self, cr, facts):
        cr.execute("SELECT state, expires_at FROM perles_offer WHERE id = %(offer)s", facts)
        state, expires_at = cr.fetchone()
        is_late = state == 'lapsed' or state == 'live' and expires_at < facts['now']
        return EXPIRED if is_late else TAKEN
