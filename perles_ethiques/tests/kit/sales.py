import re
import uuid

from odoo.fields import Command
from odoo.tests import freeze_time

from .carriers import CarrierCommon
from .lots import READY
from .payments import PaymentCommon
from .wishes import WishCommon

# the price of delivery for everybody, shown beside the one of members
STRUCK = re.compile(r'<s(?: [^>]*)?>\s*(?:<span[^>]*>)?6[.,]90')
SIGNATURE = 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='


class SaleCommon(WishCommon, PaymentCommon, CarrierCommon):
    """Members who pre-reserved lots, the end of care, and what they then sign and pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env['account.tax'].search([
            ('type_tax_use', '=', 'sale'), ('amount', '=', 20.0),
            ('company_id', '=', cls.company.id), ('price_include', '=', False),
        ], limit=1) or cls.env['account.tax'].create({
            'name': "20 %", 'amount': 20.0, 'type_tax_use': 'sale', 'company_id': cls.company.id,
        })
        cls.model_sold = cls._model(
            "Sold beads", taxes_id=[Command.set(cls.tax.ids)], invoice_policy='order',
        )

    @classmethod
    def _model_of_lots(cls):
        return cls.model_sold

    # === UP TO THE QUOTATION === #

    def _reserve(self, membership, lot, quantity, at=READY):
        """A pre-reservation of a member, just before the end of care."""
        return self._claim(lot, quantity, membership.partner_id, uuid.uuid4().hex, instant=at)

    def _settle(self, *claims, at=READY):
        """Care is over: what was pre-reserved is quoted.

        :return: the quotation of the first one
        """
        lots = {claim.lot_id: None for claim in claims}
        for lot in lots:
            self._end_care(lot, at=at)
        return claims[0].order_id

    def _quoted(self, membership=None, quantity=100.0, at=READY, **lot):
        """A quotation that a member may sign.

        :param lot: arguments of `_lot`.
        :return: (order, claim)
        """
        membership = membership or self._cheap_member_at(at)
        claim = self._reserve(membership, self._lot(**lot), quantity, at)
        return self._settle(claim, at=at), claim

    # === FROM THE QUOTATION === #

    def _sign(self, order, at=READY):
        """The member signs on the portal, as its route does it."""
        with freeze_time(at):
            order.write({'signature': SIGNATURE, 'signed_by': "C.", 'signed_on': at})
            if not order._has_to_be_paid():
                order._validate_order()

    # === INSTALMENTS === #

    def _ordered(self, total=300.01, membership=None, at=READY):
        """An order of a total without VAT, signed by a member who pays in shares."""
        order, _claim = self._quoted(membership, quantity=1.0, price=total, at=at)
        order.order_line.tax_ids = [Command.clear()]
        with freeze_time(at):
            order._perles_choose(instalments=True)
        self._sign(order, at=at)
        return order

    def _pay_share(self, invoice, at=READY, amount=None, **values):
        with freeze_time(at):
            amount = amount or invoice._get_invoice_next_payment_values()['next_amount_to_pay']
            transaction = self._pay_on(invoice, at, amount=amount, **values)
        self.env.invalidate_all()
        return transaction

    def _left(self, invoice):
        return invoice.perles_instalment_ids.sorted('number').mapped('residual')
