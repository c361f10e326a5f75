import math

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...const import TEAM
from ...tools.transition import Transition
from ...tools.typed_numbers import NOT_WHOLE, refusal
from ...tools.units import GRAMS, PIECES, STRANDS
from ..base.perles_batch_mixin import CLOCK_STOPPED
from ..base.perles_document_mixin import state_field

MAX_QUANTITY = 10**9
MAX_MM = 1000
NUMBERS = {
    'quantity': MAX_QUANTITY, 'min_quantity': MAX_QUANTITY, 'max_price': MAX_QUANTITY,
    'mm_min': MAX_MM, 'mm_max': MAX_MM,
}


class PerlesWish(models.Model):
    """What a member dreams of: a line of the *Demande Adhérent* (clauses 000-31, 000-32)."""

    _name = 'perles.wish'
    _description = "Wish"
    _inherit = ['perles.document.mixin', 'perles.photo.mixin', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED
    _order = 'id desc'
    _sequence_code = 'perles.wish'
    _first_state = 'open'
    _locked_fields = frozenset({
        'partner_id', 'company_id', 'name', 'confirmed_at',
    })
    _transitions = {
        'pause': Transition(('open',), 'paused', group=TEAM),
        'resume': Transition(('paused',), 'open', group=TEAM),
        'sleep': Transition(('open', 'paused'), 'dormant'),
        'wake': Transition(('dormant',), 'open', group=TEAM),
        'close': Transition(('open', 'paused', 'dormant'), 'closed', group=TEAM),
    }

    state = state_field([
        ('open', "Ongoing"), ('paused', "Paused"), ('dormant', "Dormant"), ('closed', "Over"),
    ])
    categ_id = fields.Many2one(
        'product.category', string="Product type", required=True, index=True,
        ondelete='restrict',
    )
    value_ids = fields.Many2many(
        'product.attribute.value', 'perles_wish_value_rel', 'wish_id', 'value_id',
        string="Criteria", help="One of those of each criterion is enough.",
    )
    mm_min = fields.Float(string="From (mm)", digits=(6, 2))
    mm_max = fields.Float(string="To (mm)", digits=(6, 2))
    quantity = fields.Float(digits='Product Unit', required=True)
    unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")],
        required=True, default=PIECES,
    )
    min_quantity = fields.Float(string="Smallest acceptable quantity", digits='Product Unit')
    currency_id = fields.Many2one(related='company_id.currency_id')
    max_price = fields.Monetary(
        string="Maximum price", help="Euros a unit, tax excluded. 0: no limit.",
    )
    colour_tolerance = fields.Selection(
        selection=[('exact', "This colour"), ('close', "Close shades"), ('wide', "The family")],
        required=True, default='exact',
    )
    project_id = fields.Many2one('perles.project', index='btree_not_null', ondelete='restrict')
    project_date = fields.Date(related='project_id.date', string="Date of the project")
    note = fields.Text()
    confirmed_at = fields.Datetime(
        required=True, default=fields.Datetime.now, copy=False, readonly=True,
        help="When the member last said that the wish still holds.",
    )

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0 AND quantity < 1e9 AND min_quantity >= 0 "
        "AND min_quantity <= quantity)",
        "The quantity is a number above 0, and the smallest one is not above it.",
    )
    _size_check = models.Constraint(
        'CHECK(mm_min >= 0 AND mm_max >= 0 AND (mm_max = 0 OR mm_min <= mm_max))',
        "The smallest size is not above the largest one.",
    )
    _price_check = models.Constraint('CHECK(max_price >= 0)', "A price is not below 0.")

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
        """Only values of the criteria describe a wish.

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
        :raise ValidationError: for a quantity of 0, a part of a piece, or a smallest one above the
            largest one.
        """
        if self and not (NUMBERS.keys() | {'unit'}) & vals.keys():
            return
        quantity, smallest, _price, least, most = (
            self._as_kept(name, vals.get(name, self[name])) for name in NUMBERS
        )
        if quantity <= 0:
            raise ValidationError(self.env._("The quantity is a number above 0."))
        if vals.get('unit', self.unit) != GRAMS and (quantity % 1 or smallest % 1):
            raise ValidationError(refusal(self.env, NOT_WHOLE))
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
    def _check_members(self, partners, company):
        """Only members in force write wishes, and to their own cooperative.

        :param partners: commercial `res.partner` records.
        :param company: a `res.company`, to which the wishes are told.
        :raise UserError: naming who is no member of it today.
        """
        members = partners & partners.browse(
            partner.id for partner in self.env['perles.membership']._in_force_of(partners, company)
        )
        if strangers := partners - members:
            raise UserError(self.env._(
                "%s has no membership in force today: wishes are an advantage of members. They "
                "can be written as soon as the membership is paid.",
                strangers[0].sudo().display_name,
            ))
