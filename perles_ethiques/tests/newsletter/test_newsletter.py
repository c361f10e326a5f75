from datetime import datetime

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestNews(SaleCommon, PageCommon):
    """News are asked for, and stopped, apart from the contract (000-47)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member_at(datetime(2026, 12, 15, 9, 0))
        cls.contact = cls.membership.contact_id
        cls._portal_user(cls.contact, 'news-member')
        cls.list = cls.env.ref('perles_ethiques.mailing_list_news')

    def _subscription(self):
        self.env.invalidate_all()
        return self.contact._perles_news_subscription()

    @clause('000-47')
    def test_nobody_is_subscribed_beforehand(self):
        self.assertFalse(self.contact._perles_has_news())
        self.authenticate('news-member', 'news-member')
        page = self.url_open('/my/newsletter')
        self.assertNotRegex(page.text, r'id="news"[^>]*checked|checked[^>]*id="news"')

    @clause('000-47')
    def test_the_box(self):
        self.authenticate('news-member', 'news-member')
        answer = self._post('/my/newsletter', {'news': '1'})
        self.assertEqual(answer.status_code, 303)
        subscription = self._subscription()
        self.assertFalse(subscription.opt_out)
        self.assertTrue(subscription.perles_opted_in_at and subscription.perles_opted_in_ip)
        self.assertIn("Perles Éthiques", subscription.perles_opted_in_words)
        self.assertRegex(self.url_open('/my/newsletter').text, r'checked')
        asked = subscription.perles_opted_in_at
        self._post('/my/newsletter', {'news': '1'})
        self.assertEqual(self._subscription().perles_opted_in_at, asked)
        self._post('/my/newsletter', {})
        self.assertTrue(self._subscription().opt_out)
        self.assertTrue(self._subscription().opt_out_datetime)

    def test_visitors_sign_in(self):
        self.authenticate(None, None)
        self.assertIn('/web/login', self.url_open('/my/newsletter').url)

    def _mail_news(self):
        mailing = self.env['mailing.mailing'].create({
            'subject': "News", 'body_html': "<p>News</p>", 'mailing_type': 'mail',
            'mailing_model_id': self.env['ir.model']._get_id('mailing.list'),
            'contact_list_ids': [(6, 0, self.list.ids)],
        })
        with self.mock_mail_gateway():
            mailing.action_send_mail()
        return self._new_mails.filtered(lambda m: m.state == 'sent' or not m.failure_type)

    @clause('000-47')
    def test_unsubscribed_still_gets_the_notice(self):
        self.contact._perles_subscribe("The news", "203.0.113.7")
        self.assertEqual(len(self._mail_news()), 1)
        # the native one-click link of a mail
        with freeze_time('2027-01-10 10:00:00'):
            self.list._update_subscription_from_email(self.contact.email, opt_out=True)
        self.assertFalse(self.contact._perles_has_news())
        self.assertFalse(self._mail_news())
        self.env['mail.blacklist']._add(self.contact.email)
        self._run_clock('announce', '2027-10-14 08:00:00')
        with freeze_time('2027-10-14 09:00:00'):
            self._send_notices()
        notice = self._notices(self.membership, 'renewal_notice')
        self.assertEqual(notice.state, 'sent', notice.error)

    def test_coming_back_is_recorded_again(self):
        with freeze_time(READY):
            self.contact._perles_subscribe("The news", "203.0.113.7")
        self.contact._perles_unsubscribe()
        with freeze_time('2027-03-01 10:00:00'):
            self.contact._perles_subscribe("The news", "203.0.113.8")
        self.assertTrue(self.contact._perles_has_news())
        self.assertEqual(
            str(self._subscription().perles_opted_in_at), '2027-03-01 10:00:00',
        )
