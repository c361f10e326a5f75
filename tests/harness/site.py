"""A real Odoo server with workers, on its own copy of a database."""

import contextlib
import os
import shutil
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

from bootstrap import places
from bootstrap.daemon import Daemon, wait_until
from bootstrap.house import House
from bootstrap.postgres import Cluster
from bootstrap.server import Server

from .clock import CACHE, Clock
from .mailbox import Mailbox
from .shell import Shell

# Seconds in which workers are killed and others forked.
RENEWAL = 0.5
BIRTH = 30
# Seconds after which clocks are told again that there is something to do, and to their end.
NUDGE, PATIENCE = 5, 240
# Files keep the date of the machine: the vacuum of a travelled server would drop every session.
KEEP_SESSIONS = """
INSERT INTO ir_config_parameter (key, value) VALUES ('sessions.max_inactivity_seconds', '999999999')
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value
"""


class Site:
    """What a test needs of a running product: its address, its mails, its data."""

    def __init__(self, parent, source, name):
        """Copy database `source` of the house `parent`, to work on it."""
        self.house = House(parent.odoo, self._make_folder(parent, name), careless=True)
        self.house.databases = parent.databases
        self.name = parent.database(name)
        self.house.copy(source, self.name, image=parent)
        self._set_up()

    @property
    def url(self):
        """Return the address of the site, without a slash at its end."""
        return self.server.url

    def start(self, **options):
        """Start the server; `options` are lines of odoo.conf."""
        self.server.start(**options)
        self.house.configure(workers=0, **self.server.catcher.options())
        return self

    def psql(self, statement):
        """Return the rows of a statement, each a list of texts; NULL is an empty text."""
        lines = self.house.databases.sql(statement, self.name).splitlines()
        return [line.split('|') for line in lines]

    def comes(self, is_true):
        """Tell whether a condition comes to hold by the clocks of the server.

        One that is woken while another does its work goes to sleep for a minute: it is woken again.
        """
        for _nudge in range(0, PATIENCE, NUDGE):
            if wait_until(is_true, NUDGE):
                return True
            self.house.databases.sql(f"NOTIFY cron_trigger, '{self.name}'")
        return False

    def mailed(self, to, count=1):
        """Return the mails that somebody was sent, once there are so many."""
        assert self.comes(lambda: len(self.mails.all(to)) >= count), (
            f'{len(self.mails.all(to))} mails to {to} instead of {count}')
        return self.mails.all(to)

    def close(self):
        """Stop the server and drop its database."""
        self.shell.close()
        self.server.stop()
        self.house.drop(self.name)

    @staticmethod
    def _make_folder(parent, name):
        folder = parent.folder / 'sites' / name
        # what an interrupted test may have left running would spoil the new site
        for daemon in ('odoo', 'mail-catcher'):
            Daemon(daemon, folder).stop()
        Cluster(folder).stop(places.log(f'site-{name}'))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _set_up(self):
        self.server = Server(self.house, self.name)
        self.mails = Mailbox(self.server.catcher.mails)
        self.shell = Shell(self.house, self.name)


class TravellingSite(Site):
    """A site that lives at another instant, its PostgreSQL included, and may go to others."""

    _house_class = House

    def __init__(self, parent, source, name, instant):
        """Copy the cluster of the house `parent`.

        :param str instant: UTC, `2027-01-05 09:00:00`
        """
        folder = self._make_folder(parent, name)
        self.clock = Clock(folder / 'clock', instant)
        self.house = self._house_class(
            parent.odoo, folder, careless=True, clock=self.clock.variables(parent.odoo),
        )
        self.name = source
        self.log = places.log(f'site-{name}')
        self.house.databases.adopt(parent.story_cluster())
        self.house.databases.start(self.log)
        shutil.copytree(parent.filestore(source), self.house.filestore(source))
        self._set_up()
        self.psql(KEEP_SESSIONS)

    def travel(self, instant):
        """Turn the clock, and wait until all programs of the site have looked at it.

        :param str instant: UTC, `2027-01-05 09:00:00`
        """
        self.clock.turn(instant)
        time.sleep(CACHE)
        [[now]] = self.psql("SELECT now() AT TIME ZONE 'UTC'")
        gap = datetime.fromisoformat(now) - self.clock.now()
        assert abs(gap) < timedelta(seconds=5), f'the database lives at {now}'

    def pass_by(self, minutes):
        """Let so many minutes pass at once."""
        self.travel((self.clock.now() + timedelta(minutes=minutes)).strftime('%Y-%m-%d %H:%M:%S'))

    def replace_workers(self):
        """Kill all workers; the master of the server lets others be born."""
        killed = self._workers()
        for pid in killed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert wait_until(
            lambda: (born := self._workers()) and killed.isdisjoint(born), BIRTH,
        ), 'no worker is born any more'

    def renew_workers(self):
        """Let the master of the server look at its workers at once.

        It looks every few seconds: after a jump a worker seems to have been at work for weeks, and
        is replaced, though it may be answering somebody by then.
        """
        os.kill(self._master(), signal.SIGCHLD)
        time.sleep(RENEWAL)

    def _workers(self):
        master = self._master()
        children = Path('/proc', str(master), 'task', str(master), 'children')
        return {int(pid) for pid in children.read_text(encoding='utf-8').split()}

    def _master(self):
        return int(self.server.daemon.pid_file.read_text(encoding='utf-8').split()[0])

    def close(self):
        """Stop the server and its cluster."""
        self.shell.close()
        self.server.stop()
        self.house.databases.stop(self.log)
        shutil.rmtree(self.house.folder, ignore_errors=True)
