"""The small faults of `tests/mutants` fit the code and the tests of today."""
import pytest

from bootstrap.mutants import book as mutant_book

LEAST = 80


@pytest.fixture(scope='module')
def book():
    return mutant_book.read()


@pytest.fixture(scope='module')
def tests():
    return mutant_book.known_tests()


def test_each_fits_the_code_and_has_its_tests(book, tests):
    assert mutant_book.mistakes(book, mutant_book.code(), tests) == []


def test_there_are_enough(book):
    assert len(book) >= LEAST
    assert {'money', 'stock', 'rights', 'dates', 'mails'} <= {mutant.topic for mutant in book}


def test_most_are_caught_with_the_database(book, tests):
    """Most rules live in the models: the tools, quickly tested, are a quarter at most."""
    pure = [
        mutant for mutant in book
        if all(node.startswith(mutant_book.PURE) for node in mutant_book.nodes_of(mutant, tests))
    ]
    assert len(pure) <= len(book) / 4
