"""Secrets are files, refused when they are examples, and on no command line; scripts parse."""

import os
import shutil
import subprocess

import pytest

from bootstrap import places, process
from tests.ops.production import COMPOSE, SCRIPTS, SERVICES, make_secrets, run


@pytest.mark.parametrize('service', SERVICES.values(), ids=SERVICES)
def test_secrets_are_files(service):
    """Declared, mounted as files, and never a value in the file."""
    for name in service.get('secrets', ()):
        assert COMPOSE['secrets'][name] == {'file': f'./secrets/{name}'}
        assert (SCRIPTS / 'secrets' / f'{name}.example').exists()
    for name, value in service.get('environment', {}).items():
        assert 'PASSWORD' not in name or str(value).startswith('/run/secrets/')
    handed = service.get('environment', {}).get('SECRET_VARIABLES', '').split()
    assert {pair.partition('=')[2] for pair in handed} <= set(service.get('secrets', ()))
    if 'secrets' in service:
        assert service['entrypoint'][:2] == ['bash', '/production/start.sh']


def test_secrets_stay_out_of_git():
    ignored = process.read(['git', 'check-ignore', 'secrets/pg_password', '.env'], cwd=places.ROOT)
    assert ignored.split() == ['secrets/pg_password', '.env']


def test_written_secrets_are_accepted_and_kept(tmp_path):
    """One of each, random, for this machine's eyes only; written once."""
    folder = make_secrets(tmp_path / 'secrets')
    first = {path.name: path.read_text(encoding='utf-8') for path in folder.iterdir()}
    assert set(first) == set(COMPOSE['secrets'])
    assert len(set(first.values())) == len(first)
    assert folder.stat().st_mode & 0o777 == 0o700
    make_secrets(folder)
    assert first == {path.name: path.read_text(encoding='utf-8') for path in folder.iterdir()}
    assert run('secrets.sh', 'check', folder).returncode == 0


@pytest.mark.parametrize('name', sorted(COMPOSE['secrets']))
def test_example_is_refused_at_start(tmp_path, name):
    """The program behind is not started."""
    folder = make_secrets(tmp_path / 'secrets')
    (folder / name).unlink()
    shutil.copy(SCRIPTS / 'secrets' / f'{name}.example', folder / name)
    done = run('start.sh', 'echo', 'started', SECRETS=folder)
    assert done.returncode and 'example value' in done.stderr and not done.stdout


@pytest.mark.parametrize('value', ['', 'short', 'two words that are long enough', 'a' * 16 + '\nb',
                                   'a' * 24, 'abcabcabcabcabcabcabcabc'])
def test_weak_secret_is_refused_at_start(tmp_path, value):
    (tmp_path / 'pg_password').write_text(value, encoding='utf-8')
    done = run('start.sh', 'echo', 'started', SECRETS=tmp_path)
    assert done.returncode and 'REFUSED' in done.stderr and not done.stdout


def test_no_secret_at_all_is_refused(tmp_path):
    assert run('start.sh', 'echo', 'started', SECRETS=tmp_path).returncode


def test_password_is_a_variable_and_no_option(tmp_path):
    """The list of processes shows the command; only the program sees the password."""
    folder = make_secrets(tmp_path / 'secrets')
    secret = (folder / 'pg_password').read_text(encoding='utf-8').strip()
    wanted = SERVICES['odoo']['environment']['SECRET_VARIABLES']
    show = 'tr "\\0" " " < /proc/$$/cmdline; echo; echo "$PGPASSWORD $ODOO_ADMIN_PASSWD"'
    told = run('start.sh', 'bash', '-c', show, SECRETS=folder, SECRET_VARIABLES=wanted).stdout
    command, variables = told.splitlines()
    assert secret not in command
    assert variables.split() == [
        secret, (folder / 'odoo_master').read_text(encoding='utf-8').strip(),
    ]


@pytest.mark.parametrize('script', sorted(SCRIPTS.glob('*.sh')), ids=lambda path: path.name)
def test_script(script):
    """It parses, stops at the first failure, and says what it is for."""
    subprocess.run(['bash', '-n', script], check=True)
    lines = script.read_text(encoding='utf-8').splitlines()
    assert lines[0] == '#!/usr/bin/env bash' and lines[1].startswith('# ')
    assert 'set -euo pipefail' in lines


def test_roles_are_run_apart():
    """The image of PostgreSQL executes it; one that is not executable it would take into itself."""
    assert os.access(SCRIPTS / 'roles.sh', os.X_OK)
