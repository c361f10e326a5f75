"""The releases before: each installed from its own commit, its story played, and kept.

A release is the last commit before the version of the manifest rises; `docs/releases.csv` names
them.
"""

import ast
import csv
import shutil
import subprocess
from typing import NamedTuple

from . import artefact, demonstration, images, places, process
from .house import House
from .report import Problem

BOOK = places.ROOT / 'docs' / 'releases.csv'


class Release(NamedTuple):
    """A version that somebody may have in use, and the commit that is its code."""

    version: str
    commit: str

    @property
    def database(self):
        """Return the name of the database of its image."""
        return f'perles_release_{self.version.replace(".", "_")}'


class _HouseOf(House):
    """A house that runs the addon of a release, and not that of this clone."""

    def configure(self, name='odoo.conf', **options):
        return super().configure(name, **{**options, 'addons_path': self.folder / 'source'})


def known():
    """Return the releases of the book, the oldest first."""
    with open(BOOK, encoding='utf-8', newline='') as lines:
        return [Release(**row) for row in csv.DictReader(lines)]


def image(odoo, release):
    """Return the image of a release: its database, with the data of its own story.

    :raise Problem: if the history of this clone lacks its commit.
    """
    _check_history(release)
    depends = _manifest(release)['depends']
    key = f'{release.version}-{release.commit}-{images.base_key(odoo, depends)}'
    house = _HouseOf(odoo, places.cache() / 'images' / f'release-{key}', careless=True)
    artefact.build_once(
        house.folder, f'database of release {release.version}',
        lambda _folder: _build(house, release, depends),
    )
    return house


def put_into(house, release):
    """Make the database of a release one of a house; its own programs do not come along.

    :param House house: empty, its cluster neither made nor started when it is private.
    """
    kept = image(house.odoo, release)
    if house.is_private:
        images.adopt(house, kept)
        house.databases.start(places.log('release'))
    house.copy(release.database, places.DATABASE, kept)


def _build(house, release, depends):
    log = places.log(f'release-{release.version}')
    _extract(release, house.folder / 'source')
    name, base = images.base(house.odoo, depends)
    house.configure(workers=0)
    if house.is_private:
        house.databases.adopt(base.databases.data)
        house.databases.start(log)
    with images.stopped_after(house, log):
        house.copy(name, release.database, base)
        house.install(release.database, log, places.ADDON)
        demonstration.play(house, release.database, log)
        if house.is_private:
            house.databases.drop(name)


def _check_history(release):
    found = subprocess.run(
        ['git', 'cat-file', '-e', f'{release.commit}^{{commit}}'], cwd=places.ROOT, check=False,
        capture_output=True,
    )
    if found.returncode:
        raise Problem(
            f'the history of this clone lacks release {release.version} (commit'
            f' {release.commit}): `git fetch --unshallow` brings it'
        )


def _manifest(release):
    path = f'{release.commit}:{places.ADDON}/__manifest__.py'
    return ast.literal_eval(process.read(['git', '-C', places.ROOT, 'show', path]))


def _extract(release, folder):
    """Write the addon of a release below a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = folder.with_suffix('.tar')
    process.read(['git', '-C', places.ROOT, 'archive', '-o', archive, release.commit, places.ADDON])
    process.read(['tar', '-xf', archive, '-C', folder])
    archive.unlink()
