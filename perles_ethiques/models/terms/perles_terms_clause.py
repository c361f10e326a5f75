from odoo import fields, models
from odoo.exceptions import UserError


class PerlesTermsClause(models.Model):
    """A clause of the working draft; its key never changes, whatever number is printed."""

    _name = 'perles.terms.clause'
    _description = "Clause"
    _inherit = ['perles.typed.mixin']
    _order = 'terms_id, sequence, id'
    _rec_name = 'title'

    terms_id = fields.Many2one('perles.terms', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer(default=10)
    key = fields.Char(required=True, help="Stable key, such as “price” or “renewal”.")
    title = fields.Char(required=True)
    body = fields.Text(
        required=True,
        help="Plain text. An empty line starts a paragraph; “- ” at the start of a line makes"
             " a list. What stands in braces, such as {phone}, is told by the settings.",
    )

    _key_unique = models.UniqueIndex("(terms_id, key)", "Two clauses have the same key.")

    def write(self, vals):
        """Override of `base` to keep the key of a published clause: versions are compared by it.

        :raise UserError: if the key of a published clause is changed.
        """
        for clause in self.filtered(lambda c: vals.get('key', c.key) != c.key):
            if clause.key in clause.terms_id.version_ids._clause_keys():
                raise UserError(self.env._(
                    "The key “%s” was published: it cannot change any more.", clause.key,
                ))
        return super().write(vals)
