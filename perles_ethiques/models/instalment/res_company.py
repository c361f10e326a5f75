from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import formatLang

from ...tools.bounds import bounds
from ..base.res_company import APART

# Texts of the house are written in it.
DRAFT_LANG = 'fr_FR'
# Shares of a payment term are held to six decimals.
DIGITS = 6


class ResCompany(models.Model):
    """Payment in shares, for members: how many, from which amount, at which fee (000-43)."""

    _inherit = 'res.company'

    perles_instalment_number = fields.Integer(string="Number of shares", default=3, prefetch=APART)
    perles_instalment_threshold = fields.Monetary(
        string="From (incl. VAT)", default=150.0, help="Orders below it are paid at once.",
        prefetch=APART,
    )
    perles_instalment_fee = fields.Monetary(
        string="Fee (excl. VAT)", default=0.0, help="Added to an order paid in shares; 0: free.",
        prefetch=APART,
    )
    perles_instalment_term_id = fields.Many2one(
        'account.payment.term', string="Terms of the shares", readonly=True, copy=False,
        prefetch=APART,
    )

    _perles_instalment_number_bounds = models.Constraint(*bounds('perles_instalment_number'))
    _perles_instalment_threshold_bounds = models.Constraint(*bounds('perles_instalment_threshold'))
    _perles_instalment_fee_bounds = models.Constraint(*bounds('perles_instalment_fee'))

    @api.constrains(
        'perles_instalment_number', 'perles_instalment_threshold', 'perles_instalment_fee',
    )
    def _check_perles_instalments(self):
        """Two shares at least and twelve at most, no negative amount.

        :raise ValidationError: for other numbers.
        """
        for company in self:
            if not 2 <= company.perles_instalment_number <= 12:
                raise ValidationError(self.env._("An order is paid in 2 to 12 shares."))
            if company.perles_instalment_threshold < 0 or company.perles_instalment_fee < 0:
                raise ValidationError(self.env._("The threshold and the fee are not below 0."))

    def write(self, vals):
        """Override of `base`: another number of shares makes other terms, for new orders only."""
        if 'perles_instalment_number' in vals:
            changed = self.sudo().filtered(
                lambda c: c.perles_instalment_number != vals['perles_instalment_number']
            )
            changed.perles_instalment_term_id.active = False
            changed.perles_instalment_term_id = False
        return super().write(vals)

    def _perles_apply_house_defaults(self):
        """Extends `base` to give each company its terms."""
        result = super()._perles_apply_house_defaults()
        for company in self:
            company._perles_instalment_term()
        return result

    def _perles_facts(self):
        """Extends `terms` by the shares of members, as they are printed in French."""
        company = self.sudo()
        number, threshold = 'perles_instalment_number', 'perles_instalment_threshold'
        env = self.with_context(lang=DRAFT_LANG).env
        amount = formatLang(env, company[threshold], currency_obj=company.currency_id)
        return {
            **super()._perles_facts(),
            'instalment_number': (
                self._fields[number]._description_string(self.env), str(company[number]),
            ),
            'instalment_threshold': (
                self._fields[threshold]._description_string(self.env), amount,
            ),
        }

    def _perles_instalment_term(self):
        """The payment terms of this company's shares, made at first need.

        :return: one `account.payment.term` (sudo)
        """
        self.ensure_one()
        company = self.sudo()
        if not company.perles_instalment_term_id:
            company.perles_instalment_term_id = company._perles_make_term()
        return company.perles_instalment_term_id

    def _perles_make_term(self):
        number = self.perles_instalment_number
        share = round(100 / number, DIGITS)
        shares = [share] * (number - 1)
        term = self.env['account.payment.term'].create({
            'name': f"{number} ×",
            'company_id': self.id,
            'line_ids': [Command.create({
                'value': 'percent', 'value_amount': amount, 'delay_type': 'months_after',
                'nb_days': month,
            }) for month, amount in enumerate([*shares, round(100 - sum(shares), DIGITS)])],
        })
        for lang, _label in self.env['res.lang'].get_installed():
            words = self.with_context(lang=lang).env._("%s × free of charge", number)
            term.with_context(lang=lang).name = words
        return term
