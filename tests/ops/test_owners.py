"""The pages and the clocks own no evidence: their role cannot switch off what guards it."""

import subprocess

import pytest

from bootstrap import process
from tests.ops.production import SCRIPTS, machine_of

SUPERUSER = 'postgres'
OWNER, APPLICATION = 'test_owner', 'test_application'
ROLES = f"""
DO $$ BEGIN
    CREATE ROLE {APPLICATION} LOGIN CREATEDB;
    CREATE ROLE {OWNER} LOGIN CREATEDB IN ROLE {APPLICATION};
EXCEPTION WHEN duplicate_object THEN NULL;
END $$"""
# The database as a release before has it: everything is the application's.
GIVEN = f"""
DO $$ DECLARE line text; BEGIN
    FOR line IN
        SELECT format('ALTER TABLE %s OWNER TO {APPLICATION}', oid::regclass) FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')
        UNION ALL
        SELECT format('ALTER SEQUENCE %s OWNER TO {APPLICATION}', oid::regclass) FROM pg_class c
         WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND NOT EXISTS (
            SELECT FROM pg_depend WHERE objid = c.oid AND deptype IN ('a', 'i'))
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO {APPLICATION}', oid::regprocedure) FROM pg_proc p
         WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    LOOP EXECUTE line; END LOOP;
END $$"""
OWNERS = """
SELECT pg_get_userbyid(relowner), count(*) FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm', 'v') GROUP BY 1 ORDER BY 1
"""
EVIDENCE = {'perles_acceptance', 'perles_care_step', 'perles_terms_version'}
# What would falsify evidence, or make room for false one.
FALSIFIED = (
    'ALTER TABLE perles_acceptance DISABLE TRIGGER USER',
    'ALTER TABLE perles_acceptance DISABLE TRIGGER perles_acceptance_append_only',
    'DROP TRIGGER perles_acceptance_append_only ON perles_acceptance',
    'DROP FUNCTION perles_append_only() CASCADE',
    'CREATE OR REPLACE FUNCTION perles_append_only() RETURNS trigger AS'
    " 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
    'DROP TABLE perles_acceptance CASCADE',
    'ALTER TABLE perles_acceptance RENAME TO gone',
    'TRUNCATE perles_acceptance CASCADE',
    "SET session_replication_role = 'replica'",
    f'SET ROLE {OWNER}',
)
# What the pages and the clocks do beside reading and writing.
DONE = (
    'REFRESH MATERIALIZED VIEW CONCURRENTLY perles_demand',
    'CREATE SEQUENCE ir_sequence_of_a_new_year',
    'CREATE TEMPORARY TABLE helper (id int)',
    'SELECT count(*) FROM perles_acceptance',
    'UPDATE res_partner SET name = name WHERE id = 1',
    "SELECT nextval('perles_acceptance_id_seq')",
)


@pytest.fixture(scope='module')
def machine(house):
    """Return the containers around a copy of the story that was the application's until now."""
    if not house.is_private:
        pytest.skip('roles are made in a whole private cluster')
    with machine_of(house, 'owners') as containers:
        [[cleaner]] = containers.site.psql('SELECT current_user')
        done = as_role(containers, SUPERUSER, f"""
            {ROLES}; {GIVEN};
            ALTER DATABASE "{containers.site.name}" OWNER TO {APPLICATION};
            GRANT {APPLICATION}, {OWNER} TO {cleaner}; COMMIT; BEGIN
        """)
        assert done.returncode == 0, done.stderr
        yield containers


def as_role(machine, role, statement):
    """Run a statement as a role, and take it back; return its process, ended."""
    env = process.environment({
        **{name: str(value) for name, value in machine.env.items()}, 'PGUSER': role,
    })
    return subprocess.run(
        ['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', machine.site.name, '-c',
         f'BEGIN; {statement}; ROLLBACK'],
        env=env, text=True, capture_output=True, check=False,
    )


def test_evidence_leaves_the_application(machine):
    """Before it could; afterwards it cannot, and does everything else."""
    assert as_role(machine, APPLICATION, FALSIFIED[0]).returncode == 0
    for _time in range(2):
        machine.run('init.sh', PGUSER=OWNER, PGDATABASE=machine.site.name,
                    APPLICATION=APPLICATION, MODULES='perles_ethiques', DEMONSTRATION='yes')
    owned = machine.site.psql(
        f"SELECT relname FROM pg_class WHERE relowner = '{OWNER}'::regrole AND relkind = 'r'",
    )
    assert {name for [name] in owned} == EVIDENCE
    assert [role for role, _count in machine.site.psql(OWNERS)] == [APPLICATION, OWNER]


@pytest.mark.parametrize('statement', FALSIFIED)
def test_nothing_is_falsified(machine, statement):
    done = as_role(machine, APPLICATION, statement)
    assert done.returncode, f'{statement} was done'
    assert 'must be owner' in done.stderr or 'permission denied' in done.stderr or (
        'append-only' in done.stderr
    ), done.stderr


@pytest.mark.parametrize('statement', DONE)
def test_everything_else_is_done(machine, statement):
    done = as_role(machine, APPLICATION, statement)
    assert done.returncode == 0, done.stderr


def test_the_scripts_name_the_roles():
    """The roles of the script are those of the compose file."""
    roles = (SCRIPTS / 'roles.sh').read_text(encoding='utf-8')
    assert 'GRANT odoo TO odoo_owner' in roles and 'GRANT odoo_owner' not in roles
