"""Deliveries that were there before get the sales tax of the company: invoices need it."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Tax the deliveries of the companies of the house."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['res.company'].search([])._perles_tax_deliveries()
