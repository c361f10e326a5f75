"""Columns that got a name of the trade keep what was set in them."""

RENAMED = (('res_company', 'perles_joining_days', 'perles_quotation_merge_days'),)
KNOWN = """
SELECT FROM information_schema.columns
 WHERE table_schema = current_schema AND table_name = %s AND column_name = %s
"""


def migrate(cr, version):
    """Rename the columns of the release before."""
    for table, old, new in RENAMED if version else ():
        cr.execute(KNOWN, [table, old])
        if cr.rowcount:
            cr.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{old}" TO "{new}"')
