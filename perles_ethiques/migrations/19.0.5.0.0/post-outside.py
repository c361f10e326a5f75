"""Outside services that installed themselves are taken away where they were before."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Close the house, as an installation does (clause 000-88)."""
    if version:
        api.Environment(cr, SUPERUSER_ID, {})['ir.module.module']._perles_close_house()
