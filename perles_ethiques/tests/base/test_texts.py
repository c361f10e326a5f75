import email
import email.policy

from odoo.exceptions import ValidationError
from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import file_path
from odoo.tools.mail import formataddr

from odoo.addons.mail.tests.common import MailCase

from ..kit.members import MemberCommon

FORGED = "Camille Roux\r\nBcc: all@luz.example"
APART = "Atelier E\u0301toile"  # as some computers send an É


@tagged('post_install', '-at_install')
class TestTexts(MemberCommon, MailCase, TransactionCase):
    """What is typed is cleaned where it comes in, by whatever door: form, call or import."""

    def _typed_models(self):
        """Models of the house in which somebody may type a text."""
        for name, model in self.registry.models.items():
            if not name.startswith('perles.') or model._abstract or not model._auto:
                continue
            rights = self.env['ir.model.access'].sudo().search([('model_id.model', '=', name)])
            typed = [
                field for field in model._fields.values()
                if field.type in ('char', 'text') and field.store and not field.readonly
                and not field.compute and not field.related
            ]
            if typed and any(right.perm_create or right.perm_write for right in rights):
                yield name

    def test_every_model_has_the_door(self):
        doors = {
            name for mixin in ('perles.typed.mixin', 'perles.document.mixin')
            for name in self.registry.descendants([mixin], '_inherit')
        }
        typed = set(self._typed_models())
        self.assertLess({'perles.wish', 'perles.project', 'perles.sale.by.hand'}, typed)
        # the number of a delivery note is cleaned where the receipt is made of it
        self.assertFalse(typed - doors - {'perles.arrival.entry'})

    def test_documents_and_records(self):
        packaging = self.env['perles.packaging'].create({'name': " RB\n-07 ", 'note': APART})
        self.assertEqual((packaging.name, packaging.note), ("RB -07", "Atelier Étoile"))
        packaging.note = "a\x00\u202eb"
        self.assertEqual(packaging.note, "ab")
        joining = self.env['perles.joining'].create({
            **self._form_values(person_name=FORGED, street=APART), 'company_id': self.company.id,
        })
        self.assertEqual(joining.person_name, "Camille Roux Bcc: all@luz.example")
        self.assertEqual(joining.street, "Atelier Étoile")
        self.company.name = FORGED
        self.assertNotIn('\n', self.company.name)

    # === MAILS === #

    def test_no_name_begins_a_header(self):
        partner = self.env['res.partner'].create({'name': "Camille", 'email': "c@luz.example"})
        # as it was kept before
        self.env.cr.execute("UPDATE res_partner SET name = %s WHERE id = %s", [FORGED, partner.id])
        partner.invalidate_recordset()
        mail = self.env['mail.mail'].create({
            'subject': "Bonjour\nBcc: all@luz.example", 'body_html': "<p>Bonjour</p>",
            'email_from': f'"{FORGED}" <bienvenue@luz.example>', 'recipient_ids': partner.ids,
        })
        with self.mock_mail_gateway():
            mail.send()
            [built] = self._mails
        message = self.env['ir.mail_server']._build_email__(
            f'"{FORGED}" <a@luz.example>', [f'"{FORGED}" <c@luz.example>'], FORGED, "Bonjour",
            email_cc=[f'"{FORGED}" <d@luz.example>'], headers={'X-Test': FORGED},
        )
        headers = message.as_string().partition('\r\n\r\n')[0]
        self.assertNotIn('\nBcc', headers)
        self.assertEqual(mail.state, 'sent')
        self.assertEqual(built['email_to'], ['"Camille Roux Bcc: all@luz.example" <c@luz.example>'])

    def test_a_long_name_stays_one_recipient(self):
        """Found: a name with a comma that had to be folded was read as several recipients."""
        vaucluse = "Association des amies, des amis et des perles du grand Avignon, Vaucluse"
        for name in (vaucluse, f'{vaucluse} (née en été 1901), x@y.example, <b>', "Roux, Camille"):
            with self.subTest(name=name):
                message = self.env['ir.mail_server']._build_email__(
                    "bonjour@luz.example", [formataddr((name, 'c@luz.example'))], "Bonjour", "…",
                )
                read = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
                self.assertEqual(
                    [(one.display_name, one.addr_spec) for one in read['To'].addresses],
                    [(name, 'c@luz.example')],
                )

    # === CONTACTS === #

    def test_contacts_are_found_however_they_are_typed(self):
        partner = self.env['res.partner'].create({'name': APART, 'street': " 1\true "})
        self.assertEqual((partner.name, partner.street), ("Atelier Étoile", "1 rue"))
        self.assertIn(partner, self.env['res.partner'].search([('name', '=', "Atelier Étoile")]))
        partner.name = FORGED
        self.assertEqual(partner.name, "Camille Roux Bcc: all@luz.example")

    def test_a_siret_is_digits(self):
        partner = self.env['res.partner'].create({
            'name': "Atelier", 'is_company': True, 'country_id': self.env.ref('base.fr').id,
        })
        for typed in ("983 939 224 00017\n", "\t983.939.224.00017", "98393922400017\u00a0",
                      "SIRET\u00a0: 983 939 224 00017", "９８３９３９２２４０００１７"):
            with self.subTest(typed=typed):
                partner.company_registry = False
                partner.company_registry = typed
                self.assertEqual(partner.company_registry, "98393922400017")
                self.assertFalse(partner.perles_identity_warning)
        partner.company_registry = "983 939 224 0001\n"
        self.assertTrue(partner.perles_identity_warning)

    def test_a_domain_with_accents_is_mailed_to(self):
        partner = self.env['res.partner'].create({
            'name': "Perles", 'email': "Contact@perles-éthiques.example",
        })
        self.assertEqual(partner.email_normalized, "contact@xn--perles-thiques-hkb.example")
        team = new_test_user(self.env, 'texts_team', 'base.group_partner_manager,base.group_user')
        with self.assertRaisesRegex(ValidationError, "without accents before the @"):
            partner.with_user(team).email = "andré.roux@luz.example"
        partner.email = "andré.roux@luz.example"  # from a mail that came in, say
        self.assertEqual(partner.email, "andré.roux@luz.example")

    def test_who_types_the_domain_with_accents_signs_in(self):
        user = new_test_user(
            self.env, "contact@xn--perles-thiques-hkb.example", 'base.group_portal',
        )
        for login in ("contact@perles-éthiques.example", user.login):
            found = user.search(user._get_login_domain(login))
            self.assertEqual(found, user)
        self.assertFalse(user.search(user._get_login_domain("é")))
        # a login that the team has written as it is read
        other = new_test_user(self.env, "lou@perles-éthiques.example", 'base.group_portal')
        self.assertEqual(user.search(user._get_login_domain(other.login)), other)

    def test_news_and_pages(self):
        contact = self.env['mailing.contact'].create({
            'name': FORGED, 'email': "c@perles-éthiques.example",
        })
        self.assertEqual(contact.email, "c@xn--perles-thiques-hkb.example")
        self.assertNotIn('\n', contact.name)
        page = self.env['product.template'].create({'name': APART})
        self.assertEqual(page.name, "Atelier Étoile")

    def test_what_was_kept_before_is_cleaned_by_the_upgrade(self):
        partner = self.env['res.partner'].create({'name': "A", 'lang': 'fr_FR'})
        packaging = self.env['perles.packaging'].create({'name': "RB-07"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET name = %s, email = %s, lang = NULL WHERE id = %s",
            [FORGED, "c@perles-éthiques.example", partner.id],
        )
        self.env.cr.execute(
            "UPDATE perles_packaging SET note = %s WHERE id = %s", [APART, packaging.id],
        )
        self.env.invalidate_all()
        script = file_path('perles_ethiques/migrations/19.0.5.0.0/post-texts.py')
        load_script(script, 'post_texts').migrate(self.env.cr, '19.0.4.0.0')
        self.env.invalidate_all()
        self.assertEqual(partner.name, "Camille Roux Bcc: all@luz.example")
        self.assertEqual(partner.email, "c@xn--perles-thiques-hkb.example")
        self.assertEqual(partner.lang, self.env.ref('base.main_company').partner_id.lang)
        self.assertEqual(packaging.note, "Atelier Étoile")

    def test_who_has_no_language_is_spoken_to_in_the_house_s(self):
        self.env['res.lang']._activate_lang('fr_FR')
        self.company.partner_id.lang = 'fr_FR'
        product = self.plan.product_id
        product.with_context(lang='fr_FR').description_sale = "Une année d’adhésion"
        product.with_context(lang='en_US').description_sale = "A year of membership"
        partners = self.env['res.partner'].with_context(lang=False)
        unknown = partners.create([{'name': "A"}, {'name': "B", 'lang': False}])
        self.assertEqual(unknown.mapped('lang'), ['fr_FR', 'fr_FR'])
        unknown.lang = False
        self.assertEqual(unknown.mapped('lang'), ['fr_FR', 'fr_FR'])
        invoice = self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': unknown[0].id,
            'invoice_line_ids': [(0, 0, {'product_id': product.id})],
        })
        self.assertIn("Une année d’adhésion", invoice.invoice_line_ids.name)
