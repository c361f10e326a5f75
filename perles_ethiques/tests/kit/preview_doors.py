import base64
import re

from odoo.tools import mute_logger

from .pages import PageCommon

NAME = "Zinzoline oblongue"
SIZES = ('image_1920', 'image_1024', 'image_512', 'image_256', 'image_128')
# the page, the price by id, the files: one of each kind
SOME_DOORS = ('page', 'price', 'images')


class PreviewDoors(PageCommon):
    """Every door to the product of a lot, of which the `product` and its `page` are given."""

    # === DOORS: whether each of them shows the product === #

    def _shown(self, doors):
        """Names of the doors, of these, that show the product to who is signed in."""
        with mute_logger('odoo.http', 'odoo.addons.base.models.ir_rule'):
            return {name for name in doors if getattr(self, f'_door_{name}')()}

    def _all_doors(self):
        return {name.removeprefix('_door_') for name in dir(self) if name.startswith('_door_')}

    def _rpc(self, path, **params):
        """What a JSON route answers: its result, or ``None`` when it refuses."""
        answer = self.url_open(
            path, json={'jsonrpc': '2.0', 'method': 'call', 'params': params},
        )
        return answer.json().get('result') if answer.ok else None

    def _says(self, path):
        page = self.url_open(path)
        # the words that are found stand out in tags of their own
        return page.status_code == 200 and NAME in re.sub(r'</?span[^>]*>', '', page.text)

    def _slug(self):
        return self.env['ir.http']._slug(self.page)

    def _door_page(self):
        return self._says(f'/shop/{self._slug()}')

    def _door_old_page(self):
        return self._says(f'/shop/product/{self._slug()}')

    def _door_shop(self):
        return self._says('/shop')

    def _door_search(self):
        return self._says('/shop?search=zinzo')

    def _door_site_search(self):
        return self._says('/website/search?search=zinzo')

    def _door_autocomplete(self):
        answer = self._rpc(
            '/website/snippet/autocomplete', search_type='products_only', term='zinzo',
            order='name asc', limit=5, max_nb_chars=999, options={
                'displayImage': True, 'displayDescription': False, 'displayExtraLink': True,
                'displayDetail': True, 'allowFuzzy': True,
            },
        )
        return "oblongue" in re.sub(r'<[^>]+>', '', str(answer))

    def _door_compare(self):
        return self._says(f'/shop/compare?products={self.product.id}')

    def _door_compare_data(self):
        return NAME in str(
            self._rpc('/shop/compare/get_product_data', product_ids=self.product.ids),
        )

    def _door_price(self):
        return bool(self._rpc(
            '/website_sale/get_combination_info', product_template_id=self.page.id,
            product_id=self.product.id, combination=[], add_qty=1,
        ))

    def _door_price_of_variant(self):
        return bool(self._rpc(
            '/website_sale/get_combination_info', product_template_id=self.page.id,
            product_id=False, combination=[], add_qty=1,
        ))

    def _door_newest(self):
        return NAME in str(self._snippet(
            filter_id=self.env.ref('website_sale.dynamic_filter_newest_products').id, limit=16,
        ))

    def _door_one_in_a_snippet(self):
        return NAME in str(self._snippet(
            filter_id=False, limit=1, res_model='product.product', res_id=self.product.id,
        ))

    def _door_looked_at(self):
        self._rpc('/shop/products/recently_viewed_update', product_id=self.product.id)
        return self._looked_at()

    def _looked_at(self):
        return NAME in str(self._snippet(
            filter_id=self.env.ref('website_sale.dynamic_filter_latest_viewed_products').id,
            limit=16,
        ))

    def _snippet(self, **values):
        return self._rpc(
            '/website/snippet/filters', search_domain=[],
            template_key='website_sale.dynamic_filter_template_product_product_products_item',
            **values,
        )

    def _door_configurator(self):
        return NAME in str(self._rpc(
            '/website_sale/product_configurator/get_values', product_template_id=self.page.id,
            quantity=1, currency_id=self.company.currency_id.id, so_date='2026-12-10 10:00:00',
            ptav_ids=[], product_uom_id=False, company_id=False, pricelist_id=False,
        ))

    def _door_records(self):
        return any(
            self._rpc(
                f'/web/dataset/call_kw/{record._name}/read', model=record._name, method='read',
                args=[record.ids, ['name']], kwargs={},
            ) for record in (self.page, self.product)
        )

    def _door_images(self):
        """One size that is served is one too many."""
        return any(
            self.url_open(f'/web/image/{record._name}/{record.id}/{size}').content
            in self._pictures()
            for record in (self.page, self.product, self.page.product_template_image_ids)
            for size in SIZES
        )

    def _pictures(self):
        return {
            base64.b64decode(self.page.with_context(bin_size=False)[size]) for size in SIZES
        }

    def _door_wishlist(self):
        self._rpc('/shop/wishlist/add', product_id=self.product.id)
        is_kept = self.product.id in (self._rpc('/shop/wishlist/get_product_ids') or ())
        return is_kept or self._says('/shop/wishlist')

    def _door_stock_notification(self):
        before = self.product.stock_notification_partner_ids
        self._rpc(
            '/shop/add/stock_notification', email='new@luz.example', product_id=self.product.id,
        )
        self.env.invalidate_all()
        added = self.product.stock_notification_partner_ids - before
        self.product.stock_notification_partner_ids -= added
        return bool(added)

    # === LISTS THAT ARE FOR EVERYBODY === #

    def _sitemap(self):
        return f'/shop/{self._slug()}' in self.url_open('/sitemap.xml').text

    def _feed(self):
        self.website.enabled_gmc_src = True
        feed = self.env['product.feed'].search([('website_id', '=', self.website.id)], limit=1)
        feed = feed or self.env['product.feed'].create({
            'name': "Feed", 'website_id': self.website.id,
        })
        answer = self.url_open(f'/gmc.xml?feed_id={feed.id}&access_token={feed.access_token}')
        self.assertEqual(answer.status_code, 200)
        return NAME in answer.text

    def _add_to_cart(self):
        """Whether the native cart takes the product by its id."""
        self._rpc(
            '/shop/cart/add', product_template_id=self.page.id, product_id=self.product.id,
            quantity=1,
        )
        return bool(self.env['sale.order.line'].search([
            ('product_id', '=', self.product.id), ('order_id.website_id', '!=', False),
        ]))
