from odoo import models


class WebsiteSnippetFilter(models.Model):
    """Blocks of products on any page: natively drawn without record rules (clause 000-39)."""

    _inherit = 'website.snippet.filter'

    def _prepare_values(self, limit=None, search_domain=None, **kwargs):
        """Override of `website`, which shows any one record to whoever names it."""
        model, record_id = kwargs.get('res_model'), kwargs.get('res_id')
        if limit == 1 and model and record_id:
            record = self.env[model].sudo(False).browse(record_id).exists()
            if not record._filtered_access('read'):
                return []
        return super()._prepare_values(limit=limit, search_domain=search_domain, **kwargs)

    def _filter_records_to_values(self, records, **options):
        """Override of `website` to leave out the products that the reader has to wait for.

        What one has looked at, what goes with a product, what sold best: all are drawn so.
        """
        if not options.get('is_sample') and records._name == 'product.product':
            records = records.filtered(
                lambda product: not product.product_tmpl_id._perles_is_unseen()
            )
        return super()._filter_records_to_values(records, **options)
