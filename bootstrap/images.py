"""Database images: what is long to make once, and quick to copy ever after."""

import ast
import contextlib
import hashlib
import json
import os
import shutil

from . import artefact, demonstration, places, process, system
from .house import House
from .report import step

# To be raised when the way an image is made changes.
FORMAT = 1
COUNTRY, LANGUAGE = 'FR', 'fr_FR'
COMPANIONS = ('l10n_fr_account', 'payment_demo')
KEPT = 3


def base(odoo, depends=None):
    """Return the name of the database with the native modules, and the image that holds it.

    :param depends: names of the modules that an earlier release stood on; today's by default.
    """
    depends = depends or manifest()['depends']
    key = base_key(odoo, depends)
    image = House(odoo, places.cache() / 'images' / f'base-{key}', careless=True)
    name = 'perles_base' if image.is_private else f'perles_base_{key}'
    if not image.is_private and name not in image.databases.names():
        shutil.rmtree(image.folder, ignore_errors=True)
    artefact.build_once(
        image.folder, 'database with the native modules',
        lambda _folder: _build(image, name, depends),
    )
    return name, image


def base_key(odoo, depends=None):
    """Return what the content of the base database depends on, as a short key."""
    depends = sorted(depends or manifest()['depends'])
    parts = [FORMAT, COUNTRY, LANGUAGE, COMPANIONS, depends, odoo.version]
    parts += [str(system.postgres_binaries()), os.environ.get('PGHOST'), os.environ.get('PGPORT')]
    return _hash(json.dumps(parts).encode())


def manifest():
    """Return the manifest of the addon."""
    text = (places.ADDON_FOLDER / '__manifest__.py').read_text(encoding='utf-8')
    return ast.literal_eval(text)


def _build(image, name, depends):
    log = places.log('base-database')
    image.configure(workers=0)
    if image.is_private:
        image.databases.initialise(log)
    with stopped_after(image, log):
        with step(f'new database ({COUNTRY}, {LANGUAGE})'):
            # The country must be known before accounting: it chooses the chart of accounts.
            init = ('db', 'init', name, '--country', COUNTRY, '--language', LANGUAGE)
            image.call(name, 'creating the database', log, *init)
        with step('native modules'):
            image.install(name, log, *COMPANIONS, *depends)
        image.databases.sql('VACUUM ANALYZE', name)


def story(odoo):
    """Return the image of the database with the addon and the demonstration story."""
    key = _hash(f'{base_key(odoo)} {addon_key()}'.encode())
    image = House(odoo, places.cache() / 'images' / f'story-{key}', careless=True)
    artefact.build_once(
        image.folder, 'database with the addon and its story', lambda _folder: _build_story(image)
    )
    # The date of the mark tells when the image was last wanted.
    (image.folder / artefact.MARK).touch()
    _prune('base')
    _prune('story')
    return image


def addon_key():
    """Return a key of the addon's content, less what never reaches a database."""
    content = hashlib.sha256()
    for path in sorted(places.ADDON_FOLDER.rglob('*')):
        name = path.relative_to(places.ADDON_FOLDER)
        if path.is_file() and not {'tests', '__pycache__'} & set(name.parts):
            content.update(bytes(name) + b'\0' + path.read_bytes() + b'\0')
    return content.hexdigest()[:12]


def adopt(house, image):
    """Make the files, the mails and the cluster of an image those of a house."""
    for name in ('data', 'mails', 'cards.json'):
        if (image.folder / name).exists():
            process.read(['cp', '-a', '--reflink=auto', image.folder / name, house.folder])
    # The cluster comes last: where it stands, the rest is there too.
    house.databases.adopt(image.databases.data)


def _build_story(image):
    log = places.log('demonstration')
    name, base_image = base(image.odoo)
    image.configure(workers=0)
    image.databases.adopt(base_image.databases.data)
    image.databases.start(log)
    with stopped_after(image, log):
        image.copy(name, places.DATABASE, base_image)
        demonstration.furnish(image, places.DATABASE, log)
        image.databases.drop(name)


@contextlib.contextmanager
def stopped_after(image, log):
    """Stop the cluster of an image in any case: only a stopped one can be copied or removed."""
    try:
        yield
    finally:
        if image.is_private:
            image.databases.stop(log)


def _prune(kind):
    """Remove the images of a kind that were not wanted for the longest time."""
    marks = (places.cache() / 'images').glob(f'{kind}-*/{artefact.MARK}')
    for mark in sorted(marks, key=lambda mark: mark.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(mark.parent, ignore_errors=True)


def _hash(content):
    return hashlib.sha256(content).hexdigest()[:12]
