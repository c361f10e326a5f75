"""Processes of Odoo that are born at once, and may be killed at any moment.

They are forked from a process that has loaded the registry, as the workers of the server are.
"""

import contextlib
import os
import signal
from pathlib import Path

from .shell import Shell

# Runs inside the Odoo shell: it gives its cursor back, then only forks and waits.
LOOP = """
import os, sys, traceback
from multiprocessing.connection import Connection
from odoo import api, sql_db
from odoo.modules.registry import Registry

_wire = Connection({fd})
_name = env.cr.dbname
env.cr.close()
sql_db.close_all()


def _live(code):
    with Registry(_name).cursor() as cr:
        exec(code, {{'env': api.Environment(cr, api.SUPERUSER_ID, {{}})}})


while True:
    try:
        _code = _wire.recv()
    except EOFError:
        os._exit(0)
    if isinstance(_code, int):
        _wire.send(os.waitstatus_to_exitcode(os.waitpid(_code, 0)[1]))
        continue
    _pid = os.fork()
    if not _pid:
        _status = 1
        try:
            _live(_code)
            _status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(_status)
    _wire.send(_pid)
"""


class Nursery(Shell):
    """The parent of the processes of a site."""

    _loop = LOOP

    def start(self, code):
        """Run `code` in a process of its own, with `env` on a cursor of its own."""
        return Child(self, self._ask(code))


def lives(pid):
    """Tell whether a process runs; one that has ended and waits for its parent does not."""
    with contextlib.suppress(OSError):
        return Path('/proc', str(pid), 'stat').read_text().rpartition(')')[2].split()[0] != 'Z'
    return False


class Child:
    """A process of the nursery."""

    def __init__(self, nursery, pid):
        self._nursery = nursery
        self.pid = pid

    def is_alive(self):
        """Tell whether the process has not ended yet."""
        return lives(self.pid)

    def kill(self):
        """End the process as a power cut would: nothing of it is told, nothing is tidied up."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self):
        """Wait until the process ends; return its exit status, negative when it was killed."""
        return self._nursery._ask(self.pid)
