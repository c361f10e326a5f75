"""Tables as spreadsheets save them: their accents are read right, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.encodings import UnknownEncoding, decode, separator_of

LETTERS = 'abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûœ'
WORDS = st.text(LETTERS, min_size=1, max_size=12)
CELLS = st.lists(
    WORDS | st.sampled_from(["12,5", "0,25 €", "l’été", "À", "1\u00a0200"]), max_size=8,
)


@given(CELLS, st.sampled_from(['utf-8', 'utf-8-sig', 'utf-16', 'cp1252']))
def test_what_is_saved_is_read(cells, encoding):
    text = ';'.join(["Quantité souhaitée", *cells])
    assert decode(text.encode(encoding))[0] == text


@given(CELLS, st.sampled_from(['mac_roman', 'cp850']))
def test_what_others_save_is_never_read_wrongly(cells, encoding):
    text = ';'.join(["Quantité souhaitée", *cells])
    data = text.encode(encoding, errors='replace')
    try:
        assert decode(data)[0] == data.decode(encoding)
    except UnknownEncoding:
        pass


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, encoding = decode(data)
    except UnknownEncoding:
        return
    assert text == data.decode(encoding)


def test_what_could_be_several_is_refused():
    with pytest.raises(UnknownEncoding):
        decode("Étoile".encode('cp850'))


@pytest.mark.parametrize(('titles', 'separator'), [
    ("a;b", ';'), ("a,b", ','), ("a\tb", '\t'), ("Prix, HT;b", ';'), ('"a;b",c', ','),
    ("sep=|\na;b", '|'), ("a", ','), ("\ufeffa;b\nc,d", ';'),
])
def test_separators(titles, separator):
    assert separator_of(titles) == separator
