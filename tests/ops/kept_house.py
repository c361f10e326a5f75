"""What of a house has to come back from its backup, and what may happen to it meanwhile."""

import contextlib
import hashlib

from bootstrap import process
from bootstrap.daemon import Daemon
from tests.ops.production import SCRIPTS

FIGURES = {
    'members': 'SELECT count(DISTINCT partner_id) FROM perles_membership',
    'periods': 'SELECT count(*) FROM perles_membership_period',
    'invoiced': "SELECT count(*), sum(amount_total) FROM account_move WHERE state = 'posted'",
    'notices': 'SELECT count(*) FROM perles_notice',
    'acceptances': 'SELECT count(*) FROM perles_acceptance',
    'attachments': 'SELECT count(*), count(store_fname) FROM ir_attachment',
    'contract': 'SELECT string_agg(pdf_sha256, chr(32)) FROM perles_terms_version',
}
CONTRACT_BYTES = """
SELECT encode(sha256(decode(convert_from(pdf, 'UTF8'), 'base64')), 'hex') FROM perles_terms_version
"""
IS_NEUTRALISED = "SELECT value FROM ir_config_parameter WHERE key = 'database.is_neutralized'"


def figures(machine, database):
    """What counts of a house, as texts by name."""
    databases = machine.site.house.databases
    return {name: databases.sql(statement, database) for name, statement in FIGURES.items()}


def files(folder):
    """The content of every file of a folder, as one digest by path."""
    return {
        str(path.relative_to(folder)): hashlib.sha1(path.read_bytes()).hexdigest()
        for path in folder.glob('[0-9a-f][0-9a-f]/*')
    }


def sign(folder):
    """Write the checksums anew: what is wrong has to be found otherwise."""
    process.read(['bash', '-c', 'sha256sum database.dump figures > checksums'], cwd=folder)


def attach(machine, content):
    """Give the house one more file, as Odoo keeps it; return its name in the filestore."""
    digest = hashlib.sha1(content).hexdigest()
    name = f'{digest[:2]}/{digest}'
    path = machine.site.house.filestore(machine.site.name) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    machine.site.psql(
        'INSERT INTO ir_attachment (name, type, store_fname, checksum, file_size)'
        f" VALUES ('added', 'binary', '{name}', '{digest}', {len(content)})",
    )
    return name


@contextlib.contextmanager
def daily(machine, folder, **env):
    """Run the loop of the service for a while."""
    service = Daemon('daily', folder)
    given = {name: str(value) for name, value in {**machine.env, **env}.items()}
    service.start(['bash', SCRIPTS / 'daily.sh'], env=given, cwd='/')
    try:
        yield service
    finally:
        service.stop()
