from odoo import fields, models

from ...tools.transition import Transition
from ..house.document_mixin import state_field
from ..house.notified_mixin import TEAM


class PerlesOffer(models.Model):
    """A quantity of a lot that a member is offered, for some days, by rank (000-34 to 000-37)."""

    _name = 'perles.offer'
    _description = "Offer in preview"
    _inherit = ['perles.document.mixin', 'perles.told.mixin', 'perles.contact.mixin']
    _order = 'id desc'
    _sequence_code = 'perles.offer'
    _first_state = 'live'
    _locked_fields = frozenset({
        'name', 'partner_id', 'company_id', 'letter_id', 'wish_id', 'slice_id', 'lot_id',
        'quantity', 'wish_qty', 'expires_at', 'position', 'is_taken_back',
    })
    _transitions = {
        'accept': Transition(('live',), 'accepted'),
        'decline': Transition(('live',), 'declined'),
        'lapse': Transition(('live',), 'lapsed'),
        'withdraw': Transition(('live',), 'withdrawn', group=TEAM),
    }

    state = state_field([
        ('live', "To answer"), ('accepted', "Pre-reserved"), ('declined', "Declined"),
        ('lapsed', "Lapsed"), ('withdrawn', "Withdrawn"),
    ])
    letter_id = fields.Many2one('perles.letter', required=True, index=True, ondelete='cascade')
    wish_id = fields.Many2one('perles.wish', required=True, index=True, ondelete='restrict')
    slice_id = fields.Many2one('perles.wish.slice', required=True, index=True, ondelete='restrict')
    lot_id = fields.Many2one('stock.lot', required=True, index=True, ondelete='restrict')
    quantity = fields.Float(
        required=True, readonly=True, digits='Product Unit', help="In the unit of the lot.",
    )
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    position = fields.Integer(readonly=True, help="Rank among those who wanted this lot.")

    _quantity_check = models.Constraint('CHECK(quantity > 0)', "An offer is above 0.")
