"""Native mails about orders leave from the house, and are called by words."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Sign those that nobody wrote in."""
    if version:
        api.Environment(cr, SUPERUSER_ID, {})['mail.template']._perles_sign_native()
