import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...const import TEAM
from ...tools.calendars import paris_at, paris_date
from ...tools.pictures import as_jpeg
from ...tools.uoms import house_uom


class StockLot(models.Model):
    """How a lot arrives, and its page with it (clauses 000-39, 000-41)."""

    _inherit = 'stock.lot'

    _perles_quantities_check = models.Constraint(
        'CHECK(perles_expected_qty BETWEEN 0 AND 1e9 AND perles_usable_qty BETWEEN 0 AND 1e9 '
        'AND perles_released_qty BETWEEN 0 AND 1e9)',
        "A quantity of a lot is a number from 0 to a thousand millions.",
    )
    _perles_opening_check = models.Constraint(
        "CHECK(perles_arrived_at IS NULL OR perles_stage IS NULL OR perles_public_at IS NOT NULL "
        "AND perles_public_at BETWEEN perles_arrived_at - interval '1 day' "
        "AND perles_arrived_at + interval '5 years')",
        "An arrival opens on the shop between the day it came and five years later.",
    )

    def _refuse_by_hand(self, vals):
        """Extends `base`: members see a lot before everybody, whoever dates its opening.

        :raise AccessError: if somebody outside the team dates it.
        :raise UserError: for an arrival that would open at once, or without a date.
        """
        super()._refuse_by_hand(vals)
        if 'perles_public_at' not in vals:
            return
        if not self.env.user.has_group(TEAM):
            raise AccessError(self.env._("The team alone dates the opening of a lot."))
        waiting = self.sudo().filtered(lambda lot: lot.perles_stage in ('expected', 'ready'))
        if not waiting:
            return
        opening = fields.Datetime.to_datetime(vals['perles_public_at'])
        if not opening or opening <= fields.Datetime.now():
            raise UserError(self.env._(
                "%s is kept for members until it opens: choose an instant to come.",
                waiting[0].display_name,
            ))

    # === THE PAGE === #

    def _perles_pages(self):
        """Pages of these lots and of no other lot (sudo), for a `product.template` record.

        A good that is ordered again keeps its own page, photo and dates.
        """
        pages = self.sudo().product_id.product_tmpl_id
        return pages.filtered(lambda page: page.perles_lot_id in self)

    def _perles_update_pages(self, name):
        pages = self._perles_pages()
        if name != 'photo':
            by_date = pages.grouped(lambda page: page.perles_lot_id.perles_public_at)
            for public_at, of_that_date in by_date.items():
                of_that_date.perles_public_at = public_at
            return
        for page in pages:
            lot = page.perles_lot_id.with_context(bin_size=False)
            # the native sizes of a WebP are all the full one
            photo = lot.photo and as_jpeg(base64.b64decode(lot.photo))
            page.image_1920 = photo and base64.b64encode(photo)

    def _perles_redated(self):
        """Hook: the public date of these lots, on the shop already, has changed."""

    @api.model
    def _perles_make_page(self, model, **values):
        """A product of its own for one lot, from a model, not published yet.

        It is counted in the unit of the house, whatever the model is counted in.

        :param model: a `product.template` that is a model for arrivals.
        :param values: fields of the new product, such as `name`; `list_price` is the one of a
            unit of the house.
        :return: one `product.product` record
        """
        page = model.copy({
            'type': 'consu', 'is_storable': True, 'tracking': 'lot', 'is_published': False,
            'allow_out_of_stock_order': False, 'uom_id': house_uom(model.uom_id).id, **values,
        })
        return page.product_variant_id

    # === THE RECEIPT === #

    def _perles_arrive(self, receipt):
        """Signal of a validated receipt: these lots are in Thalasso, expected.

        :param receipt: the native receipt, one `stock.picking` record.
        """
        self._perles_enter_care(receipt)

    def _perles_enter_care(self, receipt):
        """Open these lots to promises, put them in care and show their pages in preview.

        A lot that comes in two parcels is expected whole: as much as lies there.

        :param receipt: one `stock.picking` record; what it has brought is only counted once.
        """
        received = self._perles_received(receipt)
        lots = self.sudo().filtered(lambda lot: lot.perles_receipt_id != receipt)
        later = lots.filtered(lambda lot: lot.perles_stage == 'expected')
        for lot in later:
            lot.write({
                'perles_expected_qty': lot._perles_quantity_in(lot._perles_places()),
                'perles_receipt_id': receipt.id,
            })
        new = lots.filtered(lambda lot: not lot.perles_stage)
        now = fields.Datetime.now()
        opening = self._perles_opening(receipt.company_id, now)
        for (quantity, public_at), some in new.grouped(lambda lot: (
            received.get(lot, 0.0),
            # what was dated beforehand, unless it is over
            lot.perles_public_at if (lot.perles_public_at or now) > now else opening,
        )).items():
            some.write({
                'perles_stage': 'expected', 'perles_arrived_at': now,
                'perles_receipt_id': receipt.id, 'company_id': receipt.company_id.id,
                'perles_expected_qty': quantity, 'perles_public_at': public_at,
            })
        new._perles_preview(receipt.company_id)
        new._perles_after_arrival(receipt)

    @api.model
    def _perles_received(self, receipt):
        """What a receipt brought of each lot.

        :return: dict of `stock.lot` record → quantity in the unit of its product
        """
        received = {}
        for line in receipt._perles_arriving_lines():
            lot = line.lot_id
            received[lot] = received.get(lot, 0.0) + line.quantity_product_uom
        return received

    @api.model
    def _perles_opening(self, company, arrived_at):
        """First instant on the public shop of what arrives at an instant (000-39).

        :param company: the `res.company` that receives it.
        :param datetime arrived_at: naive UTC.
        :return: naive UTC datetime, at the opening hour in Paris
        """
        day = paris_date(arrived_at) + timedelta(days=company.perles_preview_days)
        return paris_at(day, company.perles_opening_hour)

    def _perles_preview(self, company):
        """Publish the pages of these lots, for now to the members of the house alone."""
        pages = self._perles_pages()
        # a plan that is no longer sold still has its members
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False).search([
            ('company_id', '=', company.id),
        ])
        pages.filtered(lambda page: not page.perles_preview_plan_ids).write({
            'perles_preview_plan_ids': [Command.set(plans.ids)],
        })
        pages.write({'is_published': True, 'sale_ok': True})

    def _perles_after_arrival(self, receipt):
        """Hook: what begins for these new lots; `care` takes them in.

        :param receipt: one `stock.picking` record.
        """
