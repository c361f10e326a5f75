from odoo import models
from odoo.tools import format_date

from ...tools.calendars import paris_date


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    def _perles_mail_subject(self):
        """Subject of the native mail that says that a parcel leaves."""
        self.ensure_one()
        day = self.date_done and paris_date(self.date_done)
        return self.env._(
            "Your parcel of %s is on its way", format_date(self.env, day, date_format='d MMMM y'),
        )
