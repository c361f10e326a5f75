from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class PerlesMembershipPlan(models.Model):
    """The price list that the members of a plan enjoy, as long as they are members."""

    _inherit = 'perles.membership.plan'

    pricelist_id = fields.Many2one(
        'product.pricelist', string="Member price list", index='btree_not_null',
        ondelete='restrict', check_company=True,
        help="Applies by itself to the members of this plan, from the first to the last second of"
             " their membership, in the shop and on quotations; what is set on a contact is not"
             " changed. A list without rules gives the public prices: add the rules that you"
             " want. No other customer ever gets this list.",
    )

    member_discount = fields.Float(
        string="Member discount (%)", digits=(5, 2), compute='_compute_member_discount',
        inverse='_inverse_member_discount', compute_sudo=True,
        help="Written as a rule on all products in the member price list; 0: no such rule.",
    )

    @api.constrains('pricelist_id')
    def _check_pricelist_is_reserved(self):
        """A member list is resolved from the membership: nobody chooses it, by name or by code.

        :raise ValidationError: if the list can be chosen in the shop or has a code.
        """
        self.pricelist_id._check_perles_unchosen()

    # === CRUD METHODS: who is a member list is remembered between requests === #

    @api.model_create_multi
    def create(self, vals_list):
        """Extends `base` to forget which lists are member lists."""
        plans = super().create(vals_list)
        self.env.registry.clear_cache()
        return plans

    def write(self, vals):
        """Extends `base` to forget which lists are member lists."""
        result = super().write(vals)
        if 'pricelist_id' in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Extends `membership` to forget which lists are member lists."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.depends(
        'pricelist_id.item_ids.applied_on', 'pricelist_id.item_ids.compute_price',
        'pricelist_id.item_ids.percent_price',
    )
    def _compute_member_discount(self):
        for plan in self:
            plan.member_discount = plan._discount_rule().percent_price

    def _inverse_member_discount(self):
        for plan in self:
            plan._write_discount(plan.member_discount)

    def _discount_rule(self):
        """The one rule of the house on all products, or an empty record."""
        return self.pricelist_id.item_ids.filtered(
            lambda rule: rule.applied_on == '3_global' and rule.compute_price == 'percentage'
            and not rule.min_quantity and not rule.date_start and not rule.date_end
        )[:1]

    def _write_discount(self, percentage):
        """Write the rule of a discount, or take it away.

        :raise ValidationError: below 0 or from 100 on.
        :raise UserError: if the plan has no member price list.
        """
        self.ensure_one()
        if not 0 <= percentage < 100:
            raise ValidationError(self.env._(
                "The discount lies between 0 and 100 %, 100 excluded."
            ))
        rule, pricelist = self._discount_rule().sudo(), self.pricelist_id.sudo()
        if not percentage:
            rule.unlink()
        elif rule:
            rule.percent_price = percentage
        elif pricelist:
            pricelist.item_ids = [Command.create({
                'applied_on': '3_global', 'compute_price': 'percentage',
                'percent_price': percentage,
            })]
        else:
            raise UserError(self.env._("Give the plan a member price list first."))
