import base64
import io
import re

from PIL import Image

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.mail.tests.common import MailCase

from ...demo.people import IBAN, IDENTITY

EMAIL, PASSWORD = 'camille@luz.example', 'A-long-password-1'


@tagged('post_install', '-at_install')
class TestFlows(MailCase, HttpCase):
    """The three flows of the house from end to end, by its pages and its screens alone.

    Nothing here knows how the house is made inside: a test of this file holds whatever is moved
    or renamed. What a method `play_…` does is the flow itself, and all that `make flows`
    measures; what comes before is there already when the flow begins.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref('base.main_company')
        cls.company.write({**IDENTITY, 'country_id': cls.env.ref('base.fr').id})
        house = cls.company.partner_id
        if not house.bank_ids:
            house.bank_ids.create({'acc_number': IBAN, 'partner_id': house.id})
        cls.plan = cls.env.ref('perles_ethiques.membership_plan')
        cls.card = cls.env['payment.provider'].search([('code', '=', 'demo')], limit=1)
        cls.card.write({'state': 'test', 'is_published': True})
        cls.env['delivery.carrier'].search([]).active = False
        cls.team = new_test_user(
            cls.env, 'flows_team', 'perles_ethiques.group_perles_user', lang='en_US',
        )
        cls._publish_contract()

    @classmethod
    def _publish_contract(cls):
        terms = cls.plan.terms_id
        if not terms.version_ids:
            cls.env['perles.terms.publish'].create({
                'terms_ids': terms.ids, 'effective_date': '2020-01-01', 'reason': "First version",
            }).action_publish()

    # === FLOWS === #

    def test_payment_to_active(self):
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        self._forget()
        self.play_payment(transaction)
        self.assertEqual(membership.state, 'active')
        self.assertEqual(membership.invoice_ids.payment_state, 'paid')

    def play_payment(self, transaction):
        """From the word of the provider to the membership that is active."""
        self._pay(transaction)

    def test_receipt_to_mail(self):
        self._wish(self._member())
        self._forget()
        entry = self._arrival()
        self.play_receipt(entry)
        offer = self.env['perles.offer'].search([('lot_id', 'in', entry.lot_ids.ids)])
        self.assertEqual((offer.state, offer.quantity), ('live', 200))
        mail = self._last_mail()
        self.assertEqual((mail.state, mail.recipient_ids), ('sent', offer.partner_id))
        self.assertIn("200", mail.body_html)

    def play_receipt(self, entry):
        """From the button *Receive* to the mail of the offer, sent."""
        self._receive(entry)

    def test_end_of_care_to_quotation(self):
        partner = self._member()
        self._wish(partner)
        entry = self._arrival()
        self._receive(entry)
        self._accept(self.env['perles.offer'].search([('lot_id', 'in', entry.lot_ids.ids)]))
        ends = self._care_ends(entry.lot_ids)
        self._forget()
        self.play_end_of_care(ends)
        order = partner.sale_order_ids.filtered(lambda order: order.state == 'sent')
        self.assertEqual(order.order_line.mapped('product_uom_qty'), [200])
        self.assertEqual(order.order_line.product_id, entry.lot_ids.product_id)
        claim = self.env['perles.claim'].search([('lot_id', 'in', entry.lot_ids.ids)])
        self.assertEqual(claim.state, 'quoted')

    def play_end_of_care(self, ends):
        """From the end of sorting to the quotation, sent, by way of care and revaluation."""
        for end in ends:
            end.action_confirm()

    # === WHAT IS THERE BEFORE === #

    def _join(self):
        """The membership of a visitor who filled in the form and followed the mailed link."""
        self._post('/adhesion', {
            'kind': 'person', 'person_name': "Camille Roux", 'email': EMAIL,
            'street': "1 rue des Teinturiers", 'zip': "84000", 'city': "Avignon",
            'country': 'FR', 'plan_id': self.plan.id,
            'version_id': self.plan.terms_id.current_version_id.id,
            'amount_total': '216.00', 'accept_terms': '1',
        })
        self._run_clock('ir_cron_send_notices')
        link = re.search(r'/adhesion/confirmer/\w+/\w+', self._last_mail().body_html).group(0)
        self._post(link, {'password': PASSWORD, 'password_again': PASSWORD})
        return self.env['perles.membership'].search([('partner_id.email', '=', EMAIL)])

    def _member(self):
        membership = self._join()
        self._pay(self._transaction(membership.order_id))
        self._run_clock('ir_cron_send_notices')
        return membership.partner_id

    def _transaction(self, order):
        return self.env['payment.transaction'].create({
            'provider_id': self.card.id,
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'reference': f'flow-{order.id}',
            'amount': order.amount_total, 'currency_id': order.currency_id.id,
            'partner_id': order.partner_id.id,
            'operation': 'online_direct',
            'sale_order_ids': [Command.set(order.ids)],
        })

    def _pay(self, transaction):
        """What the provider says, and what is natively done of it, at once or by a clock."""
        transaction._process('demo', {
            'reference': transaction.reference, 'simulated_state': 'done', 'payment_details': '1',
        })
        transaction._post_process()

    def _wish(self, partner):
        self.env['perles.wish'].create({
            'partner_id': partner.id, 'quantity': 200,
            'categ_id': self.env.ref('perles_ethiques.category_bead').id,
            'value_ids': [Command.set(self.env.ref('perles_ethiques.value_material_glass').ids)],
        })

    def _arrival(self):
        """The screen *New arrival*, filled in: 300 glass beads and their photo."""
        model = self.env['product.template'].create({
            'name': "Glass bead", 'perles_is_model': True, 'is_storable': True, 'tracking': 'lot',
            'categ_id': self.env.ref('perles_ethiques.category_bead').id, 'list_price': 2.0,
            'perles_value_ids': self.env.ref('perles_ethiques.value_material_glass').ids,
        })
        Image.new('RGB', (400, 300), 'teal').save(picture := io.BytesIO(), 'JPEG')
        return self.env['perles.arrival.entry'].with_user(self.team).create({
            'line_ids': [Command.create({
                'model_id': model.id, 'quantity': 300, 'mm': 8,
                'photo': base64.b64encode(picture.getvalue()),
            })],
        })

    def _receive(self, entry):
        entry.action_receive()
        self._run_clock('ir_cron_match')
        self._run_clock('ir_cron_send_notices')

    def _accept(self, offer):
        """The member, signed in since joining, presses the button of the offer's page."""
        page = f'/my/offers/{offer.id}'
        self._post(f'{page}/accept', {'quantity': f'{offer.quantity:.0f}'}, token_from=page)

    def _care_ends(self, lots):
        """The screens by which the team ends the three steps of care, nothing being lost."""
        care, kinds = lots.perles_care_ids.id, ('sort', 'care', 'revalue')
        ends = self.env['perles.care.end'].with_user(self.team)
        return ends.create([{'care_id': care, 'kind': kind} for kind in kinds])

    # === TOOLS === #

    def _post(self, path, values, token_from=None):
        page = self.url_open(token_from or path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        data = {'csrf_token': token, **values}
        answer = self.url_open(path, data=data, allow_redirects=False)
        self.assertEqual(answer.status_code, 303, answer.text[:3000])
        self.env.invalidate_all()

    def _run_clock(self, name):
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.env.ref(f'perles_ethiques.{name}').method_direct_trigger()
        self.env.invalidate_all()

    def _last_mail(self):
        return self.env['mail.mail'].search([], order='id desc', limit=1)

    def _forget(self):
        """Nothing is known by heart, so that a flow costs the same whatever came before."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.registry.clear_all_caches()
