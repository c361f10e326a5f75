"""A year of members, in a real browser, on a server whose calendar is turned.

The tests follow one another from day to day: each goes on where the one before has ended.
"""

import pytest

from bootstrap.daemon import wait_until
from tests.harness import TravellingSite
from tests.harness.browser import private_session, sign_in
from tests.harness.crowd import address
from tests.harness.crowd import join as let_join

from .bills import mail_about, pay_by_link, pay_invoice
from .gestures import DEMO, PASSWORD, TRANSFER, choose, join, submit_payment

CARD, LINK, WIRE, LATE, GUEST = 'jade', 'onyx', 'ambre', 'corail', 'opale'
KEPT = 'jeanne@ventoux.example'
CLOCKS = ('end', 'renew', 'charge', 'announce', 'dun', 'match_terminations', 'send_notices')
WAKE = """
for name in {clocks}:
    env.ref('perles_ethiques.ir_cron_' + name)._trigger()
env.cr.commit()
"""
# what the clocks still have to do, and why it is not done
LEFT = """
SELECT 'woken', cron_id::text, call_at, '' FROM ir_cron_trigger
 WHERE call_at <= now() AT TIME ZONE 'UTC'
UNION ALL
SELECT kind, state, retry_at, reason || ': ' || error FROM perles_notice
 WHERE state IN ('owed', 'sending') AND due_at <= now() AT TIME ZONE 'UTC'
"""
# seconds for the clocks, and how often more time is given: a program may hang in its faked time,
# and a mail that failed, whatever for, is tried again after five minutes
PATIENCE, TRIES = 60, 3
STANDING = """
SELECT m.state, count(p.id), max(p.start_date), max(p.unpaid_since)
  FROM perles_membership m JOIN perles_membership_period p ON p.membership_id = m.id
  JOIN res_partner c ON c.id = m.contact_id
 WHERE c.email = '{email}' GROUP BY m.id
"""
NUMBER = """
SELECT m.name FROM perles_membership m JOIN res_partner c ON c.id = m.contact_id
 WHERE c.email = '{email}'
"""
RIGHTS = """
SELECT m.rights_end FROM perles_membership m JOIN res_partner c ON c.id = m.contact_id
 WHERE c.email = '{email}'
"""


@pytest.fixture(scope='module')
def year(house):
    """Run a site on the day when the members of this story join."""
    if not house.is_private:
        pytest.skip('the PostgreSQL server of PGHOST cannot be given another time')
    site = TravellingSite(house, house.story(), 'year', '2026-12-15 09:00:00')
    try:
        yield site.start()
    finally:
        site.close()


@pytest.fixture
def visit(year, browser, request):
    """Return a function that opens a page in a private session, on the site of the year."""
    opened = []

    def enter(**options):
        opened.append(private_session(browser, year.url, **options))
        return opened[-1].new_page()
    yield enter
    for context in opened:
        context.close()


def go(site, instant):
    """Go to an instant, UTC, with workers that are fit to be asked for a page."""
    site.travel(instant)
    site.renew_workers()


def live(site, instant):
    """Go to an instant, UTC, and wait until the clocks of the server have done their work."""
    def is_done():
        # the worker of the clocks may be a new one: it takes the jump for a job without an end
        site.shell("env['ir.cron']._notifydb()")
        return not site.psql(LEFT)

    go(site, instant)
    site.shell(WAKE.format(clocks=CLOCKS))
    for _try in range(TRIES):
        if wait_until(is_done, PATIENCE):
            return
        site.pass_by(minutes=6)
        site.replace_workers()
    pytest.fail(f'the clocks are not done: {site.psql(LEFT)}')


def standing(site, email):
    return site.psql(STANDING.format(email=email))[0]


def test_joining_day(year, visit):
    page = visit()
    join(page, year, KEPT)
    choose(page, DEMO)
    page.check('input[name=o_payment_tokenize_checkbox]:visible')
    submit_payment(page)
    for card in (LINK, WIRE, LATE, GUEST):
        let_join(year.shell, [card], '2027-12-15', password=PASSWORD)
    assert standing(year, KEPT) == ['active', '1', '2026-12-15', '']


@pytest.mark.clause('000-14')
def test_notice_two_months_before(year):
    live(year, '2027-10-13 12:00:00')
    assert not year.mails.all(to=address(LINK))
    live(year, '2027-10-14 06:00:00')
    live(year, '2027-10-14 07:00:00')
    for email in (KEPT, address(LINK)):
        text = year.mails.text(mail_about(year, email, 'Date limite de non-reconduction'))
        assert '14/12/2027' in text


@pytest.mark.clause('000-16')
def test_guest_leaves(year, visit):
    go(year, '2027-12-14 22:58:00')
    page = visit()
    page.goto('/')
    page.click('footer a[href$="/resilier"]')
    page.fill('#person_name', "Opale")
    page.fill('#email', address(GUEST))
    # with the number and the e-mail it takes effect at once; with less it would be confirmed
    page.fill('#contract_ref', year.psql(NUMBER.format(email=address(GUEST)))[0][0])
    page.click('form.pe-form button[type=submit]')
    page.click('form.pe-form button[type=submit] >> nth=0')
    page.wait_for_url('**/resilier/merci')
    # the clock comes after midnight: the hour of the click counts
    live(year, '2027-12-14 23:10:00')
    mail = mail_about(year, address(GUEST), '23:58')
    assert '14 décembre 2027' in year.mails.text(mail)
    # a guest may take it back for a week: nothing is billed, and no right is left meanwhile
    assert standing(year, address(GUEST)) == ['active', '1', '2026-12-15', '']
    assert year.psql(RIGHTS.format(email=address(GUEST))) == [['2027-12-14 23:00:00']]


@pytest.mark.clause('000-09', '000-10')
def test_anniversary(year):
    live(year, '2027-12-15 06:00:00')
    live(year, '2027-12-15 07:00:00')
    # the card on file was charged
    assert standing(year, KEPT) == ['active', '2', '2027-12-15', '']
    for card in (LINK, WIRE, LATE):
        assert standing(year, address(card)) == ['active', '2', '2027-12-15', '2027-12-15']
        mail = mail_about(year, address(card), 'Facture')
        assert any(name.get_filename().endswith('.pdf') for name in mail.iter_attachments())
    assert standing(year, address(GUEST))[:2] == ['active', '1'], 'not renewed'


def test_renewal_paid_by_card(year, visit):
    pay_by_link(year, visit(), address(LINK), DEMO)
    live(year, '2027-12-15 08:00:00')
    assert standing(year, address(LINK)) == ['active', '2', '2027-12-15', '']


def test_renewal_paid_by_transfer(year, visit, cards):
    pay_by_link(year, visit(), address(WIRE), TRANSFER)
    live(year, '2027-12-17 08:00:00')
    staff = visit()
    sign_in(staff, *cards['employee'])
    staff.goto('/odoo/virements')
    staff.locator('.o_data_row', has_text='Adhérent ambre').locator('button').click()
    staff.click('.modal footer .btn-primary')
    staff.wait_for_selector('.modal', state='detached')
    assert standing(year, address(WIRE)) == ['active', '2', '2027-12-15', '']


@pytest.mark.clause('000-17')
def test_lapse_and_come_back(year, visit):
    email = address(LATE)
    so_far = len(year.mails.all(to=email))
    for instant, count in (
        ('2027-12-21 22:00:00', 0), ('2027-12-22 06:00:00', 1), ('2027-12-30 06:00:00', 2),
        ('2028-01-13 22:00:00', 2), ('2028-01-14 06:00:00', 3),
    ):
        live(year, instant)
        assert len(year.mails.all(to=email)) - so_far == count, instant
    assert standing(year, email)[0] == 'suspended'
    assert standing(year, address(GUEST))[:2] == ['ended', '1'], 'a week is over'
    go(year, '2028-01-20 09:00:00')
    page = visit()
    sign_in(page, email, PASSWORD)
    page.goto('/my/membership')
    assert "Suspendue" in page.inner_text('main')
    page.click('main a[href*="/my/invoices/"]')
    pay_invoice(year, page, email, DEMO)
    assert standing(year, email) == ['active', '2', '2027-12-15', '']
    page.goto('/my/membership')
    assert page.locator('.pe-pill.pe-tone--ok').count()
