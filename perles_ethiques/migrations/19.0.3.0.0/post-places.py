"""Companies that were there before get their places and operations."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Make Thalasso, Reserved, arrivals and openings for the companies of the house."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['res.company'].search([])._perles_apply_places()
