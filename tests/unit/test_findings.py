"""What the crawler takes for false on a page, and what it leaves alone."""

import pytest

from tests.harness.findings import english_words, foreign, of_snapshot

OWN = 'http://127.0.0.1:8069'


def _seen(**values):
    return {'title': "Boutique | Perles Éthiques", 'texts': [], 'links': [], 'prices': [],
            'samples': 0, **values}


def _rules(**values):
    return [finding.rule for finding in of_snapshot('visitor /', _seen(**values), OWN)]


@pytest.mark.parametrize('text', [
    "Add to cart", "30-day money-back guarantee", "Your order", "Terms & Conditions", "My account",
    "Devis # of the customer",
])
def test_english_is_told_with_its_words(text):
    assert text in english_words(text)


@pytest.mark.parametrize('text', [
    "Un mood-board, un test et une newsletter : la date change.", "Voir https://www.example/the/order",
    "contact@your.example", "Passeport « Made in France »", "L’offre est close ; on la sent venir.",
])
def test_french_is_left_alone(text):
    assert not english_words(text)


def test_each_rule_tells():
    assert _rules() == []
    assert _rules(texts=["My Company"]) == ['English', 'native name']
    link = {'href': '#', 'url': f'{OWN}/#', 'text': "Ici", 'bare': True}
    assert _rules(links=[link]) == ['link to nowhere']
    assert _rules(links=[{**link, 'bare': False}]) == []
    assert _rules(links=[{**link, 'href': 'http://localhost:8069/terms'}]) == ['another place']
    assert _rules(prices=[{'text': "0,50 €", 'around': "0,50 € la pièce"}]) == ['price without tax']
    assert _rules(prices=[{'text': "0,50 €", 'around': "0,50 € TTC la pièce"}]) == []
    assert _rules(samples=1) == ['sample rows']


def test_a_finding_names_page_rule_and_text():
    [finding] = of_snapshot('visitor /shop', _seen(texts=["Add to cart"]), OWN)
    assert str(finding).startswith('visitor /shop – English: ') and 'Add to cart' in str(finding)


def test_only_what_leaves_the_site_is_foreign():
    assert foreign(OWN, 'https://fonts.example/x.woff')
    assert not any(foreign(OWN, address) for address in (f'{OWN}/shop', 'data:,', 'blob:x'))
