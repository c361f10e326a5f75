from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common import PerlesCommon

# not a word for people: it stays out of the texts to translate
BROKEN = "broken on purpose"

CLOCKS = {
    'renew': 'perles_ethiques.ir_cron_renew',
    'announce': 'perles_ethiques.ir_cron_announce',
    'dun': 'perles_ethiques.ir_cron_dun',
    'end': 'perles_ethiques.ir_cron_end',
    'charge': 'perles_ethiques.ir_cron_charge',
}


class RenewalCommon(PerlesCommon):
    """Members who joined some time ago, and the clocks run at chosen instants."""

    def _member_since(self, day, number=0, kind='person', **values):
        """A membership paid by card on a day.

        :param str day: in Paris, ``2026-12-15``.
        :param number: tells the members of a test apart.
        """
        with freeze_time(f'{day} 10:00:00'):
            values.setdefault('email', f'camille{number}@luz.example')
            return self._member(kind=kind, **values)

    def _run_clock(self, name, instant):
        """Run a clock for real at an instant, naive UTC."""
        with freeze_time(instant), self.enter_registry_test_mode():
            self.env.ref(CLOCKS[name]).method_direct_trigger()
        self.env.invalidate_all()

    def _pay_invoice(self, invoice, instant):
        """A native payment of an invoice, registered by the team."""
        with freeze_time(instant):
            self.env['account.payment.register'].with_context(
                active_model='account.move', active_ids=invoice.ids,
            ).create({})._create_payments()

    def _break_invoice_of(self, membership):
        """Let the posting of one member's invoices fail, as an accounting rule would."""
        moves = self.registry['account.move']
        post = moves._post

        def refuse(records, soft=True):
            if membership in records.perles_membership_id:
                raise UserError(BROKEN)
            return post(records, soft)

        self.patch(moves, '_post', refuse)
