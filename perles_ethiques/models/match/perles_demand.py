from lxml.builder import E

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.units import GRAMS, PIECES, STRANDS, UNITS
from ..lot.product_attribute import CRITERIA


class PerlesDemand(models.Model):
    """What members want against what is there, by criterion: what to look for next.

    A wish that accepts two colours is counted under both: lines of one criterion are compared,
    not added up. Only open wishes count, for what nobody offered yet.

    It is counted by a clock, and read as it was counted: how many wishes there are is not felt by
    who looks, sorts and groups.
    """

    _name = 'perles.demand'
    _description = "Demand without stock"
    _auto = False
    _order = 'gap desc, id'
    _rec_name = 'value_id'
    categ_id = fields.Many2one('product.category', string="Product type", readonly=True)
    value_id = fields.Many2one('product.attribute.value', string="Criterion", readonly=True)
    criterion = fields.Selection(
        selection=CRITERIA, string="Kind of criterion", readonly=True,
    )
    unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")], readonly=True,
    )
    company_id = fields.Many2one('res.company', readonly=True)
    wanted_qty = fields.Float(string="Wanted", digits='Product Unit', readonly=True)
    available_qty = fields.Float(
        string="There is", digits='Product Unit', readonly=True,
        help="In lots of the same type, counted in the same unit, that nobody was promised.",
    )
    gap = fields.Float(
        string="Missing", digits='Product Unit', readonly=True, help="Wanted, less what there is.",
    )
    member_count = fields.Integer(string="Members", readonly=True)
    wish_count = fields.Integer(string="Wishes", readonly=True)
    counted_at = fields.Datetime(readonly=True)

    def init(self):
        """Override of `base`: a materialized view, counted anew by the clock and the button."""
        self.env.cr.execute(SQL(
            """
            DROP MATERIALIZED VIEW IF EXISTS perles_demand;
            CREATE MATERIALIZED VIEW perles_demand AS %s;
            CREATE UNIQUE INDEX perles_demand_id_idx ON perles_demand (id)
            """, self._counted(),
        ))

    @api.model
    def _counted(self):
        """One line for each type, criterion value, unit and company that somebody wants.

        Its id is made of these four: it stays the same line whatever else is wished for.
        """
        return SQL(
            """
            WITH free AS (
                SELECT wish_id, SUM(GREATEST(quantity - COALESCE(held_qty, 0), 0)) AS quantity
                FROM perles_wish_slice GROUP BY wish_id
                HAVING SUM(GREATEST(quantity - COALESCE(held_qty, 0), 0)) > 0
            ), each AS (
                SELECT wish.company_id, wish.categ_id, rel.value_id, wish.unit,
                    SUM(free.quantity) AS quantity, COUNT(*) AS wishes
                FROM perles_wish wish
                JOIN free ON free.wish_id = wish.id
                JOIN perles_wish_value_rel rel ON rel.wish_id = wish.id
                WHERE wish.state = 'open'
                GROUP BY wish.company_id, wish.categ_id, rel.value_id, wish.unit, wish.partner_id
            ), wanted AS (
                SELECT company_id, categ_id, value_id, unit, SUM(quantity) AS quantity,
                    COUNT(*) AS members, SUM(wishes) AS wishes
                FROM each GROUP BY company_id, categ_id, value_id, unit
            ), shelf AS (
                SELECT quant.lot_id, SUM(quant.quantity - quant.reserved_quantity) AS quantity
                FROM stock_quant quant
                JOIN stock_location place ON place.id = quant.location_id
                WHERE place.usage = 'internal'
                GROUP BY quant.lot_id
            ), there AS MATERIALIZED (
                SELECT COALESCE(lot.company_id, template.company_id) AS company_id,
                    template.categ_id, rel.value_id, lot.perles_unit AS unit,
                    SUM(GREATEST(CASE lot.perles_stage
                        WHEN 'public' THEN COALESCE(shelf.quantity, 0)
                        ELSE lot.perles_promisable_qty - COALESCE(lot.perles_held_qty, 0)
                        END, 0)) AS quantity
                FROM stock_lot lot
                JOIN product_product product ON product.id = lot.product_id
                JOIN product_template template ON template.id = product.product_tmpl_id
                JOIN perles_lot_value_rel rel ON rel.lot_id = lot.id
                LEFT JOIN shelf ON shelf.lot_id = lot.id
                WHERE lot.perles_stage IS NOT NULL
                GROUP BY 1, 2, 3, 4
            )
            SELECT ((wanted.company_id::bigint * 65536 + wanted.categ_id) * 1048576
                    + wanted.value_id) * 4 + array_position(%s, wanted.unit) AS id,
                wanted.company_id, wanted.categ_id, wanted.value_id, wanted.unit,
                attribute.perles_criterion AS criterion, wanted.quantity AS wanted_qty,
                COALESCE(own.quantity, 0) + COALESCE(shared.quantity, 0) AS available_qty,
                wanted.quantity - COALESCE(own.quantity, 0) - COALESCE(shared.quantity, 0) AS gap,
                wanted.members AS member_count, wanted.wishes AS wish_count,
                now() AT TIME ZONE 'UTC' AS counted_at
            FROM wanted
            JOIN product_attribute_value value ON value.id = wanted.value_id
            JOIN product_attribute attribute ON attribute.id = value.attribute_id
            LEFT JOIN there own ON own.company_id = wanted.company_id
                AND own.categ_id = wanted.categ_id AND own.value_id = wanted.value_id
                AND own.unit = wanted.unit
            LEFT JOIN there shared ON shared.company_id IS NULL
                AND shared.categ_id = wanted.categ_id AND shared.value_id = wanted.value_id
                AND shared.unit = wanted.unit
            """, [*UNITS],
        )

    @api.model
    def _cron_count(self):
        """Clock: count again; who is looking meanwhile sees what was counted before."""
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY perles_demand")
        self.env.invalidate_all()

    def action_count(self):
        """Count again now, for whoever may read this.

        :raise AccessError: for anybody else.
        """
        self.browse().check_access('read')
        self._cron_count()
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    @api.model
    def get_empty_list_help(self, help_message):
        """Override of `base` to count before an empty list says that all is there.

        Just installed, it is as empty as the house was then; its clock comes minutes later.
        """
        if not self.sudo().search_count([], limit=1) and self._is_something_wanted():
            self._cron_count()
        return super().get_empty_list_help(help_message)

    @api.model
    def _is_something_wanted(self):
        """Whether a count would find a line: an open wish by criteria that was not all offered."""
        self.env.flush_all()
        return bool(self.env.execute_query(SQL(
            """
            SELECT 1 FROM perles_wish wish
             WHERE state = 'open'
               AND EXISTS (SELECT FROM perles_wish_value_rel WHERE wish_id = wish.id)
               AND EXISTS (SELECT FROM perles_wish_slice WHERE wish_id = wish.id
                              AND quantity > COALESCE(held_qty, 0))
             LIMIT 1
            """
        )))

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        """Override of `base` to offer a filter for each criterion that there is."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for first in arch.xpath("//filter[@name='pieces']"):
            for name, label in self._fields['criterion']._description_selection(self.env):
                first.addprevious(E.filter(
                    name=name, string=label, domain=f"[('criterion', '=', '{name}')]",
                ))
            first.addprevious(E.separator())
        return arch, view

    def action_view_wishes(self):
        """Open the open wishes that this line counts: of its company, for what nobody offered."""
        self.ensure_one()
        is_free = Domain.custom(to_sql=lambda model, alias, query: SQL(
            "%s > COALESCE(%s, 0)", model._field_to_sql(alias, 'quantity', query),
            model._field_to_sql(alias, 'held_qty', query),
        ))
        return self.env['perles.wish'].search([
            ('state', '=', 'open'), ('categ_id', '=', self.categ_id.id),
            ('value_ids', 'in', self.value_id.ids), ('unit', '=', self.unit),
            ('company_id', '=', self.company_id.id), ('slice_ids', 'any', is_free),
        ])._get_records_action(name=self.display_name)
