import uuid

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..match.perles_match_allocation import rounded_down
from ..match.stock_lot import PROMISABLE

# a pre-reservation that still waits for pieces of its lot
WAITING = ('expected', 'settled', 'quoted')


class StockLot(models.Model):
    _inherit = 'stock.lot'

    perles_offer_count = fields.Integer(compute='_compute_perles_offer_count')

    perles_claim_count = fields.Integer(
        string="Number of pre-reservations", compute='_compute_perles_claim_counts',
    )
    perles_waiting_count = fields.Integer(
        string="Members waiting", compute='_compute_perles_claim_counts',
    )

    @api.depends('perles_offer_ids')
    def _compute_perles_offer_count(self):
        counts = dict(self.env['perles.offer'].sudo()._read_group(
            [('lot_id', 'in', self.ids)], ['lot_id'], ['__count'],
        ))
        for lot in self:
            lot.perles_offer_count = counts.get(lot, 0)

    def action_view_perles_offers(self):
        """Open the offers of these lots."""
        action = self.env['ir.actions.act_window']._for_xml_id('perles_ethiques.offer_action')
        return {**action, 'domain': [('lot_id', 'in', self.ids)], 'context': {}}

    def action_view_perles_near(self):
        """Open the wishes that exactly one condition keeps from this lot, by rank.

        :return: an action on lines computed now
        """
        self.ensure_one()
        self.env['perles.near.miss'].check_access('read')
        # employees who never touch the stock have no right on lots
        lot, wishes = self.sudo(), self.env['perles.wish']
        misses = self.env['perles.near.miss'].sudo().create([{
            'lot_id': lot.id, 'wish_id': wish_id,
            'reason': lot._perles_failing_words(name, wishes.browse(wish_id)),
        } for wish_id, name in lot.env['perles.match']._near_misses(lot)])
        title = self.env._("Near misses")
        return {
            'type': 'ir.actions.act_window', 'name': title,
            'res_model': 'perles.near.miss', 'view_mode': 'list',
            'domain': [('id', 'in', misses.ids)],
            'help': Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>") % (
                self.env._("No wish comes close to this lot"),
                self.env._(
                    "Shown here: wishes that a single criterion keeps from it. They are offered "
                    "to nobody; you may write to their members."
                ),
            ),
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_promised(self):
        """What members were told of stays: an offer is withdrawn, its lot is not deleted.

        :raise UserError: naming the first lot that was offered or pre-reserved.
        """
        for lot in self.sudo():
            if lot.perles_offer_ids or lot.perles_claim_ids:
                raise UserError(self.env._(
                    "%s was offered to members or pre-reserved: withdraw the offers, and keep "
                    "the lot.", lot.display_name,
                ))

    def _perles_may_take(self, user):
        """Whether a user's membership lets them take of this lot, if there is something left.

        :param user: a `res.users` record.
        """
        self.ensure_one()
        lot = self.sudo()
        if lot.perles_stage not in PROMISABLE or user._is_public():
            return False
        membership = user.partner_id._membership_at()
        page = lot.product_id.product_tmpl_id.with_context(active_test=False)
        plans = page.perles_preview_plan_ids
        return bool(membership and (not plans or membership.plan_id in plans))

    def _perles_taking(self, user):
        """What the form that takes of this lot needs, for who may: see `lot_take_form`.

        :param user: a `res.users` record.
        :return: dict, empty for who may not
        """
        if not self._perles_may_take(user):
            return {}
        lot = self.sudo()
        return {
            'free_qty': rounded_down(lot._perles_free_qty(), lot.perles_unit),
            'take_key': str(uuid.uuid4()),
        }

    def _compute_perles_claim_counts(self):
        claims = self.env['perles.claim'].sudo()
        total = dict(claims._read_group([('lot_id', 'in', self.ids)], ['lot_id'], ['__count']))
        waiting = dict(claims._read_group(
            [('lot_id', 'in', self.ids), ('state', 'in', WAITING)],
            ['lot_id'], ['partner_id:count_distinct'],
        ))
        for lot in self:
            lot.perles_claim_count = total.get(lot, 0)
            lot.perles_waiting_count = waiting.get(lot, 0)

    def action_view_claims(self):
        """Open the pre-reservations of this lot, in the order in which they came."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Pre-reservations of %s", self.display_name),
            'res_model': 'perles.claim',
            'view_mode': 'list,form',
            'domain': [('lot_id', '=', self.id)],
            'context': {'create': False},
        }
