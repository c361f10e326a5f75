"""The services that run Odoo: `init` once and twice, `cron` with its health check."""

import time

import pytest
from passlib.hash import pbkdf2_sha512

from bootstrap import images, places
from bootstrap.daemon import Daemon, wait_until
from tests.ops.production import SERVICES, machine_of, run

VERSIONS = """
SELECT name, state, latest_version FROM ir_module_module
 WHERE state <> 'uninstalled' ORDER BY name
"""
ROWS = """
SELECT relname, (xpath('/row/rows/text()', query_to_xml(
           format('SELECT count(*) AS rows FROM public.%I', relname), false, true, '')))[1]
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
COMPANY = """
SELECT company.chart_template, country.code
  FROM res_company company
  JOIN res_partner partner ON partner.id = company.partner_id
  JOIN res_country country ON country.id = partner.country_id
"""
# The clocks of the house, due tomorrow, and no other one.
ONLY_OURS = """
UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' + interval '1 day', active = id IN (
    SELECT res_id FROM ir_model_data WHERE module = 'perles_ethiques' AND model = 'ir.cron'
)"""
OURS_OFF = """
UPDATE ir_cron SET active = false WHERE id = (
    SELECT min(res_id) FROM ir_model_data WHERE module = 'perles_ethiques' AND model = 'ir.cron'
)"""
CLOCK = """
UPDATE ir_cron SET {values} WHERE id = (
    SELECT res_id FROM ir_model_data WHERE model = 'ir.cron' AND name = 'autovacuum_job')
"""
TICKED = """
SELECT count(*) FROM ir_cron WHERE lastcall > now() AT TIME ZONE 'UTC' - interval '1 minute'
"""
MODULES = SERVICES['init']['environment']['MODULES']
UNINSTALLED = "UPDATE ir_module_module SET state = 'uninstalled' WHERE name = 'payment_demo'"
OLDER = (
    "UPDATE ir_module_module SET latest_version = '19.0.0.0.1'"
    f" WHERE name = '{places.ADDON}'"
)
VERSION = f"SELECT latest_version FROM ir_module_module WHERE name = '{places.ADDON}'"


@pytest.fixture(scope='module')
def machine(house):
    """Return the containers around a copy of the story."""
    with machine_of(house, 'init') as containers:
        yield containers


def content(machine, database):
    """The modules with their versions, and the rows of every table."""
    databases = machine.site.house.databases
    return databases.sql(VERSIONS, database), databases.sql(ROWS, database)


def has_ticked(machine):
    """Wake the clocks, as Odoo does when something falls due, and look whether they ran."""
    machine.site.house.databases.sql(f"NOTIFY cron_trigger, '{machine.site.name}'")
    time.sleep(1)
    return machine.site.psql(TICKED) != [['0']]


def test_payment_demo_stops_a_production(machine):
    """The story pays with it: as a production it does not start, and is not touched."""
    before = content(machine, machine.site.name)
    words = machine.refusal('init.sh', MODULES=MODULES)
    assert 'payment_demo is installed' in words
    assert content(machine, machine.site.name) == before


def test_upgrade_then_nothing_to_do(machine):
    """An addon of a higher version is upgraded; started again, nothing changes."""
    machine.site.psql(UNINSTALLED)
    rows = content(machine, machine.site.name)[1]
    machine.site.psql(OLDER)
    assert 'ready' in machine.run('init.sh', MODULES=MODULES)
    assert machine.site.psql(VERSION) == [[images.manifest()['version']]]
    after = content(machine, machine.site.name)
    assert [line for line in after[1].splitlines() if 'perles_' in line] == [
        line for line in rows.splitlines() if 'perles_' in line
    ]
    machine.run('init.sh', MODULES=MODULES)
    assert content(machine, machine.site.name) == after


def test_clocks_without_pages(machine):
    """The command of the service ticks; its health check tells when it does not."""
    machine.site.psql(ONLY_OURS)
    machine.run('late.sh')
    machine.site.psql(OURS_OFF)
    assert 'switched off: ' in machine.refusal('late.sh')
    machine.site.psql(ONLY_OURS)
    two_hours = "now() AT TIME ZONE 'UTC' - interval '2 hours'"
    values = f'active = true, lastcall = NULL, nextcall = {two_hours}'
    machine.site.psql(CLOCK.format(values=values))
    assert 'late: ' in machine.refusal('late.sh')
    environment = SERVICES['cron']['environment']
    env = {name: value for name, value in environment.items() if name.startswith('ODOO_')}
    clocks = Daemon('cron', machine.site.house.folder)
    clocks.start(
        machine.site.house.odoo.command(*SERVICES['cron']['command'][1:]),
        env={**{name: str(value) for name, value in machine.env.items()}, **env}, cwd=places.ROOT,
    )
    try:
        assert wait_until(lambda: has_ticked(machine), 90)
        assert wait_until(lambda: run('late.sh', **machine.env).returncode == 0, 120)
    finally:
        clocks.stop()
    log = clocks.log.read_text(encoding='utf-8')
    assert 'HTTP service' not in log and 'WorkerCron' in log


@pytest.mark.timeout(1800)
def test_from_nothing(machine, tmp_path):
    """An empty server becomes a French house without demonstration; twice is once."""
    name = f'{machine.site.name}_new'
    password = tmp_path / 'odoo_admin'
    password.write_text('a-password-of-the-first-user\n', encoding='utf-8')
    given = {
        'PGDATABASE': name, 'MODULES': MODULES, 'DOMAIN': 'house.example',
        'ADMIN_PASSWORD_FILE': password,
    }
    databases = machine.site.house.databases
    # what a crash of an earlier first start left is not taken for the database
    databases.sql(f'CREATE DATABASE "{name}_draft"')
    try:
        machine.run('init.sh', **given)
        assert databases.sql(COMPANY, name) == 'fr|FR'
        address = "SELECT value FROM ir_config_parameter WHERE key = 'web.base.url'"
        assert databases.sql(address, name) == 'https://house.example'
        modules = databases.sql(VERSIONS, name)
        assert f'{places.ADDON}|installed' in modules and 'payment_demo' not in modules
        languages = "SELECT code FROM res_lang WHERE active ORDER BY code"
        assert 'fr_FR' in databases.sql(languages, name)
        stored = databases.sql("SELECT password FROM res_users WHERE login = 'admin'", name)
        assert pbkdf2_sha512.verify(password.read_text(encoding='utf-8').strip(), stored)
        assert not pbkdf2_sha512.verify('admin', stored)
        before = content(machine, name)
        machine.run('init.sh', **given)
        assert content(machine, name) == before
        assert f'{name}_draft' not in databases.names()
    finally:
        machine.lose(name)
