"""What a shortage took of a click, and no wish asks for again."""
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.parts import lost_beyond, parts_kept

PARTS = st.lists(st.integers(1, 60), max_size=4).map(lambda quantities: [
    {'slice': number, 'wish': number, 'quantity': float(quantity), 'wish_qty': float(quantity)}
    for number, quantity in enumerate(quantities, 1)
])


@pytest.mark.clause('000-41')
@given(PARTS, st.integers(0, 100), st.data())
def test_nothing_is_asked_for_twice(parts, beyond, data):
    answered = sum(part['quantity'] for part in parts)
    asked = answered + beyond
    kept = float(data.draw(st.integers(0, int(asked))))
    left = parts_kept(parts, kept) if kept else parts
    lost = lost_beyond(asked - kept, left, kept)
    back = answered - (sum(part['quantity'] for part in left) if kept else 0.0)
    assert 0 <= lost <= beyond
    assert lost + back <= asked - kept
    # where exactly what is answered is held, nobody knows whether a part was cut before
    if kept > answered or not kept:
        assert lost + back == asked - kept
