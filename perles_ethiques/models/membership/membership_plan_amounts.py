from odoo import models, tools


class PerlesMembershipPlan(models.Model):
    """Amounts for pages: the tax engine is asked once, until something it reads was written."""

    _inherit = 'perles.membership.plan'

    def _read_price(self):
        """Read of the product what a price needs: a product has a hundred columns."""
        product = self.product_id.sudo()
        product.fetch(['product_tmpl_id', 'write_date'])
        product.product_tmpl_id.fetch(['list_price', 'write_date'])

    def _amounts_shown(self, price, partner):
        """What a fee amounts to for a member, as `_amounts` says, for who only reads it.

        :param float price: HT.
        :param partner: the `res.partner` whose fiscal position applies.
        :return: dict with ``total_excluded`` and ``total_included``
        """
        self.ensure_one()
        product = self.product_id.sudo()
        written = (
            self.write_date, partner.write_date, product.write_date,
            product.product_tmpl_id.write_date,
            *self._written_in('account.tax'), *self._written_in('account.fiscal.position'),
        )
        excluded, included = self._amounts_kept(price, partner.id, written)
        return {'total_excluded': excluded, 'total_included': included}

    def _written_in(self, model):
        """When each record of a small table was last written; another list if one is gone."""
        records = self.env[model].sudo().with_context(active_test=False)
        [[instants]] = records._read_group([], [], ['write_date:array_agg'])
        return sorted(filter(None, instants or ()))

    @tools.ormcache('self.id', 'price', 'partner_id', 'written')
    def _amounts_kept(self, price, partner_id, written):
        """Keep the answer for the key, which holds the last writing of all that is read."""
        totals = self._amounts(price, self.env['res.partner'].sudo().browse(partner_id))
        return totals['total_excluded'], totals['total_included']
