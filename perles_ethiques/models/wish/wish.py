from odoo import fields, models

from ...tools.transition import Transition
from ...tools.units import GRAMS, PIECES, STRANDS
from ..house.document_mixin import state_field
from ..house.notified_mixin import TEAM


class PerlesWish(models.Model):
    """What a member dreams of: a line of the *Demande Adhérent* (clauses 000-31, 000-32)."""

    _name = 'perles.wish'
    _description = "Wish"
    _inherit = ['perles.document.mixin', 'perles.photo.mixin', 'perles.told.mixin']
    _order = 'id desc'
    _sequence_code = 'perles.wish'
    _first_state = 'open'
    _locked_fields = frozenset({
        'partner_id', 'company_id', 'name', 'slice_ids', 'confirmed_at', 'reminded_at',
        'dormant_since',
    })
    _transitions = {
        'pause': Transition(('open',), 'paused', group=TEAM),
        'resume': Transition(('paused',), 'open', group=TEAM),
        'sleep': Transition(('open', 'paused'), 'dormant'),
        'wake': Transition(('dormant',), 'open', group=TEAM),
        'close': Transition(('open', 'paused', 'dormant'), 'closed', group=TEAM),
    }

    state = state_field([
        ('open', "Ongoing"), ('paused', "Paused"), ('dormant', "Dormant"), ('closed', "Over"),
    ])
    categ_id = fields.Many2one(
        'product.category', string="Product type", required=True, index=True,
        ondelete='restrict',
    )
    value_ids = fields.Many2many(
        'product.attribute.value', 'perles_wish_value_rel', 'wish_id', 'value_id',
        string="Criteria", help="One of those of each criterion is enough.",
    )
    mm_min = fields.Float(string="From (mm)", digits=(6, 2))
    mm_max = fields.Float(string="To (mm)", digits=(6, 2))
    quantity = fields.Float(digits='Product Unit', required=True)
    unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")],
        required=True, default=PIECES,
    )
    min_quantity = fields.Float(string="Smallest acceptable quantity", digits='Product Unit')
    currency_id = fields.Many2one(related='company_id.currency_id')
    max_price = fields.Monetary(
        string="Maximum price", help="Euros a unit, tax excluded. 0: no limit.",
    )
    colour_tolerance = fields.Selection(
        selection=[('exact', "This colour"), ('close', "Close shades"), ('wide', "The family")],
        required=True, default='exact',
    )
    project_id = fields.Many2one('perles.project', index='btree_not_null', ondelete='restrict')
    project_date = fields.Date(related='project_id.date', string="Date of the project")
    note = fields.Text()
    confirmed_at = fields.Datetime(
        required=True, default=fields.Datetime.now, copy=False, readonly=True,
        help="When the member last said that the wish still holds.",
    )
    slice_ids = fields.One2many('perles.wish.slice', 'wish_id', readonly=True)

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0 AND quantity < 1e9 AND min_quantity >= 0 "
        "AND min_quantity <= quantity)",
        "The quantity is a number above 0, and the smallest one is not above it.",
    )
    _size_check = models.Constraint(
        'CHECK(mm_min >= 0 AND mm_max >= 0 AND (mm_max = 0 OR mm_min <= mm_max))',
        "The smallest size is not above the largest one.",
    )
    _price_check = models.Constraint('CHECK(max_price >= 0)', "A price is not below 0.")
