from datetime import date

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.mail.tests.common import MailCase

from ...demo.people import IBAN, IDENTITY

ADDRESS = {'street': "1 rue des Teinturiers", 'zip': "84000", 'city': "Avignon"}


class PerlesCommon(MailCase):
    """A cooperative that is ready: identity, published contract, card and transfer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref('base.main_company')
        cls.company.write({**IDENTITY, 'country_id': cls.env.ref('base.fr').id})
        cls.env['res.partner.bank'].create({
            'acc_number': IBAN, 'partner_id': cls.company.partner_id.id,
        })
        cls.plan = cls.env.ref('perles_ethiques.membership_plan')
        cls.terms = cls.plan.terms_id
        cls._publish_first_version()
        cls._enable_providers()
        cls.manager = new_test_user(
            cls.env, 'perles_manager', 'perles_ethiques.group_perles_manager', lang='en_US',
        )
        cls.employee = new_test_user(
            cls.env, 'perles_employee', 'perles_ethiques.group_perles_user',
        )
        cls.company.perles_responsible_id = cls.manager

    @classmethod
    def _publish_first_version(cls):
        if not cls.terms.clause_ids:
            cls.env['perles.terms.clause'].create({
                'terms_id': cls.terms.id, 'key': 'price', 'title': "Prix", 'body': "180 € HT.",
            })
        if not cls.terms.version_ids:
            cls.env['perles.terms.version']._freeze(cls.terms, date(2020, 1, 1), "First version")
        cls.terms.invalidate_recordset()
        cls.v1 = cls.terms.version_ids.sorted('number')[:1]

    @classmethod
    def _enable_providers(cls):
        cls.card = cls.env['payment.provider'].search([('code', '=', 'demo')], limit=1)
        cls.card.write({'state': 'test', 'is_published': True, 'allow_tokenization': True})
        cls.transfer = cls.env['payment.provider'].search(
            [('custom_mode', '=', 'wire_transfer')], limit=1,
        )
        cls.transfer.write({'state': 'enabled', 'is_published': True})

    # === FLOW === #

    def _form_values(self, kind='person', **values):
        """Values of a joining whose box was ticked, as the controller makes them."""
        return {
            'kind': kind,
            'person_name': "Camille Roux",
            'company_name': "Atelier Luz" if kind == 'company' else False,
            'email': "camille@luz.example",
            'country_id': self.env.ref('base.fr').id,
            'plan_id': self.plan.id,
            'version_id': self.terms.current_version_id.id,
            'box_label': "I accept",
            'button_label': "Adhésion avec obligation de paiement",
            'ip_address': "203.0.113.7",
            **ADDRESS,
            **values,
        }

    def _join(self, contact=None, **values):
        """A membership whose form is proved and whose order is to be paid.

        :param contact: a `res.partner`; a new person (or organisation) by default.
        """
        kind = values.get('kind', 'person')
        joining = self.env['perles.joining'].create({
            **self._form_values(kind=kind), **values, 'company_id': self.company.id,
        })
        contact = contact or joining._create_contact()
        return joining._prove_for(contact)

    def _transaction(self, order, provider=None, **values):
        provider = provider or self.card
        method = provider.payment_method_ids[:1] or self.env['payment.method'].search([], limit=1)
        return self.env['payment.transaction'].create({
            'provider_id': provider.id,
            'payment_method_id': method.id,
            'reference': self.env['payment.transaction']._compute_reference(
                provider.code, sale_order_ids=[Command.set(order.ids)],
            ),
            'amount': order.amount_total,
            'currency_id': order.currency_id.id,
            'partner_id': order.partner_id.id,
            'operation': 'online_direct',
            'sale_order_ids': [Command.set(order.ids)],
            **values,
        })

    def _notify(self, transaction, state='done'):
        """What the provider says of a transaction, through the native door."""
        self.env['payment.transaction']._process(transaction.provider_code, {
            'reference': transaction.reference, 'simulated_state': state, 'payment_details': "4242",
        })

    def _pay_by_card(self, membership, **values):
        transaction = self._transaction(membership.order_id, **values)
        self._notify(transaction)
        transaction._post_process()
        return transaction

    def _member(self, **values):
        """A membership paid by card."""
        membership = self._join(**values)
        self._pay_by_card(membership)
        return membership

    def _choose_transfer(self, membership):
        transaction = self._transaction(
            membership.order_id, provider=self.transfer, operation='online_redirect',
        )
        self._notify(transaction)
        transaction._post_process()
        return transaction

    def _notices(self, document, kind=None):
        return self.env['perles.notice']._of(document, kind)

    def _send_notices(self):
        """Run the clock of the notice book for real, down to the mail gateway of the tests."""
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_send_notices').method_direct_trigger()

    def _portal_user(self, contact, login=None):
        """A portal user for a contact of the address book."""
        return self.env['res.users'].with_context(no_reset_password=True).create({
            'name': contact.name,
            'login': login or f'portal{contact.id}@luz.example',
            'password': login or 'portal-password',
            'partner_id': contact.id,
            'group_ids': [Command.set(self.env.ref('base.group_portal').ids)],
        })
