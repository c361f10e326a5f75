import base64

from odoo import fields, models
from odoo.tools import file_open
from odoo.tools.translate import LazyTranslate

# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)
NATIVE_NAME = 'My Website'
NAME = 'Perles Éthiques'
LOGO = 'perles_ethiques/static/src/img/logo.svg'
ICON = 'perles_ethiques/static/description/icon.png'

# Native page → the view that fills it with the words of the house.
PAGES = {
    'website.homepage': 'perles_ethiques.home_page',
    'website.contactus': 'perles_ethiques.contact_page',
    'website.contactus_thanks': 'perles_ethiques.contact_thanks_page',
}

# Native pages without a title of their own: what they are called in the tab of a browser.
TITLES = {
    'account.portal_invoice_page': _lt("Invoice"),
    'account.portal_my_invoices': _lt("My invoices"),
    'auth_signup.reset_password': _lt("New password"),
    'auth_signup.signup': _lt("Create an account"),
    'auth_totp_portal.totp_portal_hook': _lt("Security"),
    'loyalty.portal_loyalty_history': _lt("My vouchers"),
    'mass_mailing.page_mailing_unsubscribe': _lt("My subscriptions"),
    'payment.confirm': _lt("Payment"),
    'payment.pay': _lt("Payment"),
    'payment.payment_methods': _lt("My ways to pay"),
    'payment.payment_status': _lt("Payment"),
    'portal.portal_my_home': _lt("My account"),
    'portal.portal_my_security': _lt("Security"),
    'sale.portal_my_orders': _lt("My orders"),
    'sale.portal_my_quotations': _lt("My quotations"),
    'sale.sale_order_portal_template': _lt("My order"),
    'web.login': _lt("Sign in"),
    'website.list_website_public_pages': _lt("Search"),
    'website.search_hybrid': _lt("Search"),
    'website_sale.address': _lt("My address"),
    'website_sale.cart': _lt("My basket"),
    'website_sale.checkout': _lt("Delivery"),
    'website_sale.products': _lt("Shop"),
    'website_sale_wishlist.product_wishlist': _lt("My favourites"),
}


def picture(path):
    """A picture of the addon, as the base64 that a binary field holds."""
    with file_open(path, 'rb') as content:
        return base64.b64encode(content.read())


class Website(models.Model):
    _inherit = 'website'

    # one joins by a form that is proved by mail: an open sign-up tells strangers who has an account
    auth_signup_uninvited = fields.Selection(default='b2b')

    def _perles_page_title(self, record):
        """What a page is called, before the name of the site.

        :param record: what the page shows; natively its view, named in English, if nothing else.
        :return: words, or nothing for a native view that nobody has named
        """
        if record._name != 'ir.ui.view':
            return record.sudo().name
        title = TITLES.get(record.sudo().key)
        return title._translate(self.env.lang or 'en_US') if title else ''

    def _perles_page_meta(self, record, meta):
        """What a shared link is called: as its page.

        :param record: as for `_perles_page_title`.
        :param dict meta: of `get_website_meta`; may be empty.
        :return: the same dict
        """
        if meta and record._name == 'ir.ui.view' and not record.sudo().website_meta_title:
            title = ' | '.join(filter(None, (self._perles_page_title(record), self.name)))
            meta['opengraph_meta']['og:title'] = meta['twitter_meta']['twitter:title'] = title
        return meta

    def _perles_apply_identity(self):
        """Give each website the name, the pictures and the pages of the house.

        Only what is still native is replaced: what somebody chose or wrote stays.
        """
        self.auth_signup_uninvited = 'b2b'
        for website in self:
            if website.name == NATIVE_NAME:
                website.name = NAME
            if website.logo == website._default_logo():
                website.logo = picture(LOGO)
            if website.favicon == website._default_favicon():
                website.favicon = picture(ICON)
            for native_key, key in PAGES.items():
                website._perles_apply_page(native_key, key)

    def _perles_apply_page(self, native_key, key):
        """Switch on our content of a page of this website, if the page is still native."""
        self.ensure_one()
        website = self.with_context(website_id=self.id)
        native = website.viewref(native_key, raise_if_not_found=False)
        page = website.viewref(key)
        if not native or (native.website_id and not self._perles_is_blank(native)):
            return
        # a description that only says that the page exists; ours says what is on it
        native.website_meta_description = False
        page.write({'inherit_id': website.viewref(native_key).id, 'active': True})

    def _perles_is_blank(self, view):
        """Whether nobody has put anything on a page yet."""
        return not view._get_combined_arch().xpath("//div[@id='wrap']/*")

    def _get_canonical_url(self):
        """Override of `website`: an address with dots between its slashes leads to no page of ours.

        Natively the page that says so asks for its canonical form, and falls over it.
        """
        try:
            return super()._get_canonical_url()
        except ValueError:
            return self.get_base_url()
