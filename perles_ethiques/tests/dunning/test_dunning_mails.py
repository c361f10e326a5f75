from datetime import date

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.mails import MailCommon

STOPS = (
    "les arrivages en primeur", "les nouveaux prêts",
    "les prix et les offres réservés aux adhérents", "Vos souhaits sont conservés",
)


@tagged('post_install', '-at_install')
class TestDunningMails(MailCommon, TransactionCase):
    """What a member reads who is late, suspended, closed, back, or gone (000-17)."""

    def _late(self, *days):
        """A member whose renewal is unpaid, and the clock of reminders run on some days."""
        membership = self._reader()
        self._run_clock('renew', '2027-12-14 23:00:00')
        for day in days:
            self._run_clock('dun', f'{day} 08:00:00')
        return membership, membership.period_ids[:1].invoice_id

    def _assert_may_pay(self, mail, membership, invoice):
        self._assert_says(
            mail, f"Facture {invoice.name}", "Reste à payer, TTC 216,00 €",
            "À régler depuis le 15 décembre 2027", invoice.payment_reference, "IBAN FR76",
        )
        self.assertEqual(self._links(mail)["Régler maintenant"], membership._pay_url())
        self.assertEqual(mail.attachment_ids, invoice.invoice_pdf_report_id)
        self.assertTrue(mail.attachment_ids)

    @clause('000-17')
    def test_first_reminder(self):
        membership, invoice = self._late('2027-12-21', '2027-12-22')
        mail = self._sent(membership, 'reminder', '2027-12-22 08:10:00')
        self._assert_may_pay(mail, membership, invoice)
        self._assert_says(mail, "votre adhésion reste active")
        self._assert_keeps_silent(mail, "suspen")

    @clause('000-17')
    def test_second_reminder(self):
        membership, invoice = self._late('2027-12-22', '2027-12-30')
        mail = self._sent(membership, 'second_reminder', '2027-12-30 08:10:00')
        self._assert_may_pay(mail, membership, invoice)
        self.assertIn("14 janvier 2028", mail.subject)
        self._assert_says(mail, "Suspension le 14 janvier 2028", *STOPS)

    @clause('000-17')
    def test_suspended(self):
        membership, invoice = self._late('2028-01-14')
        mail = self._sent(membership, 'suspended', '2028-01-14 08:10:00')
        self._assert_may_pay(mail, membership, invoice)
        self._assert_says(
            mail, "suspendue depuis le 14 janvier 2028", "jusqu’au 14 décembre 2028 inclus",
            "Clôture faute de règlement le 13 février 2028", *STOPS,
        )

    @clause('000-17')
    def test_suspended_late_is_closed_late(self):
        membership, _invoice = self._late('2028-01-20')
        mail = self._sent(membership, 'suspended', '2028-01-20 08:10:00')
        self._assert_says(mail, "Clôture faute de règlement le 19 février 2028")

    @clause('000-17')
    def test_closed(self):
        membership, invoice = self._late('2028-01-14', '2028-02-13')
        mail = self._sent(membership, 'closed', '2028-02-13 08:10:00')
        self._assert_may_pay(mail, membership, invoice)
        self._assert_says(
            mail, "close depuis le 13 février 2028", "La facture reste due",
            "au plus tard le 14 décembre 2028", "adhérer de nouveau", STOPS[-1],
        )

    @clause('000-17')
    def test_back(self):
        for number, days in enumerate((('2028-01-14',), ('2028-01-14', '2028-02-13'))):
            with self.subTest(days):
                membership = self._reader(email=f'noe{number}@garance.example')
                self._run_clock('renew', '2027-12-14 23:00:00')
                for day in days:
                    self._run_clock('dun', f'{day} 08:00:00')
                self._pay_invoice(membership.period_ids[:1].invoice_id, '2028-02-20 09:00:00')
                mail = self._sent(membership, 'resumed', '2028-02-20 09:10:00')
                self._assert_says(
                    mail, "de nouveau active", "Jusqu’au (inclus) 14 décembre 2028",
                    "La période n’a pas changé.",
                )
                self.assertFalse(mail.attachment_ids)

    # === ENDED === #

    @clause('000-09', '000-21')
    def test_ended(self):
        membership = self._reader()
        with freeze_time('2027-12-01 10:00:00'):
            membership._leave_on(date(2027, 12, 14))
        self._run_clock('end', '2027-12-15 06:00:00')
        mail = self._sent(membership, 'ended', '2027-12-15 06:10:00')
        self._assert_says(
            mail, "le soir du 14 décembre 2027", "Merci", "restent à rendre",
            "restent dans votre espace",
        )
        self._assert_keeps_silent(mail, "reste due", "Avoir")
        links = self._links(mail)
        self.assertEqual(links["Adhérer de nouveau"], f'{membership.get_base_url()}/adhesion')
        self.assertNotIn("Régler maintenant", links)

    @clause('000-15')
    def test_ended_with_a_refund(self):
        membership = self._reader()
        self._run_clock('renew', '2027-12-14 23:00:00')
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2027-12-15 09:00:00')
        with freeze_time('2028-02-14 10:00:00'):
            membership._leave_on(date(2028, 2, 14))
        self._run_clock('end', '2028-02-15 06:00:00')
        mail = self._sent(membership, 'ended', '2028-02-15 06:10:00')
        note = membership._portal_invoices()[:1]
        self._assert_says(
            mail, f"Avoir {note.name}", "Montant crédité, TTC 179,41 €",
            "Remboursé au plus tard le 15 mars 2028",
        )
        self._assert_keeps_silent(mail, "reste due")

    def test_ended_with_a_debt(self):
        membership, invoice = self._late('2028-01-14')
        with freeze_time('2028-02-01 10:00:00'):
            membership._leave_on(date(2028, 2, 1))
        self._run_clock('end', '2028-02-02 06:00:00')
        mail = self._sent(membership, 'ended', '2028-02-02 06:10:00')
        # 49 days of 366 are due, the rest is credited and nothing was paid
        self._assert_says(
            mail, "Une facture reste due", invoice.name, "Reste à payer, TTC 28,92 €",
            "Montant crédité, TTC 187,08 €",
        )
        self._assert_keeps_silent(mail, "Remboursé")
        self.assertEqual(self._links(mail)["Régler maintenant"], membership._pay_url())
