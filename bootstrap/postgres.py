"""PostgreSQL: a private cluster of this clone, or the server that PGHOST names."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from . import places, process, system
from .report import Problem

ROLE = 'perles'
SOCKET_LIMIT = 107 - len('/.s.PGSQL.5432')
SETTINGS = {
    'listen_addresses': '',
    'max_connections': '300',
    'shared_buffers': '512MB',
    'unix_socket_permissions': '0770',
}
# Only for databases that are thrown away: a power cut would lose them.
CARELESS = {'fsync': 'off', 'full_page_writes': 'off', 'synchronous_commit': 'off'}


class Databases:
    """A PostgreSQL server that we may create databases in."""

    def env(self):
        """Return the variables by which programs find the server: those already set."""
        return {}

    def sql(self, statement, database='postgres'):
        """Run one statement; return what psql prints, columns separated by `|`."""
        command = [_program('psql'), '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c']
        return process.read([*command, statement], env=self.env())

    def names(self):
        """Return the names of the databases."""
        return self.sql('SELECT datname FROM pg_database').splitlines()

    def create(self, name, template):
        """Create a database as a copy of another one, which nobody may be using."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def drop(self, name):
        """Drop a database, even when somebody is still connected."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Cluster(Databases):
    """A private cluster, reached by a socket only: no port to clash with or to attack."""

    def __init__(self, folder, careless=False, clock=None):
        self.data = folder / 'cluster'
        self.careless = careless
        self.clock = clock or {}
        self.sockets = _socket_folder(folder)

    def env(self):
        """Return the variables by which programs find the server."""
        return {'PGHOST': str(self.sockets), 'PGPORT': '5432', 'PGUSER': ROLE}

    def exists(self):
        """Tell whether the cluster has been created."""
        return self.data.exists()

    def is_running(self):
        """Tell whether the cluster answers."""
        command = [_program('pg_isready'), '-q', '-h', self.sockets]
        with contextlib.suppress(Problem):
            process.read(command)
            return True
        return False

    def initialise(self, log):
        """Create an empty cluster, started, with the role that owns the databases."""
        own(self.data)
        initdb = [
            _program('initdb'), '-D', self.data, '-U', 'postgres', '-E', 'UTF8', '--no-sync',
            '--locale=C.UTF-8', '--auth=trust',
        ]
        process.run(process.as_database_owner(initdb), 'creating the database cluster', log)
        self.start(log)
        create = [_program('createuser'), '-h', self.sockets, '-U', 'postgres', '--createdb', ROLE]
        process.run(create, 'creating the database role', log)

    def adopt(self, image):
        """Take a copy of a stopped cluster as ours."""
        draft = self.data.with_suffix('.part')
        shutil.rmtree(draft, ignore_errors=True)
        process.read(['cp', '-a', '--reflink=auto', image, draft])
        draft.rename(self.data)

    def follow(self, other, log):
        """Take a copy of a running cluster as ours."""
        own(self.data)
        backup = [_program('pg_basebackup'), '-h', other.sockets, '-U', 'postgres', '-D', self.data]
        process.run(
            process.as_database_owner([*backup, '--checkpoint=fast', '--no-sync']),
            'copying the database cluster', log, cwd='/',
        )

    def start(self, log):
        """Start the cluster unless it runs already."""
        if self.is_running():
            return
        self._forget_dead_server()
        own(self.sockets)
        settings = {**SETTINGS, **(CARELESS if self.careless else {})}
        options = ' '.join(f'-c {name}={value or chr(39) * 2}' for name, value in settings.items())
        self._pg_ctl(log, 'starting PostgreSQL', 'start', '-l', self.data / 'server.log',
                     '-o', f'-k {self.sockets} {options}')

    def stop(self, log):
        """Stop the cluster, whoever is connected, and even if its socket was lost."""
        if self._server():
            self._pg_ctl(log, 'stopping PostgreSQL', 'stop', '-m', 'fast')

    def _pg_ctl(self, log, what, *arguments):
        command = [_program('pg_ctl'), '-D', self.data, '-w', '-t', '120', *arguments]
        process.run(process.as_database_owner(command), what, log, env=self.clock, cwd='/')

    def _forget_dead_server(self):
        """Remove the lock files of a server that a reboot or a kill has ended.

        Its number may have gone to another program since, which PostgreSQL takes for itself.
        """
        if self._server():
            return
        for path in (self.data / 'postmaster.pid', *self.sockets.glob('.s.PGSQL.*')):
            path.unlink(missing_ok=True)

    def _server(self):
        """Return the pid of our server, its socket answering or not; None when there is none."""
        with contextlib.suppress(OSError, IndexError):
            pid = (self.data / 'postmaster.pid').read_text(encoding='utf-8').split()[0]
            if bytes(self.data) in Path('/proc', pid, 'cmdline').read_bytes():
                return int(pid)
        return None


def provide_for(folder, careless, clock):
    """Return the server to use: the one of PGHOST when set, else a cluster in `folder`."""
    return Databases() if os.environ.get('PGHOST') else Cluster(folder, careless, clock)


def own(folder):
    """Create a folder of the cluster's owner, which must be able to walk to it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if places.is_root():
        shutil.chown(folder, 'postgres', 'postgres')
    with contextlib.suppress(Problem):
        process.read(process.as_database_owner(['test', '-x', folder]), cwd='/')
        return
    raise Problem(f'the user postgres cannot enter {folder}: choose another PERLES_STATE')


def _socket_folder(folder):
    """Return where the socket goes: its path has a small limit, hence the second choice."""
    sockets = folder / 'socket'
    if len(bytes(sockets)) <= SOCKET_LIMIT:
        return sockets
    return Path(tempfile.gettempdir(), f'perles-{places.short_hash(folder)}')


def _program(name):
    folder = system.postgres_binaries()
    return folder / name if folder else name
