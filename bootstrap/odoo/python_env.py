"""The Python environment: the pinned requirements, kept per content and Python version."""

import hashlib
import platform
import sys

from .. import artefact, places, process
from ..report import Problem

REQUIREMENTS = places.ROOT / 'requirements.txt'
OLDEST = (3, 10)


def provide():
    """Return the interpreter of an environment that holds the requirements."""
    folder = places.cache() / 'python' / _key()
    artefact.build_once(folder, 'Python environment', _build)
    return folder / 'bin' / 'python'


def _key():
    # The base interpreter, so that our own environment finds itself again from inside.
    content = REQUIREMENTS.read_bytes() + sys.base_prefix.encode()
    return f'{platform.python_version()}-{hashlib.sha256(content).hexdigest()[:12]}'


def _build(folder):
    if sys.version_info[:2] < OLDEST:
        raise Problem(f'Odoo 19 needs Python 3.10 or later, this is {platform.python_version()}')
    log = places.log('python')
    python = folder / 'bin' / 'python'
    process.run([sys.executable, '-m', 'venv', folder], 'creating the environment', log)
    # Every dependency is a line of the file, so nothing is left to resolve.
    process.run(
        [python, '-m', 'pip', 'install', '--no-deps', '--prefer-binary', '-r', REQUIREMENTS],
        'installing the requirements', log,
    )
    process.run([python, '-m', 'pip', 'check'], 'checking the requirements', log)
