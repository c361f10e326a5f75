from odoo import api, fields, models
from odoo.exceptions import UserError


class StockLot(models.Model):
    """A lot and its care: which steps are left, what comes out, what the member may see of it."""

    _inherit = 'stock.lot'

    perles_care_ids = fields.One2many('perles.care', 'lot_id', string="Care")
    perles_care_state = fields.Char(string="Step", compute='_compute_perles_care_state')

    @api.depends('perles_care_ids.state')
    def _compute_perles_care_state(self):
        labels = dict(self.env['perles.care']._fields['state']._description_selection(self.env))
        for lot in self:
            lot.perles_care_state = labels.get(lot._perles_care().state, False)

    def _perles_care(self):
        """The care of this lot that was not cancelled, or an empty record."""
        self.ensure_one()
        return self.sudo().perles_care_ids.filtered(lambda care: care.state != 'cancelled')[:1]

    def _perles_after_arrival(self, receipt):
        """Extends `lot`: each new lot enters the *Thalasso*."""
        result = super()._perles_after_arrival(receipt)
        self.env['perles.care'].sudo().create([
            {'lot_id': lot.id, 'company_id': receipt.company_id.id} for lot in self
        ])
        return result

    # === STEPS AND TIMELINE === #

    @api.model
    def _perles_step_labels(self):
        """kind → words of each mandatory step, in order, in the language of the reader."""
        return {
            'sort': self.env._("sorting"),
            'care': self.env._("care"),
            'revalue': self.env._("revaluation"),
        }

    def _perles_remaining_steps(self):
        """The mandatory steps that are not done yet (000-42).

        :return: list of words in order, such as ['revaluation']; empty out of care, and for a
            lot that never was to enter it.
        """
        self.ensure_one()
        if self.perles_stage != 'expected':
            return []
        done = set(self._perles_care().step_ids.mapped('kind'))
        return [label for kind, label in self._perles_step_labels().items() if kind not in done]

    def _perles_timeline(self):
        """What the lot went through, for a member who reserved it: nobody is named (000-94).

        :return: list of (label, naive UTC instant or False, whether it is done)
        """
        self.ensure_one()
        done = {step.kind: step.done_at for step in self._perles_care().step_ids}
        arrived_at = self.sudo().perles_arrived_at
        return [
            (self.env._("received"), arrived_at, bool(arrived_at)),
            *(
                (label, done.get(kind, False), kind in done)
                for kind, label in self._perles_step_labels().items()
            ),
        ]

    def action_view_care(self):
        """Open the care of this lot."""
        self.ensure_one()
        return (self._perles_care() or self.perles_care_ids[:1]).get_formview_action()

    # === THE WAY OUT === #

    def _perles_settle(self, usable=None):
        """The end of care: shares, then one write, then the pieces, then who waits is told.

        The rows stay locked, so that nobody takes anything of these lots meanwhile.

        :param float usable: what care has left, in the unit of the lot; what was written by
            default.
        :raise UserError: if less lies in Thalasso than is usable.
        """
        lots = self.sudo()
        lots._perles_lock()
        for lot in lots:
            left = lot.perles_usable_qty if usable is None else usable
            lot.write(lot._prepare_settled(left))
            # in one statement, or the database would see more promised than there is
            lot.flush_recordset()
            lot._perles_leave_thalasso(left)
        lots._perles_after_settle()

    def _perles_lock(self):
        self.env.cr.execute(
            "SELECT id FROM stock_lot WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [self.ids],
        )
        self.invalidate_recordset(['perles_held_qty'])

    def _prepare_settled(self, usable):
        """Values of a lot that leaves care; hook: `offer` shares what is usable.

        :param float usable: in the unit of the lot.
        """
        return {'perles_stage': 'ready', 'perles_usable_qty': usable, 'perles_held_qty': 0.0}

    def _perles_after_settle(self):
        """Hook: the pieces are in Reserved, who was promised some of them is told."""

    def _perles_leave_thalasso(self, usable):
        """Carry the usable quantity to Reserved and write off the rest, by native moves."""
        self.ensure_one()
        care = self._perles_care()
        company = self._perles_keeper()
        carried = self._perles_carry(
            usable, company.perles_thalasso_id, company.perles_reserved_id, care.name,
        )
        if care and self.product_id.uom_id.compare(carried, usable) < 0:
            raise UserError(self.env._(
                "%s: less lies in Thalasso than is usable. Check its transfers.",
                self.display_name,
            ))
        self._perles_write_off(company.perles_thalasso_id, care.name)
