import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.identity import identify, is_rna, normalise_postcode, normalise_rna


@pytest.mark.parametrize(('identity', 'number', 'country', 'known'), [
    ('siret', '983 939 224 000 17', 'FR', ('siret', '98393922400017')),
    ('', '983 939 224 000 17', 'FR', ('siret', '98393922400017')),
    # an association typed its RNA where the SIRET was asked for, and the other way round
    ('siret', 'w842 001 234', 'FR', ('rna', 'W842001234')),
    ('rna', '98393922400017', 'FR', ('siret', '98393922400017')),
    ('rna', 'W842001234', 'FR', ('rna', 'W842001234')),
    ('rna', 'W9R4001234', 'RE', ('rna', 'W9R4001234')),
    ('rna', 'W2A1001234', 'FR', ('rna', 'W2A1001234')),
    # the town hall of Avignon; a shop overseas
    ('siret', '21840007500014', 'FR', ('siret', '21840007500014')),
    ('siret', '98393922400017', 'GP', ('siret', '98393922400017')),
    # a Belgian, a Swiss and a Monegasque organisation; an American one
    ('foreign', 'BE 0477.472.701', 'BE', ('foreign', '0477472701')),
    ('foreign', 'CHE-100.155.212', 'CH', ('foreign', 'CHE100155212')),
    ('foreign', '56S00557', 'MC', ('foreign', '56S00557')),
    ('foreign', '12-3456789', 'US', ('foreign', '12-3456789')),
    # of a Belgian organisation that has an establishment here
    ('foreign', '98393922400017', 'BE', ('siret', '98393922400017')),
    ('', 'X1234', 'DE', ('foreign', 'X1234')),
    ('', '', 'DE', ('none', False)),
    ('none', '', 'FR', ('none', False)),
    ('none', 'what is left of another try', 'FR', ('none', False)),
])
def test_known_by(identity, number, country, known):
    assert identify(identity, number, country) == known


@pytest.mark.parametrize(('identity', 'number', 'country'), [
    ('siret', '98393922400018', 'FR'), ('', '', 'FR'), ('siret', '', 'FR'),
    ('rna', 'W84200123', 'FR'), ('rna', 'X842001234', 'FR'), ('rna', '', 'FR'),
    ('siret', '98393922400018', 'BE'),
    ('foreign', '0477472701', 'FR'), ('foreign', '', 'BE'), ('foreign', 'none', 'US'),
    ('foreign', '0477472702', 'BE'), ('foreign', 'CHE-100.155.213', 'CH'),
    ('foreign', '12_34', 'US'),
])
def test_refused(identity, number, country):
    with pytest.raises(ValueError):
        identify(identity, number, country)


@given(st.text(max_size=30), st.sampled_from(['', 'siret', 'rna', 'foreign', 'none']),
       st.sampled_from(['FR', 'BE', 'CH', 'MC', 'US', '']))
def test_anything_is_known_or_refused(number, identity, country):
    try:
        kind, known = identify(identity, number, country)
    except ValueError:
        return
    assert (kind == 'none') == (known is False)
    # what is kept is known again, as the same
    assert identify(kind, known or '', country) == (kind, known)


@given(st.text(max_size=20))
def test_rna_is_normalised_once(number):
    once = normalise_rna(number)
    assert normalise_rna(once) == once
    assert is_rna(once) or once == number


@pytest.mark.parametrize(('typed', 'country', 'kept'), [
    ("84 000", 'FR', "84000"), ("84\u202f000", None, "84000"), ("F-84000", 'FR', "84000"),
    ("FR 84.000", 'FR', "84000"), ("98 000", 'MC', "98000"), ("97 400", 'RE', "97400"),
    # wrong ones, for whoever reads them to refuse
    ("8400", 'FR', "8400"), ("84 0000", 'FR', "84 0000"), ("Avignon", 'FR', "Avignon"),
    # other countries have other spaces
    ("114 55", 'SE', "114 55"), ("SW1A 1AA", 'GB', "SW1A 1AA"), ("10 115", 'DE', "10 115"),
])
def test_postcodes(typed, country, kept):
    assert normalise_postcode(typed, country) == kept
