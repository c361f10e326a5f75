"""Things built once and kept: safe against two builders at a time and against a power cut."""

import contextlib
import fcntl
import shutil

from .report import step

MARK = '.complete'


def is_complete(folder):
    """Tell whether the folder was built to its end."""
    return (folder / MARK).exists()


def build_once(folder, title, build):
    """Return `folder` once `build(folder)` has filled it, now or in an earlier run."""
    if is_complete(folder):
        return folder
    with locked(folder):
        if not is_complete(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            with step(title):
                build(folder)
            (folder / MARK).touch()
    return folder


@contextlib.contextmanager
def locked(path):
    """Hold the lock named after `path`; a second process waits for its turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f'{path.name}.lock'), 'w', encoding='utf-8') as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
