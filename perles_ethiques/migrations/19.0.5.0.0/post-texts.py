"""What was typed before this release is cleaned as it would be now; who had no language gets one.

What somebody asked for as evidence, such as a termination, stays as it was typed.
"""
from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.perles_ethiques.tools.texts import CLEANERS, NotMailable, clean_email

CONTACT_FIELDS = (
    'name', 'email', 'phone', 'street', 'street2', 'zip', 'city', 'company_registry',
)
NO_LANGUAGE = """
UPDATE res_partner SET lang = spoken.lang
  FROM res_company company JOIN res_partner spoken ON spoken.id = company.partner_id
 WHERE company.id = COALESCE(res_partner.company_id, %s) AND COALESCE(res_partner.lang, '') = ''
"""


def migrate(cr, version):
    """Send contacts through their own door, and the texts of the house through theirs."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {'active_test': False, 'tracking_disable': True})
    cr.execute(NO_LANGUAGE, [env.ref('base.main_company').id])
    env.invalidate_all()
    _clean_contacts(env)
    _clean_documents(env)
    for table, column in (('res_users', 'login'), ('perles_joining', 'email')):
        _clean_addresses(env, SQL.identifier(table), SQL.identifier(column))


def _clean_contacts(env):
    partners = env['res.partner']
    for partner in partners.search([]):
        kept = {name: partner[name] for name in CONTACT_FIELDS if partner[name]}
        cleaned = partner._perles_as_kept(kept)
        if changed := {name: text for name, text in cleaned.items() if text != kept[name]}:
            partner.write(changed)
    env.flush_all()


def _clean_documents(env):
    mixins = ['perles.typed.mixin', 'perles.document.mixin']
    for name in env.registry.descendants(mixins, '_inherit') - {'perles.termination'}:
        model = env[name]
        if model._abstract or model._transient:
            continue
        for field in model._fields.values():
            if field.type in CLEANERS and field.store and not field.translate:
                _clean_column(env, model, field)


def _clean_addresses(env, table, column):
    """Addresses by which somebody signs in or joins: the domain in ASCII, as contacts have it."""
    rows = env.execute_query(SQL('SELECT id, %s FROM %s', column, table))
    taken = {address for _record_id, address in rows}
    for record_id, address in rows:
        if not address or address.isascii() or '@' not in address:
            continue
        try:
            mailed = clean_email(address)
        except NotMailable:
            continue
        if mailed not in taken:
            env.cr.execute(SQL(
                'UPDATE %s SET %s = %s WHERE id = %s', table, column, mailed, record_id,
            ))


def _clean_column(env, model, field):
    table, column = SQL.identifier(model._table), SQL.identifier(field.name)
    rows = env.execute_query(SQL('SELECT id, %s FROM %s WHERE %s <> %s', column, table, column, ''))
    for record_id, text in rows:
        cleaned = CLEANERS[field.type](text)
        if cleaned != text:
            env.cr.execute(SQL(
                'UPDATE %s SET %s = %s WHERE id = %s', table, column, cleaned, record_id,
            ))
