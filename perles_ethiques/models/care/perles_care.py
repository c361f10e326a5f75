from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import TEAM
from ...tools.calendars import kept_until
from ...tools.transition import Transition
from ...tools.units import is_whole

OPEN_STATES = ('sorting', 'caring', 'revaluing')
# state → the move that ends it, which is also the kind of the step it signs
MOVE_OF_STATE = {'sorting': 'sort', 'caring': 'care', 'revaluing': 'revalue'}


class PerlesCare(models.Model):
    """The *Thalasso des bijoux* of one lot: sorting, care, revaluation, each dated and signed."""

    _name = 'perles.care'
    _description = "Care of a lot"
    _inherit = ['perles.document.mixin']
    _order = 'entered_at, id'
    _sequence_code = 'perles.care'
    _said_texts = frozenset({'lot_id.name'})
    _said_names = frozenset({'lot_id.product_id.name'})
    _first_state = 'sorting'
    _state_since = 'entered_at'
    _transitions = {
        'sort': Transition(('sorting',), 'caring', drag=True, group=TEAM),
        'care': Transition(('caring',), 'revaluing', drag=True, group=TEAM),
        'revalue': Transition(('revaluing',), 'done', group=TEAM),
        'cancel': Transition(OPEN_STATES, 'cancelled', group=TEAM),
    }
    _locked_fields = frozenset({'entered_at', 'lot_id', 'company_id'})

    state = fields.Selection(
        selection=[
            ('sorting', "To sort"), ('caring', "In care"), ('revaluing', "In revaluation"),
            ('done', "Out of Thalasso"), ('cancelled', "Cancelled"),
        ],
        required=True, copy=False, index=True, tracking=True, group_expand='_expand_states',
    )
    partner_id = fields.Many2one(required=False, string="Brought by")
    lot_id = fields.Many2one(
        'stock.lot', required=True, readonly=True, index=True, ondelete='restrict',
    )
    step_ids = fields.One2many('perles.care.step', 'care_id', readonly=True)
    photo_ids = fields.One2many('perles.care.photo', 'care_id', string="Photos")
    entered_at = fields.Datetime(
        string="In this step since", default=fields.Datetime.now, required=True, readonly=True,
        copy=False, index=True,
    )

    _one_per_lot = models.UniqueIndex(
        "(lot_id) WHERE state != 'cancelled'", "This lot is already in care.",
    )

    @api.model
    def _expand_states(self, states, domain):
        """Columns of the board: the steps, and the ends of which there is something to show."""
        return [
            state for state, _label in self._fields['state'].selection
            if state in OPEN_STATES or state in states
        ]

    # === CHECKS OF THE MOVES: nothing is written before them === #

    def _before_move(self, name, *, lost=0, usable=None, **values):
        """Extends `base` to refuse quantities that cannot be.

        :raise UserError: for a loss, or at the last step a usable quantity, that cannot be.
        """
        if name in ('sort', 'care'):
            self._check_lost(lost)
        elif name == 'revalue':
            for care in self:
                care._check_usable(usable)
        super()._before_move(name, **values)

    def _check_lost(self, lost):
        """Refuse a loss that is no number, is below 0, or is more than what is left.

        :raise UserError: naming what is left.
        """
        for care in self:
            left = care._left_qty()
            if not (isfinite(lost) and 0 <= lost <= left):
                raise UserError(self.env._(
                    "%(lot)s: what is lost is a number from 0 to %(left)s.",
                    lot=care.lot_id.display_name, left=care.lot_id._perles_quantity_words(left),
                ))
            care._check_whole(lost)

    def _check_whole(self, quantity):
        """Refuse parts of a piece or of a strand: nobody could be promised one.

        :param float quantity: in the unit of the lot.
        :raise UserError: if it cannot be delivered as it is.
        """
        self.ensure_one()
        lot = self.lot_id
        if not is_whole(lot.product_id.uom_id.round(quantity), lot.perles_unit):
            raise UserError(self.env._("%s: pieces and strands are whole.", lot.display_name))

    def _check_usable(self, usable):
        """Refuse an end of care above what was expected, or above what lies in Thalasso.

        A receipt that was counted too low is corrected first: members were promised on it.

        :raise UserError: naming the expected quantity, or the one that is there.
        """
        self.ensure_one()
        lot, expected = self.lot_id, self.lot_id.perles_expected_qty
        if lot.perles_stage != 'expected':
            raise UserError(self.env._("%s did not arrive in Thalasso.", lot.display_name))
        if usable is None or not isfinite(usable) or usable < 0:
            raise UserError(self.env._(
                "%s: the usable quantity is a number, 0 or above.", lot.display_name,
            ))
        self._check_whole(usable)
        if lot.product_id.uom_id.compare(usable, expected) > 0:
            raise UserError(self.env._(
                "%(lot)s: %(usable)s usable, but only %(expected)s were expected. Use “Correct the "
                "quantity” on the lot if more has arrived.",
                lot=lot.display_name, usable=lot._perles_quantity_words(usable),
                expected=lot._perles_quantity_words(expected),
            ))
        there = lot._perles_quantity_in(self.company_id.sudo().perles_thalasso_id)
        if lot.product_id.uom_id.compare(usable, there) > 0:
            raise UserError(self.env._(
                "%(lot)s: %(usable)s usable, but only %(there)s are in Thalasso. Check its "
                "transfers.",
                lot=lot.display_name, usable=lot._perles_quantity_words(usable),
                there=lot._perles_quantity_words(there),
            ))

    # === EFFECTS OF THE MOVES === #

    def _after_move(self, name, *, lost=0, usable=None, note=False, **values):
        """Extends `base` to sign each step; the last one lets the lot out (000-42)."""
        if name in ('sort', 'care'):
            self._sign(name, lost, note)
        elif name == 'cancel':
            self._begin_again()
        for care in self if name == 'revalue' else ():
            # what is missing in the end
            care._sign(name, care._left_qty() - usable, note)
            left = care.lot_id.product_id.uom_id.round(usable)
            care.lot_id.sudo()._perles_settle(left, care.name)
        super()._after_move(name, **values)

    def _begin_again(self):
        """A lot that members wait for is not left without care."""
        # the database lets one care a lot be under way
        self.flush_recordset(['state'])
        self.sudo().create([
            {'lot_id': care.lot_id.id, 'company_id': care.company_id.id} for care in self
            if care.lot_id.perles_stage == 'expected'
        ])

    def _sign(self, kind, lost, note):
        """Append the step that is done: now, by the current user."""
        now = fields.Datetime.now()
        self.env['perles.care.step'].sudo().create([{
            'care_id': care.id, 'kind': kind, 'lost_qty': lost, 'note': note, 'done_at': now,
            'user_id': self.env.uid,
            'retention_date': kept_until(now, care.company_id.perles_evidence_years),
        } for care in self])

    def _left_qty(self):
        """What was expected, less what the steps so far have lost; a correction may be below."""
        self.ensure_one()
        left = self.lot_id.perles_expected_qty - sum(self.step_ids.mapped('lost_qty'))
        return max(left, 0.0)
