"""Odoo from the Debian package, unpacked in the cache: the system's own apt is never touched."""

import compileall

from .. import artefact, places, process
from ..report import Problem, step

SUITE = 'sid'
# The package's fonts and jQuery are links to files of these packages. Those of the machine's own
# release have the paths it expects; the two that the release lacks come from the suite.
OF_THE_SUITE = ('odoo-19', 'fonts-montserrat', 'fonts-ocr-b')
OF_THE_RELEASE = (
    'fonts-font-awesome',
    'fonts-inconsolata',
    'fonts-roboto-unhinted',
    'libjs-jquery',
    'libjs-jquery-form',
    'libjs-underscore',
)
PACKAGES = 'usr/lib/python3/dist-packages'


def provide():
    """Return the folder to import Odoo from, unpacking the package when the cache lacks it."""
    trees = places.cache() / 'odoo'
    with artefact.locked(trees / 'fetch'):
        tree = _newest(trees) or _fetch(trees)
    return tree / PACKAGES


def _newest(trees):
    complete = [mark.parent for mark in trees.glob(f'*/{artefact.MARK}')]
    return max(complete, key=lambda tree: tree.stat().st_mtime, default=None)


def _fetch(trees):
    apt = PrivateApt(places.cache() / 'apt', places.log('odoo-package'))
    with step('package list of Odoo'):
        apt.update()
    tree = trees / apt.version('odoo-19')
    return artefact.build_once(
        tree, f'Odoo {tree.name} from its Debian package', lambda folder: _unpack(apt, folder)
    )


def _unpack(apt, tree):
    downloads = places.cache() / 'debs'
    downloads.mkdir(exist_ok=True)
    for name in apt.download(downloads):
        process.run(['dpkg', '-x', downloads / name, tree], 'unpacking Odoo', apt.log)
    # A dangling link is an HTTP 500 on every page: better to stop here.
    dangling = [path for path in tree.rglob('*') if path.is_symlink() and not path.exists()]
    if dangling:
        raise Problem(f'the Odoo package has links to nowhere, the first is {dangling[0]}')
    # Compiled once for all programs, each of which would do it again where nothing may be written.
    compileall.compile_dir(tree / PACKAGES, quiet=2, workers=0)


class PrivateApt:
    """apt with lists and a cache of its own, for the mirror that the machine already uses."""

    def __init__(self, folder, log):
        self.log = log
        self.folder = folder
        self.release = None

    def update(self):
        """Read the package lists of the machine's release and of the suite."""
        for name in ('lists/partial', 'cache/archives/partial'):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        mirror, self.release = _main_archive()
        self._write('sources.list', ''.join(
            f'deb {mirror} {suite} main\n' for suite in (self.release, SUITE)
        ))
        self._write('apt.conf', (
            f'Dir::Etc::sourcelist "{self.folder}/sources.list";\n'
            'Dir::Etc::sourceparts "-";\n'
            f'Dir::State::Lists "{self.folder}/lists";\n'
            f'Dir::Cache "{self.folder}/cache";\n'
            'Acquire::Languages "none";\n'
        ))
        process.run(['apt-get', 'update'], 'reading the package lists', self.log, env=self._env())

    def version(self, package):
        """Return the version that the suite carries."""
        lines = process.read(['apt-cache', 'madison', package], env=self._env()).splitlines()
        if not lines:
            raise Problem(
                f'the Debian mirror carries no {package}: give an Odoo 19 by setting ODOO_HOME'
            )
        return lines[0].split('|')[1].strip()

    def download(self, folder):
        """Download the packages in `folder`; return their file names."""
        wanted = [
            *(f'{name}/{SUITE}' for name in OF_THE_SUITE),
            *(f'{name}/{self.release}' for name in OF_THE_RELEASE),
        ]
        command = ['apt-get', 'download', *wanted]
        process.run(command, 'downloading Odoo', self.log, env=self._env(), cwd=folder)
        uris = process.read([*command, '--print-uris'], env=self._env(), cwd=self.folder)
        return [line.split()[1] for line in uris.splitlines() if line.startswith("'")]

    def _write(self, name, text):
        (self.folder / name).write_text(text, encoding='utf-8')

    def _env(self):
        return {'APT_CONFIG': str(self.folder / 'apt.conf')}


def _main_archive():
    """Return the address and the release of the machine's main archive, as apt knows them."""
    targets = process.read([
        'apt-get', 'indextargets', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)',
        'Created-By: Packages',
    ])
    for line in targets.splitlines():
        address, release, component = line.split()
        if component == 'main' and release.isalpha():
            return address, release
    raise Problem('apt knows no main archive: give an Odoo 19 by setting ODOO_HOME')
