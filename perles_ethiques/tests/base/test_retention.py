from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from ..kit.evidence import PERSONAL, PROOF, EvidenceCommon


@tagged('post_install', '-at_install')
class TestRetention(EvidenceCommon):
    """One clock anonymises, after the retention date, and empties personal columns alone."""

    def test_past_and_not_past(self):
        kept = self._acceptance(self._organisation())
        old = self._old(kept, payment_ref="TX-old")
        self.assertTrue(all(kept[column] and old[column] for column in PERSONAL))
        before = {record: record.read([*PROOF, *PERSONAL])[0] for record in kept | old}
        self._run_clock('retention')
        self.assertEqual(kept.read([*PROOF, *PERSONAL])[0], before[kept])
        self.assertFalse(kept.anonymised_on)
        self.assertEqual(old.read(PROOF)[0], {
            key: value for key, value in before[old].items() if key not in PERSONAL
        })
        self.assertFalse(any(old[column] for column in (*PERSONAL, 'create_uid', 'write_uid')))
        self.assertAlmostEqual(old.anonymised_on, fields.Datetime.now(), delta=timedelta(hours=1))

    def test_the_last_day_is_kept(self):
        today = self._old(self._acceptance(), payment_ref="TX-1", retention_date=self.today)
        past = self._old(today, payment_ref="TX-2")
        self._run_clock('retention')
        self.assertEqual([bool(today.person_name), bool(past.person_name)], [True, False])

    def test_every_kind_of_evidence(self):
        names = {
            name for name, model in self.env.items()
            if 'perles.evidence.mixin' in model._inherit and not model._abstract
        }
        self.assertLessEqual({'perles.acceptance', 'perles.terms.version'}, names)
        self.assertEqual(set(self.env['perles.retention']._evidence_models()), names)
        old = [
            self._old(self._acceptance(), payment_ref="TX-old"),
            self._old(self.v1, number=99),
        ]
        self._run_clock('retention')
        self.assertEqual([bool(record.anonymised_on) for record in old], [True, True])
        self.assertEqual(old[1].sha256, self.v1.sha256)

    def test_all_batches_in_one_run(self):
        acceptance = self._acceptance()
        old = [self._old(acceptance, payment_ref=f"TX-{number}") for number in range(5)]
        model = self.env.registry['perles.acceptance']
        whole = model._anonymise_expired
        self.patch(model, '_anonymise_expired', lambda records: whole(records, batch_size=2))
        self._run_clock('retention')
        self.assertTrue(all(record.anonymised_on for record in old))

    def test_only_the_personal_columns_and_only_emptied(self):
        self._old(self._acceptance(), payment_ref="TX-old")
        for change in (
            "payment_ref = 'TX-other'", "text_sha256 = 'x'", "accepted_at = now()",
            "retention_date = '2099-01-01'", "person_name = 'Somebody else'",
        ):
            self._assert_refused_by_the_database(SQL(
                f"UPDATE perles_acceptance SET {change} WHERE payment_ref = 'TX-old'",
            ))
        self._run_clock('retention')
        for change in ("person_name = 'Camille Roux'", "anonymised_on = NULL"):
            self._assert_refused_by_the_database(SQL(
                f"UPDATE perles_acceptance SET {change} WHERE payment_ref = 'TX-old'",
            ))

    def test_nobody_brings_the_date_forward(self):
        acceptance = self._acceptance()
        with freeze_time('2099-01-01'):
            self._run_clock('retention')
        self.assertTrue(acceptance.person_name)
        self.assertFalse(acceptance.anonymised_on)
