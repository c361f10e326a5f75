"""A running Odoo: its workers, its mail catcher, its ports."""

import socket
import urllib.request

from . import places
from .daemon import Daemon, free_port, wait_until
from .report import Problem

START_SECONDS = 180


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
            port = free_port()
            command = [self.house.odoo.python, '-m', 'bootstrap.mail_catcher', self.mails, port]
            self.daemon.start(command, cwd=places.ROOT)
            if not wait_until(lambda: _listens(port), START_SECONDS):
                raise Problem(f'the mail catcher does not answer; details in {self.daemon.log}')
            self._port.write_text(str(port), encoding='utf-8')
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
    """Odoo serving one database of a house, with several workers as in production."""

    def __init__(self, house, database):
        self.house = house
        self.database = database
        self.catcher = MailCatcher(house)
        self.daemon = Daemon('odoo', house.folder)
        self._address = house.folder / 'address'

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
        http_port = free_port(first_port)
        gevent_port = free_port(http_port + 1 if first_port else 0)
        # A file of its own: commands of the house may run beside the server.
        conf = self.house.configure(
            'server.conf', http_port=http_port, gevent_port=gevent_port, workers=workers,
            dbfilter=f'^{self.database}$', **self.catcher.start(), **options,
        )
        url = f'http://127.0.0.1:{http_port}'
        self._publish(url)
        self._address.write_text(url, encoding='utf-8')
        env = {**self.house.env(self.database), 'ODOO_RC': str(conf)}
        self.daemon.start(self.house.odoo.command('server'), env=env, cwd=places.ROOT)
        self._wait()

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

    def _wait(self):
        def is_settled():
            return not self.daemon.is_running() or self._is_healthy()

        answered = wait_until(is_settled, START_SECONDS)
        self.daemon.check()
        if not answered:
            raise Problem(f'the server does not answer; details in {self.daemon.log}')

    def _is_healthy(self):
        try:
            with urllib.request.urlopen(f'{self.url}/web/health', timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def _listens(port):
    with socket.socket() as client:
        return client.connect_ex(('127.0.0.1', port)) == 0
