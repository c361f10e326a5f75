from odoo import api, fields, models
from odoo.exceptions import UserError

# What a member may ask of a wish of their own.
MEMBER_MOVES = ('pause', 'resume', 'close')


class PerlesWish(models.Model):
    """A wish is paused, taken up again, closed, or written once more."""

    _inherit = 'perles.wish'

    offer_ids = fields.One2many('perles.offer', 'wish_id', string="Offers")
    live_offer_count = fields.Integer(
        string="Offers to answer", compute='_compute_live_offer_count',
    )

    # === COMPUTE METHODS === #

    def _compute_live_offer_count(self):
        counts = dict(self.env['perles.offer'].sudo()._read_group(
            [('wish_id', 'in', self.ids), ('state', '=', 'live')], ['wish_id'], ['__count'],
        ))
        for wish in self:
            wish.live_offer_count = counts.get(wish, 0)

    # === BUSINESS METHODS === #

    def _standing(self):
        """What each wish waits for, in a sentence, once offers are made by rank.

        :return: dict wish id → sentence
        """
        return {}

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

    def _after_resume(self):
        self.sudo().confirmed_at = fields.Datetime.now()

    def _before_close(self):
        """A wish with a live offer waits for its answer.

        :raise UserError: if there is one.
        """
        self._lock_slices()
        self.invalidate_recordset(['live_offer_count'])
        for wish in self:
            if wish.live_offer_count:
                raise UserError(self.env._(
                    "An offer waits for an answer on %s: accept or decline it, then close the "
                    "wish.", wish.summary or wish.name,
                ))

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

    def action_wake(self):
        """Take dormant wishes up again: they still hold."""
        self.check_access('write')
        self._confirm()
        return True

    def action_close(self):
        """Close wishes for good."""
        return self._move('close')

    def action_view_offers(self):
        """Open the offers that were made for these wishes."""
        return self.env['perles.offer'].search([('wish_id', 'in', self.ids)])._get_records_action(
            name=self.env._("Offers"),
        )
