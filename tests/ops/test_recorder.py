"""The payment provider of the tests: it writes first, then behaves as the card says."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from bootstrap.daemon import wait_until
from tests.harness.recorder import Recorder


@pytest.fixture
def recorder(tmp_path):
    """Run a recorder that notifies a site which counts what it is told."""
    heard = []

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.rfile.read(int(self.headers['Content-Length'])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    site = HTTPServer(('127.0.0.1', 0), Webhook)
    threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
    running = Recorder(tmp_path / 'charges', delay=0.1)
    running.webhook = f'http://127.0.0.1:{site.server_port}/'
    running.heard = heard
    yield running
    running.close()
    site.shutdown()
    site.server_close()


def charge(recorder, card, timeout=5):
    """Ask for the money of a card, as Odoo would."""
    return requests.post(f'{recorder.url}/charges', timeout=timeout, json={
        'reference': f'REF/{card}', 'amount': 216.0, 'currency': 'EUR', 'card': card,
    })


def outcome(recorder, card):
    """Ask what became of it."""
    return requests.get(f'{recorder.url}/charges/REF%2F{card}', timeout=5).json()['state']


@pytest.mark.parametrize(
    ('card', 'state', 'notifications'),
    [('done-1', 'done', 0), ('late-1', 'pending', 1), ('twice-1', 'pending', 2)],
)
def test_a_charge_is_answered_and_notified(recorder, card, state, notifications):
    """The answer tells the state; the notifications come after it."""
    assert charge(recorder, card).json()['state'] == state
    wait_until(lambda: len(recorder.heard) >= notifications, 5)
    assert len(recorder.heard) == notifications
    assert outcome(recorder, card) == 'done'


@pytest.mark.parametrize('card', ['never-1', 'lost-1'])
def test_the_money_is_taken_without_an_answer(recorder, card):
    """The one who asks hears nothing; the file knows."""
    with pytest.raises(requests.RequestException):
        charge(recorder, card, timeout=0.5)
    assert [call.takes for call in recorder.charges(card)] == [True]
    assert outcome(recorder, card) == 'done'


@pytest.mark.parametrize('card', ['refused-1', 'authentication-1'])
def test_a_refused_card_takes_nothing(recorder, card):
    """The reason is told; the call is in the file, without money."""
    answer = charge(recorder, card)
    assert answer.status_code == 402
    assert answer.json()['reason']
    assert [call.takes for call in recorder.charges(card)] == [False]
    assert outcome(recorder, card) == 'error'


def test_every_call_is_a_line(recorder):
    """Two calls for the same reference are two charges: nothing is forgiven here."""
    for _call in range(2):
        charge(recorder, 'done-1')
    assert len(recorder.charges('done-1')) == 2
    assert outcome(recorder, 'done-2') == 'unknown'
