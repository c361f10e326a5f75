from odoo.http import request

from odoo.addons.website_sale.controllers.product_configurator import (
    WebsiteSaleProductConfiguratorController,
)

from ...tools.quantities import each_words


class ProductConfigurator(WebsiteSaleProductConfiguratorController):

    def _get_basic_product_information(
        self, product_or_template, pricelist, combination, currency=None, date=None, **kwargs
    ):
        """Override of `website_sale`: below a price, its tax word and its unit."""
        info = super()._get_basic_product_information(
            product_or_template, pricelist, combination, currency=currency, date=date, **kwargs,
        )
        if request.is_frontend:
            page = request.env['product.template'].browse(
                product_or_template.product_tmpl_id.id
                if product_or_template._name == 'product.product' else product_or_template.id
            )
            bare = request.website.show_line_subtotals_tax_selection == 'tax_excluded'
            word = request.env._("excl. VAT") if bare else request.env._("incl. VAT")
            info['price_info'] = f'{word} {each_words(page)}'.rstrip()
        return info
