"""Saving one wish among all those of the house, beside one product put in a native cart."""

from datetime import date, timedelta

import pytest

from tests.harness import Site, crowd, pick
from tests.harness.crowd import address, join
from tests.harness.session import hidden, signed_in
from tests.harness.stopwatch import PATIENCE, compare, timed

pytestmark = pytest.mark.timeout(pick(300, 3600))

SEED = 0.42
MEMBERS, WANTED = pick((100, 1000), (20_000, 200_000))
ROUNDS = pick(30, 100)
# the short form only catches what became slow for good
LIMIT = pick(3.0, 2.0)
PASSWORD = 'un-mot-de-passe-long'
CARD = 'souhaiteuse'
FORM, CART = '/my/wishes/new', '/shop/cart/add'
CHOICES = """
values = env['product.attribute.value'].search([('attribute_id.perles_criterion', '!=', False)])
categories = env['product.category'].search([('perles_is_wishable', '=', True)])
# two values of each criterion
answer((categories.ids, [
    str(value.id) for some in values.grouped('attribute_id').values() for value in some[:2]
]))
"""
ACCOUNT = """
from odoo.fields import Command
partner = env['res.partner'].search([('email', '=', '{email}')])
env['res.users'].with_context(no_reset_password=True).create({{
    'name': partner.name, 'login': partner.email, 'partner_id': partner.id,
    'password': '{password}', 'group_ids': [Command.set(env.ref('base.group_portal').ids)],
}})
env.cr.commit()
"""
PRODUCT = """
product = env['product.product'].create({
    'name': "Atelier", 'type': 'service', 'is_published': True, 'list_price': 35,
})
env.cr.commit()
answer((product.product_tmpl_id.id, product.id))
"""
SAVED = "SELECT count(*) FROM perles_match WHERE wish_id > {last}"
LAST = "SELECT max(id) FROM perles_wish"


@pytest.fixture(scope='module')
def site(house):
    """Return a site of its own with workers, full of wishes."""
    crowded = Site(house, house.story(), 'saving')
    try:
        crowded.house.configure(workers=0, **crowded.server.catcher.start())
        crowd.wishes(crowded.shell, 'foule', WANTED, MEMBERS, SEED)
        yield crowded.start()
    finally:
        crowded.close()


@pytest.fixture(scope='module')
def member(site):
    """Return the session of one member."""
    join(site.shell, [CARD], str(date.today() + timedelta(days=200)), billed=False)
    site.shell(ACCOUNT.format(email=address(CARD), password=PASSWORD))
    return signed_in(site, address(CARD), PASSWORD)


@pytest.mark.clause('000-31')
def test_saving_against_native_cart(site, member, record_property):
    categories, values = site.shell(CHOICES)
    template, product = site.shell(PRODUCT)
    token = hidden(member.get(site.url + FORM, timeout=PATIENCE).text, 'csrf_token')
    [[last]] = site.psql(LAST)
    numbers = iter(range(10**6))

    def save():
        number = next(numbers)
        milliseconds, answer = timed(member.post, site.url + FORM, allow_redirects=False, data={
            'csrf_token': token, 'categ_id': categories[number % len(categories)],
            'quantity': 50 + number, 'unit': 'pieces', 'min_quantity': '20', 'mm_min': '6',
            'mm_max': '8', 'max_price': '0,45', 'colour_tolerance': 'close', 'value_ids': values,
            'project_id': '', 'note': "Pour le salon de juin.",
        })
        assert answer.status_code == 303, 'the wish was refused'
        return milliseconds

    def add():
        milliseconds, answer = timed(member.post, site.url + CART, json={
            'jsonrpc': '2.0', 'method': 'call', 'params': {
                'product_template_id': template, 'product_id': product, 'quantity': 1,
                'product_custom_attribute_values': [], 'no_variant_attribute_value_ids': [],
                'linked_products': [],
            },
        })
        assert answer.json()['result']['cart_quantity'], 'nothing was put in the cart'
        return milliseconds

    compare(f'a wish among {WANTED}', save, CART, add, ROUNDS, LIMIT, record_property)
    # each of them is matched from now on
    [[saved]] = site.psql(SAVED.format(last=last))
    assert int(saved) == next(numbers)
