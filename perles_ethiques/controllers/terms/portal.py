from odoo.exceptions import MissingError
from odoo.http import Controller, content_disposition, request, route


class Terms(Controller):
    """The published contract texts: no personal data, so anybody may read them."""

    @route('/terms/<int:version_id>/pdf', type='http', auth='public', readonly=True,
           sitemap=False)
    def terms_pdf(self, version_id):
        """The PDF of a version, the same bytes for ever (clause 000-92)."""
        version = request.env['perles.terms.version'].sudo().browse(version_id).exists()
        if not version:
            raise MissingError(request.env._("This contract does not exist."))
        return request.make_response(version._pdf_bytes(), [
            ('Content-Type', 'application/pdf'),
            ('Content-Disposition', content_disposition(version._filename(), 'inline')),
            ('Cache-Control', 'public, max-age=31536000, immutable'),
        ])

    @route('/adhesion/contrat', type='http', auth='public', website=True, readonly=True,
           sitemap=True)
    def terms_page(self):
        """The contract in force, as a page: a PDF is never the only form of a text."""
        plan = request.env['perles.membership.plan']._current(request.website.company_id)
        version = plan.terms_id.current_version_id
        if not version:
            raise request.not_found()
        return request.render('perles_ethiques.terms_page', {'version': version})
