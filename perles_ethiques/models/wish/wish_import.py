from odoo import api, models


class PerlesWish(models.Model):
    """Wishes written by the team from a table: the native import, with its own rules."""

    _inherit = 'perles.wish'

    @api.model
    def get_import_templates(self):
        """Override of `base` to offer a table to fill in.

        :return: list of dicts with `label` and `template`, as the import screen reads them
        """
        return [{
            'label': self.env._("Table of wishes"),
            'template': '/perles_ethiques/static/import/wishes.csv',
        }]
