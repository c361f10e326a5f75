"""RES/ numbered terminations and pre-reservations: the latter go on under a prefix of their own.

A number that a member was told stays as it is; the counter of the year goes on.
"""

OWN = """
UPDATE ir_sequence SET prefix = %s
  FROM ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'ir.sequence' AND name.name = 'seq_claim'
   AND name.res_id = ir_sequence.id AND ir_sequence.prefix = %s
"""


def migrate(cr, version):
    """Change the prefix, unless the team chose one."""
    if version:
        cr.execute(OWN, ['PRE/%(range_year)s/', 'RES/%(range_year)s/'])
