"""A real Odoo server with workers, on its own copy of a database."""

from bootstrap import house, places
from bootstrap.server import Server

from .mailbox import Mailbox
from .shell import Shell


class Site:
    """What a test needs of a running product: its address, its mails, its data."""

    def __init__(self, parent, source, name, instant=None):
        """Copy database `source` of the house `parent`.

        :param str instant: the UTC time the server lives at, `2027-01-05 09:00:00`; now by default
        """
        folder = parent.folder / 'sites' / name
        folder.mkdir(parents=True, exist_ok=True)
        self.name = parent.database(name)
        self.instant = instant
        self.house = house.House(parent.odoo, folder, databases=parent.databases)
        self.house.configure(workers=0)
        self.house.copy(source, self.name, image=parent)
        self.server = Server(self.house, self.name)
        self.mails = Mailbox(self.server.catcher.mails)
        self.shell = None

    @property
    def url(self):
        """Return the address of the site, without a slash at its end."""
        return self.server.url

    def start(self, **options):
        """Start the server; `options` are those of odoo.conf."""
        self.server.start(instant=self.instant, **options)
        self.shell = Shell(
            self.house, self.server.env(self.instant), places.log(f'shell-{self.house.folder.name}')
        )
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
