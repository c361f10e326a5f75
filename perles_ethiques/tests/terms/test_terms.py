from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..clause import clause
from .frozen_terms import REASON, TermsCommon


@tagged('post_install', '-at_install')
class TestNewVersion(TermsCommon):
    """A new version is told to each active member and binds at the anniversary."""

    @clause('000-19')
    def test_second_version(self):
        with freeze_time('2026-12-15 09:31:07'):
            members = self._member(email='one@luz.example') | self._member(email='two@luz.example')
            pending = self._join(email='three@luz.example')
            self._choose_transfer(pending)
            self._send_notices()
        with freeze_time('2027-03-01 09:00:00'):
            self._change_draft()
            v2 = self._publish(date(2027, 3, 1))
            self._send_notices()
            self._send_notices()
            for member in members:
                self.assertEqual(member._applies_from(v2), date(2027, 12, 15))
                self.assertEqual(member._applies_from(self.v1), date(2026, 12, 15))
                self.assertEqual((member.version_id, member._coming_version()), (self.v1, v2))
        self.assertEqual((v2.number, v2.reason), (2, REASON))
        notices = self.env['perles.notice'].search([('kind', '=', 'terms_changed')])
        self.assertEqual(set(notices.mapped('res_id')), set(members.ids))
        self.assertEqual(notices.mapped('state'), ['sent', 'sent'])
        self.assertEqual(pending.state, 'pending')
        self.assertFalse(self._notices(pending, 'terms_changed'))

    @clause('000-19')
    def test_one_mail_with_the_reason(self):
        membership = self._member()
        self._send_notices()
        self._change_draft()
        self._publish(date.today())
        self._send_notices()
        self.assertEqual(len(self._mails), 1)
        mail = self._mails[0]
        self.assertIn(membership.contact_id.email, mail['email_to'][0])
        self.assertIn(REASON, mail['body'])

    @clause('000-19')
    def test_the_reason_is_mandatory(self):
        self._change_draft()
        for reason in ("", "   ", False):
            with self.assertRaises(UserError, msg=repr(reason)):
                self.terms._publish(date(2027, 3, 1), reason)
        wizard = self.env['perles.terms.publish'].with_context(default_terms_ids=self.terms.ids)
        with self.assertRaisesRegex(AssertionError, 'reason'), Form(wizard):
            pass
        self.assertEqual(self.terms.version_ids, self.v1)

    def test_the_first_version_is_news_to_nobody(self):
        self._member()
        other = self.terms.copy({'code': 'other'})
        other.clause_ids.create({'terms_id': other.id, 'key': 'a', 'title': "A", 'body': "A"})
        other._publish(date(2027, 3, 1), REASON)
        self.assertFalse(self.env['perles.notice'].search([('kind', '=', 'terms_changed')]))

    def test_the_same_draft_is_published_once(self):
        self.assertFalse(self.terms.has_changes)
        with self.assertRaises(UserError):
            self._publish(date(2027, 3, 1))
        self._change_draft()
        self.assertTrue(self.terms.has_changes)
        self._publish(date(2027, 3, 1))
        self.assertFalse(self.terms.has_changes)
        with self.assertRaises(UserError):
            self._publish(date(2027, 3, 1))
        last = self.terms.clause_ids[-1]
        for change in (
            {'name': "Contrat"},
            {'clause_ids': [Command.update(last.id, {'sequence': 1})]},
        ):
            self.terms.write(change)
            self.assertTrue(self.terms.has_changes, change)
            self._publish(date(2027, 3, 1))

    def test_only_the_manager_publishes(self):
        self._change_draft()
        portal = new_test_user(self.env, 'reader', 'base.group_portal')
        for user in (self.employee, portal):
            with self.assertRaises(AccessError):
                self._publish(date(2027, 3, 1), user=user)
            with self.assertRaises(AccessError):
                self.terms.with_user(user)._publish(date(2027, 3, 1), REASON)
            with self.assertRaises(AccessError):
                self.terms.with_user(user).clause_ids[:1].title = "Autre"
        v2 = self._publish(date(2027, 3, 1))
        self.assertEqual(v2.published_by, self.manager.name)


@tagged('post_install', '-at_install')
class TestVersionInForce(TermsCommon):
    """The version in force at an instant: published by then, and effective that day in Paris."""

    def setUp(self):
        super().setUp()
        with freeze_time('2027-02-10 12:00:00'):
            self._change_draft()
            self.v2 = self._publish(date(2027, 3, 1))

    def test_by_day_and_instant(self):
        with freeze_time('2027-02-28 22:59:59'):
            self.terms.invalidate_recordset()
            self.assertEqual(self.terms.current_version_id, self.v1)
            self.assertEqual(self._join(email='old@luz.example').joining_id.version_id, self.v1)
        with freeze_time('2027-02-28 23:00:00'):
            self.terms.invalidate_recordset()
            self.assertEqual(self.terms.current_version_id, self.v2)
            joined = self._member(email='new@luz.example')
            self.assertEqual(joined.version_id, self.v2)
            self.assertFalse(joined._applies_from(self.v1))

    def test_a_version_rules_from_its_publication_at_the_earliest(self):
        with freeze_time('2027-04-01 12:00:00'):
            self._change_draft("Encore une.")
            v3 = self._publish(date(2027, 1, 1))
        self.assertEqual(self.terms._version_at(v3.published_at), v3)
        with freeze_time('2027-04-01 11:59:59'):
            self.terms.invalidate_recordset()
            self.assertEqual(self.terms.current_version_id, self.v2)

    def test_what_changed(self):
        changed = [change for change in self.v2._changes() if change.status != 'same']
        self.assertEqual([change.key for change in changed], [self.terms.clause_ids[0].key])
        self.assertIn(('insert', "\n\nUne précision de plus."), changed[0].pieces)
        self.assertFalse([c for c in self.v2._changes(self.v2) if c.status != 'same'])

    @mute_logger('odoo.sql_db')
    def test_clause_keys(self):
        first, second = self.terms.clause_ids[:2]
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            second.copy({'key': first.key})
        with self.assertRaises(UserError):
            first.key = 'another'
        new = second.copy({'key': 'draft-key'})
        new.key = 'other-key'
        self.assertEqual(len(set(self.v2._clause_keys())), len(self.v2.clauses))
