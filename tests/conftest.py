"""Fixtures of the tests that see the product from outside."""

import contextlib
import os

import pytest
from playwright.sync_api import Error

from bootstrap import demonstration, places, testing
from bootstrap.testing import noise, results
from tests.harness import Site
from tests.harness.browser import chromium, private_session, sign_in

FAILURES = places.BUILD / 'failures'
# What is told of a server's log, in lines, and of a page, in characters, when a test fails.
LINES, WIDTH, CHARACTERS = 15, 300, 600


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
    with contextlib.closing(private_session(browser, server.url)) as opened:
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
        if hasattr(report.longrepr, 'addsection'):
            for title, text in _surroundings(item.funcargs):
                report.longrepr.addsection(title, text, results.SURROUNDINGS)
    return report


def _surroundings(fixtures):
    """Yield what the servers of a test have complained of, and what its pages show, titled."""
    for name, value in fixtures.items():
        if isinstance(value, Site) and value.server.daemon.log.exists():
            lines = noise.excerpt(value.server.daemon.log).splitlines()[-LINES:]
            yield f'log of {name}', '\n'.join(line[:WIDTH] for line in lines)
    pages = [page for context in fixtures['browser'].contexts for page in context.pages
             ] if 'browser' in fixtures else []
    for page in pages:
        with contextlib.suppress(Error):
            yield page.url, page.inner_text('body')[:CHARACTERS]
