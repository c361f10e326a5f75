from odoo import api, fields, models
from odoo.http import request

from odoo.addons.website_sale.models.website import (
    PRICELIST_SELECTED_SESSION_CACHE_KEY,
    PRICELIST_SESSION_CACHE_KEY,
)


class Website(models.Model):
    _inherit = 'website'

    show_line_subtotals_tax_selection = fields.Selection(
        store=False, readonly=True,
        help="Follows who reads: prices without VAT for who is signed in and buys for work, all"
             " included for everybody else.",
    )

    @api.depends_context('uid')
    def _compute_show_line_subtotals_tax_selection(self):
        """Override of `website_sale`, where it is one setting for all visitors."""
        user = self.env.user
        bare = user._is_portal() and user.sudo().partner_id._perles_is_professional()
        self.show_line_subtotals_tax_selection = 'tax_excluded' if bare else 'tax_included'

    def _perles_fiscal_position(self):
        """The fiscal position of who asks for a page (sudo)."""
        self.ensure_one()
        return request.fiscal_position

    def _perles_member_list(self):
        """The member list of who is signed in, at this instant (sudo), or an empty record."""
        self.ensure_one()
        lists = self.env['product.pricelist'].sudo().with_company(self.company_id)
        if self.env.user._is_public():
            return lists
        partner = self.env.user.partner_id
        return lists._perles_member_lists(partner, self.company_id).get(partner.id, lists)

    def _perles_chosen_list(self):
        """The list that the visitor chose by hand and may still have (sudo), or an empty record."""
        self.ensure_one()
        chosen_id = request.session.get(PRICELIST_SELECTED_SESSION_CACHE_KEY)
        country_code = self._get_geoip_country_code()
        return self.env['product.pricelist'].sudo().browse(chosen_id).exists().filtered(
            lambda pricelist: pricelist._is_available_on_website(self)
            and pricelist._is_available_in_country(country_code)
        )

    def get_pricelist_available(self, show_visible=False):
        """Override of `website_sale`: a member list is available to its members alone.

        It is added outside the native cache, which all visitors share.
        """
        available = super().get_pricelist_available(show_visible)
        return available | available.browse(self._perles_member_list().id)

    def _get_and_cache_current_pricelist(self):
        """Override of `website_sale`: the session follows the membership, both ways.

        A member gets the list at the first page, unless another one was chosen by hand; a list
        remembered from a membership that is over is not believed.
        """
        member_list = self._perles_member_list()
        if member_list and not self._perles_chosen_list():
            request.session[PRICELIST_SESSION_CACHE_KEY] = member_list.id
            return member_list
        pricelist = super()._get_and_cache_current_pricelist()
        if pricelist.id in pricelist._perles_reserved_ids():
            # a read-only request: the cart waits for the next one to be priced again
            pricelist = self.env.user.partner_id.property_product_pricelist.sudo()
            request.session[PRICELIST_SESSION_CACHE_KEY] = pricelist.id
        return pricelist

    def _get_and_cache_current_cart(self):
        """Override of `website_sale`: a cart is priced as of now before anybody sees it."""
        cart = super()._get_and_cache_current_cart()
        if not cart or request.env.cr.readonly:
            return cart
        country_code = self._get_geoip_country_code()
        if cart.with_context(country_code=country_code)._perles_follow_membership(
            chosen=self._perles_chosen_list(),
        ):
            request.session[PRICELIST_SESSION_CACHE_KEY] = cart.pricelist_id.id
            request.pricelist = cart.pricelist_id
        return cart
