from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.lots import ARRIVAL, LotCommon

DAY = timedelta(days=1)


@tagged('post_install', '-at_install')
class TestLotBounds(LotCommon, TransactionCase):
    """Who dates the opening of a lot, and between what its dates and quantities lie."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls._lot('LOT')
        cls.keeper = new_test_user(cls.env, 'keeper', 'stock.group_stock_manager')
        cls.goods = new_test_user(
            cls.env, 'goods', 'stock.group_stock_manager,product.group_product_manager',
        )

    @clause('000-39')
    @freeze_time(ARRIVAL + DAY)
    def test_the_team_dates_the_opening_and_never_back(self):
        opening = self.lot.perles_public_at
        for user, value, refusal in (
            (self.keeper, ARRIVAL + 30 * DAY, AccessError),
            (self.keeper, ARRIVAL - DAY, AccessError),
            (self.employee, ARRIVAL, UserError), (self.manager, ARRIVAL + DAY, UserError),
            (self.manager, False, UserError),
        ):
            with self.subTest(user=user.login, value=value), self.assertRaises(refusal):
                self.lot.with_user(user).perles_public_at = value
        self.assertEqual(self.lot.perles_public_at, opening)
        self.lot.with_user(self.employee).perles_public_at = opening + DAY
        self.assertEqual(self.lot.product_id.perles_public_at, opening + DAY)

    def test_the_page_is_dated_by_its_lot(self):
        page = self.lot.product_id.product_tmpl_id
        for name, value in (
            ('perles_public_at', ARRIVAL - DAY), ('perles_public_at', False),
            ('perles_lot_id', False),
        ):
            for user in (self.goods, self.manager):
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    page.with_user(user).write({name: value})
        with self.assertRaises(AccessError):
            page.with_user(self.goods).perles_preview_plan_ids = False
        # a good without a lot is dated on its page
        other = self._product().product_tmpl_id
        other.with_user(self.goods).perles_public_at = ARRIVAL
        self.assertEqual(other.perles_public_at, ARRIVAL)

    @freeze_time(ARRIVAL)
    def test_what_was_dated_before_it_came_is_not_public_at_once(self):
        lots = self.env['stock.lot'].create([{
            'name': name, 'product_id': self._product(name).id, 'perles_public_at': public_at,
        } for name, public_at in (('PAST', ARRIVAL - DAY), ('SOON', ARRIVAL + 3 * DAY))])
        self.env['stock.picking']._perles_receive(self.company, dict.fromkeys(lots, 10.0))
        self.assertEqual(
            lots.mapped('perles_public_at'), [self.lot.perles_public_at, ARRIVAL + 3 * DAY],
        )

    def test_expected_is_counted_never_written(self):
        for user in (self.keeper, self.employee, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.lot.with_user(user).perles_expected_qty = 400

    @mute_logger('odoo.sql_db')
    def test_the_database_bounds_dates_and_quantities(self):
        for name, value in (
            ('perles_expected_qty', 1e12), ('perles_expected_qty', -1),
            ('perles_usable_qty', 1e12), ('perles_released_qty', -1),
            ('perles_public_at', ARRIVAL - 2 * DAY), ('perles_public_at', False),
            ('perles_public_at', fields.Datetime.to_datetime('9999-12-31')),
        ):
            with self.subTest(field=name, value=value), self.assertRaises(CheckViolation):
                with self.env.cr.savepoint():
                    self.lot.sudo().write({name: value})
                    self.env.flush_all()
            self.env.invalidate_all()
