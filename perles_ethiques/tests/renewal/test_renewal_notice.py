from datetime import date, datetime

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.mails import MailCommon


@tagged('post_install', '-at_install')
class TestRenewalNotice(MailCommon, TransactionCase):
    """The legal notice: once, in its window, with the framed date and the price to come."""

    def _announced(self, membership):
        return self._notices(membership, 'renewal_notice')

    @clause('000-14')
    def test_once_on_its_day(self):
        membership = self._reader()
        # the last second of 13 October in Paris
        self._run_clock('announce', '2027-10-13 21:59:59')
        self.assertFalse(self._announced(membership))
        for instant in ('2027-10-13 22:00:00', '2027-10-14 06:00:00', '2027-10-15 06:00:00'):
            self._run_clock('announce', instant)
        self.assertEqual(len(self._announced(membership)), 1)
        mail = self._sent(membership, 'renewal_notice', '2027-10-14 06:00:00')
        self.assertEqual(self._framed(mail), ["Date limite de non-reconduction : 14/12/2027"])
        self.assertIn("14 décembre 2027", mail.subject)
        self._assert_says(
            mail, "Période suivante, du 15 décembre 2027", "Jusqu’au (inclus) 14 décembre 2028",
            "Prix HT 180,00 €", "Prix TTC 216,00 €", "jusqu’à la dernière seconde du 14 décembre",
            "gratuit", "article L. 215-1",
        )
        self.assertFalse(mail.attachment_ids)
        announcement = membership.announcement_ids
        self.assertEqual(announcement.sent_at, datetime(2027, 10, 14, 6))
        self.assertTrue(announcement._was_in_time())

    @clause('000-14', '000-16')
    def test_where_to_refuse(self):
        membership = self._reader()
        self._run_clock('announce', '2027-10-14 06:00:00')
        links = self._links(self._sent(membership, 'renewal_notice', '2027-10-14 06:00:00'))
        base = membership.get_base_url()
        self.assertEqual(links["Refuser la reconduction"], f'{base}/my/membership')
        self.assertEqual(links["Résilier votre contrat"], f'{base}/resilier')

    @clause('000-14')
    def test_server_off(self):
        """Late inside the window is sent; once the window is closed, nothing is."""
        cases = {
            '2027-10-20 06:00:00': 1,
            # the last second of 14 November in Paris, and the one after
            '2027-11-14 22:59:59': 1,
            '2027-11-14 23:00:00': 0,
            '2027-11-20 06:00:00': 0,
        }
        for number, (instant, expected) in enumerate(cases.items()):
            with self.subTest(instant):
                membership = self._reader(email=f'noe{number}@garance.example')
                self._run_clock('announce', '2027-10-10 06:00:00')
                self._run_clock('announce', instant)
                self.assertEqual(len(self._announced(membership)), expected)

    @clause('000-14')
    def test_professionals(self):
        professional = self._reader(
            kind='company', company_name="Atelier Luz", siret='12345678200010',
        )
        consumer = self._reader(email='ines@delmas.example')
        self.company.perles_notice_professionals = False
        self._run_clock('announce', '2027-10-14 06:00:00')
        self.assertFalse(self._announced(professional))
        self.assertTrue(self._announced(consumer))
        self.company.perles_notice_professionals = True
        self._run_clock('announce', '2027-10-14 07:00:00')
        mail = self._sent(professional, 'renewal_notice', '2027-10-14 07:00:00')
        self.assertEqual(self._framed(mail), ["Date limite de non-reconduction : 14/12/2027"])
        self._assert_keeps_silent(mail, "L. 215-1")

    def test_who_leaves_is_not_told(self):
        membership = self._reader()
        with freeze_time('2027-10-01 10:00:00'):
            membership._leave_on(date(2027, 12, 14))
        self._run_clock('announce', '2027-10-14 06:00:00')
        self.assertFalse(self._announced(membership))

    def test_card(self):
        with_card, without = self._reader(), self._reader(email='ines@delmas.example')
        self._card_on_file(with_card)
        self._run_clock('announce', '2027-10-14 06:00:00')
        mail = self._sent(with_card, 'renewal_notice', '2027-10-14 06:00:00')
        self._assert_says(mail, "4242", "elle sera débitée")
        mail = self._sent(without, 'renewal_notice', '2027-10-14 06:00:00')
        self._assert_says(mail, "Vous ne nous avez pas confié de carte")

    def test_card_that_cannot_be_charged(self):
        membership = self._reader()
        self._card_on_file(membership).active = False
        self._run_clock('announce', '2027-10-14 06:00:00')
        mail = self._sent(membership, 'renewal_notice', '2027-10-14 06:00:00')
        self._assert_keeps_silent(mail, "4242", "débitée")

    def test_new_version_of_the_contract(self):
        membership = self._reader()
        with freeze_time('2027-03-01 10:00:00'):
            self.terms.clause_ids[:1].body += "\n\nUne phrase nouvelle."
            self.terms._publish(date(2027, 3, 1), "La loi a changé.")
        self._run_clock('announce', '2027-10-14 06:00:00')
        mail = self._sent(membership, 'renewal_notice', '2027-10-14 06:00:00')
        self._assert_says(mail, "la version 2 s’appliquera à vous à partir du 15 décembre 2027")
        self.assertTrue(self._links(mail)["Lire ce qui change"].endswith('/my/membership/terms/2'))

    def test_notice_that_could_not_leave(self):
        """Kept as long as it tells something true, given up once the new period has begun."""
        membership = self._reader()
        self._run_clock('announce', '2027-10-14 06:00:00')
        for instant, state in (
            ('2027-12-14 22:59:59', 'owed'), ('2027-12-14 23:00:00', 'cancelled'),
        ):
            self._run_clock('announce', instant)
            self.assertEqual(self._announced(membership).state, state)
        self.assertFalse(membership.announcement_ids.sent_at)

    # === PRICE === #

    @clause('000-18')
    def test_announced_price_is_billed(self):
        membership = self._reader()
        self._run_clock('announce', '2027-10-14 06:00:00')
        self._sent(membership, 'renewal_notice', '2027-10-14 06:00:00')
        self.plan.price = 192.0
        self._run_clock('renew', '2027-12-14 23:00:00')
        invoice = membership.period_ids[:1].invoice_id
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (180.0, 216.0))
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self._assert_says(mail, "Montant HT 180,00 €", "Montant TTC 216,00 €")
        self._pay_invoice(invoice, '2027-12-15 09:00:00')
        # the year after, the price of that year
        self._run_clock('announce', '2028-10-14 06:00:00')
        with freeze_time('2028-10-14 06:00:00'):
            self._send_notices()
        announcement = membership.announcement_ids[:1]
        self.assertEqual((announcement.price, announcement.amount), (192.0, 230.4))
        mail = self.env['mail.mail'].search([
            ('message_id', '=', self._announced(membership)[:1].message_ref),
        ])
        self._assert_says(mail, "Prix HT 192,00 €", "Prix TTC 230,40 €")
        self.assertEqual(self._framed(mail), ["Date limite de non-reconduction : 14/12/2028"])

    @clause('000-18')
    def test_without_a_sent_notice(self):
        never, unsent = self._reader(), self._reader(email='ines@delmas.example')
        never.leaves_on = date(2027, 12, 14)
        self._run_clock('announce', '2027-10-14 06:00:00')
        never.leaves_on = False
        self.assertEqual((len(never.announcement_ids), unsent.announcement_ids.price), (0, 180.0))
        self.plan.price = 192.0
        self._run_clock('renew', '2027-12-14 23:00:00')
        for membership in (never, unsent):
            self.assertEqual(membership.period_ids[:1].invoice_id.amount_untaxed, 192.0)
