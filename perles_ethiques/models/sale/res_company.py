from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.bounds import bounds
from ..base.res_company import APART


class ResCompany(models.Model):
    """What the contract leaves open about quotations, with the proposed values."""

    _inherit = 'res.company'

    perles_quotation_days = fields.Integer(
        string="Quotations stand (days)", default=10, prefetch=APART,
    )
    perles_quotation_merge_days = fields.Integer(
        string="Lots join one quotation within (days)", default=5,
        help="Lots that leave the Thalasso in these days go on one quotation and in one parcel.",
        prefetch=APART,
    )

    _perles_quotation_days_bounds = models.Constraint(*bounds('perles_quotation_days'))
    _perles_quotation_merge_days_bounds = models.Constraint(*bounds('perles_quotation_merge_days'))

    def _perles_apply_house_defaults(self):
        """Extends `base` to send the native mails about orders from the house, named in words."""
        result = super()._perles_apply_house_defaults()
        self.env['mail.template']._perles_sign_native()
        return result

    def _perles_before_removal(self):
        """Extends `base`: native mails about orders ask the addon for nothing any more."""
        self.env['mail.template']._perles_unsign_native()
        return super()._perles_before_removal()

    @api.constrains('perles_quotation_days', 'perles_quotation_merge_days')
    def _check_perles_quotation_days(self):
        """A quotation stands at least one day, and lots join it for no negative time.

        :raise ValidationError: for other numbers.
        """
        for company in self:
            if company.perles_quotation_days < 1 or company.perles_quotation_merge_days < 0:
                raise ValidationError(self.env._(
                    "A quotation stands one day at least; lots join it for 0 days or more."
                ))
