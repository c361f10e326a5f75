"""From a wish to the parcel, in a real browser: three members want what comes in once.

The tests follow one another: each goes on where the one before has ended.
"""

import re
from datetime import date, timedelta
from functools import partial

import pytest
from dateutil.relativedelta import relativedelta
from PIL import Image

from bootstrap import places
from tests.harness import Site
from tests.harness.browser import private_session, sign_in
from tests.harness.crowd import address
from tests.harness.crowd import join as let_join

from .gestures import DEMO, PASSWORD, assert_within_cards, choose, submit_payment
from .outcome import NAME, SHIPPED, claim, letters, paris_today, quotes, shares_of

pytestmark = pytest.mark.timeout(900)
FAILURES = places.BUILD / 'failures'
FIRST, SECOND, THIRD = 'azur', 'ciel', 'lagune'
WANTED = {FIRST: '200', SECOND: '200', THIRD: '50'}
EXPECTED, USABLE, PRICE = '300', '180', '1,00'
DRAWN = """() => [...document.querySelectorAll('#modalaccept canvas')].some((paper) => paper.width
    && paper.getContext('2d').getImageData(0, 0, paper.width, paper.height).data.some(Boolean))"""
LINK = re.compile(r'https?://[^"\s<]+/my/offers[^"\s<]*')
READY = """
model = env['product.template'].create({
    'name': 'Perles de verre', 'categ_id': env.ref('perles_ethiques.category_bead').id,
    'is_storable': True, 'tracking': 'lot', 'perles_is_model': True, 'list_price': 1.0,
    'perles_value_ids': [(6, 0, env.ref('perles_ethiques.value_material_glass').ids)],
})
env.cr.commit()
answer([env.ref('perles_ethiques.category_bead').id,
        env.ref('perles_ethiques.value_material_glass').id])
"""


@pytest.fixture(scope='module')
def shop(house):
    """Run a site whose members only want what this story brings, of a size of its own."""
    site = Site(house, house.story(), 'wishes')
    try:
        yield site.start()
    finally:
        site.close()


@pytest.fixture
def visit(shop, browser, request):
    """Return a function that opens a page of the shop in a private session."""
    opened = []

    def enter(**options):
        opened.append(private_session(browser, shop.url, **options))
        return opened[-1].new_page()
    yield enter
    for number, context in enumerate(opened):
        if getattr(request.node, 'has_failed', False):
            FAILURES.mkdir(parents=True, exist_ok=True)
            picture = FAILURES / f'{request.node.name}-{number}.png'
            context.pages[-1].screenshot(path=picture, full_page=True)
    # they end with the browser: one that is left while a page still loads may wait for ever


def test_three_wishes(shop, visit):
    category, glass = shop.shell(READY)
    due = date.today() + timedelta(days=200)
    let_join(shop.shell, list(WANTED), str(due), password=PASSWORD)
    for card, quantity in WANTED.items():
        page = visit()
        sign_in(page, address(card), PASSWORD)
        page.goto('/my/wishes/new')
        page.select_option('#categ_id', str(category))
        page.fill('#quantity', quantity)
        page.fill('#mm_min', '40,5')
        page.fill('#mm_max', '41,5')
        page.check(f'input[name=value_ids][value="{glass}"]')
        page.click('#wish_form button[type=submit]:not([name])')
        page.wait_for_url(re.compile(r'/my/wishes(?!/new)'))
        assert quantity in page.inner_text('main')


def test_lots_arrive(shop, visit, cards, tmp_path):
    photo = tmp_path / 'arrivage.jpg'
    Image.new('RGB', (900, 700), '#0E6673').save(photo)
    staff = visit()
    sign_in(staff, *cards['employee'])
    staff.goto('/odoo/nouvel-arrivage')
    staff.fill('div[name=model_id] input', "Perles de verre")
    staff.click('.o-autocomplete--dropdown-item:has-text("Perles de verre") >> nth=0')
    staff.set_input_files('div[name=attachment_ids] input[type=file]', photo)
    staff.wait_for_selector('div[name=attachment_ids] .o_attachment')
    staff.click('button[name=action_add_photos]')
    row = staff.locator('div[name=line_ids] .o_data_row')
    row.wait_for()
    for field, value in (
        ('name', NAME), ('quantity', EXPECTED), ('mm', '41,0'), ('price', PRICE),
    ):
        row.locator(f'td[name={field}]').click()
        row.locator(f'td[name={field}] input').fill(value)
    staff.click('button[name=action_receive]')
    staff.wait_for_selector(f'text="{NAME}"')


@pytest.mark.clause('000-34', '000-40')
def test_offers_by_rank(shop, visit):
    for card, quantity in ((FIRST, '200'), (SECOND, '100')):
        assert shop.comes(partial(letters, shop, card))
        mails = letters(shop, card)
        assert len(mails) == 1, 'one letter a member and receipt'
        page = visit()
        sign_in(page, address(card), PASSWORD)
        assert_within_cards(page, '/my/offers')
        page.goto(LINK.search(shop.mails.text(mails[0])).group(0))
        if page.locator('a[href*="/my/offers/"]').count():
            page.click('main a[href*="/my/offers/"] >> nth=0')
            page.wait_for_url('**/my/offers/*')
        assert quantity in page.inner_text('main')
        page.click('form.pe-take-form button[type=submit]')
        page.wait_for_selector('main a[href*="/my/claims/"]')
        assert claim(shop, card) == ['expected', quantity]
    assert not letters(shop, THIRD), 'who only waits is told by the space and the digest'
    page = visit()
    sign_in(page, address(THIRD), PASSWORD)
    page.goto('/my/offers')
    assert NAME in page.inner_text('main')


@pytest.mark.clause('000-41', '000-42', '000-94')
def test_care_ends_short(shop, visit, cards):
    staff = visit()
    sign_in(staff, *cards['employee'])
    for step in range(3):
        # opened anew: a board that is being drawn again may swallow a click
        staff.goto('/odoo/thalasso')
        card = staff.locator('.o_kanban_record', has_text=NAME)
        card.locator('button[name=action_end_step]').click()
        if step == 2:
            staff.fill('.modal div[name=usable_qty] input', USABLE)
            staff.click('.modal footer button[name=action_ask]')
            # the question repeats the number before anybody loses by it
            staff.wait_for_selector('.modal div[name=question]:has-text("180")')
        staff.click('.modal footer .btn-primary')
        staff.wait_for_selector('.modal', state='detached')
    assert shop.comes(lambda: claim(shop, FIRST) == ['quoted', '180'])
    assert claim(shop, SECOND) == ['refused', '100'], 'what it asked for, of which nothing is held'
    loser = visit()
    sign_in(loser, address(SECOND), PASSWORD)
    loser.goto('/my/claims')
    loser.click(f'main a:has-text("{NAME}")')
    loser.wait_for_url('**/my/claims/*')
    loser.wait_for_selector('main :is(.pe-timeline, .pe-steps, ol)')
    assert "arrivés avant vous" in loser.inner_text('main'), 'why not me, in one sentence'


@pytest.mark.clause('000-43', '000-84')
def test_signed_and_paid_in_shares(shop, visit):
    assert shop.comes(partial(quotes, shop, FIRST))
    mail = quotes(shop, FIRST)[-1]
    link = re.search(r'https?://[^"\s<]+/my/orders/[^"\s<]+', shop.mails.text(mail)).group(0)
    page = visit()
    page.goto(link.replace('&amp;', '&'))
    page.click('a[href*="/choices"] >> nth=0')
    page.check('#payment_shares')
    page.click('main form button[type=submit]')
    page.wait_for_url(re.compile(r'/my/orders/\d+(?!.*choices)'))
    page.click('a[data-bs-target="#modalaccept"] >> nth=0')
    page.fill('.o_portal_sign_submit ~ input, #modalaccept input[name=signer]', "Adhérent azur")
    # the page draws the name a moment after it was typed
    page.wait_for_function(DRAWN)
    page.click('#modalaccept .o_portal_sign_submit')
    page.wait_for_url('**/my/invoices/**')
    page.click('#o_sale_portal_paynow, a[data-bs-target="#pay_with"], a[href="#portal_pay"]')
    choose(page, DEMO)
    submit_payment(page, landing='**/my/invoices/**')
    assert claim(shop, FIRST) == ['ordered', '180']
    assert shop.comes(lambda: shares_of(shop, FIRST)[0][1] == 't'), 'the first share is paid'
    first, *others = shares_of(shop, FIRST)
    assert first == [str(paris_today()), 't', 'f', 'posted', 'out_invoice', 't']
    assert others == [
        [str(paris_today() + relativedelta(months=later)), 'f', 't', 'posted', 'out_invoice', 't']
        for later in (1, 2)
    ]


def test_that_very_lot_is_delivered(shop, visit, cards):
    staff = visit()
    sign_in(staff, *cards['employee'])
    staff.goto('/odoo/devis')
    order = shop.psql("SELECT id FROM sale_order WHERE perles_is_of_claims AND state = 'sale'"
                      " ORDER BY id DESC LIMIT 1")[0][0]
    staff.goto(f'/odoo/orders/{order}')
    staff.click('button[name=action_view_delivery]')
    staff.click('button[name=button_validate]')
    assert shop.comes(lambda: shop.psql(SHIPPED) == [['t', '180']])
