"""Warehouses that bear the name of nobody get the one of their company."""
from odoo import SUPERUSER_ID, api

from odoo.addons.perles_ethiques.models.base.res_company import NATIVE_NAME


def migrate(cr, version):
    """Name the warehouses of the companies that were named since."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for company in env['res.company'].with_context(active_test=False).search([]):
            company._perles_name_warehouses(NATIVE_NAME)
