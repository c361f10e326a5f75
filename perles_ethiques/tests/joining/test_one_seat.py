import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestOneSeat(MemberCommon):
    """One membership for each commercial partner; its order sells nothing else."""

    def test_two_tabs(self):
        first = self._join()
        second = self._join(contact=first.contact_id)
        self.assertEqual(first, second)
        self.assertEqual(len(first.partner_id.perles_membership_ids), 1)
        self.assertEqual(len(self.env['sale.order'].search([
            ('perles_membership_id', '=', first.id),
        ])), 1)

    def test_two_colleagues(self):
        first = self._join(kind='company', siret='98393922400017', vat='FR14983939224')
        colleague = self.env['res.partner'].create({
            'name': "Dominique", 'parent_id': first.partner_id.id, 'email': 'd@luz.example',
        })
        self.assertEqual(self._join(contact=colleague), first)

    def test_an_active_member_is_not_asked_again(self):
        membership = self._member()
        again = self.env['perles.joining']._prove_by_session(
            self._form_values(), membership.contact_id,
        )
        self.assertEqual(again, membership)
        self.assertEqual(membership.state, 'active')

    @mute_logger('odoo.sql_db')
    def test_the_database_refuses_a_second_seat(self):
        membership = self._join()
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.env['perles.membership'].create({
                'partner_id': membership.partner_id.id,
                'contact_id': membership.contact_id.id,
                'plan_id': self.plan.id,
            })

    @mute_logger('odoo.sql_db')
    def test_the_database_refuses_a_second_bill(self):
        membership = self._member()
        period = membership.period_ids
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.env['perles.membership.period'].create({
                'membership_id': membership.id, 'number': 2,
                'start_date': period.start_date, 'end_date': period.end_date,
            })

    def test_come_back_after_a_cancellation(self):
        first = self._join()
        first.action_cancel()
        second = self._join(contact=first.contact_id)
        self.assertNotEqual(first, second)
        self._pay_by_card(second)
        self.assertEqual(second.state, 'active')

    def test_order_takes_nothing_else(self):
        line = self._join().order_id.order_line
        for values in (
            {'product_uom_qty': 2}, {'discount': 10}, {'price_unit': 100},
            {'product_id': self.env['product.product'].create({'name': "Bead"}).id},
        ):
            with self.assertRaises(ValidationError, msg=values), self.env.cr.savepoint():
                line.write(values)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            line.copy({'order_id': line.order_id.id})

    def test_product_on_no_other_order(self):
        order = self.env['sale.order'].create({'partner_id': self.manager.partner_id.id})
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            order.order_line = [(0, 0, {'product_id': self.plan.product_id.id})]

    def test_product_in_no_shop(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.plan.product_id.is_published = True

    def test_no_code_no_reward(self):
        program = self.env['loyalty.program'].create({
            'name': "Ten percent", 'program_type': 'promotion', 'applies_on': 'current',
            'trigger': 'auto',
            'rule_ids': [(0, 0, {'minimum_qty': 0})],
            'reward_ids': [(0, 0, {
                'reward_type': 'discount', 'discount': 10, 'discount_mode': 'percent',
            })],
        })
        order = self._join().order_id
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 216.0)
        self.assertIn('error', order._try_apply_code('WELCOME'))
        self.assertTrue(program)

    def test_no_pricelist_discount(self):
        pricelist = self.env['product.pricelist'].create({
            'name': "Friends", 'item_ids': [(0, 0, {
                'compute_price': 'percentage', 'percent_price': 50, 'applied_on': '3_global',
            })],
        })
        contact = self.env['res.partner'].create({
            'name': "Friend", 'email': 'friend@luz.example',
            'specific_property_product_pricelist': pricelist.id,
        })
        self.assertEqual(self._join(contact=contact).order_id.amount_total, 216.0)

    def test_company_member_gets_electronic_invoices(self):
        membership = self._join(kind='company', siret='98393922400017', vat='FR14983939224')
        self.assertEqual(membership.partner_id.invoice_edi_format, 'facturx')
        self.assertEqual(membership.order_id.partner_invoice_id, membership.partner_id)

    def test_state_cannot_be_written(self):
        membership = self._join()
        for user in (self.manager, self.env.ref('base.user_root')):
            with self.assertRaises(UserError):
                membership.with_user(user).write({'state': 'active'})

    def test_what_the_house_writes_is_written_by_nobody_else(self):
        membership = self._member()
        for values in (
            {'version_id': False}, {'accepted_at': False}, {'token_id': False},
            {'order_id': False}, {'partner_id': self.manager.partner_id.id},
        ):
            with self.assertRaises(AccessError, msg=values):
                membership.with_user(self.manager).write(values)
        with self.assertRaises(AccessError):
            membership.joining_id.with_user(self.manager).write({'box_label': "Other words"})
        with self.assertRaises(AccessError):
            self.env['perles.membership'].with_user(self.manager).create({
                'partner_id': self.manager.partner_id.id,
                'contact_id': self.manager.partner_id.id, 'plan_id': self.plan.id,
            })
