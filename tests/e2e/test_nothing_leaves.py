"""No page asks a third party for anything: every request attempted is recorded (000-88)."""

import contextlib
from urllib.parse import urlsplit

import pytest

from tests.harness.browser import private_session, sign_in

SITE = ('/', '/shop', '/adhesion', '/adhesion/contrat', '/adhesion/merci', '/web/login',
        '/web/reset_password', '/contactus')
MEMBER = ('/my', '/my/membership', '/my/membership/terms', '/my/membership/terms/1',
          '/my/membership/withdraw', '/my/orders', '/my/invoices', '/my/account', '/my/security',
          '/shop')
# what a member of the story wishes, was offered and has pre-reserved; `{}` is found in the base
WISHER = ('/my', '/my/wishes', '/my/wishes/new', '/my/wishes/{wish}', '/my/offers',
          '/my/offers?show=all', '/my/offers/{offer}', '/my/claims', '/my/claims/{claim}',
          '/my/claims/{claim}/done', '/my/lots/{lot}', '/my/orders/{order}',
          '/my/orders/{order}/choices', '/my/newsletter', '/shop')
STAFF = ('/odoo/aujourdhui', '/odoo/adhesions', '/odoo/virements', '/odoo/settings', '/odoo/apps',
         '/odoo/contacts', '/odoo/sales', '/odoo/action-account.action_move_out_invoice_type',
         '/odoo/souhaits', '/odoo/demande', '/odoo/projets', '/odoo/nouvel-arrivage',
         '/odoo/arrivages', '/odoo/arrivages?view_type=kanban', '/odoo/thalasso', '/odoo/offres',
         '/odoo/pre-reservations', '/odoo/devis', '/odoo/echeances', '/odoo/emballages')
# one of each that somebody of the story has: an offer and a quotation to answer, before all
DOCUMENTS = """
SELECT u.login, (SELECT min(id) FROM perles_wish WHERE partner_id = p.id),
       o.id, c.id, c.lot_id, l.order_id
  FROM perles_offer o
  JOIN res_partner p ON p.id = o.partner_id
  JOIN perles_claim c ON c.partner_id = p.id
  JOIN sale_order_line l ON l.perles_claim_id = c.id
  JOIN res_partner contact ON contact.commercial_partner_id = p.id
  JOIN res_users u ON u.partner_id = contact.id AND u.active
 WHERE o.state = 'live' AND c.state = 'quoted' ORDER BY o.id, c.id, u.id LIMIT 1
"""


@contextlib.contextmanager
def recorded(browser, server):
    """Give a page and the list that receives every request that it attempts."""
    with contextlib.closing(private_session(browser, server.url)) as context:
        attempts = []
        context.on('request', lambda request: attempts.append(request.url))
        yield context.new_page(), attempts


def foreign(server, attempts):
    """Addresses on another host, data and blobs of the page itself left aside."""
    own = urlsplit(server.url).netloc
    return sorted({
        address for address in attempts
        if urlsplit(address).scheme not in ('data', 'blob', 'about')
        and urlsplit(address).netloc != own
    })


def visit(page, paths, ready=None):
    """Open each page to its end and let what it does afterwards begin."""
    for path in paths:
        page.goto(path)
        page.wait_for_load_state('load')
        if ready:
            page.wait_for_selector(ready)
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(300)


def test_recorder_sees_a_foreign_request(browser, server):
    """The instrument itself: a request to another host is seen, even when it fails."""
    with recorded(browser, server) as (page, attempts):
        page.goto('/web/login')
        page.evaluate("fetch('http://192.0.2.1:9/x').catch(() => null)")
        page.wait_for_timeout(300)
        assert foreign(server, attempts) == ['http://192.0.2.1:9/x']


def test_visitor(browser, server):
    with recorded(browser, server) as (page, attempts):
        visit(page, SITE)
        assert attempts
        assert foreign(server, attempts) == []


@pytest.mark.parametrize('role', ['member', 'customer'])
def test_member_pages(browser, server, cards, role):
    with recorded(browser, server) as (page, attempts):
        sign_in(page, *cards[role])
        visit(page, MEMBER)
        assert foreign(server, attempts) == []


def test_pages_of_a_wisher(browser, server, cards):
    [[login, wish, offer, claim, lot, order]] = server.psql(DOCUMENTS)
    named = {'wish': wish, 'offer': offer, 'claim': claim, 'lot': lot, 'order': order}
    with recorded(browser, server) as (page, attempts):
        sign_in(page, login, cards['member'][1])
        refused = []
        page.on('response', lambda answer: refused.append(answer.url) if answer.status > 399 else 0)
        visit(page, [path.format(**named) for path in WISHER])
        assert refused == []
        assert any(f'/my/lots/{lot}/photo' in address for address in attempts)
        assert foreign(server, attempts) == []


def test_staff_screens(browser, server, cards):
    with recorded(browser, server) as (page, attempts):
        sign_in(page, *cards['manager'])
        visit(page, STAFF, ready='.o_action_manager > *')
        type_a_company_name(page)
        assert foreign(server, attempts) == []


def type_a_company_name(page):
    """The native form would send what is typed here to an address service."""
    page.goto('/odoo/contacts/new')
    field = page.locator('.o_field_widget[name=name] input, .o_field_widget[name=name] textarea')
    field.first.wait_for()
    field.first.type("Perles du Luberon", delay=20)
    page.wait_for_timeout(1500)


def test_no_service_answers_on_the_server_either(server):
    """Addons that call outside from the server are not installed at all."""
    rows = server.psql(
        "SELECT name FROM ir_module_module WHERE state = 'installed' AND name IN"
        " ('account_edi_proxy_client', 'account_peppol', 'iap', 'iap_mail', 'partner_autocomplete',"
        " 'sms', 'stock_sms', 'snailmail', 'snailmail_account', 'web_unsplash')"
    )
    assert rows == []
    active = server.psql(
        "SELECT c.active FROM ir_cron c JOIN ir_model_data d ON d.res_id = c.id"
        " AND d.model = 'ir.cron' WHERE d.name = 'ir_cron_module_update_notification'"
    )
    assert active == [['f']]
