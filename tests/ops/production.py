"""The shell parts of the production, run for real as their containers run them."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bootstrap import places, process, system
from tests.harness import Site

SCRIPTS = places.ROOT / 'bootstrap' / 'production'
COMPOSE = yaml.safe_load((places.ROOT / 'docker-compose.yml').read_text(encoding='utf-8'))
SERVICES = COMPOSE['services']
PRODUCTION = {name for name, service in SERVICES.items() if 'profiles' not in service}


def each(names):
    """Run a test once for each service of these names."""
    return pytest.mark.parametrize('service', [
        pytest.param(SERVICES[name], id=name) for name in sorted(names)
    ])


def programs(folder, odoo):
    """Return a PATH on which `odoo` and the programs of PostgreSQL are found.

    :param Path folder: where a program of that name may be written
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / 'odoo'
    program.write_text(f'#!/bin/sh\nexec {odoo.python} -m odoo "$@"\n', encoding='utf-8')
    program.chmod(0o755)
    return f'{folder}:{system.postgres_binaries()}:/usr/sbin:/usr/bin:/bin'


def make_secrets(folder):
    """Return a folder of secrets as a production has them."""
    run('secrets.sh', 'create', folder)
    return folder


def run(script, *arguments, as_database_owner=False, **env):
    """Run a script; return its process, ended, with what it printed."""
    command = ['bash', SCRIPTS / script, *arguments]
    if as_database_owner:
        command = process.as_database_owner(command)
    return subprocess.run(
        list(map(str, command)), env=process.environment({k: str(v) for k, v in env.items()}),
        cwd='/', text=True, capture_output=True, check=False,
    )


class Machine:
    """The volumes and the variables of the containers around the database of a site."""

    def __init__(self, site):
        self.site = site
        folder = site.house.folder
        self.backups = folder / 'backups'
        self.backups.mkdir(exist_ok=True)
        site.house.configure(workers=0, max_cron_threads=0, dbfilter='')
        self.env = {
            **site.house.env(site.name),
            'PATH': programs(folder / 'bin', site.house.odoo),
            'FILESTORE': site.house.data / 'filestore',
            'BACKUPS': self.backups,
        }

    def run(self, script, *arguments, **env):
        """Run a script, which has to succeed; return what it printed."""
        done = run(script, *arguments, **{**self.env, **env})
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refusal(self, script, *arguments, **env):
        """Run a script, which has to fail; return its words."""
        done = run(script, *arguments, **{**self.env, **env})
        assert done.returncode != 0, done.stdout
        return done.stderr

    def lose(self, database):
        """Drop a database and its files, after those who sweep a new one have left it."""
        self.site.house.databases.sql(f'DROP DATABASE IF EXISTS "{database}"')
        shutil.rmtree(self.site.house.filestore(database), ignore_errors=True)

    def back_up(self):
        """Take a backup; return its folder."""
        return Path(self.run('backup.sh').split()[1].rstrip(','))

    def clear(self):
        """Drop every database that the scripts made, also in a run that was cut short."""
        for name in self.site.house.databases.names():
            if name.startswith(f'{self.site.name}_'):
                self.lose(name)


@contextlib.contextmanager
def machine_of(house, name):
    """Give the containers around a copy of the story, and leave nothing of them."""
    machine = Machine(Site(house, house.story(), name))
    machine.clear()
    try:
        yield machine
    finally:
        machine.clear()
        machine.lose(machine.site.name)
