"""What a visitor does with the pages, gesture by gesture."""

import re

from tests.harness.browser import DESK

PASSWORD = 'un-mot-de-passe-long'
LINK = re.compile(r'https?://[^"\s]+/adhesion/confirmer/[^"\s<]+')
DEMO, TRANSFER = 'demo', 'custom'
SMALL = {'width': 320, 'height': 640}
# pills that do not stay within their card
STICKS_OUT = """() => [...document.querySelectorAll('main .pe-pill')].filter(
    (pill) => pill.getBoundingClientRect().right
        > pill.closest('tr, .pe-card').getBoundingClientRect().right
).map((pill) => pill.textContent)"""


def fill_form(page, email, kind='person'):
    """Fill the joining form as the page shows it, box included."""
    page.goto('/adhesion')
    page.check(f'#kind_{kind}')
    if kind == 'company':
        page.fill('#company_name', "Perles du Ventoux")
        page.fill('#siret', '732 829 320 00074')
    page.fill('#person_name', "Jeanne Martel")
    page.fill('#email', email)
    page.fill('#street', "4 rue Carreterie")
    page.fill('#zip', '84000')
    page.fill('#city', "Avignon")


def prove(page, server, email):
    """Follow the link of the mail and choose a password, up to the payment page."""
    mail = server.mailed(email)[0]
    link = LINK.search(server.mails.text(mail)).group(0)
    page.goto(link[link.index('/adhesion'):])
    page.fill('#password', PASSWORD)
    page.fill('#password_again', PASSWORD)
    page.click('form.pe-form button[type=submit]')
    page.wait_for_url('**/my/membership/pay')


def choose(page, code):
    """Choose a payment means on the native form."""
    radio = page.locator(f'input[name=o_payment_radio][data-provider-code="{code}"]')
    page.click(f'label[for={radio.get_attribute("id")}]')


def submit_payment(page, landing='**/my/membership'):
    """Press the native button and wait for the page that follows the payment."""
    page.click('button[name=o_payment_submit_button]:not([disabled])')
    page.wait_for_url(landing, timeout=60_000)


def join(page, server, email, kind='person'):
    """Join up to the payment page."""
    fill_form(page, email, kind)
    page.check('#accept_terms')
    page.click('#joining_form button[type=submit]')
    page.wait_for_url('**/adhesion/merci')
    prove(page, server, email)


def assert_within_cards(page, path):
    """What stands in a card stays within it, on a small phone."""
    page.set_viewport_size(SMALL)
    page.goto(path)
    assert page.locator('main .pe-pill').count()
    assert page.evaluate(STICKS_OUT) == []
    page.set_viewport_size(DESK)
