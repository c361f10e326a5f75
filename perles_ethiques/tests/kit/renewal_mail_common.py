from lxml import html

from odoo.fields import Command
from odoo.tests import freeze_time

from .renewal_common import RenewalCommon


class RenewalMailCommon(RenewalCommon):
    """A French member whose mails leave through the real clock, read as they were sent."""

    def _reader(self, day='2026-12-15', **values):
        """A member whose name is in no sample of a template."""
        membership = self._member_since(day, **{
            'person_name': "Noé Garance", 'email': 'noe@garance.example', **values,
        })
        (membership.contact_id | membership.partner_id).lang = 'fr_FR'
        return membership

    def _sent(self, membership, kind, instant):
        """The one mail of a kind sent to a member so far, after a run of the clock.

        :return: the `mail.mail`, checked for what no mail may have
        """
        with freeze_time(instant):
            self._send_notices()
        notice = self._notices(membership, kind)
        self.assertEqual(notice.mapped('state'), ['sent'], notice.error)
        mail = self.env['mail.mail'].search([('message_id', '=', notice.message_ref)])
        self.assertEqual(mail.recipient_ids, membership.contact_id)
        self.assertEqual(mail.email_from, self.company.email_formatted)
        body = f'{mail.subject} {mail.body_html}'
        for leftover in ('t-out', 't-if', 't-att', 't-set', '{{', "Camille Roux", "FAC/2027/00042",
                         "FR76<", "False", "None", 'min-width', 'odoo.com'):
            self.assertFalse(leftover in body, f'{leftover} is left in {kind}')
        words = self._words(mail)
        self.assertTrue("Bonjour Noé Garance," in words, words[:200])
        return mail

    def _words(self, mail):
        """The text of a mail, with plain spaces."""
        return self._plain(html.fromstring(mail.body_html).text_content())

    def _plain(self, text):
        return ' '.join(text.replace('\u202f', ' ').split())

    def _links(self, mail):
        """Words of each link of a mail, and where it leads."""
        links = html.fromstring(mail.body_html).iter('a')
        return {self._plain(link.text_content()): link.get('href') for link in links}

    def _framed(self, mail):
        """What stands in a visible border."""
        cells = html.fromstring(mail.body_html).xpath("//td[contains(@style, 'border: 2px solid')]")
        return [self._plain(cell.text_content()) for cell in cells]

    def _assert_says(self, mail, *sentences):
        words = self._words(mail)
        for sentence in sentences:
            self.assertIn(sentence, words)

    def _assert_keeps_silent(self, mail, *sentences):
        words = self._words(mail)
        for sentence in sentences:
            self.assertNotIn(sentence, words)

    def _keep_card(self, membership):
        """A card left by the member when paying."""
        membership.token_id = self.env['payment.token'].create({
            'provider_id': self.card.id,
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'partner_id': membership.partner_id.id,
            'provider_ref': 'demo card',
            'payment_details': '4242',
        })
        return membership.token_id

    def _transfer_of(self, invoice):
        """A bank transfer chosen on the page of an invoice."""
        transaction = self.env['payment.transaction'].create({
            'provider_id': self.transfer.id,
            'payment_method_id': self.transfer.payment_method_ids[:1].id,
            'reference': f'{invoice.name}-transfer',
            'amount': invoice.amount_residual,
            'currency_id': invoice.currency_id.id,
            'partner_id': invoice.partner_id.id,
            'operation': 'online_redirect',
            'invoice_ids': [Command.set(invoice.ids)],
        })
        self._notify(transaction)
        transaction._post_process()
        return transaction
