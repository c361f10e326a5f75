from odoo.http import Controller, request, route

# French addresses printed in the contract → the page of the house that answers
FRENCH_ADDRESSES = {
    '/my/contrat': '/my/membership/terms',
    '/my/adhesion': '/my/membership',
    '/my/resilier': '/resilier',
    '/my/demande': '/my/wishes',
}


class Redirects(Controller):
    """Permanent redirections of the French addresses that are printed on paper."""

    @route(list(FRENCH_ADDRESSES), type='http', auth='public', website=True, sitemap=False,
           readonly=True)
    def redirect_french(self, **query):
        """301 to the page of the house, in the language of the visitor."""
        path = '/my/' + request.httprequest.path.rstrip('/').rsplit('/my/', 1)[1]
        return request.redirect(FRENCH_ADDRESSES[path], code=301)
