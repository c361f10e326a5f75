from datetime import timedelta

import psycopg2

from odoo.tools import SQL, mute_logger

from .members import MemberCommon

PROOF = (
    'version_id', 'text_sha256', 'accepted_at', 'payment_ref', 'document_ref', 'button_label',
    'box_label', 'immediate_start', 'retention_date', 'company_id',
)
PERSONAL = ('partner_id', 'person_name', 'organisation', 'email', 'ip_address')


class EvidenceCommon(MemberCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the database's own day counts, whatever day a test pretends it is
        cls.today = cls.env.execute_query(SQL('SELECT CURRENT_DATE'))[0][0]
        cls.yesterday = cls.today - timedelta(days=1)
        cls.first = cls._member(email='camille@luz.example')

    def _acceptance(self, membership=None):
        membership = membership or self.first
        return self.env['perles.acceptance'].search([
            ('partner_id', '=', membership.partner_id.id),
        ])

    def _organisation(self):
        return self._member(kind='company', siret='98393922400017', vat='FR14983939224')

    def _old(self, record, **values):
        """A record like this one whose retention date is yesterday."""
        record.flush_recordset()
        return record.sudo().create({
            **record.copy_data()[0], 'retention_date': self.yesterday, **values,
        })

    def _assert_refused_by_the_database(self, query):
        with mute_logger('odoo.sql_db'), self.env.cr.savepoint() as savepoint:
            with self.assertRaisesRegex(psycopg2.errors.IntegrityError, 'append-only', msg=query):
                self.env.cr.execute(query)
            savepoint.rollback()
