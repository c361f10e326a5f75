"""An Odoo shell that stays open: the registry is loaded once, each question costs a few ms."""

import subprocess
from multiprocessing import Pipe

from bootstrap import places, process

# Runs inside the Odoo shell: each piece of code gets a transaction of its own.
LOOP = """
import traceback
from multiprocessing.connection import Connection

_wire = Connection({fd})
while True:
    try:
        _code = _wire.recv()
    except EOFError:
        break
    _given = []
    env.cr.rollback()
    env.invalidate_all()
    env.registry.check_signaling()
    try:
        exec(_code, {{'env': env, 'answer': _given.append}})
        _wire.send((True, _given[-1] if _given else None))
    except Exception:
        _wire.send((False, traceback.format_exc()))
    env.cr.rollback()
"""


class Shell:
    """Runs code in the database of a site, as the superuser of Odoo."""

    _loop = LOOP

    def __init__(self, house, database):
        self._house = house
        self._database = database
        self._log = house.folder / 'shell.log'
        self._wire = None
        self._process = None

    def __call__(self, code):
        """Run `code`; return what it gives to `answer(...)`. It commits by `env.cr.commit()`."""
        succeeded, value = self._ask(code)
        assert succeeded, f'the code failed in the Odoo shell:\n{value}'
        return value

    def close(self):
        """End the shell."""
        if self._wire is not None:
            self._wire.close()
            self._process.wait(timeout=30)
            self._wire = None

    def _ask(self, question):
        """Hand a question to the loop, which is opened when it is not; return its answer."""
        if self._wire is None:
            self._open()
        try:
            self._wire.send(question)
            return self._wire.recv()
        except (EOFError, OSError) as error:
            raise AssertionError(f'the Odoo shell has ended; details in {self._log}') from error

    def _open(self):
        self._wire, theirs = Pipe()
        with theirs, open(self._log, 'a', encoding='utf-8') as output:
            self._process = subprocess.Popen(
                list(map(str, self._house.odoo.command('shell', '--no-http'))),
                stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, text=True,
                env=process.environment(self._house.env(self._database)), cwd=places.ROOT,
                pass_fds=[theirs.fileno()],
            )
            self._process.stdin.write(self._loop.format(fd=theirs.fileno()))
            self._process.stdin.close()
