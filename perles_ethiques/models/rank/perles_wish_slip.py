from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.ranking import Basis, Part, Wanted

# for how long a slip is put right as if it had never been written
GRACE = timedelta(minutes=10)


class PerlesWish(models.Model):
    """A slip of some minutes ago costs no rank, as long as nobody came between (000-35).

    What is ranked then stands where it stood: who was served, or wrote, in the meantime would
    find somebody before them who had not been there.
    """

    _inherit = 'perles.wish'

    before_slip = fields.Json(
        string="Before the slip", readonly=True, copy=False,
        help="What was ranked before the last edit, for who corrects it within minutes.",
    )

    # === BUSINESS METHODS === #

    def _basis(self, old, new):
        """What an edit is decided from: the wish as it is, or as it was before a fresh slip.

        :param old: the `tools.ranking.Wanted` of today.
        :param new: the `tools.ranking.Wanted` that the edit leads to.
        :return: a `tools.ranking.Basis`
        """
        self.ensure_one()
        now, before = fields.Datetime.now(), self._before_slip()
        if before and now - before.at <= GRACE:
            kinds = {wanted.kind for wanted in (old, new, before.wanted) if wanted}
            if not self._is_passed([*kinds]):
                return before
        return Basis(old, tuple(self._parts()), now)

    def _before_slip(self):
        """The `tools.ranking.Basis` of before the last edit, or ``None``.

        What is held is read of today: an edit never gives it up.
        """
        kept = self.sudo().before_slip
        if not kept:
            return None
        known = {part.key: part for part in self._parts()}
        parts = tuple(
            Part(fields.Datetime.to_datetime(rank_at), quantity,
                 known[key].held if key in known else 0.0, key)
            for rank_at, quantity, key in kept['parts']
        )
        keys = {part.key for part in parts}
        if any(part.held for part in known.values() if part.key not in keys):
            return None
        kind, materials, unit, quantity = kept['wanted'] or (None, (), None, 0.0)
        wanted = Wanted(kind, frozenset(materials), unit, quantity) if kept['wanted'] else None
        return Basis(wanted, parts, fields.Datetime.to_datetime(kept['at']))

    def _remember(self, basis):
        """Keep what an edit was decided from, for who corrects it.

        :param basis: a `tools.ranking.Basis`; the one that is kept already stays as it is.
        """
        known = self[:1].sudo().before_slip
        if not self or known and basis.at == fields.Datetime.to_datetime(known['at']):
            return
        wanted = basis.wanted
        self.sudo().before_slip = {
            'at': fields.Datetime.to_string(basis.at),
            'wanted': wanted and [
                wanted.kind, sorted(wanted.materials), wanted.unit, wanted.quantity,
            ],
            'parts': [
                [fields.Datetime.to_string(part.rank_at), part.quantity, part.key]
                for part in basis.parts
            ],
            'served': self._served_marks(),
        }

    def _is_passed(self, kinds):
        """Whether somebody was served, or wrote what may meet this, since the slip.

        :param list kinds: ids of the types of product that the wish was and would be of.
        """
        kept = self.sudo().before_slip
        kin = Domain('wish_id.categ_id', 'child_of', kinds)
        kin |= Domain('wish_id.categ_id', 'parent_of', kinds)
        others = Domain('wish_id.partner_id', '!=', self.partner_id.id)
        others &= Domain('wish_id.company_id', '=', self.company_id.id)
        slices = self.env['perles.wish.slice'].sudo()
        return bool(
            slices.search_count(Domain('rank_at', '>=', kept['at']) & kin & others, limit=1)
            or self._is_served_since(kept['served'], kinds)
        )

    @api.model
    def _served_marks(self):
        """Up to where lots were offered and taken; hook: `offer` knows its documents.

        :return: dict, kept as JSON
        """
        return {}

    @api.model
    def _is_served_since(self, marks, kinds):
        """Whether a lot of some types was offered or taken since; hook: `offer` knows it.

        :param dict marks: made by `_served_marks`.
        :param list kinds: ids of `product.category`.
        """
        return False
