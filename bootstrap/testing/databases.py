"""The databases of the tests: a cluster of their own, and copies instead of installs."""

import shutil

from .. import artefact, demonstration, images, odoo, places, system
from ..daemon import Daemon
from ..house import House
from ..postgres import Cluster
from ..report import step

CLEAN, STORY = 'clean', 'story'
# What each class of the addon's tests would make again for itself.
SEED = """
from odoo.addons.perles_ethiques.tests.kit.seed import seed
seed(env)
env.cr.commit()
"""


class TestHouse(House):
    """The house of the tests: nothing in it outlives a test run, so it may be careless."""

    __test__ = False

    def __init__(self, provided):
        super().__init__(provided, places.state() / 'test', careless=True)
        self._log = places.log('test-databases')
        self._suffix = '' if self.is_private else f'_{places.short_hash(places.ROOT)}'

    def database(self, kind):
        """Return the name of a database, particular to this clone on a shared server."""
        return f'perles_{kind}{self._suffix}'

    def prepare(self, fresh=False):
        """Start the cluster; a fresh one, or one of other native modules, begins empty."""
        _name, image = images.base(self.odoo)
        if fresh or self._read('base.key') != images.base_key(self.odoo):
            self._begin(image)
        if self.is_private:
            self.databases.start(self._log)
        self.configure(workers=0, max_cron_threads=0, dbfilter='')
        return self

    def clean(self):
        """Return the database with the addon and nothing else, installed when it is not."""
        if self._read('clean.key') != images.addon_key():
            self.install_clean(self._log)
        return self.database(CLEAN)

    def install_clean(self, log):
        """Install the addon in a fresh database."""
        name, image = images.base(self.odoo)
        self.copy(name, self.database(CLEAN), image)
        with step(f'addon {places.ADDON} in a fresh database'):
            self.install(self.database(CLEAN), log, places.ADDON)
        with step('style sheets and scripts'):
            demonstration.prepare_assets(self, self.database(CLEAN), log)
        self._write('clean.key', images.addon_key())

    def seeded(self, kind):
        """Return a throw-away copy of the clean database, with what all tests of the addon find."""
        database = self.copy_of(self.clean(), kind)
        self.shell(database, SEED, 'what the tests find', self._log)
        return database

    def story(self):
        """Return the database where the demonstration story has been played."""
        if self._read('story.key') != images.addon_key():
            self.copy(self.clean(), self.database(STORY))
            self._play()
            if self.is_private:
                self._keep_apart()
            self._write('story.key', images.addon_key())
        return self.database(STORY)

    def story_cluster(self):
        """Return the stopped cluster that holds the story and nothing else, to be copied."""
        self.story()
        return Cluster(self.folder / STORY, careless=True).data

    def copy_of(self, source, kind):
        """Return a throw-away copy of a database."""
        self.copy(source, self.database(kind))
        return self.database(kind)

    def close(self):
        """Stop the cluster, and what an interrupted run may have left running."""
        for path in self.folder.rglob('*.pid'):
            if path.name == 'postmaster.pid':
                self._stop_cluster(path.parent)
            else:
                Daemon(path.stem, path.parent).stop()
        if self.is_private:
            self.databases.stop(self._log)

    def wipe(self):
        """Remove everything, the databases on a shared server included."""
        self.close()
        if not self.is_private:
            for name in self.databases.names():
                if name.endswith(self._suffix):
                    self.databases.drop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _play(self):
        """Play the story with a configuration of its own: others may be reading that of the house.
        """
        teller = House(self.odoo, self.folder / 'teller', careless=True)
        teller.databases, teller.data = self.databases, self.data
        teller.folder.mkdir(exist_ok=True)
        demonstration.play(teller, self.database(STORY), self._log)
        shutil.copy(teller.folder / 'cards.json', self.folder)

    def _keep_apart(self):
        """Make the cluster of the story: sites that live at another time take a copy of it."""
        apart = Cluster(self.folder / STORY, careless=True)
        shutil.rmtree(apart.data, ignore_errors=True)
        apart.follow(self.databases, self._log)
        apart.start(self._log)
        for name in set(apart.names()) - {'postgres', 'template0', 'template1'}:
            if name != self.database(STORY):
                apart.drop(name)
        apart.stop(self._log)

    def _stop_cluster(self, data):
        cluster = Cluster(data.parent, careless=True)
        cluster.data = data
        cluster.stop(self._log)

    def _begin(self, image):
        self.wipe()
        self.folder.mkdir(parents=True)
        if self.is_private:
            images.adopt(self, image)
        self._write('base.key', images.base_key(self.odoo))

    def _read(self, name):
        path = self.folder / name
        return path.read_text(encoding='utf-8') if path.exists() else None

    def _write(self, name, text):
        (self.folder / name).write_text(text, encoding='utf-8')


def provide(fresh=False):
    """Return the house of the tests, ready."""
    system.provide(system.TEST)
    return TestHouse(odoo.provide()).prepare(fresh)


def alone():
    """Hold the house of the tests: a second command waits for the first."""
    return artefact.locked(places.state() / 'test')
