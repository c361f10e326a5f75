from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.transition import find_drag


def state_field(selection):
    """The `state` of a document: its labels, with the attributes that all documents share.

    It is not read-only, or no card could be dragged: the guard of `write` is what holds it.

    :param list selection: (state, label) tuples, the first state first.
    :return: a `fields.Selection`
    """
    return fields.Selection(
        selection=selection, required=True, copy=False, index=True, tracking=True,
        group_expand=True,
    )


class PerlesDocumentMixin(models.AbstractModel):
    """A numbered document of a member whose state only moves along declared transitions.

    How it moves is here, how it is created, numbered and written is in `…_record`.

    A concrete model declares `_transitions`, `_first_state`, `_sequence_code` and its `state`
    with `state_field`.
    """

    _name = 'perles.document.mixin'
    _description = "Document of the house"
    _inherit = [
        'portal.mixin', 'mail.thread', 'mail.activity.mixin', 'perles.mail.recipient.mixin',
        'perles.locked.mixin',
    ]
    _check_company_auto = True

    # name → Transition; a document in its first state is one that was just created
    _transitions = {}
    _first_state = 'draft'
    # name of the field that says since when a document is in its state, if it has one
    _state_since = None
    # code of the sequence that numbers it; none for a document without number
    _sequence_code = None

    name = fields.Char(string="Number", readonly=True, copy=False, index='trigram')
    partner_id = fields.Many2one(
        'res.partner', string="Member", required=True, index=True, tracking=True,
        ondelete='restrict',
    )
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company,
    )
    allowed_moves = fields.Char(
        compute='_compute_allowed_moves',
        help="Names of the moves that the current user may make now, between commas.",
    )

    _number_unique = models.UniqueIndex("(name, company_id)", "This number is already taken.")

    # === COMPUTE METHODS === #

    @api.depends(lambda self: ('state',) if 'state' in self._fields else ())
    @api.depends_context('uid')
    def _compute_allowed_moves(self):
        for document in self:
            names = [name for name in self._transitions if document._can_move(name)]
            document.allowed_moves = f",{','.join(names)}," if names else False

    # === BUSINESS METHODS: the moves === #

    def _can_move(self, name):
        """Whether this document may make the move now, for the current user."""
        self.ensure_one()
        move = self._transitions[name]
        return move.starts_from(self.state) and self._may_press(move)

    def _may_press(self, move):
        """Whether the current user may start the move (the code of the house always may)."""
        return self.env.su or bool(move.group and self.env.user.has_group(move.group))

    def _move(self, name, **values):
        """Make a declared move: rights, source state, checks, new state, effects.

        :param str name: key of ``_transitions``.
        :param values: handed to `_before_move` (which may raise) and `_after_move`.
        :raise AccessError: if the current user may not make this move.
        :raise UserError: if a document is not in a state it may start from.
        """
        move = self._transitions[name]
        if not self._may_press(move):
            raise AccessError(self.env._("You are not allowed to make this move."))
        for document in self:
            if not move.starts_from(document.state):
                raise UserError(document._refusal(move))
        self._before_move(name, **values)
        self._write_state(move.target)
        self._after_move(name, **values)
        return True

    def _move_if_possible(self, name, **values):
        """Make a move with those of these documents that may make it now.

        :param str name: key of ``_transitions``.
        :param values: see `_move`.
        :return: the documents that moved
        """
        able = self.filtered(lambda document: document._can_move(name))
        if able:
            able._move(name, **values)
        return able

    def _before_move(self, name, **values):
        """Hook: checks of a move, before anything is written; features extend it.

        :param str name: key of ``_transitions``.
        :param values: what the caller gave to `_move`.
        :raise UserError: if these documents may not make it.
        """

    def _after_move(self, name, **values):
        """Hook: effects of a move, once the state is written; features extend it.

        :param str name: key of ``_transitions``.
        :param values: what the caller gave to `_move`.
        """

    def _refusal(self, move):
        labels = dict(self._fields['state']._description_selection(self.env))
        return self.env._(
            "%(document)s is “%(state)s”: it cannot become “%(target)s”.",
            document=self.display_name,
            state=labels[self.state],
            target=labels[move.target],
        )

    def _write_state(self, state):
        """Write the state below the guard: no key travels, so none can be forged."""
        values = {'state': state}
        if self._state_since:
            values[self._state_since] = fields.Datetime.now()
        return super().write(values)  # pylint: disable=super-method-mismatch

    def _drag_to(self, target):
        """Turn a card dropped on a column into the declared move, with all its checks.

        :raise UserError: if there is none: a matter of order, not of rights.
        """
        self.ensure_one()
        self.check_access('write')
        name = find_drag(self._transitions, self.state, target)
        if not name:
            raise UserError(self._drag_refusal(target))
        return self._move(name)

    def _drag_refusal(self, target):
        """Why a card may not be dropped on a column, and what to do; documents extend it.

        :param str target: the state of the column.
        """
        labels = dict(self._fields['state']._description_selection(self.env))
        following = [
            labels[move.target] for move in self._transitions.values()
            if move.drag and move.starts_from(self.state) and self._may_press(move)
        ]
        if following:
            return self.env._(
                "%(document)s is “%(state)s”: a card goes one step at a time, so that none is left"
                " out. Drop it on “%(following)s”.", document=self.display_name,
                state=labels[self.state], following='”, “'.join(following),
            )
        return self.env._(
            "%(document)s is “%(state)s”: dragging does not change it. Open it, its buttons do and"
            " ask what has to be known.", document=self.display_name, state=labels[self.state],
        )
