from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class PerlesPackaging(models.Model):
    """A box that goes out and comes back: where it is, and where it has been (000-46)."""

    _name = 'perles.packaging'
    _description = "Reusable packaging"
    _inherit = ['mail.thread', 'perles.typed.mixin', 'perles.locked.record.mixin']
    _order = 'name'

    name = fields.Char(string="Mark", required=True, help="Written on it, such as RB-07.")
    note = fields.Char(string="Size and kind")
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    trip_ids = fields.One2many('perles.packaging.trip', 'packaging_id', readonly=True)
    trip_id = fields.Many2one(
        'perles.packaging.trip', string="Under way", compute='_compute_trip_id',
        search='_search_trip_id',
    )
    holder_id = fields.Many2one(related='trip_id.partner_id', string="With")
    out_on = fields.Datetime(related='trip_id.out_at', string="Since")

    _name_unique = models.UniqueIndex(
        "(name, company_id)", "Another packaging already bears this mark.",
    )

    # === COMPUTE METHODS === #

    @api.depends('trip_ids.back_at')
    def _compute_trip_id(self):
        for packaging in self:
            packaging.trip_id = packaging.trip_ids.filtered(lambda trip: not trip.back_at)[:1]

    def _search_trip_id(self, operator, value):
        if operator != 'in' or set(value) != {False}:
            return NotImplemented
        return Domain('trip_ids', 'not any', [('back_at', '=', False)])

    # === CONSTRAINT METHODS === #

    @api.constrains('active')
    def _check_perles_home(self):
        """What is with a customer is not put away.

        :raise ValidationError: if it is.
        """
        for packaging in self:
            if not packaging.active and packaging.trip_id:
                raise ValidationError(self.env._(
                    "%s is still with its customer: count it in first.", packaging.name,
                ))

    # === BUSINESS METHODS === #

    def _send_with(self, picking):
        """Count these packagings out, with a parcel.

        :raise UserError: if one is out already.
        """
        out = self.filtered('trip_id')
        if out:
            raise UserError(self.env._(
                "%(box)s is not here: it was sent to %(customer)s and has not come back.",
                box=out[0].name, customer=out[0].holder_id.name,
            ))
        self.env['perles.packaging.trip'].sudo().create([
            {'packaging_id': packaging.id, 'picking_id': picking.id,
             'partner_id': picking.partner_id.id}
            for packaging in self
        ])

    def action_count_in(self):
        """Count these packagings in: they came back.

        :raise UserError: if one was not out.
        """
        self.check_access('write')
        for packaging in self:
            if not packaging.trip_id:
                raise UserError(self.env._("%s is already here.", packaging.name))
            packaging.trip_id.sudo().write({
                'back_at': fields.Datetime.now(), 'back_user_id': self.env.uid,
            })
        # before it may leave again: the database lets it be out once
        self.env.flush_all()
