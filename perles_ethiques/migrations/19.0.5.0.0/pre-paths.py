"""The address of *New arrival* opens what was being entered: another action bears it now."""

GIVEN = """
UPDATE ir_act_window AS action SET path = NULL FROM ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.name = 'arrival_entry_action'
   AND name.model = 'ir.actions.act_window' AND name.res_id = action.id
   AND action.path = 'nouvel-arrivage'
"""


def migrate(cr, version):
    """Free the address before it is given: no two actions may bear one at any moment."""
    if version:
        cr.execute(GIVEN)
