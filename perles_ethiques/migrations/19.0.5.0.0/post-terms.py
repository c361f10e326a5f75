"""Native sample terms go, and the addresses of terms that documents kept: they are drawn now."""
import re
from html import unescape
from urllib.parse import urlsplit

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.translate import code_translations

# Some words and the address of a page of terms, and nothing else.
ONLY_AN_ADDRESS = r'^\s*<p>[^<]{1,80}(<a [^>]*>)?https?://[^<[:space:]]*/terms(</a>)?</p>\s*$'
LABEL = 'Terms & Conditions: %s'
KEPT = (('sale', 'sale_order', 'note'), ('account', 'account_move', 'narration'))
# A server that was tried before it had an address.
LOCAL = ('localhost', '127.0.0.1')


def migrate(cr, version):
    """Empty what was written by native code alone; what somebody typed stays."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    companies = env['res.company'].with_context(active_test=False).search([])
    companies._perles_forget_sample_terms()
    # of those that go on with native terms, the address leads to them
    companies = companies.filtered(lambda company: not company._perles_has_native_terms())
    sites = {urlsplit(record.get_base_url()).netloc for record in (
        *env['website'].search([]), *companies,
    )}
    for module, table, column in KEPT:
        labels = words_of(env, module)
        cr.execute(SQL(
            'SELECT id, %s FROM %s WHERE %s ~ %s AND company_id = ANY(%s)',
            SQL.identifier(column), SQL.identifier(table), SQL.identifier(column),
            ONLY_AN_ADDRESS, companies.ids,
        ))
        native = [number for number, text in cr.fetchall() if is_native(text, labels, sites)]
        cr.execute(SQL(
            'UPDATE %s SET %s = NULL WHERE id = ANY(%s)',
            SQL.identifier(table), SQL.identifier(column), native,
        ))
    env.invalidate_all()


def words_of(env, module):
    """What native code writes before the address, in each language of the house."""
    told = {LABEL}
    for lang, _name in env['res.lang'].get_installed():
        told.add(code_translations.get_python_translations(module, lang).get(LABEL, LABEL))
    return {' '.join(label.replace('%s', '').split()) for label in told}


def is_native(text, labels, sites):
    """Tell whether these are native words before the terms of one of the sites of the house."""
    label, address = re.split(r'(?=https?://)', re.sub(r'<[^>]*>', '', text).strip(), maxsplit=1)
    site = urlsplit(unescape(address))
    is_ours = site.netloc in sites or site.hostname in LOCAL
    return is_ours and site.path == '/terms' and ' '.join(unescape(label).split()) in labels
