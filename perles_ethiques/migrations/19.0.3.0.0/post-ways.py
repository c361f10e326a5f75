"""Companies that were there before get their ways out of the places; after `post-places`."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Make the operations and the route out of Reserved for the companies of the house."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['res.company'].search([])._perles_apply_ways()
