from werkzeug.datastructures import FileStorage

from odoo import models
from odoo.http import request

from ...const import ADDON

# The fields of our forms in which somebody sends a file; every other one is a text.
FILES = frozenset({'photo'})
OURS = f'odoo.addons.{ADDON}.'


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _dispatch(cls, endpoint):
        """Override of `base`: a file that is sent in the place of a text is no text, so it is ''.

        Natively a file reaches the page under whatever name it was given.
        """
        if endpoint.original_endpoint.__module__.startswith(OURS):
            request.params = {
                name: '' if isinstance(value, FileStorage) and name not in FILES else value
                for name, value in request.params.items()
            }
        return super()._dispatch(endpoint)
