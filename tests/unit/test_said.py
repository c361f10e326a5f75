"""A telephone or a SIRET is one number, however it is said."""
import pytest
from tools.identity import said_digits


@pytest.mark.parametrize('text', [
    '0612345678', '06 12 34 56 78', '06.12.34.56.78', '06-12-34-56-78', '+33612345678',
    '+33 6 12 34 56 78', '+33 (0)6 12 34 56 78', '0033 6 12 34 56 78', '06 12 34 56 78',
    ' 06/12/34/56/78 ',
])
def test_one_telephone(text):
    assert said_digits(text) == '612345678'


@pytest.mark.parametrize(('text', 'digits'), [
    ('983 939 224 000 17', '98393922400017'), ('98393922400017', '98393922400017'),
    ('983 939 224', '983939224'), ('34 56 78', '345678'), ('+32 2 555 12 12', '3225551212'),
    ('012 345 678 901 23', '01234567890123'),
])
def test_other_numbers(text, digits):
    assert said_digits(text) == digits


@pytest.mark.parametrize('text', [
    '', '12', 'ADH/2026/0001', 'Camille', 'rue 12', '+', '12 rue 3456',
])
def test_no_number(text):
    assert said_digits(text) == ''
