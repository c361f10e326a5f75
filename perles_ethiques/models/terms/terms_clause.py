from odoo import fields, models


class PerlesTermsClause(models.Model):
    """A clause of the working draft; its key never changes, whatever number is printed."""

    _name = 'perles.terms.clause'
    _description = "Clause"
    _order = 'terms_id, sequence, id'
    _rec_name = 'title'

    terms_id = fields.Many2one('perles.terms', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer(default=10)
    key = fields.Char(required=True, help="Stable key, such as “price” or “renewal”.")
    title = fields.Char(required=True)
    body = fields.Text(
        required=True,
        help="Plain text. An empty line starts a paragraph; “- ” at the start of a line makes"
             " a list.",
    )

    _key_unique = models.UniqueIndex("(terms_id, key)", "Two clauses have the same key.")
