"""A running Odoo: its workers, its mail catcher, its ports."""

import urllib.request

from . import places, ports
from .daemon import Daemon, wait_until
from .report import Problem, say

START_SECONDS = 180
WEBSOCKET_SECONDS = 60
# A program that is not ours may take a port between our claim and the start.
STARTS = 3
TAKEN = 'Address already in use'


class MailCatcher:
    """The mail server of a house: every mail is a file of its folder."""

    def __init__(self, house):
        self.house = house
        self.mails = house.folder / 'mails'
        self.daemon = Daemon('mail-catcher', house.folder)
        self._port = house.folder / 'mail-catcher.port'

    def start(self):
        """Start the catcher unless it runs; return the options by which Odoo finds it."""
        if not self.daemon.is_running():
            claim = ports.claim()
            command = [self.house.odoo.python, '-m', 'bootstrap.mail_catcher', self.mails]
            self.daemon.start([*command, claim.number], cwd=places.ROOT, claims=[claim])
            if not wait_until(lambda: ports.listens(claim.number), START_SECONDS):
                raise Problem(f'the mail catcher does not answer; details in {self.daemon.log}')
            self._port.write_text(str(claim.number), encoding='utf-8')
        return self.options()

    def options(self):
        """Return the options by which Odoo finds the catcher, were it ever started."""
        if not self._port.exists():
            return {}
        return {'smtp_server': '127.0.0.1', 'smtp_port': self._port.read_text(encoding='utf-8')}

    def stop(self):
        """Stop the catcher."""
        self.daemon.stop()


class Server:
    """Odoo serving one database of a house, with several workers as in production by default."""

    def __init__(self, house, database):
        self.house = house
        self.database = database
        self.catcher = MailCatcher(house)
        self.daemon = Daemon('odoo', house.folder)
        self._address = house.folder / 'address'
        self._websockets = None

    @property
    def url(self):
        """Return the address of the site."""
        return self._address.read_text(encoding='utf-8')

    def is_running(self):
        """Tell whether the server answers."""
        return self.daemon.is_running() and self._is_healthy()

    def start(self, first_port=0, workers=2, **options):
        """Start the catcher and the server, and wait until it answers.

        :param options: lines of odoo.conf, for this server only
        """
        for start in range(1, STARTS + 1):
            claims = self._claim(first_port)
            written = self._launch(claims, workers, options)
            if self._answers(workers):
                return
            self.daemon.stop()
            if TAKEN not in self.daemon.log.read_text(encoding='utf-8')[written:]:
                break
            say(f'  a port was taken by another program (start {start} of {STARTS})')
        raise Problem(f'the server does not answer; details in {self.daemon.log}')

    def stop(self):
        """Stop the server and its catcher."""
        self.daemon.stop()
        self.catcher.stop()

    def _publish(self, url):
        """Write in the database the address that mails and documents link to."""
        self.house.databases.sql(
            f"UPDATE ir_config_parameter SET value = '{url}' WHERE key = 'web.base.url'",
            self.database,
        )

    @staticmethod
    def _claim(first_port):
        """Claim a port for the pages and one for the websockets."""
        pages = ports.claim(first_port)
        return pages, ports.claim(pages.number + 1 if first_port else 0)

    def _launch(self, claims, workers, options):
        """Start the program on two ports; return how much its log held before."""
        pages, websockets = claims
        # A file of its own: commands of the house may run beside the server.
        conf = self.house.configure(
            'server.conf', http_port=pages.number, gevent_port=websockets.number, workers=workers,
            dbfilter=f'^{self.database}$', **self.catcher.start(), **options,
        )
        self._websockets = f'http://{ports.HOST}:{websockets.number}'
        url = f'http://{ports.HOST}:{pages.number}'
        self._publish(url)
        self._address.write_text(url, encoding='utf-8')
        env = {**self.house.env(self.database), 'ODOO_RC': str(conf)}
        log = self.daemon.log
        written = len(log.read_text(encoding='utf-8')) if log.exists() else 0
        self.daemon.start(
            self.house.odoo.command('server'), env=env, cwd=places.ROOT, claims=claims,
        )
        return written

    def _answers(self, workers):
        """Wait for pages and, as they are a program of their own beside workers, websockets."""
        def is_settled():
            return not self.daemon.is_running() or self._is_healthy()

        wait_until(is_settled, START_SECONDS)
        if not self.is_running():
            return False
        # A child that cannot take its port dies, and is started again without an end.
        health = f'{self._websockets}/websocket/health'
        return not workers or wait_until(lambda: _is_well(health), WEBSOCKET_SECONDS)

    def _is_healthy(self):
        return _is_well(f'{self.url}/web/health')


def _is_well(url):
    """Tell whether an address answers with a success."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
