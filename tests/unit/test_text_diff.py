"""The comparison of two versions of a text loses no word and invents none."""
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tools.text_diff import ClauseChange, compare_clauses, word_pieces

# A slow machine is no failure: the time one example takes is not what is tested here.
settings.register_profile('text', deadline=None)
settings.load_profile('text')

# Few words and many spaces, so that two texts share something.
WORDS = st.sampled_from(["prêt", "six", "semaines", "été", "l’œuvre", "180 €", "HT."])
SPACES = st.sampled_from([" ", "\n", "\n\n", "\u202f", "\t "])
TEXTS = st.one_of(
    st.lists(st.one_of(WORDS, SPACES), max_size=30).map(''.join),
    st.text("aé€’ \n\t\u00a0-", max_size=60),
)
CLAUSES = st.lists(
    st.fixed_dictionaries({'key': st.sampled_from("abcdef"), 'title': WORDS, 'body': TEXTS}),
    max_size=6, unique_by=lambda clause: clause['key'],
)


def joined(pieces, *operations):
    """The text made of the pieces of these operations."""
    return ''.join(text for operation, text in pieces if operation in operations)


@given(TEXTS, TEXTS)
@example("", "")
@example("", "neuf")
@example("un deux", "un  deux")
def test_pieces_give_both_texts_back(old, new):
    pieces = word_pieces(old, new)
    assert joined(pieces, 'equal', 'insert') == new
    assert joined(pieces, 'equal', 'delete') == old
    assert all(text for _operation, text in pieces)


@given(TEXTS)
def test_a_text_against_itself_is_equal(text):
    assert {operation for operation, _text in word_pieces(text, text)} <= {'equal'}


def test_only_the_changed_word_is_marked():
    assert word_pieces("un prêt de six semaines", "un prêt de huit semaines") == (
        ('equal', "un prêt de "), ('delete', "six"), ('insert', "huit"), ('equal', " semaines"),
    )


@given(CLAUSES, CLAUSES)
def test_every_clause_is_told_once(old, new):
    changes = compare_clauses(old, new)
    before = {clause['key']: clause for clause in old}
    after = {clause['key']: clause for clause in new}
    gone = [clause['key'] for clause in old if clause['key'] not in after]
    assert [change.key for change in changes] == [clause['key'] for clause in new] + gone
    for change in changes:
        was, now = before.get(change.key), after.get(change.key)
        assert joined(change.pieces, 'equal', 'insert') == (now['body'] if now else "")
        assert joined(change.pieces, 'equal', 'delete') == (was['body'] if was else "")
        assert change.title == (now or was)['title']
        expected = 'removed' if now is None else 'added' if was is None else 'changed'
        assert change.status == ('same' if was == now else expected)


def test_the_four_statuses():
    def clause(key, body, title="Titre"):
        return {'key': key, 'title': title, 'body': body}

    old = [clause('same', "a"), clause('gone', "b"), clause('body', "c"), clause('title', "d")]
    new = [
        clause('new', "e"), clause('title', "d", "Autre"), clause('body', "c f"),
        clause('same', "a"),
    ]
    assert compare_clauses(old, new) == [
        ClauseChange('new', "Titre", 'added', (('insert', "e"),)),
        ClauseChange('title', "Autre", 'changed', (('equal', "d"),)),
        ClauseChange('body', "Titre", 'changed', (('equal', "c"), ('insert', " f"))),
        ClauseChange('same', "Titre", 'same', (('equal', "a"),)),
        ClauseChange('gone', "Titre", 'removed', (('delete', "b"),)),
    ]
    assert compare_clauses([], []) == []
