"""Memberships that were there before are services: their invoices say so from now on."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Give the plans of the companies of the house the tax on services."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['res.company'].search([])._perles_tax_services()
