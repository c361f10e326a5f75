from odoo import api, fields, models

from ...tools.calendars import paris_date


class PerlesMembership(models.Model):
    _inherit = 'perles.membership'

    @api.model
    def _week(self):
        """The ISO week of today in Paris, such as ``2026-W49``."""
        year, week, _day = paris_date(fields.Datetime.now()).isocalendar()
        return f'{year}-W{week:02d}'

    def _owe_digest(self):
        """Owe the mail of the week to these members, who wait for something."""
        book = self.env['perles.notice'].sudo()
        book._owe_each('waiting_digest', self, self._week(), 'contact_id')

    def _waiting_lines(self):
        """What the open wishes of this member wait for.

        :return: list of dicts: wish, lot, position, words, url
        """
        self.ensure_one()
        wishes = self.env['perles.wish'].sudo().search([
            ('partner_id', '=', self.partner_id.id), ('state', '=', 'open'),
            ('company_id', '=', self.company_id.id),
        ])
        return wishes._waiting_lines()
