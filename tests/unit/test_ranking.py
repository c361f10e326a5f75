"""What becomes of the rank of a wish that is edited."""
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.allocation import Request, allocate
from tools.ranking import (
    KEEP,
    LOWER,
    RAISE,
    RESTART,
    Basis,
    HeldError,
    Part,
    Wanted,
    change_of,
    late_parts,
    place,
    places,
    rank_parts,
    rejoined,
    total,
    total_held,
)

FIRST = datetime(2026, 11, 3, 9)
NOW = datetime(2026, 11, 20, 9)
LATER = datetime(2026, 11, 21, 9)
GLASS, WOOD, RESIN = 1, 2, 3


def wanted(quantity=200, materials=(GLASS,), kind='bead', unit='pieces'):
    return Wanted(kind, frozenset(materials), unit, quantity)


@pytest.mark.clause('000-35')
@pytest.mark.parametrize(('new', 'change'), [
    (wanted(), KEEP),
    (wanted(quantity=260), RAISE),
    (wanted(quantity=140), LOWER),
    (wanted(kind='stone'), RESTART),
    (wanted(unit='grams'), RESTART),
    (wanted(materials=(WOOD,)), RESTART),
    (wanted(materials=(GLASS, WOOD)), RESTART),
    (wanted(materials=()), RESTART),
    (wanted(quantity=260, materials=(WOOD,)), RESTART),
    (wanted(quantity=200.0000001), KEEP),
])
def test_change_of_a_glass_bead(new, change):
    assert change_of(wanted(), new) == change


@pytest.mark.clause('000-35')
@pytest.mark.parametrize(('old', 'new'), [
    ((GLASS, WOOD, RESIN), (GLASS, WOOD)), ((GLASS, WOOD), (WOOD,)), ((), (GLASS,)),
    ((), (GLASS, WOOD)), ((), ()),
])
def test_narrowing_the_material_keeps_the_rank(old, new):
    assert change_of(wanted(materials=old), wanted(materials=new)) == KEEP


@pytest.mark.clause('000-35')
def test_raising_keeps_the_rank_of_the_old_quantity():
    parts = rank_parts([Part(FIRST, 200, key=1)], 260, RAISE, NOW)
    assert parts == [Part(FIRST, 200, key=1), Part(NOW, 60)]


def test_lowering_takes_the_last_part_first():
    parts = [Part(FIRST, 200, key=1), Part(NOW, 60, key=2)]
    assert rank_parts(parts, 220, LOWER, NOW) == [
        Part(FIRST, 200, key=1), Part(NOW, 20, key=2),
    ]
    assert rank_parts(parts, 150, LOWER, NOW) == [
        Part(FIRST, 150, key=1), Part(NOW, 0, key=2),
    ]


def test_lowering_leaves_what_is_held():
    parts = [Part(FIRST, 200, key=1), Part(NOW, 60, held=50, key=2)]
    assert rank_parts(parts, 150, LOWER, NOW) == [
        Part(FIRST, 100, key=1), Part(NOW, 50, held=50, key=2),
    ]
    with pytest.raises(HeldError) as refusal:
        rank_parts(parts, 49, LOWER, NOW)
    assert refusal.value.held == 50


def test_another_wish_restarts_unless_something_is_held():
    assert rank_parts([Part(FIRST, 200, key=1)], 90, RESTART, NOW) == [
        Part(FIRST, 0, key=1), Part(NOW, 90),
    ]
    with pytest.raises(HeldError):
        rank_parts([Part(FIRST, 200, held=1, key=1)], 200, RESTART, NOW)


def test_coming_back_late_takes_a_new_rank_for_what_is_free():
    assert late_parts([Part(FIRST, 200, held=80, key=1)], NOW) == [
        Part(FIRST, 80, held=80, key=1), Part(NOW, 120),
    ]
    assert late_parts([Part(FIRST, 80, held=80, key=1)], NOW) == [Part(FIRST, 80, 80, 1)]


def quantities():
    return st.integers(1, 10**7).map(lambda cents: cents / 100)


@st.composite
def many_parts(draw):
    parts = []
    for number, quantity in enumerate(draw(st.lists(quantities(), min_size=1, max_size=6))):
        held = draw(st.sampled_from([0.0, quantity / 2, quantity]))
        parts.append(Part(FIRST + timedelta(hours=number), quantity, round(held, 2), number))
    return parts


@pytest.mark.clause('000-35')
@given(many_parts(), quantities())
def test_no_edit_of_the_quantity_gains_a_place(parts, quantity):
    """What is asked adds up; no old part grows; only what is new is ranked now."""
    old = wanted(quantity=total(parts))
    change = change_of(old, wanted(quantity=quantity))
    try:
        after = rank_parts(parts, quantity, change, NOW)
    except HeldError:
        assert quantity < total_held(parts)
        return
    assert total(after) == pytest.approx(quantity)
    assert [part.key for part in after[:len(parts)]] == [part.key for part in parts]
    for before, part in zip(parts, after, strict=False):
        assert part.held <= part.quantity <= before.quantity
        assert part.rank_at == before.rank_at
    assert all(part.rank_at == NOW for part in after[len(parts):])
    # a part only shrinks once all those after it have nothing free any more
    shrunk = [n for n, part in enumerate(after[:len(parts)]) if part.quantity < parts[n].quantity]
    if shrunk:
        assert all(part.quantity == part.held for part in after[shrunk[0] + 1:len(parts)])


@given(many_parts())
def test_coming_back_late_loses_nothing_of_what_is_asked(parts):
    after = late_parts(parts, NOW)
    assert total(after) == pytest.approx(total(parts))
    assert total_held(after) == total_held(parts)


# === WHERE SOMEBODY STANDS === #

INSTANTS = st.sampled_from([FIRST, FIRST + timedelta(seconds=1), NOW])
LINES = st.lists(
    st.tuples(INSTANTS, st.integers(1, 5), st.integers(1, 50)), min_size=1, max_size=12,
    unique_by=lambda line: line[2],
)


@pytest.mark.clause('000-34')
@given(LINES, st.randoms())
def test_clicks_change_no_order_of_wishes(lines, chance):
    clicks = [*range(1, len(lines) + 1)]
    chance.shuffle(clicks)
    clicked = sorted(zip(lines, clicks, strict=True), key=lambda one: place(*one[0], one[1]))
    assert [line for line, _click in clicked] == sorted(lines, key=lambda line: place(*line))


@pytest.mark.clause('000-34')
@given(LINES)
def test_equal_instants_go_by_the_wish_that_was_written_first(lines):
    queue = sorted(lines, key=lambda line: place(*line))
    assert queue == sorted(lines)


@pytest.mark.clause('000-34')
@given(INSTANTS, st.integers(1, 5), st.lists(st.integers(1, 50), unique=True, min_size=2))
def test_clicks_without_a_wish_come_after_it_as_they_came(instant, wish, clicks):
    queue = sorted(clicks, key=lambda click: place(instant, click=click))
    assert queue == sorted(clicks)
    assert all(place(instant, wish, 7, 99) < place(instant, click=click) for click in clicks)


@pytest.mark.clause('000-34', '000-41')
@given(LINES, st.data())
def test_the_shares_of_the_receipt_are_those_after_care(lines, data):
    """Whoever clicks first: what each part is given of the same quantity is the same."""
    quantity = data.draw(st.integers(0, 300))
    wanted = data.draw(st.lists(st.integers(1, 60), min_size=len(lines), max_size=len(lines)))
    clicks = data.draw(st.permutations(range(1, len(lines) + 1)))
    receipt = {share.key: share.given for share in allocate(quantity, [
        Request(line[2], place(*line), float(much), group=line[1])
        for line, much in zip(lines, wanted, strict=True)
    ])}
    care = {share.key: share.given for share in allocate(quantity, [
        Request(click, place(*line, click), float(much), group=line[1])
        for line, much, click in zip(lines, wanted, clicks, strict=True)
    ])}
    assert [receipt[line[2]] for line in lines] == [care[click] for click in clicks]


def test_one_s_own_lines_are_nobody_s_rival():
    queue = [(1, 'a'), (2, 'a'), (3, 'b'), (4, 'a'), (5, 'b'), (6, 'c')]
    assert places(queue) == {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 3}


@pytest.mark.clause('000-35')
def test_what_was_planned_before_is_known_by_what_is_there():
    parts = [Part(FIRST, 26, key=1), Part(NOW, 60, key=3)]
    planned = [Part(FIRST, 200, key=1), Part(FIRST, 40, key=2), Part(NOW, 80)]
    assert rejoined(planned, parts) == [
        Part(FIRST, 200, key=1), Part(FIRST, 40), Part(NOW, 80, key=3),
    ]
    # what it was planned from may be gone, and asks for nothing
    assert rejoined([Part(LATER, 0, key=2), Part(NOW, 5, key=3)], parts) == [
        Part(NOW, 5, key=3), Part(FIRST, 0, key=1),
    ]


@pytest.mark.clause('000-35')
def test_a_wish_that_was_not_written_yet_has_no_rank_to_lose():
    basis = Basis(None, (), FIRST)
    assert (basis.change(wanted(kind='stone')), basis.rank_at) == (KEEP, FIRST)
    assert rank_parts(basis.parts, 30, KEEP, basis.at) == [Part(FIRST, 30)]
