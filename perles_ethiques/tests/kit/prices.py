from datetime import date, datetime, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from .members import MemberCommon

LAST_DAY = date(2027, 12, 14)
# 14 December 2027, 23:59:59 in Paris (winter, UTC+1)
LAST_SECOND = datetime(2027, 12, 14, 22, 59, 59)
FIRST_SECOND_AFTER = LAST_SECOND + timedelta(seconds=1)


class PriceCommon(MemberCommon):
    """A thing sold 100 to everybody and 80 to members."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref('website.default_website')
        cls.thing = cls.env['product.product'].create({
            'name': "Bead", 'type': 'service', 'list_price': 100.0, 'taxes_id': False,
            'is_published': True,
        })
        cls.member_list = cls.env['product.pricelist'].create({
            'name': "For members", 'company_id': cls.company.id, 'website_id': False,
            'item_ids': [cls._price_of(80.0)],
        })
        cls.plan.pricelist_id = cls.member_list

    @classmethod
    def _price_of(cls, price):
        return Command.create({
            'applied_on': '0_product_variant', 'product_id': cls.thing.id,
            'compute_price': 'fixed', 'fixed_price': price,
        })

    @classmethod
    def _list(cls, name, price, **values):
        """Another list, as the team makes it."""
        return cls.env['product.pricelist'].create({
            'name': name, 'company_id': cls.company.id, 'website_id': cls.website.id,
            'item_ids': [cls._price_of(price)], **values,
        })

    @classmethod
    def _member_until(cls, last_day=LAST_DAY, **values):
        """A membership that was asked to end, in its last year: ``last_day`` in Paris."""
        membership = cls._cheap_member(**values)
        membership.period_ids.write({
            'start_date': last_day.replace(year=last_day.year - 1) + timedelta(days=1),
            'end_date': last_day,
        })
        membership.leaves_on = last_day
        return membership

    def _list_of(self, partners, instant):
        """What the native door answers at an instant, as a dict of partner id → list."""
        with freeze_time(instant):
            return self.env['product.pricelist']._get_partner_pricelist_multi(partners.ids)

    def _quotation(self, partner, **values):
        """A quotation of the team for one thing, at the prices of its customer."""
        return self.env['sale.order'].create({
            'partner_id': partner.id,
            'require_signature': True,
            'require_payment': True,
            'order_line': [Command.create({'product_id': self.thing.id})],
            **values,
        })
