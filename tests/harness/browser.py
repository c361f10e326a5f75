"""Chromium, quiet: nothing that it would ask of the network by itself."""

import contextlib
import shutil

from playwright.sync_api import sync_playwright

from bootstrap.report import Problem

FLAGS = (
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
)
FRENCH = {'locale': 'fr-FR', 'timezone_id': 'Europe/Paris'}
DESK = {'width': 1280, 'height': 900}
PHONE = {'width': 390, 'height': 844}
# Milliseconds that a gesture may take on a machine that does other things beside.
PATIENCE = 90_000


@contextlib.contextmanager
def chromium():
    """Give a browser, closed in the end."""
    program = shutil.which('chromium')
    if not program:
        raise Problem('chromium is missing')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


def private_session(browser, url, **options):
    """Open a private session, in French, on the address of a site."""
    context = browser.new_context(base_url=url, **FRENCH, **options)
    context.set_default_timeout(PATIENCE)
    return context


def sign_in(page, login, password):
    """Sign in by the form, as a person does."""
    page.goto('/web/login')
    page.fill('input[name=login]', login)
    page.fill('input[name=password]', password)
    page.click('.oe_login_form button[type=submit]')
    page.wait_for_url(lambda url: '/web/login' not in url)
