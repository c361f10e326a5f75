from odoo import api, fields, models


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

    @api.constrains('pricelist_id')
    def _check_pricelist_is_reserved(self):
        """A member list is resolved from the membership: nobody chooses it, by name or by code.

        :raise ValidationError: if the list can be chosen in the shop or has a code.
        """
        self.pricelist_id._check_perles_unchosen()

    # === CRUD METHODS: who is a member list is remembered between requests === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `perles_ethiques` to forget which lists are member lists."""
        plans = super().create(vals_list)
        self.env.registry.clear_cache()
        return plans

    def write(self, vals):
        """Override of `perles_ethiques` to forget which lists are member lists."""
        result = super().write(vals)
        if 'pricelist_id' in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Override of `perles_ethiques` to forget which lists are member lists."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
