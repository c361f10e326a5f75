from odoo.http import request, route

from odoo.addons.account.controllers.terms import TermsController

from ...models.terms.perles_terms import PAGES

# The contract has a page of its own, on the way to join.
LEGAL_PAGES = [page for page in PAGES.values() if page.count('/') == 1]


def sitemap_texts(env, rule, query):
    """Pages of texts in force, for robots."""
    website = env['website'].get_current_website()
    for page, _version in env['perles.terms']._in_force(website.company_id):
        if page in LEGAL_PAGES and (not query or query.lower() in page):
            yield {'loc': page}


class LegalPages(TermsController):
    """The texts of the house, each at an address that is printed on paper."""

    @route(sitemap=False, readonly=True)
    def terms_conditions(self, **kwargs):
        """Override of `account`: the texts in force, in place of the native sample.

        What the company has typed natively stays its page until its sales terms are in force.
        """
        if request.website.company_id._perles_has_native_terms():
            return super().terms_conditions(**kwargs)
        texts = self._texts()
        if not texts:
            raise request.not_found()
        return request.render('perles_ethiques.terms_index', {'texts': texts})

    @route(LEGAL_PAGES, type='http', auth='public', website=True, readonly=True,
           sitemap=sitemap_texts)
    def legal_page(self):
        """A text in force, with the versions before it."""
        page = '/' + request.httprequest.path.rstrip('/').rsplit('/', 1)[1]
        version = dict(self._texts()).get(page)
        if not version:
            raise request.not_found()
        return request.render('perles_ethiques.legal_page', {
            'version': version,
            'earlier': version.terms_id.version_ids.filtered(lambda v: v.number < version.number),
        })

    def _texts(self):
        return request.env['perles.terms']._in_force(request.website.company_id)
