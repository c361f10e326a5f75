"""A real Odoo server with workers, on its own copy of a database."""

import shutil

from bootstrap import places, system
from bootstrap.house import House
from bootstrap.server import Server

from .mailbox import Mailbox
from .shell import Shell


class Site:
    """What a test needs of a running product: its address, its mails, its data."""

    def __init__(self, parent, source, name):
        """Copy database `source` of the house `parent`, to work on it."""
        self.house = self._make_house(parent, name)
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

    def close(self):
        """Stop the server and drop its database."""
        self.shell.close()
        self.server.stop()
        self.house.drop(self.name)

    @staticmethod
    def _make_house(parent, name, clock=None):
        folder = parent.folder / 'sites' / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return House(parent.odoo, folder, careless=True, clock=clock)

    def _set_up(self):
        self.server = Server(self.house, self.name)
        self.mails = Mailbox(self.server.catcher.mails)
        self.shell = Shell(self.house, self.name)


class TravellingSite(Site):
    """A site that lives at another instant, its PostgreSQL included."""

    def __init__(self, parent, source, name, instant):
        """Copy the cluster of the house `parent`.

        :param str instant: UTC, `2027-01-05 09:00:00`
        """
        self.house = self._make_house(parent, name, system.clock(instant))
        self.name = source
        self._log = places.log(f'site-{name}')
        self.house.databases.follow(parent.databases, self._log)
        self.house.databases.start(self._log)
        shutil.copytree(parent.filestore(source), self.house.filestore(source))
        self._set_up()

    def close(self):
        """Stop the server and its cluster."""
        self.shell.close()
        self.server.stop()
        self.house.databases.stop(self._log)
        shutil.rmtree(self.house.folder, ignore_errors=True)
