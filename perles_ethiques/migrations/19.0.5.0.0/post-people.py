"""Members who were put under an organisation lost their rights: they answer for themselves."""
from odoo import SUPERUSER_ID, api

MOVED = """
SELECT DISTINCT member.id
  FROM perles_membership AS membership
  JOIN res_partner AS member ON member.id = membership.partner_id
 WHERE member.commercial_partner_id <> member.id
   AND membership.state IN ('draft', 'pending', 'active', 'suspended', 'closed')
"""


def migrate(cr, version):
    """Let the rule of `res.partner` say again who the commercial partner of these is."""
    if not version:
        return
    cr.execute(MOVED)
    env = api.Environment(cr, SUPERUSER_ID, {})
    members = env['res.partner'].browse(row[0] for row in cr.fetchall())
    # natively the address of a mere contact is the one of its organisation
    members.filtered(lambda member: member.type == 'contact').type = 'other'
    env.add_to_compute(members._fields['commercial_partner_id'], members)
    env.flush_all()
