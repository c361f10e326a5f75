from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.html_editor.controllers.main import HTML_Editor


class Editor(HTML_Editor):
    """The editor of texts, which asks nobody outside (clause 000-88)."""

    @route()
    def media_library_search(self, **params):
        """Override of `html_editor`: pictures are those of the house."""
        return {'media': [], 'results': 0}

    @route()
    def save_library_media(self, media):
        """Override of `html_editor`: pictures are those of the house.

        :raise UserError: always.
        """
        raise UserError(request.env._("Pictures come from your own files here."))

    @route()
    def generate_text(self, prompt, conversation_history):
        """Override of `html_editor`: nothing that is written here is sent to a machine elsewhere.

        :raise UserError: always.
        """
        raise UserError(request.env._("Texts are written by people here."))

    @route()
    def link_preview_metadata(self, preview_url):
        """Override of `html_editor`: the server opens no address that a visitor gives it."""
        return {}
