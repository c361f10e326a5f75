from odoo.http import request, route
from odoo.tools.translate import LazyTranslate

from odoo.addons.portal.controllers.portal import CustomerPortal

# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)
WORDS = _lt("I would like to receive the news of Perles Éthiques by e-mail")


class Newsletter(CustomerPortal):
    """Whether one's news are sent: a choice of its own, apart from the mails of the contract."""

    @route('/my/newsletter', type='http', auth='user', website=True, methods=['GET'],
           readonly=True)
    def portal_newsletter(self, saved='', **query):
        """The box of the news, as it stands."""
        partner = request.env.user.partner_id
        return request.render('perles_ethiques.portal_newsletter', {
            'partner': partner, 'subscribed': partner._perles_has_news(), 'saved': saved == '1',
            'words': WORDS._translate(request.env.lang), 'page_name': 'newsletter',
        })

    @route('/my/newsletter', type='http', auth='user', website=True, methods=['POST'])
    def portal_newsletter_save(self, news='', **post):
        """Record the choice."""
        partner = request.env.user.partner_id
        if news == '1' and partner.email_normalized:
            partner._perles_subscribe(
                WORDS._translate(request.env.lang), request.httprequest.remote_addr,
            )
        else:
            partner._perles_unsubscribe()
        return request.redirect('/my/newsletter?saved=1', code=303)
