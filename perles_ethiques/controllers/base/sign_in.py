from odoo.addons.auth_signup.controllers.main import AuthSignupHome


class SignIn(AuthSignupHome):
    """Pages of the account, which tell nobody who has one."""

    def get_auth_signup_qcontext(self):
        """Override of `auth_signup`: an e-mail in the address of the page is not looked for."""
        context = super().get_auth_signup_qcontext()
        if not context.get('token'):
            context.pop('signup_email', None)
        return context
