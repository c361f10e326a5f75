"""What a shortage took before this release is known too, so that it is no no of its member.

Of an ordered pre-reservation nobody knows whether the house was short, or the member took less:
it stays as it is.
"""

SHORT = """
UPDATE perles_claim SET short_qty = CASE state
       WHEN 'refused' THEN quantity ELSE asked_qty - quantity END
 WHERE state IN ('refused', 'settled', 'quoted') AND COALESCE(short_qty, 0) = 0
"""


def migrate(cr, version):
    """Write what was lost at the end of care on the pre-reservations of the release before."""
    if version:
        cr.execute(SHORT)
