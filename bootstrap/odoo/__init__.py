"""The Odoo that is used: where it is imported from, and how it is called."""

import contextlib
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from .. import places, process, system
from ..report import Problem, say
from . import debian, python_env

VERSION = '19.0'
LAUNCHER = Path(__file__).with_name('launcher.py')


@dataclass(frozen=True)
class Odoo:
    """An Odoo that can be run: the interpreter and the folder it is imported from."""

    python: Path
    home: Path

    @property
    def version(self):
        """Return a text that changes with the code: part of the key of what is derived from it."""
        if not (self.home / '.git').exists():
            return str(self.home)
        return process.read(['git', '-C', self.home, 'rev-parse', 'HEAD'])

    def command(self, *arguments):
        """Return the command line that calls Odoo."""
        return [self.python, LAUNCHER, *arguments]

    def env(self, **added):
        """Return the variables Odoo needs, with `added`."""
        return {'PYTHONPATH': str(self.home), **added}


def provide():
    """Return an Odoo: ODOO_HOME, else an importable one, else the Debian package."""
    system.provide(system.RUN)
    home = _from_variable() or _importable() or debian.provide()
    return Odoo(python_env.provide(), home)


def _from_variable():
    given = os.environ.get('ODOO_HOME')
    if not given:
        return None
    home = Path(given).expanduser().resolve()
    for candidate in (home, home.parent):
        if _version_of(candidate) == VERSION:
            return candidate
    raise Problem(f'ODOO_HOME ({given}) holds no Odoo {VERSION}')


def _importable():
    """Return the folder of an Odoo that the machine's Python can already import."""
    script = 'import odoo.release as r; print(r.__file__)'
    with contextlib.suppress(Problem):
        for python in filter(None, (sys.executable, shutil.which('python3'))):
            home = Path(process.read([python, '-c', script], cwd='/')).parent.parent
            if _version_of(home) == VERSION:
                say(f'  Odoo {VERSION} found in {home}')
                return home
    return None


def _version_of(home):
    """Return the series of the Odoo in `home`, read without importing it."""
    release = home / 'odoo' / 'release.py'
    if not release.exists():
        return None
    match = re.search(r'version_info\s*=\s*\((\d+),\s*(\d+)', release.read_text(encoding='utf-8'))
    return '.'.join(match.groups()) if match else None
