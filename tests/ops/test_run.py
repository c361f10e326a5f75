"""`make run` on a database that is ready: start, second start, after a power cut, stop."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest

from bootstrap import images, places
from bootstrap.daemon import Daemon
from bootstrap.postgres import Cluster


class Clone:
    """The state of a clone that has run once already, in a folder of its own."""

    def __init__(self, parent, folder):
        self.state = folder
        self.run_folder = folder / 'run'
        self.run_folder.mkdir(parents=True)
        self.cluster = Cluster(self.run_folder)
        self.server = Daemon('odoo', self.run_folder)
        self._fill(parent)

    def make(self, command):
        """Run a command of the Makefile; return what it prints."""
        done = subprocess.run(
            [sys.executable, '-m', 'bootstrap', command], cwd=places.ROOT, text=True, check=False,
            capture_output=True, env={**os.environ, 'PERLES_STATE': str(self.state)},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def cut_the_power(self):
        """Kill the server and PostgreSQL without a word."""
        os.killpg(_pid(self.server.pid_file), signal.SIGKILL)
        os.kill(_pid(self.cluster.data / 'postmaster.pid'), signal.SIGKILL)

    def _fill(self, parent):
        story, log = parent.story(), places.log('test-run')
        self.cluster.adopt(parent.story_cluster())
        self.cluster.start(log)
        self.cluster.sql(f'ALTER DATABASE {story} RENAME TO {places.DATABASE}')
        self.cluster.stop(log)
        files = self.run_folder / 'data' / 'filestore' / places.DATABASE
        shutil.copytree(parent.filestore(story), files)
        shutil.copy(parent.folder / 'cards.json', self.run_folder)
        (self.run_folder / 'addon.key').write_text(images.addon_key(), encoding='utf-8')


def _pid(path):
    return int(path.read_text(encoding='utf-8').split()[0])


def _websocket(address):
    """Return how the server answers who opens a websocket where the pages are."""
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request('GET', '/websocket', headers={
            'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Origin': address,
            'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'cGVybGVzLWV0aGlxdWVzIQ==',
        })
        return connection.getresponse().status


@pytest.fixture
def clone(house):
    """Return a clone; whatever happens, nothing of it keeps running."""
    if not house.is_private:
        pytest.skip('the private cluster is what is tested')
    folder = house.folder / 'clone'
    made = Clone(house, folder)
    yield made
    made.make('stop')
    shutil.rmtree(folder)


def test_run_again_after_a_power_cut_then_stop(clone):
    """The address, the logins and the mails are told each time; nothing runs in the end."""
    told = clone.make('run')
    card = told[told.index('Perles Éthiques: '):]
    address = card.split()[2]
    cards = json.loads((clone.run_folder / 'cards.json').read_text(encoding='utf-8'))
    for expected in [f'{clone.run_folder}/mails', *(login for _, login, _, _ in cards)]:
        assert expected in told
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    assert _websocket(address) == HTTPStatus.SWITCHING_PROTOCOLS
    assert clone.make('run').endswith(card)
    clone.cut_the_power()
    assert address in clone.make('run')
    clone.make('stop')
    assert not clone.server.is_running()
    assert not clone.cluster.is_running()
