from lxml import html

from odoo.tests import freeze_time

from .payments import PaymentCommon


class MailCommon(PaymentCommon):
    """A French member whose mails leave through the real clock, read as they were sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._reader()

    @classmethod
    def _reader(cls, **values):
        """A member whose name is in no sample of a template: the one of the class, or another."""
        if cls.first and not values:
            return cls.first
        membership = cls._member_since('2026-12-15', **{
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
