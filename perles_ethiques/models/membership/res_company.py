from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    # every number that the contract leaves open is a setting, with its proposed value
    perles_withdrawal_days = fields.Integer(string="Withdrawal period (days)", default=14)
    perles_refund_days = fields.Integer(string="Refund within (days)", default=14)
    perles_proof_hours = fields.Integer(string="Joining link valid for (hours)", default=48)
    perles_joining_per_email = fields.Integer(string="Joining mails per hour", default=3)
    perles_joining_per_address = fields.Integer(string="Forms per hour and visitor", default=10)
    perles_unproved_days = fields.Integer(string="Unproved forms kept (days)", default=7)
    perles_evidence_years = fields.Integer(string="Acceptances kept (years)", default=10)
    perles_joining_url = fields.Char(
        string="Printed joining address", default="www.perlesethiques.fr/adhesion",
        help="The address printed on documents (clause 000-03).",
    )

    def _perles_checklist(self):
        """Override of `perles_ethiques` to ask for a plan with tax and a published contract."""
        plan = self.env['perles.membership.plan']._current(self)
        return [
            *super()._perles_checklist(),
            (
                bool(plan.product_id.taxes_id._filter_taxes_by_company(self)),
                self.env._("Membership plan"),
                self.env._("Its product needs a sales tax."),
            ),
            (
                bool(plan.terms_id.current_version_id),
                self.env._("Published contract"),
                self.env._("Publish a version of the membership contract."),
            ),
        ]

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
