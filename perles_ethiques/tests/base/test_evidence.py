import hashlib
from datetime import date, datetime

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from ..clause import clause
from ..kit.evidence import PERSONAL, PROOF, EvidenceCommon


@tagged('post_install', '-at_install')
class TestAppendOnly(EvidenceCommon):
    """Evidence is refused to every user, to `sudo`, and by the database itself."""

    def test_every_user(self):
        acceptance = self._acceptance()
        for record, values in (
            (acceptance, {'person_name': "Somebody else"}), (self.v1, {'reason': "Another"}),
        ):
            for user in (self.employee, self.manager, self.env.ref('base.user_root')):
                for document in (record.with_user(user), record.with_user(user).sudo()):
                    with self.assertRaises(AccessError):
                        document.write(values)
                    with self.assertRaises(AccessError):
                        document.unlink()

    def test_nobody_of_the_team_writes_an_acceptance(self):
        values = self._acceptance().copy_data()[0]
        for user in (self.employee, self.manager):
            with self.assertRaises(AccessError):
                self.env['perles.acceptance'].with_user(user).create(values)

    def test_the_database(self):
        self._acceptance(self._organisation())
        product = self.env['product.product'].create({'name': "Beads", 'tracking': 'lot'})
        lot = self.env['stock.lot'].create({'name': "L", 'product_id': product.id})
        self.env['perles.care'].create({'lot_id': lot.id})._move('sort')
        for name in self.env['perles.retention']._evidence_models():
            table = SQL.identifier(self.env[name]._table)
            for query in (
                SQL('UPDATE %s SET retention_date = %s', table, self.yesterday),
                SQL('UPDATE %s SET anonymised_on = now()', table),
                SQL('UPDATE %s SET create_uid = %s', table, self.employee.id),
                SQL('DELETE FROM %s', table),
                SQL('TRUNCATE %s CASCADE', table),
            ):
                self._assert_refused_by_the_database(query)
        for column in PERSONAL:
            self._assert_refused_by_the_database(SQL(
                'UPDATE perles_acceptance SET %s = NULL', SQL.identifier(column),
            ))

    def test_people_read_a_sentence(self):
        acceptance = self._acceptance()
        with mute_logger('odoo.sql_db'), self.env.cr.savepoint(), \
                self.assertRaises(psycopg2.errors.IntegrityError) as refusal:
            self.env.cr.execute('DELETE FROM perles_acceptance')
        self.assertIn('append-only', acceptance._sql_error_to_message(refusal.exception))

    def test_a_deleted_account_leaves_the_proof(self):
        """A user may go (a right of the person): the record only forgets who wrote it."""
        membership = self._join()
        user = self._portal_user(membership.contact_id)
        transaction = self._transaction(membership.order_id)
        acceptance = self._acceptance(membership)
        written = acceptance.with_user(user).sudo().create({
            **acceptance.copy_data()[0], 'payment_ref': f'{transaction.reference}-bis',
        })
        self.assertEqual(written.create_uid, user)
        before = written.read(PROOF)
        user.unlink()
        self.env.invalidate_all()
        self.assertFalse(written.create_uid)
        self.assertEqual(written.read(PROOF), before)


@tagged('post_install', '-at_install')
class TestAcceptance(EvidenceCommon, HttpCase):

    @clause('000-04', '000-05', '000-92')
    def test_proof_of_a_payment(self):
        with freeze_time('2026-12-15 09:31:07'):
            membership = self._join()
            transaction = self._pay_by_card(membership)
        acceptance = self._acceptance(membership)
        self.assertEqual(len(acceptance), 1)
        self.assertRecordValues(acceptance, [{
            'version_id': self.v1.id,
            'text_sha256': self.v1.sha256,
            'accepted_at': datetime(2026, 12, 15, 9, 31, 7),
            'payment_ref': transaction.reference,
            'document_ref': membership.order_id.name,
            'button_label': "Adhésion avec obligation de paiement",
            'person_name': "Camille Roux",
            'ip_address': "203.0.113.7",
            'retention_date': date(2036, 12, 15),
        }])
        self.assertIn("v1", self.v1.label)
        self.assertRegex(acceptance.text_sha256, r'^[0-9a-f]{64}$')
        with self.assertRaises(AccessError):
            acceptance.with_user(self.manager).write({'accepted_at': '2026-12-16 09:31:07'})
        served = self._served('2026-12-15 10:00:00')
        self.terms.clause_ids[:1].body += "\n\nPlus tard."
        self.terms._publish(date(2027, 3, 1), "Des mots plus clairs")
        self.assertEqual(self._served('2029-01-01 10:00:00'), served)
        self.assertEqual(hashlib.sha256(served).hexdigest(), self.v1.pdf_sha256)

    def _served(self, instant):
        with freeze_time(instant):
            response = self.url_open(f'/terms/{self.v1.id}/pdf')
        self.assertEqual(response.status_code, 200)
        return response.content
