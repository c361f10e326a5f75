"""Mails whose words changed: made anew from the data, in every language."""

CHANGED = ('mail_template_transfer', 'mail_template_terms_changed')
TEMPLATES = """
DELETE FROM mail_template USING ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'mail.template'
   AND name.res_id = mail_template.id AND name.name IN %s
"""
NAMES = "DELETE FROM ir_model_data WHERE module = 'perles_ethiques' AND name IN %s"


def migrate(cr, version):
    """Drop the templates that version 1 loaded once for all; the upgrade makes them again."""
    if version:
        cr.execute(TEMPLATES, [CHANGED])
        cr.execute(NAMES, [CHANGED])
