from odoo import fields, models

from ...tools.transition import Transition
from ..house.document_mixin import TEAM, state_field


class PerlesCare(models.Model):
    """The *Thalasso des bijoux* of one lot: sorting, care, revaluation, each dated and signed."""

    _name = 'perles.care'
    _description = "Care of a lot"
    _inherit = ['perles.document.mixin']
    _order = 'id desc'
    _sequence_code = 'perles.care'
    _first_state = 'sorting'
    _transitions = {
        'sort': Transition(('sorting',), 'caring', drag=True, group=TEAM),
        'care': Transition(('caring',), 'revaluing', drag=True, group=TEAM),
        'revalue': Transition(('revaluing',), 'done', group=TEAM),
        'cancel': Transition(('sorting', 'caring', 'revaluing'), 'cancelled', group=TEAM),
    }

    state = state_field([
        ('sorting', "To sort"), ('caring', "In care"), ('revaluing', "In revaluation"),
        ('done', "Out of Thalasso"), ('cancelled', "Cancelled"),
    ])
    partner_id = fields.Many2one(required=False, string="Brought by")
    lot_id = fields.Many2one('stock.lot', required=True, readonly=True, ondelete='restrict')
    step_ids = fields.One2many('perles.care.step', 'care_id', readonly=True)

    _one_per_lot = models.UniqueIndex(
        "(lot_id) WHERE state != 'cancelled'", "This lot is already in care.",
    )
