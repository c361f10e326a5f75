"""Native sample terms go, and the addresses of terms that documents kept: they are drawn now."""
from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

# “Terms & Conditions: <address of the site on that day>/terms”, in any language, and nothing else.
ONLY_AN_ADDRESS = r'^\s*<p>[^<]{1,80}(<a [^>]*>)?https?://[^<[:space:]]*/terms(</a>)?</p>\s*$'
KEPT = (('sale_order', 'note'), ('account_move', 'narration'))


def migrate(cr, version):
    """Empty what was written by native code alone; what somebody typed stays."""
    if not version:
        return
    for table, column in KEPT:
        cr.execute(SQL(
            'UPDATE %s SET %s = NULL WHERE %s ~ %s',
            SQL.identifier(table), SQL.identifier(column), SQL.identifier(column), ONLY_AN_ADDRESS,
        ))
    env = api.Environment(cr, SUPERUSER_ID, {})
    env['res.company'].with_context(active_test=False).search([])._perles_forget_sample_terms()
