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
    ('member', '/my', 'my'),
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
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f'{name}-{role}-{size}.png', full_page=True)
        assert answer.ok, f'{address}: HTTP {answer.status}'
