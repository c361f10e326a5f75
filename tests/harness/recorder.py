"""A payment provider that writes every charge in a file, outside the database, then answers.

What a charge does when its transaction is rolled back is seen here and nowhere else: the demo
provider of Odoo would forget it together with the transaction.
"""

import contextlib
import json
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote

import requests

DONE = 'done'
SLOW = 'slow'
LATE = 'late'
TWICE = 'twice'
NEVER = 'never'
LOST = 'lost'
REFUSED = 'refused'
AUTHENTICATION = 'authentication'
# what takes the money, whatever the one who asks gets to know of it
TAKING = (DONE, SLOW, LATE, TWICE, NEVER, LOST)
REASONS = {
    REFUSED: "Your card has expired.",
    AUTHENTICATION: "This payment needs the strong authentication of the cardholder.",
}
PAYMENT_REQUIRED = 402
PATIENCE = 60
# what a provider takes to ask the bank
SECONDS = 1.5
POLL = 0.05


class Charge(NamedTuple):
    """One call to the provider, as its line of the file tells it."""

    instant: str
    reference: str
    card: str
    amount: str
    behaviour: str

    @property
    def takes(self):
        """Tell whether this call took the money."""
        return self.behaviour in TAKING


class Recorder:
    """The provider: a card `late-7` behaves as its first word says, any other one is charged."""

    def __init__(self, path, delay=2.0):
        """Listen on a free port.

        :param path: the file of the charges
        :param float delay: seconds between the answer and the notification of a late charge
        """
        self.path = path
        self.delay = delay
        self.webhook = None
        self.closed = threading.Event()
        self._written = threading.Lock()
        self._server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self._server.recorder = self
        self.url = f'http://127.0.0.1:{self._server.server_port}'
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()

    def close(self):
        """Stop listening, and let go of those that were kept waiting."""
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def charges(self, card=None):
        """Return the calls written so far, those of a card or all of them."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding='utf-8').splitlines()
        charges = [Charge(*line.split('\t')) for line in lines]
        return [charge for charge in charges if card in (None, charge.card)]

    def write(self, asked):
        """Write a call down before anything else happens; return its line."""
        card = asked['card']
        word = card.partition('-')[0]
        charge = Charge(
            datetime.now(timezone.utc).isoformat(), asked['reference'], card,
            str(asked['amount']), word if word in (*TAKING, *REASONS) else DONE,
        )
        with self._written, open(self.path, 'a', encoding='utf-8') as lines:
            lines.write('\t'.join(charge) + '\n')
        return charge

    def outcome(self, reference):
        """Return what there is to say of a reference, as the answer to a question."""
        calls = [charge for charge in self.charges() if charge.reference == reference]
        taken = next((charge for charge in calls if charge.takes), None)
        if taken:
            return self.told(taken)
        state = 'error' if calls else 'unknown'
        return {'reference': reference, 'state': state}

    @staticmethod
    def told(charge, state='done'):
        """Return the data by which a charge is told to Odoo."""
        return {
            'reference': charge.reference, 'amount': float(charge.amount), 'currency': 'EUR',
            'state': state,
        }

    def notify(self, charge, times=1, delay=0.0):
        """Tell the site that a charge is done: so many notifications, all at the same instant."""
        for _time in range(times):
            threading.Thread(target=self._notify, args=(charge, delay), daemon=True).start()

    def _notify(self, charge, delay):
        if self.closed.wait(delay):
            return
        # A site that is down is told again, as any provider does.
        while not self.closed.is_set():
            with contextlib.suppress(requests.RequestException):
                answer = requests.post(self.webhook, json=self.told(charge), timeout=PATIENCE)
                if answer.ok:
                    return
            time.sleep(0.5)


class Handler(BaseHTTPRequestHandler):
    """The two questions that Odoo asks: charge this card, and what became of that charge."""

    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        """Answer what became of a charge."""
        self._answer(self.server.recorder.outcome(unquote(self.path.rpartition('/')[2])))

    def do_POST(self):
        """Charge a card, and behave as the card says."""
        size = int(self.headers['Content-Length'])
        charge = self.server.recorder.write(json.loads(self.rfile.read(size)))
        getattr(self, f'_answer_{charge.behaviour}')(charge)

    def _answer_done(self, charge):
        self._answer(self.server.recorder.told(charge))

    def _answer_slow(self, charge):
        time.sleep(SECONDS)
        self._answer_done(charge)

    def _answer_late(self, charge):
        self._answer(self.server.recorder.told(charge, state='pending'))
        self.server.recorder.notify(charge, delay=self.server.recorder.delay)

    def _answer_twice(self, charge):
        self._answer(self.server.recorder.told(charge, state='pending'))
        self.server.recorder.notify(charge, times=2)

    def _answer_never(self, _charge):
        self.server.recorder.closed.wait(PATIENCE)
        self.close_connection = True

    def _answer_lost(self, _charge):
        self.close_connection = True

    def _answer_refused(self, charge):
        self._answer({'reason': REASONS[charge.behaviour]}, status=PAYMENT_REQUIRED)

    _answer_authentication = _answer_refused

    def _answer(self, data, status=200):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        # who asked may have been killed meanwhile
        with contextlib.suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_arguments):
        """Stay quiet: the file says it all."""
