from hashlib import sha256

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError


class PerlesWish(models.Model):
    """A member's form becomes a wish: all of it or nothing, and once."""

    _inherit = 'perles.wish'

    key = fields.Char(
        copy=False, readonly=True, help="One form that was sent, one wish, however often it is.",
    )

    _key_unique = models.UniqueIndex("(key)", "This form was already saved.")

    @api.model
    def _with_project(self, partner, values):
        """Values whose new project, if they bear one, was made.

        :param partner: a `res.partner` record.
        :param dict values: of fields; `new_project` holds name, kind and date.
        """
        values = dict(values)
        if new := values.pop('new_project', None):
            values['project_id'] = self.env['perles.project']._named(partner, **new).id
        return values

    @api.model
    def _write_new(self, partner, values, key=''):
        """Write a member's new wish: all of it or nothing, and once.

        :param partner: any contact of the organisation.
        :param dict values: of fields, see `_with_project`.
        :param str key: of the form that was sent; the same form gets the same wish.
        :return: the wish (sudo)
        :raise UserError: for whoever is no member in force, or values that cannot be.
        :raise ConcurrencyError: if the form was sent twice at once; the server then replays the
            request, which finds the wish.
        """
        key = key and self._form_key(partner, values, key)
        if known := key and self.sudo().search([('key', '=', key)]):
            return known
        try:
            with self.env.cr.savepoint():
                values = self._with_project(partner, values)
                wish = self.sudo().create({**values, 'partner_id': partner.id, 'key': key or False})
                # what the database refuses is refused here
                wish.flush_recordset()
                return wish
        except UniqueViolation as error:
            if error.diag.constraint_name != 'perles_wish_key_unique':
                raise
            raise ConcurrencyError("This form is being saved") from error

    @api.model
    def _form_key(self, partner, values, key):
        """A key of one's own; who goes back and writes something else writes another wish."""
        content = sha256(repr(sorted(values.items())).encode()).hexdigest()[:32]
        return f'{partner.id}-{key}-{content}'
