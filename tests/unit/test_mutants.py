"""The small faults of `tests/mutants` fit the code and the tests of today."""
from bootstrap import mutant_book

LEAST = 80


def test_every_fault_fits_the_code_and_has_its_tests():
    book = mutant_book.read()
    assert mutant_book.mistakes(book, mutant_book.code(), mutant_book.known_tests()) == []


def test_there_are_enough_of_them():
    book = mutant_book.read()
    assert len(book) >= LEAST
    assert {'money', 'stock', 'rights', 'dates', 'mails'} <= {mutant.topic for mutant in book}


def test_most_are_caught_by_what_uses_the_database():
    """What a fault of the tools costs is told by unit tests; most rules live in the models."""
    known = mutant_book.known_tests()
    pure = [
        mutant for mutant in mutant_book.read()
        if all(node.startswith('tests/unit') for node in mutant_book.nodes_of(mutant, known))
    ]
    assert len(pure) <= len(mutant_book.read()) / 4
