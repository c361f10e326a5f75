"""A house: one Odoo data folder, its configuration, and the databases it works on."""

import configparser
import json
import os
import shutil

from . import places, postgres, process
from .report import Problem

SETTINGS = places.ROOT / 'odoo.conf'
PRINTED = '@@printed@@'


class House:
    """Odoo at work in a folder: the state of a clone, of its tests, or an image in the cache.

    :param dict clock: variables that give its programs another time, for tests
    """

    def __init__(self, odoo, folder, careless=False, clock=None):
        self.odoo = odoo
        self.folder = folder
        self.data = folder / 'data'
        self.clock = clock or {}
        self.databases = postgres.provide_for(folder, careless, self.clock)

    @property
    def is_private(self):
        """Tell whether the databases live in a cluster of this folder."""
        return isinstance(self.databases, postgres.Cluster)

    def configure(self, name='odoo.conf', **options):
        """Write a configuration, the committed one with what is particular to here."""
        parser = configparser.ConfigParser(interpolation=None)
        parser.read(SETTINGS, encoding='utf-8')
        here = {'addons_path': places.ROOT, 'data_dir': self.data, 'http_interface': '127.0.0.1'}
        for option, value in {**here, **options}.items():
            parser['options'][option] = str(value)
        self.data.mkdir(parents=True, exist_ok=True)
        # Jobs side by side write the same words: none may read half of them.
        draft = self.folder / f'{name}.{os.getpid()}'
        with open(draft, 'w', encoding='utf-8') as handle:
            parser.write(handle)
        return draft.rename(self.folder / name)

    def env(self, database):
        """Return the variables by which Odoo finds its configuration and its database."""
        given = {'ODOO_RC': str(self.folder / 'odoo.conf'), 'PGDATABASE': database}
        return self.odoo.env(**self.databases.env(), **self.clock, **given)

    def call(self, database, what, log, *arguments, text=None):
        """Run an Odoo command on a database."""
        process.run(
            self.odoo.command(*arguments), what, log, env=self.env(database), text=text,
            cwd=places.ROOT,
        )

    def install(self, database, log, *modules):
        """Install modules in a database."""
        names = ', '.join(modules)
        self.call(database, f'installing {names}', log, 'module', 'install', '-d', database,
                  *modules)
        listed = ', '.join(f"'{module}'" for module in modules)
        found = self.databases.sql(
            'SELECT count(*) FROM ir_module_module'
            f" WHERE state = 'installed' AND name IN ({listed})", database,
        )
        # Odoo passes over a module that it does not find: a warning in the log, and no failure.
        if int(found) != len(set(modules)):
            raise Problem(f'not everything was installed among {names}; details in {log}')

    def shell(self, database, code, what, log):
        """Run code in an Odoo shell; return what it hands to `answer`, as JSON carries it."""
        opening = (
            'import json\n'
            f'def answer(value): print("{PRINTED}" + json.dumps(value, default=str))\n'
        )
        start = log.stat().st_size if log.exists() else 0
        self.call(database, what, log, 'shell', '--no-http', text=opening + code)
        with open(log, encoding='utf-8') as handle:
            handle.seek(start)
            lines = [line for line in handle if line.startswith(PRINTED)]
        return json.loads(lines[-1].removeprefix(PRINTED)) if lines else None

    def filestore(self, database):
        """Return the folder of the files of a database."""
        return self.data / 'filestore' / database

    def copy(self, source, target, image=None):
        """Make database `target` a copy of `source`, whose files may be those of an image."""
        self.drop(target)
        self.databases.create(target, source)
        files = (image or self).filestore(source)
        if files.exists():
            self.filestore(target).parent.mkdir(parents=True, exist_ok=True)
            process.read(['cp', '-a', '--reflink=auto', files, self.filestore(target)])

    def drop(self, database):
        """Drop a database with its files."""
        self.databases.drop(database)
        shutil.rmtree(self.filestore(database), ignore_errors=True)
