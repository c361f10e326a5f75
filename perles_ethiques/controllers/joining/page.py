from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import Controller, request, route
from odoo.tools.translate import LazyTranslate

from ...exceptions import FormError
from ..base.form import MAX_LENGTH
from ..base.records import own_domain
from ..membership.portal import BUTTON_LABEL
from .form import JoiningForm

# labels of the module itself are translated when they are shown: no environment exists here
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

# What was typed in this very browser: told to nobody else.
TYPED_EMAIL = 'perles_joining_email'
BOX_LABEL = _lt("I have read the membership contract and I accept it.")


class Joining(Controller):
    """The public page on which one joins, and the link that proves an e-mail."""

    # === THE PAGE === #

    @route('/adhesion', type='http', auth='public', website=True, methods=['GET'],
           readonly=True, sitemap=True, list_as_website_content=_lt("Membership"))
    def joining_page(self):
        """Show the price, the contract and the form (clause 000-03)."""
        return self._render_page({}, {})

    @route('/adhesion', type='http', auth='public', website=True, methods=['POST'],
           sitemap=False, captcha='signup')
    def joining_submit(self, **post):
        """Receive the form: 303 to what comes next, 400 with the sentences to correct."""
        plan = self._plan()
        if not self._is_open(plan):
            return self._render_page({}, {})
        if request.env['perles.joining']._too_many_from(self._ip(), plan.company_id):
            error = request.env._("Too many forms were sent from here. Try again in an hour.")
            return self._render_page(post, {'offer': error}, status=429)
        try:
            values = JoiningForm(request.env, post, self._contact()).clean(plan)
        except FormError as error:
            return self._render_page(post, error.errors, status=error.http_status)
        return self._accept({**values, **self._act()})

    @route('/adhesion/merci', type='http', auth='public', website=True, sitemap=False,
           readonly=True)
    def joining_thanks(self):
        """Say, whoever wrote, that a mail tells how to go on."""
        return request.render('perles_ethiques.joining_thanks', {
            'typed_email': request.session.get(TYPED_EMAIL),
        })

    # === THE PROOF === #

    @route('/adhesion/confirmer/<int:joining_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['GET'], sitemap=False, readonly=True)
    def joining_confirm(self, joining_id, secret):
        """Ask for the password; nothing is written, so that mail scanners open nothing."""
        joining = self._joining(joining_id, secret)
        return self._render_confirm(joining, secret)

    @route('/adhesion/confirmer/<int:joining_id>/<string:secret>', type='http', auth='public',
           website=True, methods=['POST'], sitemap=False)
    def joining_prove(self, joining_id, secret, password='', password_again='', **post):
        """Create the user of a proved e-mail, sign in, and go to the payment."""
        joining = self._joining(joining_id, secret)
        if not joining:
            return self._render_confirm(joining, secret)
        if not password or password != password_again:
            return self._render_confirm(
                joining, secret, request.env._("Type the same password twice."),
            )
        try:
            with request.env.cr.savepoint():
                joining._prove_by_mail(secret, password[:200])
                request.env.cr.flush()
        except UserError as error:
            return self._render_confirm(joining, secret, error.args[0])
        credential = {'login': joining.email, 'password': password[:200], 'type': 'password'}
        request.session.authenticate(request.env, credential)
        return request.redirect('/my/membership/pay', code=303)

    # === HELPERS === #

    def _plan(self):
        return request.env['perles.membership.plan']._current(request.website.company_id)

    def _is_open(self, plan):
        """Whether one can join: a plan, a published contract, a complete identity."""
        return bool(
            plan and plan.terms_id.current_version_id and plan.company_id._perles_is_ready()
        )

    def _contact(self):
        """The signed-in person, or ``None`` for a visitor."""
        user = request.env.user
        return None if user._is_public() else user.partner_id

    def _ip(self):
        return request.httprequest.remote_addr

    def _act(self):
        """What is written of the act itself, beside the values of the form."""
        return {
            'box_label': self._words(BOX_LABEL),
            'button_label': self._words(BUTTON_LABEL),
            'ip_address': self._ip(),
        }

    def _words(self, label):
        return label._translate(request.env.lang)

    def _accept(self, values):
        contact = self._contact()
        joinings = request.env['perles.joining']
        request.session[TYPED_EMAIL] = values['email']
        if contact and not request.env.user._perles_is_proved():
            joinings._request_signed_in(values, contact.sudo())
            return request.redirect('/adhesion/merci', code=303)
        if contact:
            membership = joinings._prove_by_session(values, contact.sudo())
            to_pay = membership.state in ('draft', 'pending')
            return request.redirect('/my/membership/pay' if to_pay else '/my/membership', code=303)
        joinings._request(values)
        return request.redirect('/adhesion/merci', code=303)

    def _joining(self, joining_id, secret):
        """The joining whose mailed link was followed, or an empty record."""
        joining = request.env['perles.joining'].sudo().browse(joining_id).exists()
        return joining if joining and joining._check_secret(secret) else joining.browse()

    def _render_page(self, post, errors, status=200):
        plan = self._plan()
        contact = self._contact()
        membership = contact.sudo()._membership_at() if contact else None
        response = request.render('perles_ethiques.joining_page', {
            'plan': plan,
            'is_open': self._is_open(plan),
            'price': plan._price_details() if plan else {},
            'professional': bool(contact and contact.sudo()._perles_is_professional()),
            'version': plan.terms_id.current_version_id if plan else None,
            'contact': contact.sudo() if contact else None,
            'membership': membership,
            'waiting': bool(contact) and contact.env['perles.membership'].sudo().search(
                own_domain() & Domain('state', 'in', ('draft', 'pending')), limit=1,
            ),
            'countries': request.env['res.country']._perles_joining_choices(),
            'button_label': self._words(BUTTON_LABEL),
            'box_label': self._words(BOX_LABEL),
            'post': {name: str(value)[:MAX_LENGTH] for name, value in post.items()},
            'errors': errors,
        })
        response.status_code = int(status)
        return response

    def _render_confirm(self, joining, secret, error=None):
        response = request.render('perles_ethiques.joining_confirm', {
            'joining': joining, 'secret': secret, 'error': error,
            'minimum': request.env['res.users'].sudo().get_password_policy()['minlength'],
        })
        if not joining:
            response.status_code = 410
        elif error:
            response.status_code = 400
        return response
