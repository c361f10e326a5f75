"""Nothing false on a page: in French, of this house, with the tax, and all links lead somewhere."""

import contextlib

from playwright.sync_api import Error

from tests.harness.browser import private_session, sign_in
from tests.harness.crawler import Crawler
from tests.harness.findings import Finding

# milliseconds after which a list is one that opens nothing
OPENING = 15_000
# somebody of the story who wishes, was offered and has a quotation to sign
WISHER = """
SELECT u.login FROM perles_claim c
  JOIN sale_order_line l ON l.perles_claim_id = c.id
  JOIN res_partner contact ON contact.commercial_partner_id = c.partner_id
  JOIN res_users u ON u.partner_id = contact.id AND u.active
 WHERE c.state = 'quoted' ORDER BY c.id, u.id LIMIT 1
"""
# Where nobody is led by a link: forms that were sent, and addresses that are printed.
VISITOR = ('/', '/shop', '/adhesion', '/adhesion/merci', '/resilier', '/resilier/merci', '/terms',
           '/cgv', '/mentions-legales', '/confidentialite', '/adhesion/contrat', '/contactus',
           '/contactus-thank-you', '/web/login', '/web/reset_password', '/shop/cart')
MEMBER = ('/my', '/my/home', '/my/membership', '/my/account', '/my/security', '/my/orders',
          '/my/quotes', '/my/invoices', '/my/wishes', '/my/wishes/new', '/my/offers?show=all',
          '/my/claims', '/my/newsletter', '/shop', '/shop/cart')
# Native screens of the team, beside the menus of the house.
NATIVE = ('sale.action_quotations_with_onboarding', 'sale.action_orders',
          'account.action_move_out_invoice_type', 'stock.action_picking_tree_all',
          'contacts.action_contacts', 'stock.action_production_lot_form')
ACTIONS = """
() => {
    const menus = odoo.__WOWL_DEBUG__.root.env.services.menu;
    const house = menus.getApps().find(app => app.xmlid === 'perles_ethiques.perles_menu_root');
    const found = [];
    const walk = menu => {
        if (menu.actionID) found.push([menu.name, menu.actionID]);
        menu.children.forEach(id => walk(menus.getMenu(id)));
    };
    walk(menus.getMenu(house.id));
    return found;
}
"""
DO = """
async action => {
    const service = odoo.__WOWL_DEBUG__.root.env.services.action;
    try {
        await service.doAction(action, {clearBreadcrumbs: true});
    } catch (error) {
        return `${error.cause || error}`;
    }
}
"""


@contextlib.contextmanager
def crawler(browser, server, name, card=None):
    """Give a crawler, signed in by a card."""
    with contextlib.closing(private_session(browser, server.url)) as context:
        page = context.new_page()
        if card:
            sign_in(page, *card)
        yield Crawler(page, server.url, name)


def told(findings):
    """The findings as lines, for whoever reads why the test fails."""
    return '\n'.join(str(finding) for finding in findings)


def test_visitor(browser, server):
    with crawler(browser, server, 'visitor') as visitor:
        visitor.walk(*VISITOR)
        assert len(visitor.opened) >= len(VISITOR)
        assert not visitor.findings, told(visitor.findings)


def test_member(browser, server, cards):
    [[login]] = server.psql(WISHER)
    with crawler(browser, server, 'member', (login, cards['member'][1])) as member:
        member.walk(*MEMBER)
        assert any('/my/claims/' in page for page in member.opened)
        assert any('/my/offers/' in page for page in member.opened)
        assert not member.findings, told(member.findings)


def test_employee(browser, server, cards):
    with crawler(browser, server, 'employee', cards['manager']) as employee:
        page = employee.page
        page.goto('/odoo/aujourdhui')
        page.wait_for_selector('.o_kanban_view')
        menus = page.evaluate(ACTIONS)
        assert len(menus) > 20
        for name, action in [*menus, *((action, action) for action in NATIVE)]:
            if refusal := page.evaluate(DO, action):
                employee.findings.append(Finding(f'employee {name}', 'does not open', refusal))
                continue
            employee.look(name)
            open_first_record(page) and employee.look(f'{name}, a record')
        # documents of the team have columns for what is with tax and without
        wrong = [found for found in employee.findings if found.rule != 'price without tax']
        assert not wrong, told(wrong)


def open_first_record(page):
    """Open the first line of a list; tell whether there was one that opens a form."""
    cell = page.locator('.o_list_view:not(.o_field_widget *) .o_data_row .o_data_cell').first
    if not cell.count():
        return False
    with contextlib.suppress(Error):
        cell.click(timeout=OPENING)
        # a list that is written in opens a line of itself
        page.wait_for_selector('.o_form_view, .o_selected_row, .modal', timeout=OPENING)
    return page.locator('.o_form_view').count()
