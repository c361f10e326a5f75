"""docker-compose.yml and odoo.conf: what each service tells Odoo, and nothing that it ignores."""

import configparser
import json

import pytest

from bootstrap import places, process
from tests.ops.production import PRODUCTION, SERVICES, each

OPTIONS = """
import json
from odoo.tools import config
print(json.dumps([
    [name, option.env_name or '', bool(option.file_loadable)]
    for name, option in config.options_index.items()
]))
"""
# Read by the scripts and by the images, not by Odoo.
OTHER_VARIABLES = {
    'ADMIN_PASSWORD_FILE', 'APPLICATION', 'BACKUP_AT', 'DEMONSTRATION', 'DOMAIN', 'LIVE', 'MODULES',
    'PGDATA', 'POSTGRES_PASSWORD_FILE', 'PRIMARY_HOST', 'PRIMARY_PORT', 'SECRET_VARIABLES',
    'TARGET', 'TEST_DATABASE', 'UPGRADE',
}



@pytest.fixture(scope='module')
def options(house):
    """The options of this Odoo: (name, variable, may stand in the file)."""
    command = [house.odoo.python, '-c', OPTIONS]
    return json.loads(process.read(command, env=house.odoo.env()).splitlines()[-1])


def test_web_and_clocks_apart():
    """The web service runs no clock; the clock service serves no page and has its own limits."""
    web, cron = SERVICES['odoo']['environment'], SERVICES['cron']
    assert web['ODOO_MAX_CRON_THREADS'] == '0' and int(web['ODOO_WORKERS']) >= 2
    assert web['ODOO_PROXY_MODE'] == 'true' and web['ODOO_LIST_DB'] == 'false'
    assert cron['command'] == ['odoo', '--no-http', '--max-cron-threads=2', '--workers=-1']
    assert int(cron['environment']['ODOO_LIMIT_TIME_REAL_CRON']) > 600
    assert 'ODOO_MAX_CRON_THREADS' not in cron['environment']


def test_replica_is_absent_rather_than_empty():
    """An empty host means, to this Odoo, a test mode: the variable has no value of its own."""
    assert SERVICES['odoo']['environment']['PGHOST_REPLICA'] is None


def test_no_demonstration_in_production():
    """Neither asked for nor allowed; both in development."""
    for name in PRODUCTION:
        environment = SERVICES[name].get('environment', {})
        assert 'DEMONSTRATION' not in environment
        assert 'payment_demo' not in environment.get('MODULES', '')
    assert SERVICES['init']['environment']['MODULES'] == 'l10n_fr_account perles_ethiques'
    assert 'payment_demo' in SERVICES['dev-init']['environment']['MODULES']
    assert SERVICES['dev-init']['environment']['PGDATABASE'] != 'perles'
    assert SERVICES['test']['environment']['TEST_DATABASE'] != 'perles'


def test_drill_does_not_see_the_files_of_production():
    volumes = SERVICES['restore']['volumes']
    assert not [volume for volume in volumes if volume.startswith('filestore:')]
    assert '${BACKUPS:-backups}:/backups:ro' in volumes
    assert SERVICES['restore']['environment']['TARGET'] != 'perles'
    assert 'LIVE' not in SERVICES['restore']['environment']


def test_backup_only_reads_the_files():
    assert 'filestore:/var/lib/odoo:ro' in SERVICES['backup']['volumes']


@each(SERVICES)
def test_variables_are_known(service, options):
    """A misspelt variable would be ignored without a word."""
    known = {variable for _name, variable, _file in options if variable} | OTHER_VARIABLES
    assert set(service.get('environment', {})) <= known


def test_configuration_file(options):
    """Every option of odoo.conf is one that Odoo reads from a file, and none is a secret."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(places.ROOT / 'odoo.conf', encoding='utf-8')
    assert parser.sections() == ['options']
    given = dict(parser['options'])
    assert set(given) <= {name for name, _variable, in_file in options if in_file}
    assert not {'admin_passwd', 'db_password', 'smtp_password'} & set(given)
    assert given['list_db'] == 'False' and given['dbfilter'] == '^perles$'
