from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.photos import redraw_photo

# What a member may ask of a wish of their own.
MEMBER_MOVES = ('pause', 'resume', 'close')


class PerlesWish(models.Model):
    """A wish is paused, taken up again, closed, or written once more."""

    _inherit = 'perles.wish'

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
