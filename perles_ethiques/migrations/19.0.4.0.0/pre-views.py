"""Settings were split by feature: what the release before left in one view names former fields.

A view is checked together with all that extend it, old ones too, before their files are read.
"""

EMPTY = """
UPDATE ir_ui_view SET arch_db = '{"en_US": "<data/>"}'
  FROM ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'ir.ui.view'
   AND name.res_id = ir_ui_view.id AND NOT COALESCE(name.noupdate, false)
   AND ir_ui_view.model = 'res.config.settings' AND ir_ui_view.mode = 'extension'
"""


def migrate(cr, version):
    """Empty our settings: the upgrade writes each view anew from its file."""
    if version:
        cr.execute(EMPTY)
