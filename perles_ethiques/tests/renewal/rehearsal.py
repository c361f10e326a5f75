
from odoo.tests import freeze_time
from odoo.tools import SQL

from ..kit.payments import PaymentCommon

EVENING = '2027-12-10 18:00:00'
# Every table that a night of renewals writes in.
WITNESSES = (
    'account_move', 'account_move_line', 'account_payment', 'ir_cron_trigger', 'ir_sequence',
    'ir_sequence_date_range', 'mail_activity', 'mail_mail', 'mail_message',
    'mail_tracking_value', 'payment_transaction', 'perles_membership',
    'perles_membership_announcement', 'perles_membership_period', 'perles_notice',
)


class RehearsalCommon(PaymentCommon):

    def _rehearse(self, day=None, user=None, **options):
        """A rehearsal made by the team on the evening of the 10th."""
        with freeze_time(EVENING), self.enter_registry_test_mode():
            rehearsal = self.env['perles.renewal.rehearsal'].with_user(
                user or self.employee,
            ).create({'day': day} if day else {})
            rehearsal.action_rehearse()
        return rehearsal

    def _line(self, rehearsal, membership):
        return rehearsal.line_ids.filtered(lambda line: line.membership_id == membership)

    def _outcomes(self, rehearsal, members):
        return [self._line(rehearsal, member).outcome for member in members]

    def _witness(self):
        """All that the tables hold, and the next numbers of the sequences."""
        self.env.flush_all()
        rows = {
            table: self.env.execute_query(SQL(
                "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t.id)) FROM %s t",
                SQL.identifier(table),
            ))
            for table in WITNESSES
        }
        numbers = self.env['ir.sequence'].search([]).mapped('number_next_actual')
        return rows, numbers
