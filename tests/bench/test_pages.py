"""Our pages against a native one, in the same run: the figure that lasts is the ratio."""

import statistics
import time

import pytest
import requests

from tests.harness import pick
from tests.harness.session import signed_in

ROUNDS = pick(30, 200)
WARM_UP = 5
NATIVE = '/my/orders'
# the short form, in every test run, only catches a page that became slow for good
LIMIT = pick(2.0, 1.3)


def duration(session, url):
    """Milliseconds from the request to the last byte of its answer."""
    started = time.perf_counter()
    answer = session.get(url, timeout=60)
    elapsed = (time.perf_counter() - started) * 1000
    assert answer.ok, f'{url}: HTTP {answer.status_code}'
    return elapsed


@pytest.mark.parametrize('path', ['/adhesion', '/my/membership'])
def test_page_against_native_orders(server, cards, path, record_property):
    member = signed_in(server, *cards['member'])
    session = requests.Session() if path == '/adhesion' else member
    # one after the other, so that the noise of the machine falls on both
    pairs = [
        (duration(session, server.url + path), duration(member, server.url + NATIVE))
        for _round in range(ROUNDS + WARM_UP)
    ][WARM_UP:]
    ours, native = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = ours / native
    record_property('ratio', round(ratio, 2))
    print(f'{path}: {ours:.1f} ms, {NATIVE}: {native:.1f} ms, ratio {ratio:.2f}')
    assert ratio <= LIMIT
