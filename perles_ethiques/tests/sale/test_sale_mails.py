from odoo.tests import freeze_time, tagged

from ...models.sale.mail_template import SUBJECTS
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestOrderMails(SaleCommon):
    """Mails about orders come from the house, and are called by words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('fr_FR')
        # whatever they were since the installation
        cls.env['mail.template'].union(*map(cls.env.ref, SUBJECTS)).write({
            'subject': "{{ object.display_name }}",
            'email_from': "{{ object.create_uid.email_formatted }}",
        })
        cls.env['mail.template']._perles_sign_native()

    def _drawn(self, xmlid, record):
        template = self.env.ref(xmlid)
        values = template._generate_template(record.ids, ['subject', 'email_from'])[record.id]
        return values['subject'], values['email_from']

    def test_the_house_sends_whoever_made_the_order(self):
        order, _claim = self._quoted()
        order.partner_id.lang = 'fr_FR'
        order.user_id = self.env['res.users'].create({
            'name': "Somebody Else", 'login': 'else', 'email': 'else@elsewhere.example',
        })
        for xmlid, words in (
            ('sale.email_template_edi_sale', "Votre devis, à signer au plus tard le "),
            ('sale.mail_template_sale_confirmation', "Votre commande du "),
        ):
            subject, sender = self._drawn(xmlid, order)
            self.assertEqual(sender, self.company.email_formatted)
            self.assertTrue(subject.startswith(words), subject)
            self.assertNotIn(order.name, subject)
            body = self.env.ref(xmlid)._render_field(
                'body_html', order.ids, compute_lang=True,
            )[order.id]
            self.assertRegex(body, r"d['’]un montant de[^€]*€ TTC")

    def test_every_native_mail_of_the_list_is_signed(self):
        for xmlid in SUBJECTS:
            with self.subTest(mail=xmlid):
                template = self.env.ref(xmlid)
                self.assertEqual(template.email_from, '{{ object.company_id.email_formatted }}')
                for lang in ('en_US', 'fr_FR'):
                    self.assertEqual(template.with_context(lang=lang).subject, SUBJECTS[xmlid])

    def test_what_the_team_wrote_stays(self):
        template = self.env.ref('sale.mail_template_sale_confirmation')
        template.with_user(self.env.ref('base.user_admin')).write({'subject': "Ours"})
        self.env['mail.template']._perles_sign_native()
        self.assertEqual(template.subject, "Ours")

    def _asking(self):
        """What templates of others ask of the addon: they outlive it."""
        ours = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'mail.template'),
        ]).mapped('res_id')
        templates = self.env['mail.template'].with_context(active_test=False).search([
            ('id', 'not in', ours),
        ])
        return {
            (template.name, lang, name) for lang in ('en_US', 'fr_FR')
            for template in templates.with_context(lang=lang)
            for name in ('subject', 'body_html', 'email_from')
            if '._perles_' in str(template[name])
        }

    def test_mails_of_others_outlive_the_addon(self):
        order, _claim = self._quoted()
        written = self.env.ref('sale.mail_template_sale_confirmation')
        written.with_user(self.env.ref('base.user_admin')).write({
            'subject': "Ours: {{ object._perles_mail_subject('confirmed') }}!",
        })
        copied = self.env.ref('sale.email_template_edi_sale').copy()
        self.assertTrue(self._asking())
        self.company._perles_before_removal()
        self.assertEqual(self._asking(), set())
        self.assertEqual(written.subject, "Ours: {{ object.display_name }}!")
        for template in (written, copied, self.env.ref('sale.email_template_edi_sale')):
            drawn = template._generate_template(order.ids, ['subject', 'body_html'])[order.id]
            self.assertIn(order.name, drawn['subject'])
            self.assertIn(order.currency_id.format(order.amount_total), drawn['body_html'])

    def test_no_subject_of_the_house_is_a_code(self):
        """Numbers of documents say nothing to who reads a list of mails."""
        templates = self.env['mail.template'].browse(self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'mail.template'),
        ]).mapped('res_id'))
        coded = templates.filtered(lambda mail: any(
            code in mail.subject for code in ('.name }}', '_ref', '.number }} of invoice')
        ) and 'product_id.name' not in mail.subject)
        self.assertFalse(coded.mapped('subject'))

    def test_the_quotation_in_words(self):
        order, _claim = self._quoted()
        order.partner_id.lang = 'fr_FR'
        with freeze_time(READY):
            self._send_notices()
        notice = self._notices(order, 'quotation_ready')
        self.assertEqual(notice.state, 'sent', notice.error)
        self.assertRegex(
            notice.subject, r"^Vos pièces sont prêtes\s: devis à signer au plus tard le ",
        )
        mail = self.env['mail.mail'].search([('message_id', '=', notice.message_ref)])
        self.assertIn("100 pièces", mail.body_html.replace('\xa0', ' '))
