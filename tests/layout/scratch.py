"""A copy of the checkout with a change applied, and a database that knew nothing of it."""

import shutil
import xml.etree.ElementTree as ElementTree

from bootstrap import changes, places, process
from bootstrap.mutant_lane import LEFT_BEHIND
from tests.harness.shell import Shell


class Scratch:
    """Where a change is tried: its files, its configuration, its database."""

    def __init__(self, house, change):
        """Copy the checkout and the database with the addon of today."""
        self.house, self.change = house, change
        self.folder = places.state() / 'changes' / change
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(
            places.ROOT, self.folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND),
        )
        self.database = house.copy_of(house.clean(), f'change_{change}')
        self.log = places.log(f'change-{change}')

    def before(self, code):
        """Run code in an Odoo shell with the addon of today; return what it answers."""
        shell = Shell(self.house, self.database)
        try:
            return shell(code)
        finally:
            shell.close()

    def apply(self):
        """Apply the change, and upgrade the database to it unless it is made of tests alone."""
        changes.apply(self.change, self.folder)
        if all(file.startswith(f'{places.ADDON}/tests/') for file in changes.files_of(self.change)):
            return
        process.run(
            self.house.odoo.command('module', 'upgrade', '-d', self.database, places.ADDON),
            f'the upgrade to {self.change}', self.log, env=self._env(), cwd=self.folder,
        )

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
        assert status == 0, f'tests of {self.change} failed in {self.folder}'
        return sum(int(suite.get('tests')) - int(suite.get('skipped'))
                   for suite in ElementTree.parse(report).iter('testsuite'))

    def close(self):
        """Forget the copy and its database."""
        self.house.drop(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _env(self):
        # the addon that is imported is the one of the copy
        config = self.house.configure(
            f'change-{self.change}.conf', addons_path=self.folder, workers=0,
            max_cron_threads=0, dbfilter='',
        )
        return {**self.house.env(self.database), 'ODOO_RC': str(config)}
