from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.bounds import bounds
from ..base.res_company import APART


class ResCompany(models.Model):
    _inherit = 'res.company'

    perles_refresh_months = fields.Integer(
        string="Wishes to confirm after (months)", default=3, prefetch=APART,
    )
    perles_dormant_months = fields.Integer(
        string="Dormant without an answer after (months)", default=2, prefetch=APART,
    )
    perles_wake_days = fields.Integer(
        string="Rank kept for who comes back within (days)", default=30, prefetch=APART,
    )

    _perles_refresh_months_bounds = models.Constraint(*bounds('perles_refresh_months'))
    _perles_dormant_months_bounds = models.Constraint(*bounds('perles_dormant_months'))
    _perles_wake_days_bounds = models.Constraint(*bounds('perles_wake_days'))

    @api.constrains('perles_offer_days')
    def _check_perles_offer_days(self):
        """An offer stands at least one working day (000-37).

        :raise ValidationError: for less, or for more than a year.
        """
        if any(not 1 <= company.perles_offer_days <= 365 for company in self):
            raise ValidationError(self.env._("An offer stands from 1 to 365 working days."))

    @api.constrains('perles_refresh_months', 'perles_dormant_months', 'perles_wake_days')
    def _check_perles_refresh(self):
        """Members get time to answer (000-33).

        :raise ValidationError: for a delay of no month, or negative days.
        """
        for company in self:
            months = min(company.perles_refresh_months, company.perles_dormant_months)
            if months < 1 or company.perles_wake_days < 0:
                raise ValidationError(self.env._(
                    "Wishes are confirmed after one month at least, and fall dormant one month "
                    "later at least."
                ))
