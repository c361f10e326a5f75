import smtplib
from unittest.mock import patch

import psycopg2

from odoo.exceptions import MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server, MailDeliveryException

from ..kit.notices import NoticeCommon


@tagged('post_install', '-at_install')
class TestFailure(NoticeCommon):
    """Why a mail did not leave is said in words; the technical text stands beside them."""

    def _reason_when(self, error, **values):
        notice = self._owe('2027', **values)
        with patch.object(
            self.env.registry['perles.notice'], '_make_mail', side_effect=error,
        ):
            self._run_book()
        return notice

    def test_exceptions(self):
        for error, reason in (
            (UserError("Bank account missing."), 'said'),
            (MissingError("Record gone"), 'gone'),
            (psycopg2.OperationalError("could not serialize access"), 'busy'),
            (smtplib.SMTPServerDisconnected("closed"), 'server'),
            (ConnectionRefusedError(111, "Connection refused"), 'server'),
            (KeyError('no_such_key'), 'broken'),
        ):
            with self.subTest(reason=reason):
                self.env['perles.notice'].search([]).unlink()
                notice = self._reason_when(error)
                self.assertEqual((notice.state, notice.reason), ('owed', reason))
                self.assertEqual(notice.error, str(error))
                self.assertNotIn('Errno', notice.why)

    def test_what_odoo_says_to_people_is_kept(self):
        notice = self._reason_when(UserError("Bank account missing."))
        self.assertEqual(notice.why, "Bank account missing.")
        self.assertEqual(notice._explain('en_US'), "<p>Bank account missing.</p>")

    def test_a_template_with_a_mistake(self):
        # a template is tried on the last record when it is written
        self._join(email='other@luz.example')
        self.env.ref('perles_ethiques.mail_template_welcome').body_html = (
            f'<p t-out="object.id == {self.membership.id} and object.no_such_field"/>'
        )
        notice = self._owe('2027', kind='welcome')
        with mute_logger('odoo.addons.mail.models.mail_render_mixin'):
            self._run_book()
        self.assertEqual(notice.reason, 'broken')
        self.assertIn("no_such_field", notice.error)
        self.assertNotIn("no_such_field", notice.why)

    def test_nobody_to_write_to(self):
        nobody = self.env['res.partner'].create({'name': "Nobody"})
        notice = self._owe('2027', partner=nobody, email=False)
        self._run_book()
        self.assertEqual(notice.reason, 'no_recipient')
        self.assertIn("No e-mail address", notice.why)

    def test_refused_by_the_server(self):
        notice = self._owe('2027')
        self._run_book(refuse=('2027',))
        self.assertEqual(notice.reason, 'refused')
        self.assertNotIn("450", notice.why)
        self.assertIn("450 mailbox busy", notice._explain('en_US'))

    def test_an_address_that_the_server_does_not_know(self):
        notice = self._owe('2027')
        error = MailDeliveryException("Mail Delivery Failed", "SMTPRecipientsRefused: {…}")
        with patch.object(IrMail_Server, 'send_email', side_effect=error), \
                self.mock_smtplib_connection(), self.enter_registry_test_mode(), \
                mute_logger('odoo.addons.mail.models.mail_mail'):
            self.cron.method_direct_trigger()
        self.assertEqual(notice.reason, 'bad_recipient')

    def test_no_answer_from_the_server(self):
        notice = self._owe('2027')
        with patch.object(IrMail_Server, '_connect__', side_effect=OSError(113, "No route")), \
                self.enter_registry_test_mode(), \
                mute_logger('odoo.addons.mail.models.mail_mail'):
            self.cron.method_direct_trigger()
        self.assertEqual((notice.state, notice.reason), ('owed', 'server'))

    def test_a_deleted_document(self):
        joining = self.env['perles.joining'].create({
            **self._form_values(), 'company_id': self.company.id,
        })
        notice = self.env['perles.notice']._owe(joining, 'joining_known', email='x@luz.example')
        gone = f'perles.joining,{joining.id}'
        joining.unlink()
        self._run_book()
        self.assertEqual((notice.state, notice.reason, notice.error), ('cancelled', 'gone', gone))

    def test_sent_after_all(self):
        notice = self._owe('2027')
        self._run_book(refuse=('2027',))
        self._run_book(later=5)
        self.assertEqual((notice.state, notice.reason, notice.why), ('sent', False, False))

    def test_in_the_language_of_the_reader(self):
        self.env['res.lang']._activate_lang('fr_FR')
        notice = self._owe('2027')
        self._run_book(refuse=('2027',))
        value = self.env.ref('perles_ethiques.selection__perles_notice__reason__refused')
        value.with_context(lang='fr_FR').name = "Le serveur l’a refusé"
        self.assertEqual(notice.with_context(lang='fr_FR').why, "Le serveur l’a refusé")
        self.assertIn("Le serveur l’a refusé", notice._explain('fr_FR'))
