from odoo import models

from ...tools.calendars import paris_date
from ...tools.quantities import day_words


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    def _perles_mail_subject(self):
        """Subject of the native mail that says that a parcel leaves."""
        self.ensure_one()
        day = self.date_done and paris_date(self.date_done)
        return self.env._("Your parcel of %s is on its way", day_words(self.env, day))
