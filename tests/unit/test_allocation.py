"""First come, first served with quantities: the examples of the rows, then what always holds."""
from datetime import datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.allocation import DUST, EXHAUSTED, MINIMUM, PARTIAL, SERVED, Request, allocate

settings.register_profile('slow_machine', deadline=None)
settings.load_profile('slow_machine')

A = Request('A', datetime(2026, 11, 3, 10, 0), 200)
B = Request('B', datetime(2026, 11, 3, 10, 5), 200)
C = Request('C', datetime(2026, 11, 4), 50)


def _told(quantity, *requests):
    return [
        (share.key, share.given, share.reason, share.position)
        for share in allocate(quantity, requests)
    ]


@pytest.mark.clause('000-34')
def test_three_members_and_300_pieces():
    expected = [('A', 200, SERVED, 1), ('B', 100, PARTIAL, 2), ('C', 0, EXHAUSTED, 3)]
    for queue in permutations((A, B, C)):
        assert _told(300, *queue) == expected


@pytest.mark.clause('000-34')
def test_equal_instants_are_told_apart_by_their_key():
    first, second = Request(7, A.rank, 200), Request(8, A.rank, 200)
    assert _told(200, second, first) == [(7, 200, SERVED, 1), (8, 0, EXHAUSTED, 2)]


@pytest.mark.clause('000-34')
def test_who_may_not_be_served_takes_no_place():
    late = Request('late', datetime(2026, 11, 1), 200, why='suspended')
    assert _told(300, late, A, B) == [
        ('late', 0, 'suspended', 0), ('A', 200, SERVED, 1), ('B', 100, PARTIAL, 2),
    ]


@pytest.mark.clause('000-35')
def test_raised_quantity_ranks_after():
    more = Request('A+', datetime(2026, 11, 20), 60)
    assert _told(500, A, B, C, more) == [
        ('A', 200, SERVED, 1), ('B', 200, SERVED, 2), ('C', 50, SERVED, 3),
        ('A+', 50, PARTIAL, 4),
    ]


@pytest.mark.clause('000-36')
def test_minimum_passes_to_the_next_without_losing_rank():
    strict = Request('B', B.rank, 200, minimum=150)
    assert _told(300, A, strict, C) == [
        ('A', 200, SERVED, 1), ('B', 0, MINIMUM, 2), ('C', 50, SERVED, 3),
    ]
    # the next lot begins with B
    assert _told(150, strict, C)[0] == ('B', 150, PARTIAL, 1)
    assert _told(149.99, strict, C)[0] == ('B', 0, MINIMUM, 1)


@pytest.mark.clause('000-36')
def test_minimum_is_the_one_of_the_whole_wish():
    lines = [
        Request(1, 1, 200, minimum=250, group='A'), Request(2, 2, 100),
        Request(3, 3, 60, minimum=250, group='A'),
    ]
    assert [given for _key, given, *_ in _told(360, *lines)] == [200, 100, 60]
    assert [given for _key, given, *_ in _told(349, *lines)] == [0, 100, 0]
    # no more is expected than what the wish still wants
    assert _told(20, Request(1, 1, 20, minimum=150)) == [(1, 20, SERVED, 1)]


@pytest.mark.clause('000-41')
def test_usable_quantity_after_care():
    assert _told(180, A, Request('B', B.rank, 100)) == [
        ('A', 180, PARTIAL, 1), ('B', 0, EXHAUSTED, 2),
    ]


@pytest.mark.parametrize('wrong', [-1, float('nan'), float('inf')])
def test_what_is_no_quantity_is_refused(wrong):
    with pytest.raises(ValueError):
        allocate(wrong, [A])
    with pytest.raises(ValueError):
        allocate(100, [Request('A', 1, wrong)])


# === WHAT ALWAYS HOLDS === #

QUANTITIES = st.integers(0, 400)


@st.composite
def queues(draw):
    """Up to twelve lines, some of one wish, some not to be served."""
    return [
        Request(
            number, draw(st.integers(0, 5)), draw(QUANTITIES), draw(st.integers(0, 250)),
            draw(st.sampled_from([None, None, 'x', 'y'])),
            draw(st.sampled_from([None, None, None, 'paused'])),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@pytest.mark.clause('000-38')
@given(QUANTITIES, queues())
def test_never_more_than_there_is_nor_than_is_wanted(quantity, queue):
    shares = {share.key: share for share in allocate(quantity, queue)}
    assert len(shares) == len(queue)
    assert sum(share.given for share in shares.values()) <= quantity + DUST
    for request in queue:
        assert 0 <= shares[request.key].given <= request.wanted
        assert request.why is None or shares[request.key].given == 0


@pytest.mark.clause('000-36')
@given(QUANTITIES, queues())
def test_a_wish_gets_nothing_or_its_minimum(quantity, queue):
    shares = {share.key: share.given for share in allocate(quantity, queue)}
    for owner in {request.owner for request in queue}:
        lines = [r for r in queue if r.owner == owner and r.why is None]
        total = sum(shares[line.key] for line in lines)
        wanted = sum(line.wanted for line in lines)
        least = max((line.minimum for line in lines), default=0)
        assert total == 0 or total >= min(least, wanted)


@pytest.mark.clause('000-34')
@given(QUANTITIES, queues())
def test_nobody_is_served_before_who_came_first(quantity, queue):
    """While a line wants more, nobody behind it has anything, minimums apart."""
    shares = allocate(quantity, queue)
    wanted = {request.key: request.wanted for request in queue}
    turn = [share for share in shares if share.reason in (SERVED, PARTIAL, EXHAUSTED)]
    for before, after in zip(turn, turn[1:], strict=False):
        assert after.given == 0 or before.given >= wanted[before.key] - DUST
    if any(share.reason in (PARTIAL, EXHAUSTED) for share in shares):
        assert sum(share.given for share in shares) >= quantity - DUST


@given(QUANTITIES, queues(), st.randoms())
def test_the_order_of_the_input_changes_nothing(quantity, queue, chance):
    mixed = list(queue)
    chance.shuffle(mixed)
    assert allocate(quantity, mixed) == allocate(quantity, queue)


@given(QUANTITIES, queues())
def test_positions_are_those_of_the_queue(quantity, queue):
    positions = [share.position for share in allocate(quantity, queue) if share.position]
    assert positions == list(range(1, len(positions) + 1))
    assert len(positions) == sum(request.why is None for request in queue)


@given(QUANTITIES, queues())
def test_who_is_behind_never_takes_from_who_is_before(quantity, queue):
    """Without minimums, the answer to a line depends on those before it only."""
    free = [Request(r.key, r.rank, r.wanted, why=r.why) for r in queue]
    whole = allocate(quantity, free)
    for length in range(len(whole)):
        kept = {share.key for share in whole[:length]}
        part = allocate(quantity, [r for r in free if r.key in kept])
        assert [s.given for s in part] == [s.given for s in whole[:length]]
