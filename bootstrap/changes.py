"""`make changes`: changes that the house should take well, kept as patches in tests/layout/changes.

Each is applied to a copy of the checkout, and its feature is tested there.
"""

import os

from . import check, places, process, testing

FOLDER = places.ROOT / 'tests' / 'layout' / 'changes'
TEST = 'tests/layout/test_changes.py'
# An upgrade and the tests of a feature, all in one test.
LONG = '--timeout=1800'


def changes():
    """Try the changes of tests/layout in a copy, and run the tests of what they change."""
    with testing.alone():
        house = testing.provide()
        try:
            check.run_pytest(house, 'changes', [TEST], '-p', 'no:odoo', '-s', LONG)
        finally:
            house.close()


def names():
    """Return the names of the changes that are kept."""
    return sorted(path.stem for path in FOLDER.glob('*.patch'))


def files_of(name):
    """Return the files that a change touches, tests included."""
    lines = _apply(name, places.ROOT, '--numstat').splitlines()
    return [line.split('\t')[2] for line in lines]


def check_fits(name):
    """Try whether a change applies to the files of today.

    :raise Problem: if it does not.
    """
    _apply(name, places.ROOT, '--check')


def apply(name, folder):
    """Apply a change to a copy of the checkout.

    :raise Problem: if it does not fit.
    """
    _apply(name, folder)


def _apply(name, folder, *options):
    # A folder inside a repository would be taken for that repository, and nothing be done.
    env = {'GIT_CEILING_DIRECTORIES': os.fspath(folder.parent)}
    command = ['git', 'apply', *options, FOLDER / f'{name}.patch']
    return process.read(list(map(str, command)), env=env, cwd=folder)
