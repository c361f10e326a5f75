from odoo import api, fields, models

from ...tools.identity import (
    is_rna,
    is_siret,
    normalise_rna,
    normalise_siret,
    vat_matches_siren,
)


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_professional = fields.Selection(
        selection=[('yes', "For work"), ('no', "Not for work")], string="Buys", tracking=True,
        help="Said by who joined. Empty: an organisation, or a person with a SIRET or a VAT "
             "number, is taken to buy for work.",
    )
    perles_identity_warning = fields.Char(compute='_compute_perles_identity_warning')

    @api.depends('company_registry', 'vat', 'country_id')
    def _compute_perles_identity_warning(self):
        """Say what is wrong with a French SIRET or VAT number (clause 000-91)."""
        for partner in self:
            partner.perles_identity_warning = partner._identity_warning()

    def _identity_warning(self):
        registry = self.company_registry
        if not registry or (self.country_id and self.country_id.code != 'FR'):
            return False
        if is_rna(registry):
            return False
        if not is_siret(registry):
            return self.env._(
                "This is no SIRET (check its 14 digits), nor the RNA of an association."
            )
        vat = self.vat or ''
        if vat.upper().startswith('FR') and not vat_matches_siren(vat, registry):
            return self.env._("The VAT number does not bear the SIREN of this SIRET.")
        return False

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to store a SIRET without its spaces."""
        for vals in vals_list:
            self._normalise_registry(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base` to store a SIRET without its spaces."""
        self._normalise_registry(vals)
        return super().write(vals)

    @api.model
    def _normalise_registry(self, vals):
        registry = vals.get('company_registry')
        if registry:
            vals['company_registry'] = normalise_rna(normalise_siret(registry))

    def _perles_is_professional(self):
        """Whether this organisation or person buys for work: prices are shown HT first.

        What was answered counts; who was never asked is a professional as an organisation, or
        with a SIRET or a VAT number.
        """
        commercial = self.commercial_partner_id
        if commercial.perles_professional:
            return commercial.perles_professional == 'yes'
        return bool(commercial.is_company or commercial.company_registry or commercial.vat)

    def _perles_is_consumer(self):
        """Whether this is a person who does not buy for work: the only one who may withdraw."""
        return not (self.commercial_partner_id.is_company or self._perles_is_professional())
