from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import request, route

from ...exceptions import FormError
from ..base.records import own_partner, own_record
from .edit import KEY, WishEdit
from .portal import ID


class WishNew(WishEdit):
    """The form of a new wish."""

    @route('/my/wishes/new', type='http', auth='user', website=True, methods=['GET'],
           readonly=True)
    def portal_wish_new(self, like='', form='', **query):
        """An empty form; `like` takes over what the next wish often shares with the last one.

        The key of the form stands in the address, so that who goes back to it finds the same form
        and not a second one, whatever the browser keeps of a page.
        """
        if not KEY.fullmatch(form):
            said = {name: query[name] for name in ('saved', 'done') if query.get(name)}
            return request.redirect_query('/my/wishes/new', {
                **({'like': like} if like else {}), **said, 'form': str(uuid4()),
            })
        posted = {**self._draft(), 'key': form}
        if 'categ_id' not in posted and ID.fullmatch(like):
            posted |= own_record('perles.wish', int(like))._shared_values()
        return self._render_wish(None, posted)

    @route('/my/wishes/new', type='http', auth='user', website=True, methods=['POST'])
    def portal_wish_create(self, **post):
        """Write a wish: 303 to the list or to the next one, 400 with what to correct.

        Who goes back and sends something else is asked what is meant: 409.
        """
        photo = post.pop('photo', None)
        try:
            values = self._wish_form(post).clean()
            if photo := self._read_wish_photo(photo):
                values['photo'] = photo
            wishes, key = request.env['perles.wish'], self._form_key(post)
            written = not post.get('again') and wishes._written_by(own_partner(), values, key)
            if written:
                return self._render_wish(None, post, written=written, status=409)
            wish = wishes._write_new(own_partner(), values, key)
        except FormError as error:
            return self._render_wish(None, post, error.errors, status=400)
        except UserError as error:
            return self._render_wish(None, post, {'wish': error.args[0]}, status=400)
        if post.get('next') == 'another':
            return self._say('new', wish, '/my/wishes/new', like=wish.id)
        return self._say('new', wish)
