"""Texts as they are kept, whatever was typed: letters of every keyboard, and what hides in them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.texts import (
    NotMailable,
    ascii_domain,
    clean_email,
    clean_emails,
    clean_line,
    clean_lines,
    clean_values,
    is_phone,
    plain_code,
)

# Any text, with what breaks headers and lines often in it.
TEXTS = st.text(
    st.characters() | st.sampled_from(
        '\r\n\t\x00\x0b\x1b\x85\u2028\u00a0\u202f\u200b\u200d\u202e\ufeff\u0301eé :»«🎨'
    ),
    max_size=60,
)
FRENCH = st.text('aàâæcçeéèêëiîïoôœuùûüyÿ', min_size=1, max_size=20)


# === LINES === #

@given(TEXTS)
def test_a_line_holds_nothing_unseen(text):
    line = clean_line(text)
    assert not [one for one in line if unicodedata.category(one) in ('Cc', 'Cs', 'Zl', 'Zp')]
    assert not [one for one in line if unicodedata.category(one) == 'Cf' and one != '\u200d']
    assert line == line.strip()
    assert '  ' not in line
    assert unicodedata.is_normalized('NFC', line)


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(TEXTS)
def test_lines_are_lines(text):
    lines = clean_lines(text).split('\n')
    assert all(loose(line) == loose(clean_line(line)) for line in lines)
    assert '\n\n\n' not in clean_lines(text)


def loose(line):
    """A line with plain spaces only: those that do not break are kept in what is read."""
    return line.replace('\u00a0', ' ').replace('\u202f', ' ')


@pytest.mark.parametrize('text', [
    "Le 15\u00a0décembre, à l’article\u00a0L.\u00a0221-18\u00a0:\n\n- 180\u00a0€\u00a0HT\u00a0;",
    "Une ligne.\n\nUne autre.",
])
def test_what_is_read_keeps_its_firm_spaces(text):
    assert clean_lines(text) == text


@given(FRENCH)
def test_accents_are_one_letter_however_they_are_typed(word):
    assert clean_line(unicodedata.normalize('NFD', word)) == unicodedata.normalize('NFC', word)


@pytest.mark.parametrize(('typed', 'kept'), [
    ("Camille Roux\r\nBcc: all@luz.example", "Camille Roux Bcc: all@luz.example"),
    ("  Atelier \t du\u00a0Midi ", "Atelier du Midi"),
    ("Prix\u00a0: «\u00a01\u202f500\u00a0€\u00a0»", "Prix\u00a0: «\u00a01\u202f500\u00a0€\u00a0»"),
    ("\u202eetuor\u202c", "etuor"),
    ("so\u00adft", "soft"),
    ("\u3164\u2800", ""),
    ("👩\u200d🎨 Ana\u200dïs", "👩\u200d🎨 Anaïs"),
])
def test_a_line(typed, kept):
    assert clean_line(typed) == kept


def test_lines_keep_their_ends():
    assert clean_lines(" Bonjour\r\n\r\n\r\n\r\n- un \x00\r- deux\u2028fin\n") == (
        "Bonjour\n\n- un\n- deux\nfin"
    )


class Field:
    """A field of a model, of which its type is all that matters."""

    def __init__(self, kind):
        self.type = kind


def test_values_are_cleaned_by_the_type_of_their_field():
    fields = {'name': Field('char'), 'note': Field('text'), 'body': Field('html')}
    vals = {'name': "a\nb", 'note': "a\nb ", 'body': "a\x0b", 'other': " ", 'size': 3}
    assert clean_values(fields, vals) == {**vals, 'name': "a b", 'note': "a\nb"}
    right = {'name': "a b", 'note': False}
    assert clean_values(fields, right) is right


# === ADDRESSES === #

@pytest.mark.parametrize(('typed', 'kept'), [
    ("contact@perles-éthiques.example", "contact@xn--perles-thiques-hkb.example"),
    ("contact@perles-e\u0301thiques.example", "contact@xn--perles-thiques-hkb.example"),
    (" Camille.Roux+perles@LUZ.example ", "camille.roux+perles@luz.example"),
    ("Camille Roux <camille@luz.example>", "camille@luz.example"),
    ("mailto:camille@luz.example", "camille@luz.example"),
    ("camille\u200b@luz.example", "camille@luz.example"),
])
def test_an_address(typed, kept):
    assert clean_email(typed) == kept


@pytest.mark.parametrize('typed', [
    "", "camille", "@luz.example", "camille@", "camille@luz", "andré.roux@luz.example",
    "a..b@luz.example", ".a@luz.example", "a b@luz.example", "a@b@luz.example", "a@1.2.3.4",
    "a@luz..example", "a@-luz.example", "a@luz_bis.example", f"{'a' * 65}@luz.example",
    f"a@{'b' * 64}.example", f"a@{'.'.join(['b' * 60] * 5)}.example",
    "a@luz.example\nBcc: b@luz.example", "a@luz.example, b@luz.example",
])
def test_no_mail_reaches(typed):
    with pytest.raises(NotMailable):
        clean_email(typed)


@given(TEXTS, FRENCH)
def test_what_is_kept_can_be_mailed(local, domain):
    for typed in (f'{local}@{domain}.example', local, f'{domain}@{local}.example'):
        try:
            address = clean_email(typed)
        except NotMailable:
            continue
        address.encode('ascii')
        assert address.count('@') == 1
        assert not [one for one in address if one.isspace()]
        assert clean_email(address) == address
        assert ascii_domain(address.partition('@')[2]) == address.partition('@')[2]


def test_several_addresses():
    assert clean_emails("A <a@é.example>, b@luz.example") == (
        "A <a@xn--9ca.example>, b@luz.example"
    )
    assert clean_emails("to be asked") == "to be asked"
    with pytest.raises(NotMailable):
        clean_emails("a@luz.example, andré@luz.example")


# === CODES === #

@pytest.mark.parametrize('typed', [
    "06 12 34 56 78", "+33 6 12 34 56 78", "(04) 90.12.34.56", "０６12345678", "06‑12‑34‑56‑78",
])
def test_a_phone(typed):
    code = plain_code(typed)
    assert is_phone(code)
    assert code.isascii()


@pytest.mark.parametrize('typed', ["", "12", "call me", "06 12", "1" * 20, "()()()", "06123a78"])
def test_no_phone(typed):
    assert not is_phone(plain_code(typed))
