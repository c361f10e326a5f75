from odoo import api, models, tools
from odoo.exceptions import ValidationError

from ...tools.identity import buys_for_work
from ...tools.quantities import billed_amounts, price_line


class ProductPricelist(models.Model):
    """Member lists: resolved from the membership at this instant, never copied, never chosen.

    Source: clause 000-21. A list is a member list as soon as a plan names it. It is taken out of
    every native way to get a list – default of a country, website, code, contact – and given
    back by the membership alone.
    """

    _inherit = 'product.pricelist'

    # === CONSTRAINT METHODS === #

    @api.constrains('code', 'selectable')
    def _check_perles_reserved(self):
        """A member list is resolved from the membership: nobody chooses it, by name or by code.

        :raise ValidationError: if a member list can be chosen in the shop or has a code.
        """
        self.browse(set(self.ids) & set(self._perles_reserved_ids()))._check_perles_unchosen()

    def _check_perles_unchosen(self):
        for pricelist in self.sudo():
            if pricelist.code or pricelist.selectable:
                raise ValidationError(self.env._(
                    "%s is the price list of a membership plan: it is neither chosen in the shop"
                    " nor given by a code.", pricelist.name,
                ))

    # === BUSINESS METHODS === #

    @api.model
    @tools.ormcache()
    def _perles_reserved_ids(self):
        """Ids of the member lists of all plans, archived plans included."""
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False)
        return tuple(plans.search([('pricelist_id', '!=', False)]).pricelist_id.ids)

    @api.model
    def _perles_member_lists(self, partners, company=None):
        """The list that the membership of each partner gives at this instant, in one query.

        :param partners: `res.partner`, of which the commercial partners are members or not.
        :param company: a `res.company`; the current one by default.
        :return: dict of partner id → list; who has no right to a member list is not in it
        """
        enabled = self.env['res.groups']._is_feature_enabled('product.group_product_pricelist')
        if not enabled or not self._perles_reserved_ids():
            return {}
        memberships = self.env['perles.membership']._in_force_of(partners, company)
        result = {}
        for partner in partners:
            membership = memberships.get(partner.commercial_partner_id._origin)
            pricelist = membership and membership.plan_id.pricelist_id
            if pricelist and pricelist.active:
                result[partner.id] = self.browse(pricelist.id)
        return result

    @api.model
    def _perles_words_of(self, product, partner, company):
        """The price of one unit, as an order of this contact would bill it now.

        A member in force has the list of the plan; whoever is none any more pays what everybody
        pays.

        :param product: a `product.product`.
        :param partner: a `res.partner` whose organisation may be a member.
        :param company: a `res.company`.
        :return: words, such as “€ 0.50 incl. VAT a piece”; without VAT first for who buys for work
        """
        product = product.sudo().with_company(company)
        lists = product.env['product.pricelist']
        pricelist = lists._get_partner_pricelist_multi(partner.ids).get(partner.id, lists)
        currency = pricelist.currency_id or company.currency_id
        price = pricelist._get_product_price(product, 1.0, currency=currency)
        before = product.taxes_id._filter_taxes_by_company(company)
        taxes = product.env['account.fiscal.position']._get_fiscal_position(partner).map_tax(before)
        amounts = billed_amounts(price, before, taxes, currency, product, partner)
        bare = buys_for_work(partner)
        return price_line(
            product.product_tmpl_id, amounts['total_excluded' if bare else 'total_included'],
            taxes, currency, bare,
        )

    # === NATIVE WAYS TO A LIST === #

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """Override of `product` to answer with the member list while the membership is in force.

        What is set on the contact is not read for a member, nor changed: it is the native answer
        of the second after the end.
        """
        member_lists = self._perles_member_lists(self.env['res.partner'].browse(partner_ids))
        others = [partner_id for partner_id in partner_ids if partner_id not in member_lists]
        result = super()._get_partner_pricelist_multi(others)
        result.update(member_lists)
        return result

    def _get_partner_pricelist_multi_search_domain_hook(self, company_id):
        """Override of `product`: a member list is nobody's default."""
        domain = super()._get_partner_pricelist_multi_search_domain_hook(company_id)
        return [*domain, ('id', 'not in', self._perles_reserved_ids())]

    def _get_partner_pricelist_multi_filter_hook(self):
        """Override of `product`: a member list set on a contact gives no right to it."""
        lists = super()._get_partner_pricelist_multi_filter_hook()
        return lists - self.browse(self._perles_reserved_ids())

    def _is_available_on_website(self, website):
        """Override of `website_sale`: a member list is in no shop, whatever its website.

        The native result ends in a cache shared by all visitors: it must not depend on who asks.
        """
        self.ensure_one()
        if self.id in self._perles_reserved_ids():
            return False
        return super()._is_available_on_website(website)

    def _get_website_pricelists_domain(self, website):
        """Override of `website_sale`: the same, as a domain."""
        domain = super()._get_website_pricelists_domain(website)
        return [*domain, ('id', 'not in', self._perles_reserved_ids())]
