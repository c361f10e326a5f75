from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, HTTPException

from odoo import models
from odoo.http import SessionExpiredException, request

from ...const import ADDON

# The fields of our forms in which somebody sends a file; every other one is a text.
FILES = frozenset({'photo'})
OURS = f'odoo.addons.{ADDON}.'
# What the session keeps for the next page: what was typed, and the page to say so on.
DRAFT, UNSENT = 'perles_draft', 'perles_unsent'
# The field by which a form says who is writing, for nobody else to read it.
WRITER = 'written_by'
# more than any form of the house can hold
LARGEST = 16_000


def keep_unsent():
    """Keep what was sent too late, for its page to show it again.

    :return: address of that page, or nothing when no page carries such a form
    """
    httprequest = request.httprequest
    form, path = httprequest.form, _page_above(httprequest.path)
    came_from = urlsplit(httprequest.headers.get('Referer', ''))
    is_ours = came_from.netloc == httprequest.host
    values = {name: form.getlist(name) for name in form if name != 'csrf_token'}
    if path and is_ours and values.get(WRITER) and len(repr(values)) <= LARGEST:
        request.session[DRAFT] = {'page': path, 'values': values}
        page = path
    elif is_ours and _is_page(came_from.path):
        page = came_from._replace(scheme='', netloc='', fragment='').geturl()
    else:
        page = path
    if page:
        request.session[UNSENT] = urlsplit(page).path
    return page


def take_draft():
    """What the visitor had typed on this page when the session ended; told once.

    :return: dict field → list of str, empty when there is nothing
    """
    draft = request.session.get(DRAFT)
    if not draft or draft['page'] != request.httprequest.path:
        return {}
    del request.session[DRAFT]
    # the next one who signs in here may be somebody else
    return draft['values'] if draft['values'][WRITER] == [str(request.env.uid)] else {}


def _page_above(path):
    """The first page from an address upwards: `/my/offers/5` of `/my/offers/5/accept`."""
    while path.strip('/'):
        if _is_page(path):
            return path
        path = path.rpartition('/')[0]
    return ''


def _is_page(path):
    """Whether an address may be asked for, not only sent to."""
    routes = request.env['ir.http'].routing_map().bind_to_environ(request.httprequest.environ)
    try:
        rule, _values = routes.match(path_info=path, method='GET', return_rule=True)
    except HTTPException:
        return False
    return rule.endpoint.routing['type'] == 'http'


class IrHttp(models.AbstractModel):
    """For every form: a text is a text, and whose session ends loses neither page nor words."""

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

    @classmethod
    def _handle_error(cls, exception):
        """Override of `base`: a form that is sent too late leads back to the page that carries it.

        Natively the way back from signing in is the address that the form was sent to, which
        nobody can open; and a form of the session before is answered by a bare page of error.
        """
        if request.httprequest.method == 'POST' and request.dispatcher.routing_type == 'http':
            if isinstance(exception, SessionExpiredException):
                request.session.logout(keep_db=True)
                if page := keep_unsent():
                    return cls._perles_lead_to('/web/login', {'redirect': page})
            elif isinstance(exception, BadRequest) and cls._perles_is_of_before():
                if page := keep_unsent():
                    return cls._perles_lead_to(page)
        return super()._handle_error(exception)

    @classmethod
    def _perles_is_of_before(cls):
        """Whether a form of the member's space was drawn for a session that is over."""
        httprequest = request.httprequest
        token = httprequest.form.get('csrf_token')
        return httprequest.path.startswith('/my/') and bool(token) and not (
            request.validate_csrf(token)
        )

    @classmethod
    def _perles_lead_to(cls, page, query=None):
        response = request.redirect_query(page, query)
        # of what comes after an answer, the session alone is known before the page is
        request.dispatcher.post_dispatch(response)
        return response
