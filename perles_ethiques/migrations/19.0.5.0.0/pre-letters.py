"""The letter of offers lists what is live, with picture, price and last day: made anew.

One that the team wrote in stays as it is.
"""

LETTER = """
DELETE FROM mail_template AS template USING ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'mail.template'
   AND name.name = 'mail_template_offers' AND name.res_id = template.id
   AND COALESCE(template.write_uid, 1) = 1
RETURNING template.id
"""
NAME = "DELETE FROM ir_model_data WHERE module = 'perles_ethiques' AND name = %s"


def migrate(cr, version):
    """Drop the template that an earlier release loaded once for all; the upgrade makes it again."""
    if not version:
        return
    cr.execute(LETTER)
    if cr.rowcount:
        cr.execute(NAME, ['mail_template_offers'])
