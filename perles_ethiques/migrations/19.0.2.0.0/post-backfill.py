"""What version 1 knew without writing it: the fee of each period, and when members left."""

FEES = """
UPDATE perles_membership_period AS period
   SET price = invoice.amount_untaxed
  FROM account_move AS invoice
 WHERE invoice.id = period.invoice_id AND period.price IS NULL
"""
LEFT = """
UPDATE perles_membership SET left_on = write_date::date
 WHERE state = 'withdrawn' AND left_on IS NULL
"""


def migrate(cr, version):
    """Fill the columns that came with the life of a membership."""
    if version:
        cr.execute(FEES)
        cr.execute(LEFT)
