"""A house that begins with nothing: its checklist leads to the first member, arrival and offer.

The tests follow one another, each line of the checklist by its link.
"""

import contextlib
import re

import pytest
from PIL import Image

from tests.harness import Site
from tests.harness.browser import private_session, sign_in

from .gestures import DEMO, choose, join, submit_payment

SETTINGS = '/odoo/action-perles_ethiques.settings_action'
EMAIL, NAME = 'premiere@ventoux.example', "Rondes de la première caisse"
COMPANY = {
    'name': "LE JAS DES SOURCES", 'street': "54 Avenue des Sources", 'zip': "84000",
    'city': "AVIGNON", 'phone': "+33 4 90 00 00 00", 'email': "bonjour@perles.example",
    'vat': "FR14983939224", 'company_registry': "98393922400017", 'ape': "4648Z",
}
LEGAL = {
    'perles_legal_form': "SCOP SAS", 'perles_capital': "variable",
    'perles_registration': "RCS Avignon 983 939 224", 'perles_director': "La gérance",
    'perles_host': "Un hébergeur, en France", 'perles_mediator': "Un médiateur, à Avignon",
}
OFFERS = """
SELECT o.state, t.name->>'fr_FR' FROM perles_offer o JOIN stock_lot l ON l.id = o.lot_id
  JOIN product_product v ON v.id = l.product_id
  JOIN product_template t ON t.id = v.product_tmpl_id
"""


@pytest.fixture(scope='module')
def empty(house):
    """Run a site where the addon was installed and nothing else was done."""
    site = Site(house, house.clean(), 'empty')
    try:
        yield site.start()
    finally:
        site.close()


@pytest.fixture(scope='module')
def owner(browser, empty):
    """Give the page of the first user."""
    with contextlib.closing(private_session(browser, empty.url)) as context:
        page = context.new_page()
        sign_in(page, 'admin', 'admin')
        yield page


@pytest.fixture(scope='module')
def member(browser, empty):
    """Give the page of a visitor, who becomes the first member."""
    with contextlib.closing(private_session(browser, empty.url)) as context:
        yield context.new_page()


@contextlib.contextmanager
def followed(page, address):
    """Give the screen that a line of the checklist opens, beside the list itself."""
    page.goto(SETTINGS)
    with page.expect_popup() as opened:
        page.click(f'div[name=perles_checklist] a[href$="{address}"] >> nth=0')
    with contextlib.closing(opened.value) as screen:
        screen.wait_for_selector('.o_action_manager > *')
        yield screen


def fill(page, values):
    """Type into the fields of a form of the team, and save it."""
    for name, value in values.items():
        page.fill(f'div[name={name}] :is(input, textarea) >> nth=0', value)
    save(page)


def save(page):
    """Save a form, and wait until it is."""
    page.click('.o_form_button_save')
    page.wait_for_selector('.o_form_button_save', state='hidden')


def missing(page):
    """The addresses of the lines that are not done."""
    page.goto(SETTINGS)
    page.wait_for_selector('div[name=perles_checklist] li')
    return page.eval_on_selector_all(
        'div[name=perles_checklist] li:has(.text-danger) a', 'links => links.map(a => a.pathname)',
    )


def test_everything_is_asked_for(owner):
    lines = missing(owner)
    assert len(lines) > 10, lines
    assert all(line.startswith(('/odoo/', '/adhesion')) for line in lines)


def test_the_company_names_itself(owner, empty):
    with followed(owner, '/odoo/companies/1') as screen:
        fill(screen, COMPANY)
    assert empty.psql('SELECT name FROM stock_warehouse') == [[COMPANY['name']]]
    with followed(owner, 'bank_account_form/new') as screen:
        screen.fill('div[name=acc_number] input', 'FR7630006000011234567890189')
        screen.fill('div[name=partner_id] input', COMPANY['name'])
        screen.click(f'.o-autocomplete--dropdown-item:has-text("{COMPANY["name"]}") >> nth=0')
        save(screen)


def test_its_texts_are_published(owner, empty, member):
    assert member.goto('/mentions-legales').status == 404
    owner.goto(SETTINGS)
    fill(owner, LEGAL)
    with followed(owner, '/odoo/textes') as screen:
        screen.check('thead .o_list_record_selector input')
        screen.click('button[name=action_publish]')
        screen.fill('.modal div[name=reason] input', "Première version.")
        screen.click('.modal footer button[name=action_publish]')
        screen.wait_for_selector('.modal', state='detached')
    assert COMPANY['email'] in member.goto('/mentions-legales').text()


def test_the_first_member(empty, member):
    join(member, empty, EMAIL)
    choose(member, DEMO)
    submit_payment(member)
    assert empty.psql('SELECT state FROM perles_membership') == [['active']]


def test_the_first_wish(member):
    member.goto('/my/wishes/new')
    member.select_option('#categ_id', label="Perle")
    member.fill('#quantity', '200')
    member.click('#wish_form button[type=submit]:not([name])')
    member.wait_for_url(re.compile(r'/my/wishes(?!/new)'))


def test_the_first_arrival(owner, tmp_path):
    owner.goto('/odoo/nouvel-arrivage')
    owner.click('.o_form_sheet a.alert-link')
    owner.wait_for_selector('div[name=name] :is(input, textarea)')
    owner.fill('div[name=name] :is(input, textarea) >> nth=0', "Perles de verre")
    owner.fill('div[name=categ_id] input', "Perle")
    owner.click('.o-autocomplete--dropdown-item:has-text("Perle") >> nth=0')
    save(owner)
    photo = tmp_path / 'arrivage.jpg'
    Image.new('RGB', (900, 700), '#0E6673').save(photo)
    with followed(owner, '/odoo/nouvel-arrivage') as screen:
        receive(screen, photo)


def receive(page, photo):
    """Enter one lot from its photo, and receive it."""
    page.fill('div[name=model_id] input', "Perles de verre")
    page.click('.o-autocomplete--dropdown-item:has-text("Perles de verre") >> nth=0')
    page.set_input_files('div[name=attachment_ids] input[type=file]', photo)
    page.wait_for_selector('div[name=attachment_ids] .o_attachment')
    page.click('button[name=action_add_photos]')
    row = page.locator('div[name=line_ids] .o_data_row')
    row.wait_for()
    for field, value in (('name', NAME), ('quantity', '300'), ('mm', '8'), ('price', '0,50')):
        row.locator(f'td[name={field}]').click()
        row.locator(f'td[name={field}] input').fill(value)
    page.click('button[name=action_receive]')
    page.wait_for_selector(f'text="{NAME}"')


def test_the_first_offer(owner, empty, member):
    assert empty.comes(lambda: empty.psql(OFFERS) == [['live', NAME]])
    member.goto('/my/offers')
    assert NAME in member.inner_text('main')
    assert missing(owner) == [], 'the checklist is done'
