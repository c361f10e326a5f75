from odoo import fields, models

from ...tools.transition import Transition
from ..house.document_mixin import state_field
from ..house.notified_mixin import TEAM


class PerlesClaim(models.Model):
    """A pre-reservation: what a member has taken of a lot; its id is the order of arrival."""

    _name = 'perles.claim'
    _description = "Pre-reservation"
    _inherit = ['perles.document.mixin', 'perles.told.mixin', 'perles.contact.mixin']
    _order = 'id desc'
    _sequence_code = 'perles.claim'
    _first_state = 'expected'
    _locked_fields = frozenset({
        'name', 'partner_id', 'company_id', 'offer_id', 'wish_id', 'slice_id', 'lot_id', 'key',
        'rank_at', 'asked_qty', 'quantity', 'wish_qty',
    })
    _transitions = {
        'settle': Transition(('expected',), 'settled'),
        'refuse': Transition(('expected', 'settled'), 'refused'),
        'quote': Transition(('settled',), 'quoted'),
        'order': Transition(('settled', 'quoted'), 'ordered'),
        'lapse': Transition(('settled', 'quoted'), 'lapsed'),
        'cancel': Transition(('expected', 'settled', 'quoted', 'ordered'), 'cancelled', group=TEAM),
    }

    state = state_field([
        ('expected', "Pre-reserved"), ('settled', "Out of Thalasso"), ('quoted', "Quoted"),
        ('ordered', "Ordered"), ('refused', "Nothing left"), ('lapsed', "Lapsed"),
        ('cancelled', "Cancelled"),
    ])
    offer_id = fields.Many2one('perles.offer', index='btree_not_null', ondelete='restrict')
    wish_id = fields.Many2one('perles.wish', index='btree_not_null', ondelete='restrict')
    slice_id = fields.Many2one('perles.wish.slice', index='btree_not_null', ondelete='restrict')
    lot_id = fields.Many2one('stock.lot', required=True, index=True, ondelete='restrict')
    key = fields.Char(required=True, readonly=True, help="One gesture, one pre-reservation.")
    rank_at = fields.Datetime(required=True, readonly=True)
    asked_qty = fields.Float(required=True, readonly=True, digits='Product Unit')
    quantity = fields.Float(
        required=True, readonly=True, digits='Product Unit',
        help="Held for the member, in the unit of the lot; after care, what is theirs.",
    )

    _key_unique = models.UniqueIndex("(key)", "This gesture was already answered.")
    _quantity_check = models.Constraint(
        'CHECK(quantity >= 0 AND quantity <= asked_qty)', "No more is held than was asked.",
    )

    def _after_settle(self):
        """Signal of quantities that are known: `sale` writes the quotations."""
