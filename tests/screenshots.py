"""The pages worth a picture: `make screenshots` opens each as its role, wide and narrow."""

import contextlib

import pytest

from bootstrap import places
from tests.harness.browser import DESK, FRENCH, PHONE, sign_in

PICTURES = places.BUILD / 'screenshots'
SIZES = {'desk': DESK, 'phone': PHONE}
VISITOR = 'visitor'
# (role, address, name of the picture)
PAGES = (
    (VISITOR, '/', 'home'),
    (VISITOR, '/shop', 'shop'),
    (VISITOR, '/web/login', 'login'),
    (VISITOR, '/adhesion', 'joining'),
    (VISITOR, '/adhesion/contrat', 'contract'),
    (VISITOR, '/terms', 'texts'),
    (VISITOR, '/cgv', 'sales-terms'),
    (VISITOR, '/adhesion/merci', 'thanks'),
    (VISITOR, '/resilier', 'termination'),
    ('member', '/my', 'my'),
    ('member', '/my/wishes', 'wishes'),
    ('member', '/my/wishes/new', 'wish'),
    ('member', '/my/offers', 'offers'),
    ('member', '/my/claims', 'claims'),
    ('member', '/my/newsletter', 'newsletter'),
    ('member', '/my/quotes', 'quotations'),
    ('member', '/my/membership', 'membership'),
    ('member', '/my/membership/leave', 'leave'),
    ('member', '/my/membership/terms', 'versions'),
    ('member', '/adhesion', 'joining'),
    ('consumer', '/my/membership/withdraw', 'withdraw'),
    ('waiting', '/my/membership', 'transfer'),
    ('unpaid', '/my/membership/pay', 'pay'),
    ('employee', '/odoo/aujourdhui', 'today'),
    ('employee', '/odoo/virements', 'transfers'),
    ('employee', '/odoo/adhesions', 'memberships'),
    ('employee', '/odoo/souhaits', 'staff-wishes'),
    ('employee', '/odoo/demande', 'demand'),
    ('employee', '/odoo/nouvel-arrivage', 'arrival'),
    ('employee', '/odoo/arrivages', 'arrivals'),
    ('employee', '/odoo/thalasso', 'thalasso'),
    ('employee', '/odoo/offres', 'staff-offers'),
    ('employee', '/odoo/pre-reservations', 'staff-claims'),
    ('employee', '/odoo/devis', 'quotations'),
    ('employee', '/odoo/prochaine-nuit', 'rehearsal'),
    ('employee', '/odoo/chiffres', 'figures'),
    ('manager', '/odoo/horloges', 'clocks'),
    ('manager', '/odoo/settings#perles_ethiques', 'settings'),
)


@pytest.mark.parametrize('size', SIZES)
@pytest.mark.parametrize(('role', 'address', 'name'), PAGES)
def test_picture(browser, server, cards, role, address, name, size):
    """Take the picture of a page; an error page is a failure."""
    options = {'base_url': server.url, 'viewport': SIZES[size], **FRENCH}
    with contextlib.closing(browser.new_context(**options)) as context:
        page = context.new_page()
        if role != VISITOR:
            sign_in(page, *cards[role])
        answer = page.goto(address)
        page.wait_for_load_state('load')
        if address.startswith('/odoo'):
            page.wait_for_selector('.o_action_manager > *')
            page.wait_for_timeout(1500)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f'{name}-{role}-{size}.png', full_page=True)
        assert answer.ok, f'{address}: HTTP {answer.status}'
