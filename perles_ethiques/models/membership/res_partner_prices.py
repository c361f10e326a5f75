from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def _memberships_in_force(self, company=None, instant=None):
        """The memberships whose rights these partners enjoy at an instant, in one query.

        :param company: a `res.company`; the current one by default.
        :param datetime instant: naive UTC; now by default.
        :return: dict of commercial partner → membership (sudo)
        """
        memberships = self.env['perles.membership'].sudo()
        found = memberships.search_fetch(
            memberships._in_force_domain(instant or fields.Datetime.now())
            & fields.Domain('partner_id', 'in', self.commercial_partner_id._origin.ids)
            & fields.Domain('company_id', '=', (company or self.env.company).id),
            ['partner_id', 'plan_id'],
        )
        return {membership.partner_id: membership for membership in found}

    def _inverse_product_pricelist(self):
        """Override of `product`: a form saved as it was shown does not copy the member list.

        Only another list, chosen by the team, is set on the contact; it waits there.
        """
        reserved = self.env['product.pricelist']._perles_reserved_ids()
        chosen = self.filtered(lambda p: p.property_product_pricelist.id not in reserved)
        return super(ResPartner, chosen)._inverse_product_pricelist()
