from odoo.http import request, route

from odoo.addons.auth_signup.controllers.main import AuthSignupHome

from ...tools.texts import NotMailable, clean_email, clean_line
from ..base.form import MAX_LENGTH


class SignIn(AuthSignupHome):
    """Pages of the account, which tell nobody who has one."""

    def get_auth_signup_qcontext(self):
        """Override of `auth_signup`: an e-mail in the address of the page is not looked for."""
        context = super().get_auth_signup_qcontext()
        if not context.get('token'):
            context.pop('signup_email', None)
        return context

    @route()
    def web_auth_signup(self, *args, **kw):
        """Override of `auth_signup`: where anybody may sign up, a mail says what comes next.

        Natively the page tells who has an account, and lets in who typed an address.
        """
        context = self.get_auth_signup_qcontext()
        is_open = context.get('signup_enabled') and not context.get('token')
        if request.httprequest.method != 'POST' or not is_open or 'error' in context:
            return super().web_auth_signup(*args, **kw)
        try:
            self._note_sign_up(context)
            context['message'] = request.env._(
                "Look into your mailbox: a link to choose your password was sent to this address."
            )
        except NotMailable:
            context['error'] = request.env._("No mail reaches this address: please check it.")
        response = request.render('auth_signup.signup', context)
        response.headers['X-Frame-Options'] = 'SAMEORIGIN'
        response.headers['Content-Security-Policy'] = "frame-ancestors 'self'"
        return response

    def _note_sign_up(self, context):
        name = clean_line(context.get('name') or '')
        request.env['perles.account.request']._note(
            'sign_up', clean_email(context.get('login') or ''), person_name=name[:MAX_LENGTH],
        )
