"""docker-compose.yml read by a parser: what must hold of every service, and of each."""

import re
import shutil
import subprocess

import yaml

from bootstrap import odoo, places, process
from tests.ops.production import COMPOSE, PRODUCTION, SCRIPTS, SERVICES, each

PROFILES = {
    'restore': {'restore'},
    'recover': {'recover'},
    'replica': {'db-replica'},
    'dev': {'dev-init', 'dev', 'mail'},
    'test': {'test'},
}
ONE_SHOT = {'init', 'restore', 'recover', 'dev-init', 'test'}
LONG_LIVED = set(SERVICES) - ONE_SHOT

def mounts(service):
    """The bound files and folders: (on the host, in the container, mode)."""
    bound = [volume for volume in service.get('volumes', ()) if volume.startswith('./')]
    return [tuple(volume.split(':')) for volume in bound]


def waits_for(name, condition):
    """The services that must reach a condition before this one starts."""
    needed = SERVICES[name].get('depends_on', {})
    return {other for other, wanted in needed.items() if wanted['condition'] == condition}


# === EVERY SERVICE === #

def test_what_production_starts():
    """Without a profile, the services of production and nothing else."""
    assert PRODUCTION == {'db', 'init', 'odoo', 'cron', 'proxy', 'backup'}
    for profile, names in PROFILES.items():
        found = {name for name, it in SERVICES.items() if profile in it.get('profiles', ())}
        assert found == names


@each(SERVICES)
def test_hardened(service):
    """Nothing to write to but volumes and memory, no right to gain, logs and memory bounded."""
    assert service['read_only'] is True
    assert service['cap_drop'] == ['ALL']
    assert set(service.get('cap_add', ())) <= {'NET_BIND_SERVICE', 'DAC_READ_SEARCH'}
    assert service['security_opt'] == ['no-new-privileges:true']
    assert '/tmp' in service['tmpfs']
    assert service['logging']['options'] == {'max-size': '10m', 'max-file': '5'}
    assert service['mem_limit'] and service['cpus']
    assert not service.get('privileged')


@each(LONG_LIVED)
def test_long_lived(service):
    """It comes back after a crash, and something tells whether it is well."""
    assert service['restart'] == 'unless-stopped'
    check = service['healthcheck']
    assert check['test'] and check['interval'] and check['timeout'] and check['retries']


@each(ONE_SHOT)
def test_one_shot(service):
    assert service['restart'] == 'no'


@each(SERVICES)
def test_pinned_image(service):
    """A version in the file, and a variable by which a digest replaces it."""
    variable, image = re.fullmatch(r'\$\{(\w+_IMAGE):-(.+)\}', service['image']).groups()
    tag = image.partition(':')[2]
    assert tag and tag != 'latest'
    assert f'`{variable}`' in (places.ROOT / 'docs/production.md').read_text(encoding='utf-8')


@each(SERVICES)
def test_mounted_files_exist(service):
    """Bound from the repository, read-only."""
    for source, _target, mode in mounts(service):
        assert (places.ROOT / source).exists()
        assert mode == 'ro'


@each(SERVICES)
def test_named_volumes_and_networks_are_declared(service):
    declared = set(COMPOSE['volumes'])
    volumes = [volume.rsplit(':/', 1)[0] for volume in service.get('volumes', ())]
    # `${BACKUPS:-backups}`: a folder of the host, else the volume
    names = {re.sub(r'\$\{\w+:-(\w+)\}', r'\1', volume) for volume in volumes}
    assert {name for name in names if not name.startswith('./')} <= declared
    assert set(service['networks']) <= set(COMPOSE['networks'])


@each(SERVICES)
def test_scripts_it_calls_exist(service):
    called = [*service.get('entrypoint', ()), *service.get('command', ())]
    called += service.get('healthcheck', {}).get('test', ())
    scripts = [word for word in called if str(word).startswith('/production/')]
    assert not [word for word in scripts if not (SCRIPTS / word.rpartition('/')[2]).exists()]
    if scripts:
        assert './bootstrap/production:/production:ro' in service['volumes']


# === DOORS === #

def test_published_ports():
    """The proxy to the world, development to this machine; the database to nobody."""
    published = {name: it['ports'] for name, it in SERVICES.items() if 'ports' in it}
    assert published.pop('proxy') == ['80:80', '443:443', '443:443/udp']
    assert set(published) == {'dev', 'mail'}
    assert all(port.startswith('127.0.0.1:') for ports in published.values() for port in ports)


def test_networks():
    """The database is on the closed network only, and the proxy cannot reach it."""
    assert COMPOSE['networks']['back'] == {'internal': True}
    assert SERVICES['db']['networks'] == SERVICES['db-replica']['networks'] == ['back']
    assert SERVICES['proxy']['networks'] == ['front']
    assert 'front' not in SERVICES['cron']['networks']
    # payments and mails leave by a network of their own
    for name in ('odoo', 'cron'):
        assert 'outside' in SERVICES[name]['networks']


def test_order_of_the_start():
    """Nothing serves a database that is not ready, upgraded and checked."""
    assert waits_for('init', 'service_healthy') == {'db'}
    for name in ('odoo', 'cron', 'backup'):
        assert waits_for(name, 'service_completed_successfully') == {'init'}
    assert waits_for('proxy', 'service_healthy') == {'odoo'}
    assert waits_for('dev', 'service_completed_successfully') == {'dev-init'}


def test_proxy_file():
    """The websocket apart, no page of the database manager, every block closed."""
    text = (SCRIPTS / 'Caddyfile').read_text(encoding='utf-8')
    assert text.startswith('#') and '{$DOMAIN:localhost} {' in text
    assert text.count('{') == text.count('}')
    assert 'reverse_proxy @websocket odoo:8072' in text and 'reverse_proxy odoo:8069' in text
    assert 'respond @manager 404' in text
    assert 'Strict-Transport-Security' in text


def test_proxy_takes_what_odoo_takes():
    """Eight photos of a phone leave in one request: who refuses them is Odoo, in words."""
    text = (SCRIPTS / 'Caddyfile').read_text(encoding='utf-8')
    limit = int(re.search(r'max_size (\d+)MiB', text).group(1))
    http = (odoo.provide().home / 'odoo' / 'http.py').read_text(encoding='utf-8')
    natively = re.search(r'DEFAULT_MAX_CONTENT_LENGTH = (\d+) \* 1024 \* 1024', http).group(1)
    assert limit == int(natively)


def has_compose():
    """Tell whether the client of Docker has the plug-in that reads the file."""
    docker = shutil.which('docker')
    return bool(docker) and subprocess.run(
        [docker, 'compose', 'version'], capture_output=True, check=False,
    ).returncode == 0


# not on every machine: where it is, it has its say
if has_compose():
    def test_compose_itself_agrees():
        """The client of Docker reads the file as these tests do."""
        told = process.read(['docker', 'compose', 'config'], cwd=places.ROOT)
        assert set(yaml.safe_load(told)['services']) == PRODUCTION
