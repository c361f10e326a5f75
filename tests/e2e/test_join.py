"""A visitor becomes a member, seen from a real browser."""

import pytest
from playwright.sync_api import expect

from tests.harness.browser import PHONE, private_session, sign_in

from .gestures import DEMO, TRANSFER, choose, fill_form, join, submit_payment


@pytest.mark.clause('000-01', '000-03', '000-04', '000-06')
def test_join_by_card(page, server):
    email = 'jeanne@ventoux.example'
    join(page, server, email)
    choose(page, DEMO)
    submit_payment(page)
    page.wait_for_selector('.pe-pill.pe-tone--ok')
    assert "Active" in page.inner_text('.pe-pill >> nth=0')
    welcome = server.mailed(email, count=2)[-1]
    names = [part.get_filename() for part in welcome.iter_attachments()]
    assert any(name.startswith('contrat-adhesion') for name in names), names
    assert any(name.startswith('FAC') for name in names), names
    with page.expect_download() as download:
        page.click('.pe-table a')
    assert download.value.path().read_bytes().startswith(b'%PDF')
    state, periods, invoices = server.psql(
        "SELECT m.state, count(DISTINCT p.id), count(DISTINCT i.id) FROM perles_membership m"
        " JOIN perles_membership_period p ON p.membership_id = m.id"
        " JOIN account_move i ON i.perles_membership_id = m.id"
        " JOIN res_partner c ON c.id = m.contact_id"
        f" WHERE c.email = '{email}' GROUP BY m.state"
    )[0]
    assert (state, periods, invoices) == ('active', '1', '1')


@pytest.mark.clause('000-05')
def test_button_waits_for_the_box(page, server):
    fill_form(page, 'personne@ventoux.example')
    button = page.locator('#joining_form button[type=submit]')
    expect(button).to_be_disabled(timeout=30_000)
    page.check('#accept_terms')
    expect(button).to_be_enabled(timeout=30_000)
    assert button.inner_text() == "Adhésion avec obligation de paiement"


@pytest.mark.clause('000-06')
def test_transfer_then_payment_received(page, server, browser, cards):
    email = 'virement@ventoux.example'
    join(page, server, email, kind='company')
    choose(page, TRANSFER)
    submit_payment(page)
    text = page.inner_text('main')
    assert "attente de paiement" in text.lower()
    reference = page.inner_text('.pe-facts--framed strong')
    mail = server.mailed(email, count=2)[-1]
    assert reference in server.mails.text(mail)
    with private_session(browser, server.url) as context:
        staff = context.new_page()
        sign_in(staff, *cards['employee'])
        staff.goto('/odoo/virements')
        row = staff.locator('.o_data_row', has_text=reference)
        row.locator('button').click()
        staff.click('.modal footer .btn-primary')
        staff.wait_for_selector('.modal', state='detached')
    page.reload()
    assert page.locator('.pe-pill.pe-tone--ok').count()


@pytest.mark.parametrize('role', ['member', 'consumer'])
def test_member_page_on_a_phone(server, browser, cards, role):
    with private_session(browser, server.url, viewport=PHONE) as context:
        phone = context.new_page()
        sign_in(phone, *cards[role])
        for path in ('/my/membership', '/my/membership/terms', '/my/membership/terms/1'):
            phone.goto(path)
            assert phone.locator('h1').count() == 1
            width = phone.evaluate('document.documentElement.scrollWidth')
            assert width <= PHONE['width'], f'{path} scrolls sideways: {width} px'
