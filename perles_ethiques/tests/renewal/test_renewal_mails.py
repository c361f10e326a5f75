from urllib.parse import urlsplit

from odoo.tests import HttpCase, TransactionCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.mails import MailCommon

CARD_WORDS = "sera débitée à la date indiquée"
IBAN = "FR76 3000 6000 0112 3456 7890 189"


@tagged('post_install', '-at_install')
class TestRenewalMails(MailCommon, TransactionCase):
    """The mail of the renewal, with its invoice: charged, to be paid, or paid already."""

    def _renewed(self, card=False, **values):
        membership = self._reader(**values)
        if card:
            self._card_on_file(membership)
        self._run_clock('renew', '2027-12-14 23:00:00')
        return membership, membership.period_ids[:1].invoice_id

    @clause('000-10')
    def test_to_be_paid(self):
        membership, invoice = self._renewed()
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self.assertIn("14 décembre 2028", mail.subject)
        self._assert_says(
            mail, "Nouvelle période, du 15 décembre 2027", "Jusqu’au (inclus) 14 décembre 2028",
            f"Facture {invoice.name}", "Montant HT 180,00 €", "Montant TTC 216,00 €",
            "À régler le 15 décembre 2027", f"Référence à indiquer {invoice.payment_reference}",
            IBAN, "leur rang",
        )
        self._assert_keeps_silent(mail, CARD_WORDS)
        links = self._links(mail)
        self.assertEqual(links["Régler maintenant"], membership._pay_url())
        self.assertIn('access_token=', membership._pay_url())
        self.assertTrue(links["Lire mon contrat"].endswith('/my/membership/terms'))

    @clause('000-10')
    def test_invoice_attached(self):
        membership, invoice = self._renewed()
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertEqual(mail.attachment_ids, invoice.invoice_pdf_report_id)
        self.assertEqual(mail.attachment_ids.mimetype, 'application/pdf')
        self.assertTrue(invoice.is_move_sent)

    def test_card_will_be_charged(self):
        membership, _invoice = self._renewed(card=True)
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self._assert_says(mail, "Vous n’avez rien à faire", "4242", CARD_WORDS)
        self.assertNotIn("Régler maintenant", self._links(mail))
        self._assert_keeps_silent(mail, "IBAN")

    def test_paid_before_the_mail_left(self):
        membership, invoice = self._renewed()
        self._pay_invoice(invoice, '2027-12-14 23:05:00')
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self._assert_says(mail, f"Facture {invoice.name}", "Cette facture est réglée")
        self.assertNotIn("Régler maintenant", self._links(mail))

    def _refuse_charge(self, membership):
        with freeze_time('2027-12-14 23:02:00'), mute_logger('odoo.addons.payment'):
            period = membership.period_ids[:1]
            period._prepare_charge()
            period.charge_id._set_error("Authentication required")

    def test_card_refused(self):
        membership, invoice = self._renewed(card=True)
        self._refuse_charge(membership)
        mail = self._sent(membership, 'charge_refused', '2027-12-14 23:10:00')
        self._assert_says(
            mail, "4242", "souhaite que vous le confirmiez vous-même", invoice.name,
            "Reste à payer, TTC 216,00 €", "elle remplace celle que nous avons",
            "suspendue le 14 janvier 2028", IBAN,
        )
        self.assertEqual(self._links(mail)["Régler maintenant"], membership._pay_url())
        self.assertEqual(mail.attachment_ids, invoice.invoice_pdf_report_id)
        # what left after the refusal does not promise another charge
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        self._assert_keeps_silent(mail, CARD_WORDS)
        self.assertIn("Régler maintenant", self._links(mail))

    # === TEMPLATES THAT WERE THERE BEFORE === #

    def test_transfer_of_a_renewal(self):
        membership, invoice = self._renewed()
        with freeze_time('2027-12-16 10:00:00'):
            self._transfer_of(invoice)
        mail = self._sent(membership, 'transfer', '2027-12-16 10:00:00')
        self._assert_says(
            mail, "Pour régler votre reconduction", "Montant TTC 216,00 €",
            f"Référence à indiquer {membership.transfer_ref}", "votre adhésion reste active",
        )
        self._assert_keeps_silent(mail, "Merci de nous rejoindre", "Votre adhésion commence")

    def test_transfer_of_a_joining(self):
        membership = self._join(person_name="Noé Garance", email='noe@garance.example')
        membership.contact_id.lang = 'fr_FR'
        self._choose_transfer(membership)
        mail = self._sent(membership, 'transfer', '2027-12-16 10:00:00')
        self._assert_says(mail, "Merci de nous rejoindre", "Votre adhésion commence")
        self._assert_keeps_silent(mail, "reconduction", "reste active", "Tous vos droits")

    def test_new_version_may_be_refused_online(self):
        membership = self._reader()
        with freeze_time('2027-03-01 10:00:00'):
            self.terms.clause_ids[:1].body += "\n\nUne phrase nouvelle."
            self.terms._publish(membership.start_date, "La loi a changé.")
        mail = self._sent(membership, 'terms_changed', '2027-03-01 10:00:00')
        self.assertEqual(
            self._links(mail)["ouvrez votre adhésion"],
            f'{membership.get_base_url()}/my/membership',
        )


@tagged('post_install', '-at_install')
class TestPayLink(MailCommon, HttpCase):

    @clause('000-10')
    def test_pay_without_signing_in(self):
        membership = self._reader()
        self._run_clock('renew', '2027-12-14 23:00:00')
        mail = self._sent(membership, 'renewal', '2027-12-14 23:10:00')
        link = urlsplit(self._links(mail)["Régler maintenant"])
        page = self.url_open(f'{link.path}?{link.query}')
        self.assertEqual((page.status_code, urlsplit(page.url).path), (200, link.path))
        self.assertIn(membership.period_ids[:1].invoice_id.name, page.text)
        self.assertIn('o_payment_form', page.text)
        # the number of an invoice alone opens nothing
        page = self.url_open(link.path, allow_redirects=False)
        self.assertEqual(page.status_code, 303)
