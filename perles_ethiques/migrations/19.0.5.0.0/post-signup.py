"""Sign-up is by invitation: it told strangers who has an account, and proved no address."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Close the free sign-up of every website that is there."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['website'].search([]).auth_signup_uninvited = 'b2b'
