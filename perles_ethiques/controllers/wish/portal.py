import re

from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ..base.records import own_domain, own_partner

LINES = 20
ID = re.compile(r'[0-9]{1,9}')


class WishPortal(CustomerPortal):
    """*Demande Adhérent*: what a member dreams of, as a list (clauses 000-31 to 000-35)."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to count the wishes of the home card."""
        values = super()._prepare_home_portal_values(counters)
        if 'wish_count' in counters:
            wishes = request.env['perles.wish'].sudo()
            values['wish_count'] = wishes.search_count(wishes._list_domain(own_partner()))
        return values

    # === THE LIST === #

    @route(['/my/wishes', '/my/wishes/page/<int:page>'], type='http', auth='user', website=True,
           readonly=True)
    def portal_wishes(self, page=1, search='', state='', project='', sortby='', **query):
        """The wishes of the visitor's organisation, with what waits for each."""
        wishes, partner = request.env['perles.wish'].sudo(), own_partner()
        projects = request.env['perles.project']._of_member(partner)
        chosen = projects.filtered(lambda p: str(p.id) == project)
        orders = wishes._list_orders()
        domain = wishes._list_domain(partner, search, state, chosen)
        filters = {
            name: value for name, value in (
                ('search', search), ('state', state), ('project', project), ('sortby', sortby),
            ) if value
        }
        total = wishes.search_count(domain)
        pages = pager('/my/wishes', total, page, LINES, url_args=filters)
        order = orders.get(sortby, next(iter(orders.values())))[1]
        lines = wishes.search(domain, order=order, limit=LINES, offset=pages['offset'])
        return request.render('perles_ethiques.portal_wishes', {
            'page_name': 'wish', 'wishes': lines, 'total': total, 'pager': pages,
            'standings': lines._waiting_words(), 'found': lines._found(),
            'projects': projects, 'filters': filters,
            'orders': orders, 'states': wishes._fields['state']._description_selection(
                request.env),
            'to_confirm': wishes._to_confirm(partner), **self._said(),
            'pictures': lines._pictures(),
            'is_member': bool(partner._membership_at()),
        })

    @route('/my/wishes/confirm', type='http', auth='user', website=True, methods=['POST'])
    def portal_wishes_confirm(self, **post):
        """All wishes still hold: one click (000-33)."""
        request.env['perles.wish']._confirm_all(own_partner())
        return request.redirect('/my/wishes?done=confirmed', code=303)

    # === HELPERS === #

    def _said(self):
        """What the page before has done, for this one to say so: a word, and the wish."""
        done, saved = (request.params.get(name) or '' for name in ('done', 'saved'))
        wish = request.env['perles.wish'].sudo()
        if ID.fullmatch(saved):
            wish = wish.search(own_domain() & Domain('id', '=', int(saved)))
        return {'done': done, 'saved': wish, 'told': wish._first_words() if done == 'new' else {}}
