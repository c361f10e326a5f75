"""A primary that listens as in a container, its replica, and an Odoo that knows both."""

import contextlib
import shutil

import pytest

from bootstrap import places, ports, process, system
from bootstrap.daemon import Daemon, wait_until
from bootstrap.house import House
from bootstrap.postgres import Cluster, own
from bootstrap.server import Server
from tests.ops.production import SCRIPTS, SERVICES, make_secrets, programs, run

# The settings of the compose file, plus every statement in the log.
GIVEN = SERVICES['db']['command'][2:]
WATCHED = ['-c', 'log_statement=all', '-c', 'log_line_prefix=%d ']
CARELESS = ['-c', 'fsync=off', '-c', 'full_page_writes=off']
PATIENCE = 60


class Postgres:
    """A PostgreSQL server that listens on this machine, as one in a container does."""

    def __init__(self, folder):
        self.folder = folder
        self.claim = ports.claim()
        self.port = self.claim.number
        self.daemon = Daemon(folder.name, folder.parent)
        own(folder)

    @property
    def options(self):
        """The options of `postgres` that make it this server."""
        return ['-k', self.folder, '-p', self.port, '-c', 'listen_addresses=127.0.0.1',
                '-c', 'max_connections=100', *WATCHED, *CARELESS]

    def start(self, command, **env):
        """Start it as the owner of its files, and wait for its answer."""
        self.daemon.start(process.as_database_owner(command), env=env, cwd='/')
        wait_until(lambda: self.answers() or not self.daemon.is_running(), PATIENCE)
        if not self.answers():
            pytest.fail(self.daemon.log.read_text(encoding='utf-8')[-2000:])

    def answers(self):
        """Tell whether it takes connections."""
        with contextlib.suppress(Exception):
            return self.sql('SELECT 1') == '1'
        return False

    def sql(self, statement, database='postgres'):
        """Ask as the superuser, by the socket."""
        return process.read([
            'psql', '-XAtq', '-h', self.folder, '-p', self.port, '-U', 'postgres', '-d', database,
            '-c', statement,
        ])

    def asked(self, start=0):
        """The log from a position on."""
        return self.daemon.log.read_text(encoding='utf-8', errors='replace')[start:]

    def stop(self):
        """Stop it at once, whoever is connected."""
        process.run(process.as_database_owner([
            system.postgres_binaries() / 'pg_ctl', '-D', self.folder / 'data', '-m', 'immediate',
            'stop',
        ]), 'stopping a server', places.log('test-replica'), cwd='/')


def add_careless_copier(folder):
    """Put before pg_basebackup one that does not wait for the disk."""
    real = system.postgres_binaries() / 'pg_basebackup'
    program = folder / real.name
    program.write_text(f'#!/bin/sh\nexec {real} --no-sync "$@"\n', encoding='utf-8')
    program.chmod(0o755)


class Pair:
    """A primary that holds the story, its replica, and an Odoo that knows both."""

    def __init__(self, house, folder):
        self.house = House(house.odoo, folder, careless=True)
        self.name = house.story()
        self.folder = folder
        self.secrets = make_secrets(folder / 'secrets')
        # a container is given files, not this folder; nor need its user enter the clone
        self.secrets.chmod(0o755)
        self.script = shutil.copy(SCRIPTS / 'replica.sh', folder)
        self.path = programs(folder / 'bin', house.odoo)
        add_careless_copier(folder / 'bin')
        self.primary = Postgres(folder / 'primary')
        self.replica = Postgres(folder / 'replica')
        self._copy(house)
        self.server = Server(self.house, self.name)

    def start(self):
        """Start the three."""
        primary = self.primary
        postgres = system.postgres_binaries() / 'postgres'
        primary.start([postgres, '-D', primary.folder / 'data', *GIVEN, *primary.options])
        self.give_passwords()
        self.start_replica()
        self.start_odoo()

    def give_passwords(self):
        """Make the roles, and let nobody in by TCP without a password any more."""
        rules = self.primary.folder / 'data' / 'pg_hba.conf'
        rules.write_text(
            'local all all trust\nhost all all all scram-sha-256\n', encoding='utf-8',
        )
        done = run(
            'roles.sh', PATH=self.path, PGHOST=self.primary.folder, PGPORT=self.primary.port,
            SECRETS=self.secrets,
        )
        assert done.returncode == 0, done.stderr
        self.primary.sql(f'ALTER DATABASE "{self.name}" OWNER TO odoo')
        self.primary.sql('GRANT perles TO odoo')

    def start_replica(self):
        """Run the script of the service `db-replica`."""
        self.replica.start(
            ['bash', self.script, *SERVICES['db-replica']['command'][2:],
             *self.replica.options],
            PATH=self.path, PGDATA=str(self.replica.folder / 'data'), PRIMARY_HOST='127.0.0.1',
            PRIMARY_PORT=str(self.primary.port), SECRETS=str(self.secrets),
            PASSFILE=str(self.replica.folder / 'passfile'),
        )

    def start_odoo(self):
        """Start Odoo with the variables of the compose file, the password in a variable."""
        self.house.databases = self
        password = (self.secrets / 'pg_password').read_text(encoding='utf-8').strip()
        self.variables = {
            'PGHOST': '127.0.0.1', 'PGPORT': str(self.primary.port), 'PGUSER': 'odoo',
            'PGPASSWORD': password,
            'PGHOST_REPLICA': '127.0.0.1', 'PGPORT_REPLICA': str(self.replica.port),
        }
        self.server.start(workers=1, max_cron_threads=0)

    def env(self):
        """The variables by which Odoo finds its servers."""
        return self.variables

    def sql(self, statement, database):
        """Ask the primary."""
        return self.primary.sql(statement, database)

    def stop(self):
        """Stop the three."""
        self.server.stop()
        for postgres in (self.replica, self.primary):
            if postgres.answers():
                postgres.stop()

    def _copy(self, house):
        cluster = Cluster(self.folder / 'copy', careless=True)
        cluster.data = self.primary.folder / 'data'
        cluster.adopt(house.story_cluster())
        shutil.copytree(house.filestore(self.name), self.house.filestore(self.name))
