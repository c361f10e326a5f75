from lxml import html

from odoo.tests import tagged

from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestPaymentUndonePages(PageCommon):
    """A payment that the team has taken back, as its member reads it."""

    def _card(self, membership):
        user = membership.contact_id.user_ids[:1] or self._portal_user(
            membership.contact_id, f'undone-{membership.id}',
        )
        self.authenticate(user.login, user.login)
        [card] = html.fromstring(self.url_open('/my/membership').text).xpath(
            '//section[@aria-labelledby="status_title"]')
        return card

    def _ways(self, card):
        return card.xpath('.//a[@href="/my/membership/pay"]')

    def test_a_transfer(self):
        membership = self._join()
        self._choose_transfer(membership)
        self.env['perles.payment.received'].create(
            {'membership_id': membership.id},
        ).action_confirm()
        self.env['perles.payment.undone'].create(
            {'membership_id': membership.id, 'reason': "Somebody else's"},
        ).action_confirm()
        card = self._card(membership)
        notices = card.xpath('.//*[contains(@class, "pe-notice")]')
        self.assertEqual(len(notices), 1)
        self.assertTrue(notices[0].xpath('.//a[starts-with(@href, "mailto:")]'))
        self.assertIn(membership.transfer_ref, card.text_content())
        self.assertEqual(len(self._ways(card)), 1)

    def test_a_card(self):
        membership = self._member()
        membership.invoice_ids.matched_payment_ids.action_cancel()
        card = self._card(membership)
        self.assertTrue(card.xpath('.//*[contains(@class, "pe-notice")]'))
        self.assertEqual(len(self._ways(card)), 1)
        self.assertFalse(card.xpath('.//*[contains(@class, "pe-price")]'))

    def test_nothing_of_it_for_who_pays_for_the_first_time(self):
        membership = self._join()
        for choose in (False, True):
            if choose:
                self._choose_transfer(membership)
            card = self._card(membership)
            self.assertFalse(card.xpath('.//*[contains(@class, "pe-notice")]'))
            self.assertEqual(len(self._ways(card)), 1)
