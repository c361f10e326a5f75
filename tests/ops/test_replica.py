"""A streaming replica serves the member's pages that only read, and may go away."""

import shutil
import subprocess
import time

import pytest

from bootstrap import demonstration, process, system
from bootstrap.daemon import wait_until
from tests.harness.session import signed_in
from tests.ops.replication import Pair

PAGE = '/my/membership'
# What the page asks its database for.
QUESTIONS = ('FROM "perles_membership"', 'FROM "perles_membership_period"', 'FROM "account_move"')
PATIENCE = 60


@pytest.fixture(scope='module')
def pair(house):
    """Return a primary and its replica, serving the story."""
    if not house.is_private:
        pytest.skip('a replica copies a whole private cluster')
    folder = house.folder / 'sites' / 'replica'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = Pair(house, folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope='module')
def member(pair, house):
    """Return the session of the member, whose page was opened once already."""
    people = {role: (login, password) for role, login, password, _ in demonstration.cards(house)}
    session = signed_in(pair.server, *people['member'])
    session.get(pair.server.url + PAGE, timeout=PATIENCE)
    return session


def test_follows_the_primary(pair):
    """It is a standby that streams by its own role and slot; what is written there is read here."""
    assert pair.replica.sql('SELECT pg_is_in_recovery()') == 't'
    streaming = "SELECT usename, state FROM pg_stat_replication"
    assert pair.primary.sql(streaming) == 'replicator|streaming'
    assert pair.primary.sql('SELECT slot_name, active FROM pg_replication_slots') == 'replica1|t'
    written = "UPDATE res_company SET phone = '+33 4 00 00 00 00' WHERE id = 1 RETURNING phone"
    pair.primary.sql(written, pair.name)
    read = 'SELECT phone FROM res_company WHERE id = 1'
    assert wait_until(lambda: pair.replica.sql(read, pair.name).startswith('+33 4 00'), 10)


def test_password_is_not_kept_in_the_replica(pair):
    """Its settings name a file; the secret is not among them."""
    settings = (pair.replica.folder / 'data' / 'postgresql.auto.conf').read_text(encoding='utf-8')
    assert 'passfile' in settings
    assert (pair.secrets / 'pg_replicator').read_text(encoding='utf-8').strip() not in settings


def test_a_wrong_password_is_refused(pair):
    """The primary asks the replicator for its password."""
    done = subprocess.run(
        [system.postgres_binaries() / 'pg_basebackup', '-h', '127.0.0.1', '-p',
         str(pair.primary.port), '-U', 'replicator', '-D', pair.folder / 'stolen'],
        env=process.environment({'PGPASSWORD': 'guessed'}), capture_output=True, text=True,
        check=False,
    )
    assert done.returncode and 'password authentication failed' in done.stderr


def test_member_page_is_served_by_the_replica(pair, member):
    """The question of the page is in the log of the replica, and not in that of the primary."""
    logs = {server: len(server.asked()) for server in (pair.primary, pair.replica)}
    answer = member.get(pair.server.url + PAGE, timeout=PATIENCE)
    assert answer.status_code == 200 and 'TVA' in answer.text
    primary, replica = (server.asked(start) for server, start in logs.items())
    assert not [question for question in QUESTIONS if question not in replica]
    assert not [question for question in QUESTIONS if question in primary]


def test_without_its_replica_the_page_still_answers(pair, member):
    """The primary takes over at once, and says so in the log of Odoo."""
    pair.replica.stop()
    start = len(pair.primary.asked())
    began = time.monotonic()
    answer = member.get(pair.server.url + PAGE, timeout=PATIENCE)
    assert answer.status_code == 200 and 'TVA' in answer.text
    assert time.monotonic() - began < 10
    asked = pair.primary.asked(start)
    assert not [question for question in QUESTIONS if question not in asked]
    log = pair.server.daemon.log.read_text(encoding='utf-8')
    assert 'falling back to read-write cursor' in log


def test_started_again_it_follows_on_without_a_second_copy(pair, member):
    """Its folder is not empty: it catches up with what it has missed."""
    made = (pair.replica.folder / 'data' / 'PG_VERSION').stat().st_mtime_ns
    pair.primary.sql("UPDATE res_company SET phone = '+33 4 11' WHERE id = 1", pair.name)
    pair.start_replica()
    read = 'SELECT phone FROM res_company WHERE id = 1'
    assert wait_until(lambda: pair.replica.sql(read, pair.name) == '+33 4 11', 20)
    assert (pair.replica.folder / 'data' / 'PG_VERSION').stat().st_mtime_ns == made
