"""Settings that an earlier release accepted are brought within the bounds of the database.

The constraints that wait for it are added at the end of the upgrade.
"""
from odoo.tools import SQL

from odoo.addons.perles_ethiques.tools.bounds import BOUNDS


def migrate(cr, version):
    """Write the nearest value that is allowed, where one is not."""
    for name, (low, high, _words) in BOUNDS.items() if version else ():
        column = SQL.identifier(name)
        cr.execute(SQL(
            "UPDATE res_company"
            " SET %(column)s = CASE WHEN %(column)s > %(high)s THEN %(high)s ELSE %(low)s END"
            " WHERE NOT (%(column)s >= %(low)s AND %(column)s <= %(high)s)",
            column=column, low=low, high=high,
        ))
