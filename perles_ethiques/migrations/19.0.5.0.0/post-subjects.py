"""Mails are called by words and days, and say the tax with an amount; the letter of offers lists
what is live, with picture, price and last day.

Those that the team wrote in stay as they are.
"""
from pathlib import Path

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools.convert import xml_import
from odoo.tools.translate import TranslationImporter, get_po_paths

ADDON = Path(__file__).parents[2]
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
    'mail_template_offers',
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
SELECT name.name FROM ir_model_data AS name JOIN mail_template AS template
    ON name.res_id = template.id
 WHERE name.module = 'perles_ethiques' AND name.model = 'mail.template'
   AND name.name = ANY(%s) AND COALESCE(template.write_uid, 1) = 1
"""


def migrate(cr, version):
    """Draw again what an earlier release loaded once for all.

    In its place: automations, and whatever else the team made, go on referring to it.
    """
    if not version:
        return
    cr.execute(UNTOUCHED, [list(LETTERS)])
    names = {name for name, in cr.fetchall()}
    if not names:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    others = {code: False for code, _name in env['res.lang'].get_installed() if code != 'en_US'}
    for path in sorted((ADDON / 'data').glob('*/mail_templates*.xml')):
        reader = xml_import(env, ADDON.name, {}, 'init', noupdate=True, xml_filename=str(path))
        for record in etree.parse(str(path)).iter('record'):
            if record.get('id') in names:
                reader._tag_record(record)
                template = env.ref(f'{ADDON.name}.{record.get("id")}')
                for name in ('subject', 'body_html'):
                    template.update_field_translations(name, others)
                template.template_fs = f'{ADDON.name}/{path.relative_to(ADDON).as_posix()}'
    translate(env, {f'{ADDON.name}.{name}' for name in names})


def translate(env, xmlids):
    """Write the words of the house in each language, over those of the release before."""
    importer = TranslationImporter(env.cr, verbose=False)
    for lang, _name in env['res.lang'].get_installed():
        for path in get_po_paths(ADDON.name, lang):
            importer.load_file(path, lang, xmlids=xmlids)
    importer.save(overwrite=True, force_overwrite=True)
