from odoo import api, fields, models

from ...tools.calendars import start_of_day


class PerlesMembership(models.Model):
    """The beginning of rights as an instant, which a record rule can compare with now."""

    _inherit = 'perles.membership'

    rights_start = fields.Datetime(
        compute='_compute_rights_start', store=True, help="First instant in Paris of its rights.",
    )

    @api.depends('start_date')
    def _compute_rights_start(self):
        for membership in self:
            day = membership.start_date
            membership.rights_start = start_of_day(day) if day else False
