"""Where things are kept: the cache shared by all clones, and the state of this clone."""

import hashlib
import os
from pathlib import Path

ADDON = 'perles_ethiques'
DATABASE = 'perles'
ROOT = Path(__file__).resolve().parent.parent
ADDON_FOLDER = ROOT / ADDON
BUILD = ROOT / 'build'


def is_root():
    """Tell whether the commands run as the superuser."""
    return os.geteuid() == 0


def clone_id():
    """Return a name for this clone: readable, and unique to its path."""
    return f'{ROOT.name}-{short_hash(ROOT)}'


def short_hash(path):
    """Return eight digits that stand for a path."""
    return hashlib.sha256(bytes(path)).hexdigest()[:8]


def cache():
    """Return the folder of what was fetched or built once for every clone."""
    default = '/var/cache/perles-ethiques' if is_root() else '~/.cache/perles-ethiques'
    return _folder('PERLES_CACHE', default)


def state():
    """Return the folder of this clone: database cluster, files, logs, mails."""
    default = '/var/lib/perles-ethiques' if is_root() else '~/.local/state/perles-ethiques'
    return _folder('PERLES_STATE', f'{default}/{clone_id()}')


def log(name):
    """Return the file that keeps the details of what `name` did."""
    folder = state() / 'logs'
    folder.mkdir(exist_ok=True)
    return folder / f'{name}.log'


def _folder(variable, default):
    folder = Path(os.environ.get(variable) or default).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
