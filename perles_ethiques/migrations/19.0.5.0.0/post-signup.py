"""Sign-up is by invitation: it told strangers who has an account, and proved no address."""
from odoo import SUPERUSER_ID, api

# Anybody could sign up with somebody else's address: who never paid us a membership proves it once.
TO_PROVE = """
UPDATE res_users SET perles_to_prove = TRUE FROM res_partner contact
 WHERE contact.id = res_users.partner_id AND res_users.share AND NOT EXISTS (
    SELECT FROM perles_membership membership
     WHERE membership.partner_id = contact.commercial_partner_id
       AND membership.state NOT IN ('draft', 'cancelled')
)
"""


def migrate(cr, version):
    """Close the free sign-up of every website that is there; ask for proof of what it let in."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env['website'].search([]).auth_signup_uninvited = 'b2b'
        cr.execute(TO_PROVE)
