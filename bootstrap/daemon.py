"""Programs left running behind the prompt, and found again even after a reboot."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from . import process
from .report import Problem

PATIENCE = 30


class Daemon:
    """A program in the background, known by a pid file."""

    def __init__(self, name, folder):
        self.name = name
        self.pid_file = folder / f'{name}.pid'
        self.log = folder / f'{name}.log'

    def start(self, command, *, env=None, cwd=None, claims=()):
        """Start the program in a session of its own, its output appended to its log.

        :param claims: of `ports`, that are the program's from now on.
        """
        with open(self.log, 'a', encoding='utf-8') as output:
            child = subprocess.Popen(
                list(map(str, command)), stdout=output, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, env=process.environment(env), cwd=cwd,
                start_new_session=True, pass_fds=[claim.handle.fileno() for claim in claims],
            )
        for claim in claims:
            claim.handle.close()
        self.pid_file.write_text(f'{child.pid} {_birth(child.pid)}', encoding='utf-8')

    def is_running(self):
        """Tell whether the very program that was started still lives."""
        return self._pid() is not None

    def stop(self):
        """Ask the program to end; insist after a while. Its whole session goes with it."""
        pid = self._pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        if not wait_until(lambda: self._pid() is None, PATIENCE):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        self.pid_file.unlink(missing_ok=True)

    def check(self):
        """Raise a problem when the program has died."""
        if not self.is_running():
            raise Problem(f'the {self.name} stopped by itself; details in {self.log}')

    def _pid(self):
        with contextlib.suppress(OSError, ValueError):
            pid, birth = self.pid_file.read_text(encoding='utf-8').split()
            # A number is given again after a reboot: the hour of birth tells them apart.
            if _birth(pid) == birth:
                return int(pid)
        return None


def _birth(pid):
    """Return when a process was born, in ticks since the boot; None once it is dead."""
    with contextlib.suppress(OSError):
        fields = Path('/proc', str(pid), 'stat').read_text(encoding='utf-8').rpartition(')')[2]
        state, birth = fields.split()[0], fields.split()[19]
        return None if state == 'Z' else birth
    return None


def wait_until(is_true, seconds):
    """Return True as soon as the condition holds, False when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_true():
            return True
        time.sleep(0.1)
    return False
