import json

from odoo import api, fields, models

from ...tools.bounds import bounds
from ...tools.features import named_by_all
from ...tools.identity import vat_matches_siren
from ...tools.texts import clean_values
from .website import picture

# The company is read before an upgrade has begun, by the very command that asks for it: columns
# that the release before had not would be missed. A prefetch group of their own, fields of ours are
# read when they are asked for, and never along with a native one.
APART = 'perles_ethiques'
# What an installation leaves behind is known by this parameter to the next one.
KEPT = 'perles_ethiques.kept'
# The name of a company that nobody has named.
NATIVE_NAME = 'My Company'
LOGO_PRINTED = 'perles_ethiques/static/src/img/logo.png'


class ResCompany(models.Model):
    _name = 'res.company'
    _inherit = ['res.company', 'perles.locked.record.mixin']

    perles_responsible_id = fields.Many2one(
        'res.users', string="Membership manager", domain=[('share', '=', False)],
        help="Receives the activities of members without an adviser of their own.", prefetch=APART,
    )
    perles_evidence_years = fields.Integer(
        string="Acceptances kept (years)", default=10, prefetch=APART,
    )
    perles_joining_url = fields.Char(
        string="Printed joining address", default="www.perlesethiques.fr/adhesion",
        help="The address printed on documents (clause 000-03).", prefetch=APART,
    )

    _perles_evidence_years_bounds = models.Constraint(*bounds('perles_evidence_years'))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to clean texts: names stand in the headers of mails."""
        return super().create([clean_values(self._fields, vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base` to clean texts: names stand in the headers of mails."""
        return super().write(clean_values(self._fields, vals))

    # === What must be filled in before anybody can join === #

    def _perles_checklist(self):
        """What the identity of the cooperative needs before it may sell a membership.

        Electronic invoices are refused without these (clause 000-91), and a member must be
        able to write, call and pay.

        :return: list of (done, label, help, address of the screen where it is filled in) tuples
        """
        self.ensure_one()
        company = self.sudo()
        screen = f'/odoo/companies/{self.id}'
        bank = self.env['res.partner.bank'].sudo().search_count(
            [('partner_id', '=', company.partner_id.id)], limit=1,
        )
        registry = (company.company_registry or '').replace(' ', '')
        return [
            (
                company.name != NATIVE_NAME, self.env._("Name"),
                self.env._("Printed on every document."), screen,
            ),
            (bool(company.phone), self.env._("Phone"), self.env._("Printed on invoices."), screen),
            (
                bool(company.email), self.env._("E-mail"), self.env._("Sender of every mail."),
                screen,
            ),
            (
                bool(company.street and company.zip and company.city),
                self.env._("Postal address"), self.env._("Printed on the contract."), screen,
            ),
            (
                vat_matches_siren(company.vat, registry),
                self.env._("SIRET and VAT number"),
                self.env._("The VAT number must bear the SIREN of the SIRET."), screen,
            ),
            (
                bool(bank), self.env._("Bank account"), self.env._("IBAN shown for transfers."),
                '/odoo/action-base.action_res_partner_bank_account_form/new',
            ),
        ]

    def _perles_sales_checklist(self):
        """What sales need besides, as `_perles_checklist`; nobody waits for it to join.

        Features extend it. Here: an outside service that could not be taken away is told.
        """
        modules = self.env['ir.module.module'].sudo()
        kept = {addon: others for addon, others in modules._perles_outside().items() if others}
        others = modules.union(*kept.values())
        return [(
            False, self.env._("Nothing goes outside"),
            self.env._(
                "Uninstall %(others)s, then %(addons)s. Until then they are kept from speaking.",
                others=', '.join(others.mapped('shortdesc')),
                addons=', '.join(addon.shortdesc for addon in kept),
            ),
            '/odoo/action-base.open_module_tree',
        )] if kept else []

    def _perles_first_steps(self):
        """Hook: from an empty house to the first offer, in their order, as `_perles_checklist`."""
        return []

    def _perles_is_ready(self):
        """Whether the checklist is complete: nobody can join before."""
        return all(line[0] for line in self._perles_checklist())

    def _perles_apply_house_defaults(self):
        """What every company of the house gets at installation; chapters extend it.

        Its websites are dressed, and the logo stands on what is printed.
        """
        self.env['website'].search([('company_id', 'in', self.ids)])._perles_apply_identity()
        self.filtered('uses_default_logo').logo = picture(LOGO_PRINTED)

    # === Removal and return of the addon === #

    # what features made for a company and the addon does not own: places, operations, routes
    _perles_kept_fields = ()

    def _perles_before_removal(self):
        """Note what stays after the addon, by which it is found again; features extend it."""
        names = named_by_all(self, '_perles_kept_fields')
        kept = {company.id: {name: company[name].id for name in names} for company in self}
        self.env['ir.config_parameter'].sudo().set_param(KEPT, json.dumps(kept))

    def _perles_find_again(self):
        """Take up what an installation before has left, as far as it is still there."""
        noted = json.loads(self.env['ir.config_parameter'].sudo().get_param(KEPT) or '{}')
        for company in self.sudo():
            for name, record_id in noted.get(str(company.id), {}).items():
                record = self.env[company._fields[name].comodel_name].sudo().browse(record_id)
                if record_id and not company[name]:
                    company[name] = record.exists()

    def _perles_identity_lines(self):
        """Lines that name the cooperative on its documents (clause 000-91)."""
        self.ensure_one()
        company = self.sudo()
        address = ' – '.join(part for part in (
            company.street, company.street2, f'{company.zip or ""} {company.city or ""}'.strip(),
        ) if part)
        numbers = ' – '.join(part for part in (
            company.company_registry and f'SIRET {company.company_registry}',
            company.ape and f'APE {company.ape}',
            company.vat and f'TVA {company.vat}',
        ) if part)
        lines = (company.name, address, numbers, company.perles_joining_url)
        return [line for line in lines if line]
