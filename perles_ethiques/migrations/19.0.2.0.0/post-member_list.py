"""The default plan of version 1 gets the list of its members, which that version did not have."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Link the list to the plan, unless the team removed one of them."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    plan = env.ref('perles_ethiques.membership_plan', raise_if_not_found=False)
    pricelist = env.ref('perles_ethiques.pricelist_members', raise_if_not_found=False)
    if plan and pricelist and not plan.pricelist_id:
        plan.pricelist_id = pricelist
