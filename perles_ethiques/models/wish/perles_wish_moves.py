from hashlib import sha256

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ...tools.photos import redraw_photo

# What a member may ask of a wish of their own.
MEMBER_MOVES = ('pause', 'resume', 'close')


class PerlesWish(models.Model):
    """A wish is paused, taken up again, closed, or written once more."""

    _inherit = 'perles.wish'

    key = fields.Char(
        copy=False, readonly=True, help="One form that was sent, one wish, however often it is.",
    )

    _key_unique = models.UniqueIndex("(key)", "This form was already saved.")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to draw every photo again.

        :raise UserError: if a file is no picture, or too large a one.
        """
        return super().create([redraw_photo(self.env, vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base` to draw every photo again.

        :raise UserError: if the file is no picture, or too large a one.
        """
        return super().write(redraw_photo(self.env, vals))

    # === BUSINESS METHODS === #

    def _waiting_words(self):
        """What each wish waits for, in a sentence, once offers are made by rank.

        :return: dict wish id → (sentence, address of what may be taken at once, or nothing)
        """
        return {}

    def _first_words(self):
        """What a wish that was just written is told: its place, and what is there already.

        :return: dict: lines of (words, address or nothing); place, in words; hook: `offer` fills it
        """
        return {'lines': [], 'place': ''}

    def _pictures(self):
        """A picture for each wish that has one: its own photo.

        :return: dict wish id → (address, what it shows)
        """
        return {
            wish.id: (wish._photo_url(), self.env._("Photo of the wish"))
            for wish in self if wish._photo_url()
        }

    def _request_move(self, name):
        """Make a move for the member who asks for it.

        :param str name: one of `MEMBER_MOVES`.
        :raise UserError: if there is no such move, or the wish may not make it now.
        """
        if name not in MEMBER_MOVES:
            raise UserError(self.env._("A wish is paused, taken up again or closed."))
        self.sudo()._move(name)

    @api.model
    def _write_new(self, partner, values, key=''):
        """Write a member's new wish: all of it or nothing, and once.

        :param partner: any contact of the organisation.
        :param dict values: of fields, see `_with_project`.
        :param str key: of the form that was sent; the same form gets the same wish.
        :return: the wish (sudo)
        :raise UserError: for whoever is no member in force, or values that cannot be.
        :raise ConcurrencyError: if the form was sent twice at once; the server then replays the
            request, which finds the wish.
        """
        key = key and self._form_key(partner, values, key)
        if known := key and self.sudo().search([('key', '=', key)]):
            return known
        try:
            with self.env.cr.savepoint():
                values = self._with_project(partner, values)
                wish = self.sudo().create({**values, 'partner_id': partner.id, 'key': key or False})
                # what the database refuses is refused here
                wish.flush_recordset()
                return wish
        except UniqueViolation as error:
            if error.diag.constraint_name != 'perles_wish_key_unique':
                raise
            raise ConcurrencyError("This form is being saved") from error

    @api.model
    def _written_by(self, partner, values, key):
        """The wish that a form has written already, and that may be changed, of other values.

        :param values: and the others, as for `_write_new`.
        :return: the wish (sudo); none for a form that is new, or sent again as it was
        """
        written = self.sudo().search([
            ('partner_id', '=', partner.id), ('key', '=like', f'{partner.id}-{key}-%'),
            ('state', 'in', ('open', 'paused')),
        ]) if key else self.sudo().browse()
        again = written.filtered(lambda wish: wish.key == self._form_key(partner, values, key))
        return written.browse() if again else written[:1]

    @api.model
    def _form_key(self, partner, values, key):
        """A key of one's own, and of what was written: sent as it was, a form is one wish."""
        content = sha256(repr(sorted(values.items())).encode()).hexdigest()[:32]
        return f'{partner.id}-{key}-{content}'

    def _duplicate(self):
        """Write a wish once more for its member, with a rank of its own.

        :return: the new wish
        :raise UserError: for whoever is no member in force.
        """
        self.ensure_one()
        return self.copy()

    def _after_move(self, name, **values):
        """Extends `base`: who takes a wish up again says that it still holds."""
        super()._after_move(name, **values)
        if name == 'resume':
            self.sudo().confirmed_at = fields.Datetime.now()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """The rank of others was decided beside it: a wish is closed, not deleted.

        :raise UserError: always.
        """
        raise UserError(self.env._("A wish is closed, not deleted."))

    # === ACTION METHODS === #

    def action_pause(self):
        """Keep wishes out of the offers for a while; their rank stays."""
        return self._move('pause')

    def action_resume(self):
        """Let paused wishes be offered again, at their rank."""
        return self._move('resume')

    def action_close(self):
        """Close wishes for good."""
        return self._move('close')
