"""Which declared move a card dropped on a column makes."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.transition import Transition, find_drag

MOVES = {
    'send': Transition(('draft',), 'sent'),
    'cancel': Transition(('draft', 'sent'), 'cancelled', drag=True, group='team'),
    'reopen': Transition(('cancelled',), 'draft', drag=True),
    # two ways to one column: a drag does not say which
    'close': Transition(('sent',), 'closed', drag=True),
    'archive': Transition(('sent', 'cancelled'), 'closed', drag=True),
}
STATES = st.sampled_from(['draft', 'sent', 'cancelled', 'closed', 'unknown', False])


@pytest.mark.parametrize(('state', 'target', 'name'), [
    ('draft', 'cancelled', 'cancel'),
    ('sent', 'cancelled', 'cancel'),
    ('cancelled', 'draft', 'reopen'),
    ('cancelled', 'closed', 'archive'),
])
def test_a_declared_drag_is_found(state, target, name):
    assert find_drag(MOVES, state, target) == name


@pytest.mark.parametrize(('state', 'target'), [
    ('draft', 'sent'),          # declared, but not for a drag
    ('closed', 'cancelled'),    # from another state
    ('draft', 'draft'),
    ('sent', 'closed'),         # two moves: ambiguous
    ('draft', 'unknown'),
    ('draft', False),
])
def test_nothing_else_is_dragged(state, target):
    assert find_drag(MOVES, state, target) is None


@settings(deadline=None)
@given(STATES, STATES)
def test_what_is_found_is_declared(state, target):
    name = find_drag(MOVES, state, target)
    if name:
        move = MOVES[name]
        assert move.drag and move.target == target and move.starts_from(state)
    rivals = [m for m in MOVES.values() if m.drag and m.target == target and state in m.source]
    assert bool(name) == (len(rivals) == 1)


def test_a_declaration_cannot_be_changed():
    with pytest.raises(AttributeError):
        MOVES['send'].drag = True
