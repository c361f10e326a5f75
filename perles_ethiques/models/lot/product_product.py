from odoo import models
from odoo.exceptions import ValidationError


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _update_uom(self, to_uom_id):
        """Override of `product`: what was counted in one unit is not renamed into another.

        Native stock writes the new unit on what was moved and leaves the numbers: 300 pieces
        would be 300 dozens, promised and priced as such.

        :raise ValidationError: for the page of a lot, or a unit in which it could not arrive.
        """
        uom = self.env['uom.uom'].browse(to_uom_id)
        lots = self.env['stock.lot'].sudo().search(
            [('product_id', 'in', self.ids), ('perles_stage', '!=', False)], limit=1,
        )
        if lots:
            raise ValidationError(self.env._(
                "Lot %(lot)s was received in %(unit)s: its quantities, offers and price would be "
                "read in %(other)s. Cancel the lot, and receive it again in the right unit.",
                lot=lots.display_name, unit=lots.product_id.uom_id.name, other=uom.name,
            ))
        for page in self.product_tmpl_id:
            page._perles_refuse_unit(uom)
        return super()._update_uom(to_uom_id)
