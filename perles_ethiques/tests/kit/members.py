from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time

from ...tools.calendars import paris_date, period
from .clocks import ClockCommon

ADDRESS = {'street': "1 rue des Teinturiers", 'zip': "84000", 'city': "Avignon"}


class MemberCommon(ClockCommon):
    """Members: who joins by the form, who pays by card or by transfer, who is simply there."""

    # a member that a class makes once
    first = None

    # === JOINING === #

    @classmethod
    def _form_values(cls, kind='person', **values):
        """Values of a joining whose box was ticked, as the controller makes them."""
        return {
            'kind': kind,
            'person_name': "Camille Roux",
            'company_name': "Atelier Luz" if kind == 'company' else False,
            'email': "camille@luz.example",
            'country_id': cls.env.ref('base.fr').id,
            'plan_id': cls.plan.id,
            'version_id': cls.terms.current_version_id.id,
            'box_label': "I accept",
            'button_label': "Adhésion avec obligation de paiement",
            'ip_address': "203.0.113.7",
            **ADDRESS,
            **values,
        }

    @classmethod
    def _join(cls, contact=None, **values):
        """A membership whose form is proved and whose order is to be paid.

        :param contact: a `res.partner`; a new person (or organisation) by default.
        """
        kind = values.get('kind', 'person')
        joining = cls.env['perles.joining'].create({
            **cls._form_values(kind=kind), **values, 'company_id': cls.company.id,
        })
        contact = contact or joining._create_contact()
        return joining._prove_for(contact)

    # === PAYING === #

    @classmethod
    def _transaction(cls, order, provider=None, **values):
        provider = provider or cls.card
        method = provider.payment_method_ids[:1] or cls.env['payment.method'].search([], limit=1)
        return cls.env['payment.transaction'].create({
            'provider_id': provider.id,
            'payment_method_id': method.id,
            'reference': cls.env['payment.transaction']._compute_reference(
                provider.code, sale_order_ids=[Command.set(order.ids)],
            ),
            'amount': order.amount_total,
            'currency_id': order.currency_id.id,
            'partner_id': order.partner_id.id,
            'operation': 'online_direct',
            'sale_order_ids': [Command.set(order.ids)],
            **values,
        })

    @classmethod
    def _notify(cls, transaction, state='done'):
        """What the provider says of a transaction, through the native door."""
        cls.env['payment.transaction']._process(transaction.provider_code, {
            'reference': transaction.reference, 'simulated_state': state, 'payment_details': "4242",
        })

    @classmethod
    def _pay_by_card(cls, membership, **values):
        transaction = cls._transaction(membership.order_id, **values)
        cls._notify(transaction)
        transaction._post_process()
        return transaction

    @classmethod
    def _choose_transfer(cls, membership):
        transaction = cls._transaction(
            membership.order_id, provider=cls.transfer, operation='online_redirect',
        )
        cls._notify(transaction)
        transaction._post_process()
        return transaction

    # === MEMBERS === #

    @classmethod
    def _member(cls, **values):
        """A membership paid by card."""
        membership = cls._join(**values)
        cls._pay_by_card(membership)
        return membership

    @classmethod
    def _member_since(cls, day, number=0, kind='person', **values):
        """A membership paid by card on a day.

        :param str day: in Paris, ``2026-12-15``.
        :param number: tells the members of a test apart.
        """
        with freeze_time(f'{day} 10:00:00'):
            values.setdefault('email', f'camille{number}@luz.example')
            return cls._member(kind=kind, **values)

    @classmethod
    def _a_member(cls, **values):
        """A member since 15 December 2026: the one of the class, unless it is to be told apart."""
        return cls._member_since('2026-12-15', **values) if values or not cls.first else cls.first

    @classmethod
    def _member_at(cls, instant, **values):
        """A membership paid by card at an instant, and in force for a year."""
        with freeze_time(instant):
            return cls._member(**values)

    # === CHEAP MEMBERS: for tests whose subject is not paying === #

    @classmethod
    def _cheap_member(cls, **values):
        """A membership in force whose order nobody paid.

        It has what a payment leaves – acceptance, first period, welcome – without transaction,
        invoice nor entries: a third of the cost. `TestCheapMember` compares it with a real one.
        """
        membership = cls._join(**values)
        membership._record_acceptance(
            cls.env['payment.transaction'].new({'reference': membership.order_id.name}),
        )
        start, end = period(paris_date(fields.Datetime.now()), 0, cls.plan.duration_months)
        cls.env['perles.membership.period'].create({
            'membership_id': membership.id, 'number': 1, 'start_date': start, 'end_date': end,
            'price': membership.order_id.amount_untaxed,
        })
        membership._write_state('active')
        cls.env['perles.notice']._owe(
            membership, 'welcome', period=str(start), partner=membership.contact_id,
        )
        return membership

    @classmethod
    def _cheap_member_since(cls, day, number=0, **values):
        """A cheap member since a day, as `_member_since`."""
        values.setdefault('email', f'camille{number}@luz.example')
        return cls._cheap_member_at(f'{day} 10:00:00', **values)

    @classmethod
    def _cheap_member_at(cls, instant, **values):
        """A cheap member since an instant."""
        with freeze_time(instant):
            return cls._cheap_member(**values)
