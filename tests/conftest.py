"""Fixtures of the tests that see the product from outside."""

import contextlib
import os

import pytest

from bootstrap import demonstration, places, testing
from tests.harness import Site
from tests.harness.browser import FRENCH, chromium, sign_in

FAILURES = places.BUILD / 'failures'


@pytest.fixture(scope='session')
def house():
    """Return the house of the tests, its cluster started, the story played once."""
    return testing.provide()


@pytest.fixture(scope='session')
def server(house):
    """Run a real server with two workers on a copy of the story's database."""
    # jobs beside each other each have theirs
    site = Site(house, house.story(), f'server_{os.environ.get("PERLES_JOB", "alone")}')
    try:
        yield site.start()
    finally:
        site.close()


@pytest.fixture(scope='session')
def browser():
    """Run one Chromium for all tests."""
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser, server):
    """Open a private session of the browser, in French, on the address of the server."""
    with contextlib.closing(browser.new_context(base_url=server.url, **FRENCH)) as opened:
        yield opened


@pytest.fixture
def page(context, request):
    """Open a page; when the test fails, its picture is kept in build/failures."""
    opened = context.new_page()
    yield opened
    if getattr(request.node, 'has_failed', False):
        FAILURES.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=FAILURES / f'{request.node.name}.png', full_page=True)


@pytest.fixture(scope='session')
def cards(house):
    """Return who may sign in, by role: (login, password)."""
    house.story()
    return {role: (login, password) for role, login, password, _ in demonstration.cards(house)}


@pytest.fixture
def signed_in(page, cards):
    """Return a function that signs the page in as a role of the story."""
    def enter(role):
        sign_in(page, *cards[role])
        return page
    return enter


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell the fixtures of a test whether it has failed."""
    report = yield
    if report.when == 'call' and report.failed:
        item.has_failed = True
    return report
