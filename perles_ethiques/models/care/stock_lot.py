from odoo import api, fields, models


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

    # === BEFORE A QUANTITY IS SIGNED OR CORRECTED === #

    def _perles_loss_words(self, promisable):
        """Hook: who would hold less of this lot if no more than this might be promised.

        :param float promisable: in the unit of the lot.
        :return: list of sentences, one a member; `offer` knows them
        """
        return []
