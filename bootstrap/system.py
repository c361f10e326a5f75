"""System packages: what the machine lacks is installed, or named in one sentence."""

import ctypes.util
import functools
import importlib.util
import shutil
import sysconfig
import time
from pathlib import Path

from . import places, process
from .report import Problem, step

# Another program may be installing packages or reading their lists: it is waited for.
LOCKED = ('Could not get lock', 'Unable to lock', 'Unable to acquire the dpkg frontend lock')
LOCK_SECONDS, LOCK_PAUSE = 600, 3
FAKETIME = '/usr/lib/*/faketime/libfaketime.so.1'


def postgres_binaries():
    """Return the folder of the newest PostgreSQL server programs, or None."""
    def version(folder):
        return float(folder.parent.name)

    found = sorted(Path('/usr/lib/postgresql').glob('*/bin'), key=version, reverse=True)
    on_path = shutil.which('postgres')
    folders = [*found, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / 'initdb').exists()), None)


def faketime_library():
    """Return the library that gives a program another time, or None."""
    return next((str(path) for path in Path('/').glob(FAKETIME.lstrip('/'))), None)


def _has(program):
    return functools.partial(shutil.which, program)


def _has_header(name):
    return Path(sysconfig.get_path('include'), name).exists()


def _has_file(path):
    return Path(path).exists()


RUN = {
    'postgresql': postgres_binaries,
    'python3-venv': functools.partial(importlib.util.find_spec, 'ensurepip'),
    'python3-dev': functools.partial(_has_header, 'Python.h'),
    'gcc': _has('gcc'),
    'pkg-config': _has('pkg-config'),
    'libcairo2-dev': functools.partial(_has_file, '/usr/include/cairo/cairo.h'),
    'libmagic1': functools.partial(ctypes.util.find_library, 'magic'),
    'wkhtmltopdf': _has('wkhtmltopdf'),
    'fonts-dejavu-core': functools.partial(_has_file, '/usr/share/fonts/truetype/dejavu'),
}
TEST = {
    'chromium': _has('chromium'),
    'faketime': faketime_library,
    'fonts-liberation': functools.partial(_has_file, '/usr/share/fonts/truetype/liberation'),
}


def provide(packages):
    """Install those of `packages` that are absent: apt when we may, a sentence otherwise."""
    missing = [name for name, is_present in packages.items() if not is_present()]
    if not missing:
        return
    names = ' '.join(missing)
    apt_get = process.as_superuser(['apt-get'])
    if not apt_get or not shutil.which('apt-get'):
        raise Problem(
            f'system packages are missing and cannot be installed without root or sudo: {names}'
        )
    with step(f'system packages ({names})'):
        _install(apt_get, missing, names)
    still = [name for name in missing if not packages[name]()]
    if still:
        raise Problem(f'installed, yet still not found: {" ".join(still)}')


def _install(apt_get, missing, names):
    log = places.log('system-packages')
    install = [*apt_get, 'install', '--yes', '--no-install-recommends', *missing]
    quiet = {'DEBIAN_FRONTEND': 'noninteractive'}
    try:
        _run_unlocked(install, 'apt-get install', log, env=quiet)
    except Problem:
        # The package lists may be absent or too old: read them anew, then ask once more.
        _run_unlocked([*apt_get, 'update'], 'apt-get update', log)
        _run_unlocked(install, f'installing {names}', log, env=quiet)


def _run_unlocked(command, what, log, **options):
    """Run a command of apt, again and again as long as another program holds a lock of its."""
    end = time.monotonic() + LOCK_SECONDS
    while True:
        written = log.stat().st_size if log.exists() else 0
        try:
            process.run(command, what, log, **options)
            return
        except Problem:
            with open(log, encoding='utf-8', errors='replace') as lines:
                lines.seek(written)
                told = lines.read()
            locked = any(words in told for words in LOCKED)
            if not locked or time.monotonic() > end:
                raise
        time.sleep(LOCK_PAUSE)
