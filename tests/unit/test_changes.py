"""The changes of `tests/layout` still apply to the files of today, and touch few of them."""
import pytest

from bootstrap import changes

# Tests included. A seventh criterion is its name, its values, its French and its test. Plans of
# other lengths are a notice of their own and words: every page and mail that says "year". A second
# company is a test, and no code.
AT_MOST = {'criterion': 5, 'monthly': 28, 'company': 1}


def test_they_are_kept():
    assert set(AT_MOST) == set(changes.names())


@pytest.mark.parametrize('name', changes.names())
def test_fits_the_files_of_today(name):
    changes.check_fits(name)


@pytest.mark.parametrize('name', changes.names())
def test_touches_few_files(name):
    files = changes.files_of(name)
    assert 0 < len(files) <= AT_MOST[name], files
