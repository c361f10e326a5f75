from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools.texts import clean_line

# How long an arrival that nobody received is kept after it was last touched: two months.
KEPT_HOURS = 24.0 * 60
# What lots are made of, or arrive on.
MODELS = ['|', ('perles_is_model', '=', True), ('perles_is_reordered', '=', True)]


class PerlesArrivalEntry(models.TransientModel):
    """*New arrival*: ten lots in a few minutes, from photos to the validated receipt.

    What is being entered is kept for whoever enters it: they may look at another screen, go home,
    and take it up again.
    """

    _name = 'perles.arrival.entry'
    _description = "New arrival"
    _order = 'id desc'
    # natively an hour; however many there are
    _transient_max_hours = KEPT_HOURS
    _transient_max_count = 0

    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one('res.partner', string="Supplier")
    origin = fields.Char(string="Source document", help="Number of the delivery note, for example.")
    model_id = fields.Many2one(
        'product.template', string="Model of the new lines",
        domain=MODELS,
    )
    attachment_ids = fields.Many2many(
        'ir.attachment', string="Photos", help="JPEG, PNG or WebP, 12 MB at most each.",
    )
    line_ids = fields.One2many('perles.arrival.entry.line', 'entry_id', string="Lots")
    has_models = fields.Boolean(compute='_compute_has_models')
    receipt_id = fields.Many2one('stock.picking', readonly=True)
    lot_ids = fields.Many2many('stock.lot', readonly=True)
    line_count = fields.Integer(string="Lots entered", compute='_compute_line_count')
    other_count = fields.Integer(string="Other entries", compute='_compute_other_count')

    # === COMPUTE METHODS === #

    def _compute_line_count(self):
        for entry in self:
            entry.line_count = len(entry.line_ids)

    def _compute_other_count(self):
        drafts = self._drafts()
        for entry in self:
            entry.other_count = len(drafts - entry._origin)

    def _compute_has_models(self):
        self.has_models = bool(self.env['product.template'].search_count(MODELS, limit=1))

    @api.depends('origin')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.origin or self.env._("New arrival")

    # === WHAT IS BEING ENTERED === #

    @api.model
    def _drafts(self):
        """The arrivals that the user has begun and not received, the newest first."""
        return self.search([
            ('create_uid', '=', self.env.uid), ('company_id', 'in', self.env.companies.ids),
            ('receipt_id', '=', False), '|', ('line_ids', '!=', False),
            '|', ('origin', '!=', False), ('partner_id', '!=', False),
        ])

    @api.model
    def action_open(self):
        """Open the arrival that the user was entering, else a new one."""
        return {**self.action_begin(), 'res_id': self._drafts()[:1].id}

    @api.model
    def action_begin(self):
        """Open an empty arrival; what was being entered is kept."""
        return self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.arrival_entry_action')

    def action_view_others(self):
        """List the other arrivals that the user is entering."""
        return (self._drafts() - self)._get_records_action(
            name=self.env._("Arrivals being entered"), context={'create': False},
        )

    def action_discard(self):
        """Throw this entry away, and open what else is being entered.

        :raise UserError: if it was received: it is what was entered then.
        """
        if self.receipt_id:
            raise UserError(self.env._("This arrival is already received."))
        self.unlink()
        return {**self.action_open(), 'target': 'main'}

    # === ACTION METHODS === #

    def action_add_photos(self):
        """One new line for each photo that was added.

        :raise UserError: if there is no model to make lines of, or a file is no photo.
        """
        self.ensure_one()
        if not self.model_id:
            raise UserError(self.env._("Choose the model of the new lines first."))
        for attachment in self.attachment_ids.sorted('id'):
            try:
                self.line_ids = [Command.create({
                    'model_id': self.model_id.id, 'photo': attachment.datas,
                })]
            except UserError as error:
                raise UserError(self.env._(
                    "%(file)s – %(reason)s", file=attachment.name, reason=error,
                )) from error
        self.attachment_ids.unlink()

    def action_receive(self):
        """Make the lots and their pages, receive them into Thalasso, and show them.

        :raise AccessError: for a company that is not one of the user's.
        :raise UserError: if nothing was entered, or a quantity is wrong.
        """
        self.ensure_one()
        if not (self.env.su or self.company_id in self.env.user.company_ids):
            raise AccessError(self.env._("You do not work for %s.", self.company_id.sudo().name))
        if self.receipt_id:
            raise UserError(self.env._("This arrival is already received."))
        if not self.line_ids:
            raise UserError(self.env._("Enter at least one lot."))
        self.line_ids._check_quantities()
        # the team makes products and receipts through this screen only
        entry = self.sudo()
        if not entry.company_id.perles_reserved_route_id:
            entry.company_id._perles_apply_places()
            entry.company_id._perles_apply_ways()
        lots = self.env['stock.lot'].sudo().create(
            [line._prepare_lot() for line in entry.line_ids],
        )
        for lot, line in zip(lots, entry.line_ids, strict=True):
            if not line.model_id.perles_is_reordered:
                page = lot.product_id.product_tmpl_id
                page.perles_lot_id = lot
                page._perles_follow(['photo'])
        quantities = {
            lot: line._house_quantity() for lot, line in zip(lots, entry.line_ids, strict=True)
        }
        receipt = self.env['stock.picking'].sudo()._perles_receive(
            entry.company_id, quantities, entry.partner_id, clean_line(entry.origin or ''),
        )
        entry.write({
            'receipt_id': receipt.id, 'lot_ids': [Command.set(lots.ids)],
        })
        return self._tell_missing_photos(self._open_lots())

    def _open_lots(self):
        action = self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.lot_action')
        return {**action, 'domain': [('perles_receipt_id', '=', self.receipt_id.id)], 'context': {}}

    def _tell_missing_photos(self, action):
        """An action, preceded by what has to be known: without its photo a lot is not offered."""
        missing = self.lot_ids.filtered('perles_photo_missing')
        if not missing:
            return action
        return {'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
            'type': 'warning', 'sticky': True, 'title': self.env._("Photo missing"),
            'message': self.env._(
                "%s: nobody is offered a lot before its photo is there, unless you decide to do"
                " without.", ', '.join(missing.mapped('display_name')),
            ),
            'next': action,
        }}
