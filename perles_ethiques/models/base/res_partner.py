from odoo import api, fields, models

from ...tools.identity import is_siret, normalise_siret, vat_matches_siren


class ResPartner(models.Model):
    _inherit = 'res.partner'

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
        if not is_siret(registry):
            return self.env._("This SIRET is not valid: check its 14 digits.")
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
            vals['company_registry'] = normalise_siret(registry)

    def _perles_is_professional(self):
        """Whether prices are shown HT first: an organisation, or a person with a SIRET or VAT."""
        commercial = self.commercial_partner_id
        return bool(commercial.is_company or commercial.company_registry or commercial.vat)
