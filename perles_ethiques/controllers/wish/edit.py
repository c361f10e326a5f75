import json
import re
from base64 import b64encode
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import request, route

from ...exceptions import FormError
from ...models.base.ir_http import take_draft
from ...tools.pictures import ACCEPT, MAX_BYTES
from ..base.records import own_partner, own_record
from .form import WishForm
from .portal import WishPortal

KEY = re.compile(r'[0-9a-f-]{8,64}')


class WishEdit(WishPortal):
    """The page of one wish: edited in place, paused, closed, written once more."""

    # === A WISH === #

    @route('/my/wishes/<int:wish_id>', type='http', auth='user', website=True, methods=['GET'],
           readonly=True)
    def portal_wish(self, wish_id, **query):
        """The form of a wish, with its rank and what may be done to it."""
        wish = own_record('perles.wish', wish_id)
        return self._render_wish(wish, self._draft() or wish._form_values())

    @route('/my/wishes/<int:wish_id>', type='http', auth='user', website=True, methods=['POST'])
    def portal_wish_edit(self, wish_id, **post):
        """Save an edit; one that touches the rank is only saved once its effect was told."""
        wish = own_record('perles.wish', wish_id)
        try:
            self._keep_photo(wish, post)
            values = self._wish_form(post).clean()
            effect = wish._rank_effect(values)
            if wish._changes_rank(values) and post.get('told') != effect:
                return self._render_wish(wish, post, effect=effect)
            wish._edit(values)
        except FormError as error:
            return self._render_wish(wish, post, error.errors, status=400)
        except UserError as error:
            return self._render_wish(wish, post, {'wish': error.args[0]}, status=400)
        return self._say('edit', wish)

    @route('/my/wishes/<int:wish_id>/effect', type='jsonrpc', auth='user', website=True,
           readonly=True)
    def portal_wish_effect(self, wish_id, post=None, value_ids=None, **others):
        """What the edit that is being typed would do to the rank, before it is saved.

        :param dict post: the fields of the form.
        :param list value_ids: the boxes that are ticked.
        """
        wish = own_record('perles.wish', wish_id)
        # a call may send anything in their place
        post = post if isinstance(post, dict) else {}
        value_ids = value_ids if isinstance(value_ids, list) else []
        try:
            values = WishForm(request.env, post, own_partner(), value_ids).clean()
            return {'effect': wish._rank_effect(values), 'changes': wish._changes_rank(values)}
        except UserError as error:
            return {'effect': error.args[0], 'changes': False}

    @route('/my/wishes/<int:wish_id>/photo', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_wish_photo(self, wish_id, photo=None, remove='', **post):
        """Put a photo in the place of the old one, or take it away; the rank does not change."""
        wish = own_record('perles.wish', wish_id)
        try:
            picture = self._read_wish_photo(photo)
            if not picture and not remove:
                raise UserError(request.env._("Choose a photo first."))
            wish._edit({'photo': picture or False})
        except UserError as error:
            return self._render_wish(
                wish, wish._form_values(), {'photo': error.args[0]}, status=400,
            )
        return self._say('photo' if picture else 'no_photo', wish, f'/my/wishes/{wish.id}')

    @route('/my/wishes/<int:wish_id>/move', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_wish_move(self, wish_id, move='', **post):
        """Pause a wish, take it up again, close it."""
        wish = own_record('perles.wish', wish_id)
        try:
            wish._request_move(move)
        except UserError as error:
            return self._render_wish(
                wish, wish._form_values(), {'wish': error.args[0]}, status=400,
            )
        return self._say(move, wish)

    @route('/my/wishes/<int:wish_id>/duplicate', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_wish_duplicate(self, wish_id, **post):
        """Write a wish once more, and open it to be changed."""
        wish = own_record('perles.wish', wish_id)
        try:
            copy = wish._duplicate()
        except UserError as error:
            return self._render_wish(
                wish, wish._form_values(), {'wish': error.args[0]}, status=400,
            )
        return self._say('copy', copy, f'/my/wishes/{copy.id}')

    # === HELPERS === #

    def _say(self, done, wish, path='/my/wishes', **query):
        """Go to a page that says what was just done, and to which wish."""
        return request.redirect_query(path, {**query, 'saved': wish.id, 'done': done})

    def _draft(self):
        """What was typed here when the session ended, as the form reads it."""
        return {
            name: texts if name == 'value_ids' else texts[-1]
            for name, texts in take_draft().items() if name != 'told'
        }

    def _wish_form(self, post):
        boxes = request.httprequest.form.getlist('value_ids')
        return WishForm(request.env, post, own_partner(), boxes)

    def _form_key(self, post):
        """The key that the form was given, so that pressing twice writes one wish."""
        key = post.get('key', '')
        return key if KEY.fullmatch(key) else ''

    def _keep_photo(self, wish, post):
        """A photo that comes with the other fields is kept, whatever they still ask."""
        if picture := self._read_wish_photo(post.pop('photo', None)):
            wish._edit({'photo': picture})

    def _read_wish_photo(self, photo):
        """An uploaded file as a binary field takes it, or nothing when none was chosen."""
        if not getattr(photo, 'filename', ''):
            return None
        # one byte more than the limit is enough to be refused
        return b64encode(photo.read(MAX_BYTES + 1))

    def _render_wish(self, wish, post, errors=None, effect='', status=200, written=None):
        wishes, partner = request.env['perles.wish'].sudo(), own_partner()
        choices = wishes._choices()
        boxes = post.get('value_ids') if isinstance(post.get('value_ids'), list) else (
            request.httprequest.form.getlist('value_ids')
        )
        response = request.render('perles_ethiques.portal_wish', {
            'page_name': 'wish', 'wish': wish or wishes, 'post': post, 'errors': errors or {},
            'boxes': {str(value) for value in boxes}, 'effect': effect,
            'written': written, **choices,
            'projects': request.env['perles.project']._of_member(partner),
            'is_member': bool(partner._membership_at()), **self._said(),
            'photo_hint': wishes._photo_hint(), 'photo_accept': ACCEPT,
            'currency': request.env.company.currency_id,
            'key': self._form_key(post) or str(uuid4()),
            'found': wish._found() if wish else {},
            'standings': wish._waiting_words() if wish else {},
            'usual_units': json.dumps(
                wishes._usual_units(partner, choices['categories']),
            ),
        })
        response.status_code = status
        return response
