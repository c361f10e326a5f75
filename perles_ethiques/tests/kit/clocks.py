from odoo.tests import freeze_time

from .base import PerlesCommon


class ClockCommon(PerlesCommon):
    """Time: the clocks run for real at chosen instants (naive UTC), or the whole test does."""

    clock = None

    def _run_clock(self, name, instant=None):
        """Run a clock for real, by the scheduler's own method.

        :param str name: its XML id, less ``ir_cron_``.
        """
        if instant:
            with freeze_time(instant):
                return self._run_clock(name)
        with self.enter_registry_test_mode():
            self.env.ref(f'perles_ethiques.ir_cron_{name}').method_direct_trigger()
        self.env.invalidate_all()
        return None

    def _send_notices(self):
        """Run the clock of the notice book for real, down to the mail gateway of the tests."""
        with self.mock_mail_gateway():
            self._run_clock('send_notices')

    def _at(self, instant):
        """Stay at an instant until the test is over, or the next call."""
        if self.clock:
            self.clock.stop()
        else:
            self.addCleanup(lambda: self.clock.stop())
        self.env.flush_all()
        self.env.invalidate_all()
        self.clock = freeze_time(instant)
        self.clock.start()
