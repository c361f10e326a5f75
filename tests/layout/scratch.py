"""A copy of the checkout where a change is applied, with a database of before or of after it."""

import shutil
import xml.etree.ElementTree as ElementTree

from bootstrap import changes, images, places, process
from bootstrap.mutants.lane import LEFT_BEHIND
from tests.harness.shell import Shell


class Scratch:
    """Where a change is tried: its files, its configuration, its database."""

    def __init__(self, house, change):
        """Copy the checkout as it is today."""
        self.house, self.change = house, change
        self.folder = places.state() / 'changes' / change
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(
            places.ROOT, self.folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND),
        )
        self.database = house.database(f'change_{change}')
        self.log = places.log(f'change-{change}')

    def apply(self):
        """Apply the change to the files."""
        changes.apply(self.change, self.folder)

    def take_database(self):
        """Take a database that knows nothing of the change."""
        self.house.copy(self.house.clean(), self.database)

    def shell(self, code):
        """Run code in an Odoo shell, with the addon of today; return what it answers."""
        shell = Shell(self.house, self.database)
        try:
            return shell(code)
        finally:
            shell.close()

    def upgrade(self):
        """Upgrade the database to the files of the copy."""
        self._module('upgrade')

    def install(self):
        """Make a database with the addon of the copy, from one with the native modules."""
        name, image = images.base(self.house.odoo)
        self.house.copy(name, self.database, image)
        self._module('install')

    def sql(self, statement):
        """Return the first value of a statement, as a text."""
        return self.house.databases.sql(statement, self.database).strip()

    def run(self, *paths):
        """Run tests of the copy on its database; return how many passed.

        :param str paths: below the tests of the addon.
        """
        report = self.folder / 'report.xml'
        report.unlink(missing_ok=True)
        status = process.show([
            self.house.odoo.python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider',
            *(f'{places.ADDON}/tests/{path}' for path in paths),
            f'--odoo-database={self.database}', '--odoo-http', f'--junit-xml={report}',
        ], env=self._env(), cwd=self.folder)
        assert status == 0, f'tests of {self.change} failed'
        return sum(int(suite.get('tests')) - int(suite.get('skipped'))
                   for suite in ElementTree.parse(report).iter('testsuite'))

    def close(self):
        """Forget the copy and its database."""
        self.house.drop(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _module(self, what):
        process.run(
            self.house.odoo.command('module', what, '-d', self.database, places.ADDON),
            f'{what} with {self.change}', self.log, env=self._env(), cwd=self.folder,
        )

    def _env(self):
        # the addon that is imported is the one of the copy
        config = self.house.configure(
            f'change-{self.change}.conf', addons_path=self.folder, workers=0,
            max_cron_threads=0, dbfilter='',
        )
        return {**self.house.env(self.database), 'ODOO_RC': str(config)}
