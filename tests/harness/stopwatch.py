"""How long the server takes for two gestures in turn: the figure that lasts is the ratio."""

import statistics
import time

PATIENCE = 60
# before anything is counted, so that all workers have seen both gestures
WARM_UP = 8


def timed(ask, *args, **options):
    """Milliseconds from a request to the last byte of its answer, and the answer.

    :param ask: a method of a session, such as its `post`.
    """
    started = time.perf_counter()
    answer = ask(*args, timeout=PATIENCE, **options)
    return (time.perf_counter() - started) * 1000, answer


def reading(session, url):
    """Milliseconds from the request of a page to the last byte of its answer."""
    milliseconds, answer = timed(session.get, url)
    assert answer.ok, f'{url}: HTTP {answer.status_code}'
    return milliseconds


def compare(name, ours, native_name, native, rounds, limit, record_property):
    """Make two gestures in turn; fail when the median of ours is too slow.

    One after the other, so that the noise of the machine falls on both.

    :param ours: function that makes our gesture and returns its milliseconds; `native` likewise.
    :param int rounds: of both, after the warm-up.
    :param float limit: of the ratio of their medians.
    """
    pairs = [(ours(), native()) for _round in range(rounds + WARM_UP)][WARM_UP:]
    mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = mine / theirs
    record_property('ratio', round(ratio, 2))
    print(f'{name}: {mine:.1f} ms, {native_name}: {theirs:.1f} ms, ratio {ratio:.2f}')
    assert ratio <= limit
