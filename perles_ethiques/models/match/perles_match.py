from odoo import api, fields, models
from odoo.tools import ormcache

from ...tools.colour import CLOSE, EXACT, TOLERANCES, WIDE, accepted, distance, in_words
from ...tools.masks import BITS, bit, signed
from ...tools.quantities import amounts_of
from ...tools.units import UNITS, convert, millimetres
from ..lot.product_attribute import CRITERIA

NAMES = [name for name, _label in CRITERIA]
COMPARED = ['product_id', 'company_id', 'perles_mm', 'perles_unit', 'perles_pieces_per_gram',
            'perles_pieces_per_strand', 'perles_value_ids']
# A size from 0 is above 0, so that a lot that nobody measured is not in it.
ANY_SIZE = 0.0001
# Above what any wish pays at most, and below what a wish pays that says nothing.
DEAREST = 1e300


class PerlesMatch(models.Model):
    """What matching reads: one narrow row for each ranked part of an open wish.

    Criteria are bit masks, colours opened by the tolerance of the wish, bounds are never empty:
    a pair of a lot and a wish is told by a few comparisons (clauses 000-31, 000-32). The rows
    follow the wishes in the same transaction, see `_index`.
    """

    _name = 'perles.match'
    _description = "Open wish, as matching reads it"
    _auto = False
    _log_access = False
    _rec_name = 'wish_id'

    wish_id = fields.Many2one('perles.wish', readonly=True)
    open_qty = fields.Float(readonly=True, help="Not yet offered nor taken, in the wish's unit.")
    rank_at = fields.Datetime(readonly=True)

    # === VALUES === #

    @api.model
    @ormcache()
    def _value_facts(self):
        """What each value of the criteria accepts, by tolerance.

        :return: tuple of (value id, criterion, {tolerance: tuple of accepted value ids})
        """
        values = self.env['product.attribute.value'].sudo().with_context(active_test=False).search(
            [('attribute_id.perles_criterion', '!=', False)])
        shades = {
            value.id: value.html_color for value in values
            if value.attribute_id.perles_criterion == 'colour'
        }
        return tuple(
            (value.id, value.attribute_id.perles_criterion, {
                tolerance: tuple(sorted(
                    accepted(value.id, shades, tolerance) if value.id in shades else {value.id}
                ))
                for tolerance in TOLERANCES
            })
            for value in values
        )

    @api.model
    def _collide(self):
        """Whether two values of one criterion share a bit, so that lists have to be compared."""
        seen = [(criterion, value_id % BITS) for value_id, criterion, _ in self._value_facts()]
        return len(seen) != len(set(seen))

    @api.model
    def _value_bits(self):
        """Value id → (criterion, its bit in the mask of a lot)."""
        return {
            value_id: (criterion, bit(value_id))
            for value_id, criterion, _accepted in self._value_facts()
        }

    # === A LOT === #

    @api.model
    def _facts(self, lots, priced=True):
        """What is compared of each lot, read once for all of them.

        :param lots: `stock.lot` records.
        :param bool priced: otherwise each is dearer than what any wish pays at most.
        :return: dict of lot id → dict of what `_search_candidates` sends
        """
        prices = self._prices(lots) if priced else {}
        # of thousands of lots only what is compared is read, not all that is known of them
        lots.fetch(COMPARED)
        lots.product_id.product_tmpl_id.fetch(['categ_id'])
        bits = self._value_bits()
        facts = {}
        for lot in lots:
            path = lot.product_id.product_tmpl_id.categ_id.parent_path
            mine = prices.get(lot.id, {})
            facts[lot.id] = {
                'lot_id': lot.id,
                'company_id': (lot.company_id or self.env.company).id,
                'categ_ids': [int(part) for part in path.split('/') if part],
                'mm': lot.perles_mm,
                'factors': [
                    convert(1.0, unit, lot.perles_unit, lot.perles_pieces_per_gram,
                            lot.perles_pieces_per_strand) for unit in UNITS
                ],
                'best_price': min(mine.values(), default=0.0) if priced else DEAREST,
                'prices': mine,
                **self._criteria_facts(bits, lot.perles_value_ids.ids),
            }
        return facts

    def _criteria_facts(self, bits, value_ids):
        masks, lists = dict.fromkeys(NAMES, 1 << BITS), {name: [] for name in NAMES}
        for value_id in value_ids:
            if value_id in bits:
                name, mask = bits[value_id]
                masks[name] |= mask
                lists[name].append(value_id)
        return {
            **{f'mask_{name}': signed(mask) for name, mask in masks.items()},
            **{f'list_{name}': ids for name, ids in lists.items()},
        }

    @api.model
    def _prices(self, lots):
        """Price of each lot's page for the members of each plan, euros a unit, tax excluded.

        :return: dict of lot id → {plan id: price}
        """
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False).search(
            [('company_id', 'in', lots.company_id.ids or self.env.company.ids)],
        )
        prices = {lot.id: {} for lot in lots}
        for plan in plans:
            products = lots.product_id
            found = plan.pricelist_id._get_products_price(products, 1.0) if plan.pricelist_id else {
                product.id: product.lst_price for product in products
            }
            for lot in lots:
                prices[lot.id][plan.id] = self._price_ht(lot.product_id, found[lot.product_id.id])
        return prices

    @api.model
    def _price_ht(self, product, price):
        """A price of a page, in euros a unit, tax excluded.

        :param float price: as the price list gives it.
        """
        taxes = product.taxes_id.filtered('price_include')
        if not taxes:
            return price
        return amounts_of(price, taxes, product.currency_id, product)['total_excluded']

    @api.model
    def _lost(self, lot):
        """Hook: `Request`s of who comes back wishless; keys are ``('claim', its id, member)``."""
        return []

    # === IN WORDS === #

    @api.model
    def _why(self, lot, wish):
        """Why this lot goes with a wish: criteria that meet, size, colour in words.

        :param lot: one `stock.lot`.
        :param wish: one `perles.wish`.
        :return: str, in the language of the reader
        """
        met = (lot.perles_value_ids & wish.value_ids).grouped(
            lambda value: value.attribute_id.perles_criterion
        )
        words = [
            value.name for name, _label in CRITERIA if name != 'colour'
            for value in met.get(name, ())
        ]
        if (wish.mm_min or wish.mm_max) and lot.perles_mm:
            words.append(self.env._("%s mm", millimetres(lot.perles_mm)))
        words += self._colour_words(lot, wish)
        return ' · '.join(words)

    @api.model
    def _colour_words(self, lot, wish):
        """How the colours of a lot stand to those of a wish: the nearest pair, in words."""
        wished = wish.value_ids.filtered(lambda v: v.attribute_id.perles_criterion == 'colour')
        mine = lot.perles_value_ids.filtered(
            lambda v: v.attribute_id.perles_criterion == 'colour')
        if same := wished & mine:
            return [self.env._("%s, as you wish", same[0].name)]
        gaps = [
            (gap, one.name, other.name) for one in mine for other in wished
            if (gap := distance(one.html_color, other.html_color)) is not None
        ]
        if not gaps:
            return []
        gap, name, wish_name = min(gaps)
        words = {
            EXACT: self.env._("%(lot)s, the same shade as %(wish)s", lot=name, wish=wish_name),
            CLOSE: self.env._("%(lot)s, a shade close to %(wish)s", lot=name, wish=wish_name),
            WIDE: self.env._("%(lot)s, of the family of %(wish)s", lot=name, wish=wish_name),
        }
        return [words[in_words(gap)]] if in_words(gap) else []
