"""Mails are called by words and days, and say the tax with an amount: made anew.

Those that the team wrote in stay as they are.
"""

LETTERS = (
    'mail_template_account_closed',
    'mail_template_charge_refused',
    'mail_template_closed',
    'mail_template_ended',
    'mail_template_instalment_due',
    'mail_template_instalment_late',
    'mail_template_instalment_plan',
    'mail_template_instalment_refused',
    'mail_template_leaving',
    'mail_template_leaving_to_confirm',
    'mail_template_leaving_undone',
    'mail_template_order_ended',
    'mail_template_quotation_lapsed',
    'mail_template_quotation_ready',
    'mail_template_reminder',
    'mail_template_renewal',
    'mail_template_renewal_notice',
    'mail_template_resumed',
    'mail_template_suspended',
    'mail_template_terms_changed',
    'mail_template_transfer',
    'mail_template_welcome',
    'mail_template_withdrawal',
)
UNTOUCHED = """
DELETE FROM mail_template AS template USING ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'mail.template'
   AND name.name = ANY(%s) AND name.res_id = template.id
   AND COALESCE(template.write_uid, 1) = 1
RETURNING name.id
"""


def migrate(cr, version):
    """Drop what an earlier release loaded once for all; the upgrade makes it again."""
    if not version:
        return
    cr.execute(UNTOUCHED, [list(LETTERS)])
    if dropped := [row[0] for row in cr.fetchall()]:
        cr.execute('DELETE FROM ir_model_data WHERE id = ANY(%s)', [dropped])
