from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..kit.lots import LotCommon

NO_NUMBERS = (float('nan'), float('inf'), float('-inf'), "many")


@tagged('post_install', '-at_install')
@freeze_time('2026-12-02 09:12:00')
class TestBadInput(LotCommon, TransactionCase):
    """Numbers that are none are refused in words, and nothing is half written."""

    def _written(self):
        return [self.env[model].search_count([]) for model in (
            'stock.lot', 'stock.picking', 'product.template', 'perles.care',
        )]

    def test_an_arrival(self):
        before = self._written()
        for name in ('quantity', 'mm', 'weight', 'price', 'pieces', 'flawless_share'):
            for number in NO_NUMBERS:
                with self.subTest(field=name, number=number), \
                        self.assertRaisesRegex(UserError, "a number is expected"):
                    self._enter({name: number}, user=self.employee)
        for line in (
            {'quantity': 0}, {'quantity': -5}, {'quantity': 1e9}, {'quantity': 0.001},
            {'price': -0.01}, {'pieces': 2**31},
        ):
            with self.subTest(line=line), self.assertRaises(UserError), self.env.cr.savepoint():
                self._enter(line, user=self.employee)
        for line in ({'mm': -1}, {'flawless_share': 101}, {'weight': -1}):
            # which the server says in the words of the constraint
            with self.subTest(line=line), mute_logger('odoo.sql_db'), \
                    self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self._enter(line, user=self.employee)
        self.assertEqual(self._written(), before)

    def test_an_arrival_of_what_is_no_model_or_elsewhere(self):
        other = self.env['product.template'].create({'name': "A membership"})
        with self.assertRaisesRegex(UserError, "is no model for arrivals"):
            self._enter({'model_id': other.id}, user=self.employee)
        company = self.env['res.company'].create({'name': "Elsewhere"})
        with self.assertRaisesRegex(AccessError, "You do not work for Elsewhere"):
            self._enter(user=self.employee, company_id=company.id)

    def test_near_misses_are_for_the_team(self):
        user = self._portal_user(self.env['res.partner'].create({'name': "P"}))
        with self.assertRaises(AccessError):
            self._enter().with_user(user).action_view_perles_near()

    def test_the_end_of_care(self):
        lot = self._enter()
        wizard = self.env['perles.care.end'].with_user(self.employee)
        for name in ('lost_qty', 'usable_qty'):
            for number in NO_NUMBERS:
                with self.assertRaisesRegex(UserError, "a number is expected"):
                    wizard.create({'care_id': lot.perles_care_ids.id, 'kind': 'sort', name: number})

    def test_measures_of_a_lot(self):
        lot = self._enter()
        for number in NO_NUMBERS:
            with self.assertRaisesRegex(UserError, "a number is expected"):
                lot.write({'perles_mm': number})

    def test_what_the_house_fills_in(self):
        lot = self._enter()
        stock = new_test_user(self.env, 'stock', 'stock.group_stock_manager')
        for user in (stock, self.manager):
            for name, value in (
                ('perles_stage', 'public'), ('perles_held_qty', 0), ('perles_usable_qty', 500),
                ('perles_released_qty', 1), ('perles_promisable_qty', 500),
                ('perles_receipt_id', False), ('perles_arrived_at', False),
            ):
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    lot.with_user(user).write({name: value})
        with self.assertRaises(AccessError):
            self.env['stock.lot'].with_user(stock).create({
                'name': 'X', 'product_id': lot.product_id.id, 'perles_stage': 'ready',
            })

    def test_crumbs_of_a_wish(self):
        """What the field would round to 0 is no quantity."""
        member = self._member()
        with self.assertRaisesRegex(UserError, "a number above 0"), self.env.cr.savepoint():
            self.env['perles.wish']._write_new(member.partner_id, {
                'categ_id': self.bead.id, 'quantity': 0.001,
            })
