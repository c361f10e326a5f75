import requests

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time

from .members import MemberCommon

# not words for people: they stay out of the texts to translate
BROKEN = "broken on purpose"
SILENCE = "Could not reach it."
REFUSAL = "Your card has expired."
ACCOUNTS = "A constraint of the accounts."


class Killed(BaseException):
    """The process dies: nothing of Odoo catches it."""


class PaymentCommon(MemberCommon):
    """Invoices paid or charged, and a provider whose calls are counted outside the database."""

    def setUp(self):
        super().setUp()
        self.calls = []

    # === CARDS === #

    @classmethod
    def _card_of(cls, partner, state='done', **values):
        """A card left by a partner.

        :param str state: what the demo provider answers when it is charged.
        """
        return cls.env['payment.token'].create({
            'provider_id': cls.card.id,
            'payment_method_id': cls.card.payment_method_ids[:1].id,
            'partner_id': partner.id,
            'payment_details': '4242',
            'provider_ref': 'card',
            'demo_simulated_state': state,
            **values,
        })

    @classmethod
    def _card_on_file(cls, membership, state='done', **values):
        """A card left by a member when paying."""
        membership.token_id = cls._card_of(membership.contact_id, state, **values)
        return membership.token_id

    # === PAYMENTS OF INVOICES === #

    def _transaction_on(self, invoice, **values):
        """A payment of an invoice begun by hand, as the native routes do."""
        provider = values.pop('provider', self.card)
        return self.env['payment.transaction'].create({
            'provider_id': provider.id,
            'payment_method_id': provider.payment_method_ids[:1].id
            or self.card.payment_method_ids[:1].id,
            'reference': self.env['payment.transaction']._compute_reference(
                provider.code, invoice_ids=[Command.set(invoice.ids)],
            ),
            'amount': invoice.amount_residual,
            'currency_id': invoice.currency_id.id,
            'partner_id': invoice.partner_id.id,
            'operation': 'online_direct',
            'invoice_ids': [Command.set(invoice.ids)],
            **values,
        })

    def _pay_on(self, invoice, instant, **values):
        """Pay an invoice by card on its native page."""
        with freeze_time(instant):
            transaction = self._transaction_on(invoice, **values)
            self._notify(transaction)
            transaction._post_process()
        return transaction

    def _transfer_of(self, invoice):
        """A bank transfer chosen on the page of an invoice."""
        transaction = self._transaction_on(
            invoice, provider=self.transfer, operation='online_redirect',
            reference=f'{invoice.name}-transfer',
        )
        self._notify(transaction)
        transaction._post_process()
        return transaction

    def _pay_invoice(self, invoice, instant):
        """A native payment of an invoice, registered by the team."""
        with freeze_time(instant):
            self.env['account.payment.register'].with_context(
                active_model='account.move', active_ids=invoice.ids,
            ).create({})._create_payments()

    def _break_invoice_of(self, membership):
        """Let the posting of one member's invoices fail, as an accounting rule would."""
        moves = self.registry['account.move']
        post = moves._post

        def refuse(records, soft=True):
            if membership in records.perles_membership_id:
                raise UserError(BROKEN)
            return post(records, soft)

        self.patch(moves, '_post', refuse)

    # === CHARGES === #

    def _billed(self, state='done', **values):
        """A member with a card whose second year was billed on 15 December 2027.

        :return: (membership, its unpaid period)
        """
        membership = self._a_member(**values)
        if state:
            self._card_on_file(membership, state)
        self._run_clock('renew', '2027-12-15 06:00:00')
        return membership, membership.period_ids[:1]

    def _charge(self, instant='2027-12-15 07:00:00'):
        self._run_clock('charge', instant)

    def _charge_and_die(self, instant='2027-12-15 07:00:00', model='perles.membership.period'):
        """The clock in a process that dies: what it committed stays, the rest is lost.

        Not through the scheduler, whose own cursor would take the commits with it in a test.
        """
        # not `assertRaises`, which takes back what was written
        try:
            with freeze_time(instant), self.enter_registry_test_mode(), \
                    self.registry.cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})[model]._cron_charge()
            self.fail("the process did not die")
        except Killed:
            self.env.invalidate_all()

    def _provider(self, answer=None):
        """Record each call of the provider; then answer as told, else as the demo provider.

        :param answer: called with the transaction.
        """
        transactions = self.registry['payment.transaction']
        demo = transactions._send_payment_request

        def send(transaction):
            self.calls.append(transaction.reference)
            (answer or demo)(transaction)

        self.patch(transactions, '_send_payment_request', send)

    def _summaries(self, membership):
        return membership.activity_ids.mapped('summary')


class OneMemberCommon(PaymentCommon):
    """A member since 15 December 2026, made once for the class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._member_since('2026-12-15')


def unanswered(error):
    """An answer that never comes, as the native `_send_api_request` tells it."""
    def send(transaction):
        try:
            raise error
        except requests.RequestException:
            # as natively, its cause is only its context
            raise ValidationError(SILENCE)  # noqa: B904
    return send


def status(code):
    """An HTTP error of the provider."""
    response = requests.Response()
    response.status_code = code
    return requests.HTTPError(response=response)
