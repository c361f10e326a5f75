from odoo import api, fields, models
from odoo.tools.safe_eval import safe_eval

# Piles with something in them come in this order; those with nothing are not shown.
RANKS = {'danger': 0, 'warning': 1, 'info': 2}


class PerlesTodayCard(models.Model):
    """A pile of work on the *Aujourd'hui* screen: what to do, how many, one click to it."""

    _name = 'perles.today.card'
    _description = "Pile of work"
    _inherit = ['perles.typed.mixin']
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    hint = fields.Char(translate=True, help="One sentence saying what to do with this pile.")
    sequence = fields.Integer(default=10)
    action_id = fields.Many2one(
        'ir.actions.act_window', required=True, ondelete='cascade',
        help="The list that opens; its domain is what is counted.",
    )
    level = fields.Selection(
        selection=[('danger', "Urgent"), ('warning', "To do"), ('info', "To watch")],
        default='warning', required=True,
    )
    count = fields.Integer(compute='_compute_count')
    group_id = fields.Many2one(
        'res.groups', string="Shown to", ondelete='cascade',
        help="Only members of this group see the pile; the whole team by default.",
    )

    @api.depends('action_id')
    @api.depends_context('uid', 'allowed_company_ids')
    def _compute_count(self):
        for card in self:
            model = self.env[card.action_id.sudo().res_model]
            domain = safe_eval(card.action_id.sudo().domain or '[]', {'uid': self.env.uid})
            card.count = model.search_count(domain) if model.has_access('read') else 0

    @api.model
    @api.readonly
    def web_search_read(self, domain, specification, offset=0, limit=None, order=None,
                        count_limit=None):
        """Override of `web`: the piles with something in them, the urgent ones first."""
        result = super().web_search_read(
            domain, specification, offset=offset, limit=limit, order=order,
            count_limit=count_limit,
        )
        cards = {card.id: card for card in self.browse(
            values['id'] for values in result['records']
        )}
        full = [values for values in result['records'] if cards[values['id']].count]
        if not order:
            full.sort(key=lambda values: RANKS[cards[values['id']].level])
        return {'records': full, 'length': len(full)}

    def action_open(self):
        """Open the list behind the pile."""
        self.ensure_one()
        return self.action_id.sudo()._get_action_dict()
