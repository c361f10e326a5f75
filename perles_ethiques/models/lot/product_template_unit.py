from odoo import api, models
from odoo.exceptions import ValidationError

from ...tools.units import GRAMS, PIECES, STRANDS
from ...tools.uoms import house_uom, unit_of


class ProductTemplate(models.Model):
    """What a page, or a model for arrivals, is counted in: said with its name."""

    _inherit = 'product.template'

    @api.depends('perles_is_model', 'uom_id.name')
    def _compute_display_name(self):
        """Override of `product`: a model is told with the unit of its lots."""
        super()._compute_display_name()
        for model in self.filtered(lambda page: page.perles_is_model and page.uom_id and page.name):
            model.display_name = model._perles_by_unit(model.display_name)

    def _perles_by_unit(self, name):
        """A name of this product with its unit: “Glass bead – by the gram”."""
        self.ensure_one()
        return {
            PIECES: self.env._("%s – by the piece", name),
            GRAMS: self.env._("%s – by the gram", name),
            STRANDS: self.env._("%s – by the strand", name),
        }.get(unit_of(self.uom_id)) or f'{name} – {self.uom_id.name}'

    @api.constrains('perles_is_model', 'perles_is_reordered')
    def _check_perles_unit(self):
        """What arrives is counted in pieces, grams or strands, or is told in them by its unit.

        A model may be in dozens or kilograms: its lots are converted. A good that is ordered
        again has lots on its very page, which are counted as the page is.

        :raise ValidationError: naming the unit that is not counted.
        """
        for page in self:
            page._perles_refuse_unit(page.uom_id)

    def _perles_refuse_unit(self, uom):
        """Refuse a unit in which this page could not arrive.

        :param uom: the `uom.uom` that it has, or would have.
        :raise ValidationError: naming it.
        """
        self.ensure_one()
        if self.perles_is_model and not house_uom(uom):
            raise ValidationError(self.env._(
                "“%(model)s” is counted in %(unit)s: what arrives is counted in pieces, grams or "
                "strands, or in a unit that natively contains some of them.",
                model=self.name, unit=uom.name,
            ))
        if self.perles_is_reordered and not unit_of(uom):
            raise ValidationError(self.env._(
                "“%(good)s” is counted in %(unit)s: a good that is ordered again is counted in "
                "pieces, grams or strands, as its lots are.", good=self.name, unit=uom.name,
            ))
