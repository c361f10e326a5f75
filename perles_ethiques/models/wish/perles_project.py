from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date


class PerlesProject(models.Model):
    """A collection or an event that a member works on (clause 000-26)."""

    _name = 'perles.project'
    _description = "Member's project"
    _inherit = ['perles.typed.mixin']
    _order = 'date, name, id'

    name = fields.Char(required=True)
    kind = fields.Selection(
        selection=[('collection', "Collection"), ('event', "Event")], required=True,
        default='collection',
    )
    date = fields.Date(help="Day of the event, or of the collection.")
    partner_id = fields.Many2one(
        'res.partner', string="Member", required=True, index=True, ondelete='restrict',
    )
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    wish_ids = fields.One2many('perles.wish', 'project_id')
    wish_count = fields.Integer(string="Wishes", compute='_compute_wish_count')

    # === COMPUTE METHODS === #

    def _compute_wish_count(self):
        counts = dict(self.env['perles.wish']._read_group(
            [('project_id', 'in', self.ids)], ['project_id'], ['__count'],
        ))
        for project in self:
            project.wish_count = counts.get(project, 0)

    @api.depends('name', 'date')
    @api.depends_context('lang')
    def _compute_display_name(self):
        """Override of `base` to say for when it is: “Salon – 12/06/2027”."""
        for project in self:
            day = project.date and format_date(self.env, project.date)
            project.display_name = f"{project.name} – {day}" if day else project.name

    # === CONSTRAINT METHODS === #

    @api.constrains('partner_id')
    def _check_partner(self):
        """A project keeps the member of its wishes.

        :raise ValidationError: if one of its wishes is somebody else's.
        """
        for project in self:
            if project.wish_ids.partner_id - project.partner_id:
                raise ValidationError(self.env._(
                    "“%s” has wishes of another member.", project.name,
                ))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: a project belongs to the whole organisation of its member."""
        return super().create([self._prepare_owner(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base`: a project belongs to the whole organisation of its member."""
        return super().write(self._prepare_owner(vals))

    def _prepare_owner(self, vals):
        if not vals.get('partner_id'):
            return vals
        partner = self.env['res.partner'].browse(vals['partner_id'])
        return {**vals, 'partner_id': partner.commercial_partner_id.id}

    # === BUSINESS METHODS === #

    @api.model
    def _of_member(self, partner):
        """The projects of a member's organisation (sudo), the next one first.

        :param partner: any contact of it, a `res.partner` record.
        """
        return self.sudo().search([('partner_id', '=', partner.commercial_partner_id.id)])

    @api.model
    def _named(self, partner, name, kind='collection', date=False):
        """The project of this name of a member's organisation, made if there is none (sudo).

        :param partner: a `res.partner` record.
        :param str name: as the member writes it.
        :param str kind: `collection` or `event`.
        :param date: day of it, or ``False``.
        """
        known = self._of_member(partner).filtered(
            lambda project: project.name.casefold() == name.casefold() and project.date == date
        )
        return known[:1] or self.sudo().create({
            'name': name, 'kind': kind, 'date': date, 'partner_id': partner.id,
        })
