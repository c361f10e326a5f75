import json

from odoo.http import route

from odoo.addons.website.controllers.main import Website


class HouseWebsite(Website):
    """Tools of the site that would ask a search engine (clause 000-88)."""

    @route()
    def seo_suggest(self, keywords=None, lang=None):
        """Override of `website`: words of a page are not sent to be completed."""
        return json.dumps([])

    @route()
    def google_font_metadata(self):
        """Override of `website`: fonts are those of the system."""
        return {'familyMetadataList': []}
