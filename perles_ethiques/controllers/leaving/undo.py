from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class TerminationUndo(Controller):
    """The mailed links by which one confirms a request, or changes one's mind."""

    @route('/resilier/valider/<int:termination_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['GET'], sitemap=False, readonly=True)
    def termination_to_confirm(self, termination_id, secret):
        """Ask to confirm; nothing is written, so that mail scanners end nothing."""
        return self._render_confirm(self._to_confirm(termination_id, secret), secret)

    @route('/resilier/valider/<int:termination_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['POST'], sitemap=False)
    def termination_confirmed(self, termination_id, secret, **post):
        """End the membership as it was asked, at the instant of the request."""
        termination, error = self._to_confirm(termination_id, secret), None
        try:
            with request.env.cr.savepoint():
                if termination:
                    termination._confirm()
        except UserError as refusal:
            error = refusal.args[0]
        return self._render_confirm(termination, secret, error)

    def _to_confirm(self, termination_id, secret):
        termination = request.env['perles.termination'].sudo().browse(termination_id).exists()
        genuine = termination and termination._check_confirm_secret(secret)
        return termination if genuine else termination.browse()

    def _render_confirm(self, termination, secret, error=None):
        response = request.render('perles_ethiques.termination_confirmed', {
            'termination': termination, 'secret': secret, 'error': error,
        })
        if not termination:
            response.status_code = 404
        return response

    @route('/resilier/annuler/<int:termination_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['GET'], sitemap=False, readonly=True)
    def termination_undo(self, termination_id, secret):
        """Ask to confirm; nothing is written, so that mail scanners undo nothing."""
        return self._render(self._termination(termination_id, secret), secret)

    @route('/resilier/annuler/<int:termination_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['POST'], sitemap=False)
    def termination_undo_confirm(self, termination_id, secret, **post):
        """Let the membership go on; a mail acknowledges it."""
        termination = self._termination(termination_id, secret)
        if not termination or termination.state == 'undone':
            return self._render(termination, secret)
        try:
            with request.env.cr.savepoint():
                termination._undo()
        except UserError:
            return self._render(termination, secret)
        return self._render(termination, secret, done=True)

    def _termination(self, termination_id, secret):
        """The termination whose mailed link was followed, or an empty record."""
        termination = request.env['perles.termination'].sudo().browse(termination_id).exists()
        genuine = termination and termination._check_undo_secret(secret)
        return termination if genuine else termination.browse()

    def _render(self, termination, secret, done=False):
        response = request.render('perles_ethiques.termination_undo', {
            'termination': termination,
            'membership': termination.membership_id,
            'allowed': bool(termination) and termination._can_undo(),
            'secret': secret,
            'done': done,
        })
        if not termination:
            response.status_code = 404
        return response
