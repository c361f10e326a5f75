"""Backup, restore drill, recovery: the scripts of the production on a copy of the story."""

import os
import shutil
import time

import pytest

from bootstrap import process
from bootstrap.daemon import wait_until
from tests.ops.kept_house import (
    CONTRACT_BYTES,
    IS_NEUTRALISED,
    attach,
    daily,
    figures,
    files,
    sign,
)
from tests.ops.production import SCRIPTS, machine_of


@pytest.fixture(scope='module')
def machine(house):
    """Return the containers around a copy of the story."""
    with machine_of(house, 'production') as containers:
        yield containers


@pytest.fixture(scope='module')
def backup(machine):
    """Return the folder of a backup of it."""
    return machine.back_up()


@pytest.fixture
def damaged(backup, tmp_path):
    """Return a copy of the backup that a test may spoil."""
    return shutil.copytree(backup, tmp_path / 'damaged')


def test_lost_and_recovered(machine, backup):
    """The database dropped and its files gone: the backup brings back every figure and byte."""
    house, name = machine.site.house, machine.site.name
    before, kept = figures(machine, name), files(house.filestore(name))
    assert int(before['members']) and int(before['periods']) and len(kept) > 100
    machine.lose(name)
    told = machine.run('restore.sh', TARGET=name, LIVE='yes')
    assert figures(machine, name) == before
    assert files(house.filestore(name)) == kept
    assert house.databases.sql(CONTRACT_BYTES, name).split() == before['contract'].split()
    assert f'members|{before["members"]}' in told
    # a production goes on mailing: nothing of it was neutralised
    assert house.databases.sql(IS_NEUTRALISED, name) == ''


def test_drill_in_a_second_database(machine, backup, tmp_path):
    """The copy has the same figures, and can neither mail nor charge.

    A second drill replaces the first; here it finds other figures than those taken with the dump,
    says which, and leaves no copy behind.
    """
    house, name = machine.site.house, machine.site.name
    copy = f'{name}_drill'
    machine.run('restore.sh', TARGET=copy)
    assert figures(machine, copy) == figures(machine, name)
    assert files(house.filestore(copy)) == files(house.filestore(name))
    assert house.databases.sql(IS_NEUTRALISED, copy) == 'true'
    enabled = "SELECT count(*) FROM payment_provider WHERE state = 'enabled'"
    assert house.databases.sql(enabled, name) != '0'
    assert house.databases.sql(enabled, copy) == '0'
    spoilt = shutil.copytree(backup, tmp_path / backup.name)
    text = (spoilt / 'figures').read_text(encoding='utf-8')
    (spoilt / 'figures').write_text(text.replace('\nperiods|', '\nperiods|9'), encoding='utf-8')
    sign(spoilt)
    assert '< periods|9' in machine.refusal('restore.sh', TARGET=copy, BACKUPS=tmp_path)
    assert copy not in house.databases.names()
    assert not house.filestore(copy).exists()


def test_a_drill_never_replaces_a_house(machine, backup):
    """What is no neutralised copy stays, its files too."""
    house, name = machine.site.house, machine.site.name
    before, kept = figures(machine, name), files(house.filestore(name))
    assert 'no neutralised copy' in machine.refusal('restore.sh', TARGET=name)
    assert (figures(machine, name), files(house.filestore(name))) == (before, kept)


def test_the_next_backup_shares_what_has_not_changed(machine, backup):
    """One new file is one new file; a swept one leaves the new backup and stays in the old."""
    house = machine.site.house
    first = machine.back_up()
    name = attach(machine, b'a new photo')
    swept = next(path for path in files(house.filestore(machine.site.name)) if path != name)
    statement = f"UPDATE ir_attachment SET store_fname = NULL WHERE store_fname = '{swept}'"
    machine.site.psql(statement)
    (house.filestore(machine.site.name) / swept).unlink()
    time.sleep(1)
    second = machine.back_up()
    assert set(files(second / 'filestore')) - set(files(first / 'filestore')) == {name}
    assert set(files(first / 'filestore')) - set(files(second / 'filestore')) == {swept}
    links = {os.stat(second / 'filestore' / path).st_nlink == 1: path
             for path in files(second / 'filestore')}
    assert links[True] == name and False in links


def test_a_truncated_dump_is_refused(machine, damaged):
    """Its table of contents stands first, so listing it proves nothing."""
    dump = damaged / 'database.dump'
    os.truncate(dump, dump.stat().st_size * 2 // 3)
    process.read(['pg_restore', '--list', dump])
    sign(damaged)
    assert 'cannot be read to its end' in machine.refusal('verify.sh', damaged)


def test_a_changed_dump_is_refused(machine, damaged):
    with open(damaged / 'figures', 'a', encoding='utf-8') as handle:
        handle.write('members|1000\n')
    assert 'have changed' in machine.refusal('verify.sh', damaged)


@pytest.mark.parametrize('left_out', ['database.dump', 'figures'])
def test_checksums_that_leave_something_out_are_refused(machine, damaged, left_out):
    """What the list does not name would pass unchecked."""
    checksums = damaged / 'checksums'
    lines = checksums.read_text(encoding='utf-8').splitlines(keepends=True)
    checksums.write_text(''.join(line for line in lines if left_out not in line), encoding='utf-8')
    assert 'are not those of the dump' in machine.refusal('verify.sh', damaged)


def test_a_missing_file_is_refused(machine, damaged):
    next((damaged / 'filestore').glob('*/*')).unlink()
    assert '1 attachments have no file' in machine.refusal('verify.sh', damaged)


def test_a_changed_file_is_refused(machine, damaged):
    path = next((damaged / 'filestore').glob('*/*'))
    path.unlink()
    path.write_bytes(b'something else')
    assert 'a file is not what it was' in machine.refusal('verify.sh', damaged)


def test_a_backup_that_fails_leaves_the_others_alone(machine, backup):
    """A database that cannot be dumped: no backup of that name, and no other one dropped."""
    before = sorted(machine.backups.glob('*Z'))
    machine.refusal('backup.sh', PGDATABASE='absent')
    assert sorted(machine.backups.glob('*Z')) == before


def test_two_backups_at_once_are_one(machine, backup):
    env = {name: str(value) for name, value in machine.env.items()}
    during = ['flock', machine.backups / '.lock', 'bash', '-c', 'bash "$0" 2>&1 || true']
    assert 'another backup' in process.read([*during, SCRIPTS / 'backup.sh'], env=env)


def test_daily_takes_none_when_today_has_one(machine, backup, tmp_path):
    """Started again the same day, the service waits for the next one."""
    before = sorted(machine.backups.glob('*Z'))
    with daily(machine, tmp_path):
        time.sleep(1)
    assert sorted(machine.backups.glob('*Z')) == before


def test_daily_tries_again(machine, tmp_path):
    """A backup that fails is told, and tried again after a while."""
    empty = tmp_path / 'empty'
    empty.mkdir()
    given = {'PGDATABASE': 'absent', 'BACKUPS': empty, 'RETRY_SECONDS': '0.2'}
    with daily(machine, tmp_path, **given) as service:
        assert wait_until(
            lambda: service.log.read_text(encoding='utf-8').count('the backup FAILED') > 1, 20,
        )
