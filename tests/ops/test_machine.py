"""What the commands do of the machine: packages, mirror, paths, programs left running."""

import socket
import sys
from pathlib import Path

import pytest

from bootstrap import places, ports, postgres, process, system
from bootstrap.__main__ import COMMANDS
from bootstrap.daemon import Daemon, wait_until
from bootstrap.odoo import debian
from bootstrap.report import Problem

TARGETS = """\
mirror://one/debian-security/ bookworm-security main
mirror://one/debian/ bookworm-updates main
mirror://one/debian/ bookworm contrib
mirror://one/debian/ bookworm main
"""


def test_the_main_archive_is_told_from_the_others(monkeypatch):
    """Security and updates do not carry what we ask for."""
    monkeypatch.setattr(process, 'read', lambda command: TARGETS)
    assert debian._main_archive() == ('mirror://one/debian/', 'bookworm')


def test_a_machine_without_an_archive_is_told_what_to_do(monkeypatch):
    """One sentence, with the way out."""
    monkeypatch.setattr(process, 'read', lambda command: '')
    with pytest.raises(Problem, match='ODOO_HOME'):
        debian._main_archive()


def test_missing_packages_are_named_when_nobody_may_install_them(monkeypatch):
    """Only what is missing is named."""
    monkeypatch.setattr(process, 'as_superuser', lambda command: None)
    packages = {'here': lambda: True, 'first-missing': lambda: None, 'second-missing': lambda: None}
    with pytest.raises(Problem, match='without root or sudo: first-missing second-missing$'):
        system.provide(packages)


def test_another_apt_is_waited_for(monkeypatch, tmp_path):
    """A lock that somebody holds is no failure of ours; anything else is."""
    monkeypatch.setattr(system, 'LOCK_PAUSE', 0)
    log, tries = tmp_path / 'log', tmp_path / 'tries'
    script = (
        'echo one >> "$1"; [ $(wc -l < "$1") -ge 3 ] ||'
        ' { echo "E: Could not get lock /var/lib/apt/lists/lock. It is held"; exit 100; }'
    )
    system._run_unlocked(['bash', '-c', script, 'apt-get', str(tries)], 'apt-get update', log)
    assert len(tries.read_text(encoding='utf-8').splitlines()) == 3
    with pytest.raises(Problem, match='apt-get update failed'):
        system._run_unlocked(['false'], 'apt-get update', log)


def test_a_long_path_still_gets_a_socket():
    """A unix socket has a path of 107 bytes at most."""
    for folder in (Path('/short'), Path('/' + 'deep' * 40)):
        socket = postgres.Cluster(folder).sockets / '.s.PGSQL.5432'
        assert len(bytes(socket)) <= 107


def test_two_clones_never_share_a_state(monkeypatch):
    """Two folders of the same name are two clones."""
    first = places.clone_id()
    monkeypatch.setattr(places, 'ROOT', Path('/elsewhere') / places.ROOT.name)
    assert places.clone_id() != first


def test_a_program_is_found_again_and_stopped(tmp_path):
    """Another command finds it by its pid file."""
    Daemon('sleeper', tmp_path).start([sys.executable, '-c', 'import time; time.sleep(60)'])
    found = Daemon('sleeper', tmp_path)
    assert found.is_running()
    found.stop()
    assert not found.is_running()


def test_a_number_given_again_is_not_our_program(tmp_path):
    """After a reboot the number may be anybody's: here it is that of this very test."""
    daemon = Daemon('stranger', tmp_path)
    daemon.start([sys.executable, '-c', ''])
    assert wait_until(lambda: not daemon.is_running(), 10)
    birth = daemon.pid_file.read_text(encoding='utf-8').split()[1]
    daemon.pid_file.write_text(f'1 {birth}', encoding='utf-8')
    assert not daemon.is_running()


def test_a_port_belongs_to_who_claimed_it():
    """Nobody listens there yet, and still the next one is given another port."""
    first = ports.claim(18_600)
    second = ports.claim(first.number)
    assert second.number > first.number
    first.handle.close()
    again = ports.claim(first.number)
    assert again.number == first.number
    again.handle.close()
    second.handle.close()


def test_any_port_at_all():
    """Two that do not care which get two."""
    claims = [ports.claim() for _time in range(2)]
    assert claims[0].number != claims[1].number
    for claim in claims:
        claim.handle.close()


def test_a_port_that_a_stranger_uses_is_passed_over():
    """Other programs know nothing of our claims."""
    with socket.create_server((ports.HOST, 0)) as stranger:
        taken = stranger.getsockname()[1]
        claim = ports.claim(taken)
        assert claim.number > taken
        claim.handle.close()


def test_a_claim_lives_as_long_as_the_program(tmp_path):
    """The command that started it has ended; the program still has its port, until it ends."""
    claim = ports.claim(18_700)
    daemon = Daemon('sleeper', tmp_path)
    daemon.start([sys.executable, '-c', 'import time; time.sleep(60)'], claims=[claim])
    other = ports.claim(claim.number)
    assert other.number > claim.number
    other.handle.close()
    daemon.stop()
    again = ports.claim(claim.number)
    assert again.number == claim.number
    again.handle.close()


def test_make_offers_every_command():
    """The Makefile and the commands name the same things."""
    lines = (places.ROOT / 'Makefile').read_text(encoding='utf-8').replace('\\\n', ' ').splitlines()
    offered = next(line for line in lines if line.startswith('COMMANDS =')).split('=')[1].split()
    assert set(offered) == {*COMMANDS, 'help'}


def test_continuous_integration_runs_make_test():
    """What it runs is what everybody runs."""
    script = (places.ROOT / '.ci' / 'run').read_text(encoding='utf-8')
    assert script.rstrip().endswith('exec make test')
