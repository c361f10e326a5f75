import math

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MOST = 10**9
LARGEST_MM = 1000
NUMBERS = {
    'quantity': MOST, 'min_quantity': MOST, 'max_price': MOST, 'mm_min': LARGEST_MM,
    'mm_max': LARGEST_MM,
}


class PerlesWish(models.Model):
    """What a wish may contain, and who may write one."""

    _inherit = 'perles.wish'

    # === CONSTRAINT METHODS === #

    @api.constrains('categ_id')
    def _check_category(self):
        """Only what the house deals in may be wished for.

        :raise ValidationError: for a category that is not open to wishes.
        """
        for wish in self:
            if not wish.categ_id.sudo().perles_is_wishable:
                raise ValidationError(self.env._("Choose a product type of the list."))

    @api.constrains('value_ids')
    def _check_values(self):
        """Only values of the six criteria describe a wish.

        :raise ValidationError: for a value of another attribute.
        """
        if not all(self.sudo().value_ids.attribute_id.mapped('perles_criterion')):
            raise ValidationError(self.env._("Choose the criteria in their lists."))

    @api.constrains('project_id', 'partner_id')
    def _check_project(self):
        """A wish only belongs to a project of its own member.

        :raise ValidationError: for somebody else's project.
        """
        for wish in self.filtered('project_id'):
            if wish.project_id.sudo().partner_id != wish.partner_id:
                raise ValidationError(self.env._("This project is not one of this member."))

    # === BUSINESS METHODS === #

    @api.model
    def _check_numbers(self, vals):
        """Refuse what is no number before the database sees it.

        :param dict vals: of `create` or `write`.
        :raise ValidationError: for NaN, an infinite, a negative or an endless number.
        """
        for name, most in NUMBERS.items():
            number = vals.get(name) or 0.0
            if isinstance(number, str) or not math.isfinite(number) or not 0 <= number < most:
                raise ValidationError(self.env._(
                    "%(field)s: a number from 0 to %(most)s is expected.",
                    field=self._fields[name]._description_string(self.env),
                    most=self._format_number(most - 1),
                ))

    def _check_together(self, vals):
        """Refuse quantities and sizes that contradict one another, before anything is written.

        :param dict vals: of `create`, on an empty record, or of `write` on one record.
        :raise ValidationError: for a quantity of 0, or a smallest one above the largest one.
        """
        if self and not NUMBERS.keys() & vals.keys():
            return
        quantity, smallest, _price, least, most = (
            self._as_kept(name, vals.get(name, self[name])) for name in NUMBERS
        )
        if quantity <= 0:
            raise ValidationError(self.env._("The quantity is a number above 0."))
        if smallest > quantity:
            raise ValidationError(self.env._(
                "The smallest acceptable quantity is not above the quantity."
            ))
        if most and least > most:
            raise ValidationError(self.env._("The smallest size is not above the largest one."))

    def _as_kept(self, name, number):
        """A number with the decimals that its field keeps: a crumb of a piece is none."""
        field = self._fields[name]
        if field.type != 'float':
            return number or 0.0
        return field.convert_to_cache(number, self)

    @api.model
    def _most(self, name):
        """What a number of a wish stays below.

        :param str name: of the field.
        """
        return NUMBERS[name]

    @api.model
    def _check_members(self, partners):
        """Only members in force write wishes.

        :param partners: commercial `res.partner` records.
        :raise UserError: naming who is no member today.
        """
        memberships = self.env['perles.membership'].sudo()
        members = memberships.search(
            memberships._in_force_domain(fields.Datetime.now())
            & fields.Domain('partner_id', 'in', partners.ids),
        ).partner_id
        if strangers := partners - members:
            raise UserError(self.env._(
                "%s has no membership in force today: wishes are an advantage of members. They "
                "can be written as soon as the membership is paid.",
                strangers[0].sudo().display_name,
            ))
