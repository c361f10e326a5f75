"""A site that things happen to: its programs are killed, its provider misbehaves."""

import os
import signal
import time

from bootstrap import places
from bootstrap.daemon import wait_until
from bootstrap.house import House

from .crowd import join
from .nursery import Nursery, lives
from .recorder import Recorder
from .site import TravellingSite

ADDONS = places.ROOT / 'tests' / 'addons'
PREPARE = """
modules = env['ir.module.module']
modules.update_list()
modules.search([('name', '=', 'payment_recorder')]).button_immediate_install()
provider = env['payment.provider'].search([('code', '=', 'recorder')])
provider.write({{
    'state': 'test', 'is_published': True, 'allow_tokenization': True, 'recorder_url': '{url}',
}})
# who reads it first makes its line in the journal: two clocks at once would make two
assert provider.journal_id
env['ir.config_parameter'].set_param('payment_recorder.blank_pages', '1')
env.cr.commit()
"""
# Only the clocks that these tests are about: ours, and the one that books what was paid.
OURS = """
SELECT res_id FROM ir_model_data WHERE model = 'ir.cron' AND (module = 'perles_ethiques'
    OR module = 'payment' AND name = 'cron_post_process_payment_tx')
"""
OTHERS_OFF = f'UPDATE ir_cron SET active = false WHERE id NOT IN ({OURS})'
# An hour has passed: every clock is due again, and what waited for its moment need not any more.
HOUR = f"""
UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' WHERE id IN ({OURS});
UPDATE ir_cron_trigger SET call_at = call_at - interval '1 hour';
UPDATE perles_membership_period SET charge_asked_at = charge_asked_at - interval '1 hour'
"""
# What was committed stays, although PostgreSQL itself is careless in the tests.
LOSE_NOTHING = 'ALTER DATABASE "{}" SET synchronous_commit = on'
# What a cron worker of the server does when it wakes up, until nothing is left to do.
RUN_CLOCKS = """
import time
from odoo import sql_db
from odoo.addons.base.models.ir_cron import IrCron
for _round in range(1500):
    IrCron._process_jobs(env.cr.dbname)
    with sql_db.db_connect(env.cr.dbname).cursor() as cr:
        if not IrCron._get_all_ready_jobs(cr):
            break
    # another process may be at work on what is left
    time.sleep(0.2)
else:
    raise AssertionError('the clocks find no end')
"""

# Leaves a mark once the process has asked the database for so many things.
MARK = """
from pathlib import Path
from odoo.sql_db import Cursor
_execute, _asked = Cursor.execute, [0]


def execute(cursor, *arguments, **options):
    _asked[0] += 1
    if _asked[0] == {statements}:
        Path({path!r}).touch()
    return _execute(cursor, *arguments, **options)


Cursor.execute = execute
"""


class HouseWithTestAddons(House):
    """A house whose Odoo also finds the addons of the tests."""

    def configure(self, name='odoo.conf', **options):
        """Write a configuration with one more folder of addons."""
        path = f'{places.ROOT},{ADDONS}'
        return super().configure(name, **{'addons_path': path, **options})


class FaultSite(TravellingSite):
    """A site with a provider and a mail server that count outside of its database."""

    _house_class = HouseWithTestAddons

    def __init__(self, parent, source, name, instant):
        """Copy the cluster of the house `parent`, and give it the provider of the tests."""
        super().__init__(parent, source, name, instant)
        self.psql(LOSE_NOTHING.format(self.name))
        self.recorder = Recorder(self.house.folder / 'charges')
        self.nursery = Nursery(self.house, self.name)
        self.house.configure(workers=0, **self.server.catcher.start())
        self.shell(PREPARE.format(url=self.recorder.url))
        self.psql(OTHERS_OFF)

    def start(self, **options):
        """Start the server, whose address the provider then knows."""
        super().start(**{'max_cron_threads': 0, **options})
        self.recorder.webhook = f'{self.url}/payment/recorder/webhook'
        return self

    def close(self):
        """Stop everything."""
        self.nursery.close()
        self.recorder.close()
        super().close()

    @property
    def today(self):
        """Return the day that the site lives on."""
        return f'{self.clock.now():%Y-%m-%d}'

    def join(self, cards, due, **options):
        """Let members join a year before the day `due`; return their memberships' ids."""
        return join(self.shell, cards, due, **{'provider': 'recorder', **options})

    # === clocks === #

    def an_hour_passes(self):
        """Make every clock of ours due again; nothing may be running meanwhile."""
        self.psql(HOUR)

    def run_clocks(self, times=1):
        """Run all clocks to their end in a process of their own, as many times."""
        for _time in range(times):
            self.an_hour_passes()
            assert self.nursery.start(RUN_CLOCKS).wait() == 0

    def start_charging(self, card):
        """Start all clocks; return their process once the provider was asked for this card."""
        self.an_hour_passes()
        clocks = self.start_clocks()
        assert wait_until(lambda: self.recorder.charges(card), 30), 'the provider was never asked'
        return clocks

    def start_clocks(self, statements=0):
        """Start a process that runs all clocks.

        :param int statements: return once it has asked that many things of the database, and is
            in the middle of its work; at once when it is 0
        """
        mark = self.house.folder / 'mark'
        mark.unlink(missing_ok=True)
        clocks = self.nursery.start(MARK.format(statements=statements, path=str(mark)) + RUN_CLOCKS)
        if statements:
            while clocks.is_alive() and not mark.exists():
                time.sleep(0.001)
        return clocks

    def settle(self):
        """Let an hour pass in peace: what was cut short is taken up again."""
        self.run_clocks(times=2)

    # === PostgreSQL === #

    def crash_database(self):
        """End PostgreSQL as an immediate shutdown does, without a word to its clients."""
        self.shell.close()
        pid_file = self.house.databases.data / 'postmaster.pid'
        pid = int(pid_file.read_text(encoding='utf-8').split()[0])
        os.kill(pid, signal.SIGQUIT)
        assert wait_until(lambda: not lives(pid), 30), 'PostgreSQL survived'
        self._start_database()

    def restart_database(self):
        """Restart PostgreSQL as an upgrade of the machine does."""
        self.shell.close()
        self.house.databases.stop(self.log)
        self._start_database()

    def _start_database(self):
        """Start PostgreSQL anew, and with it the workers of the server.

        Natively a worker may answer with an error as often as it had connections: psycopg tells
        one that was cut by another name than the one that the pool of Odoo waits for.
        """
        self.house.databases.start(self.log)
        if self.server.daemon.is_running():
            self.replace_workers()
