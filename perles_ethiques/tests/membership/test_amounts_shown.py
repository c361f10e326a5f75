from unittest.mock import patch

from odoo.tests import tagged

from ..kit.payments import PaymentCommon


@tagged('post_install', '-at_install')
class TestAmountsShown(PaymentCommon):
    """What is kept for the page is forgotten as soon as something it comes from is written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')
        cls.tax = cls.plan.product_id.taxes_id

    def _shown(self):
        self.env.flush_all()
        return self.plan._amounts_shown(180.0, self.membership.partner_id)['total_included']

    def _write_later(self, record, values):
        """Write in what a test takes for another transaction."""
        record.write(values)
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {record._table} SET write_date = write_date + interval '1 hour'"
            " WHERE id = %s", [record.id],
        )
        self.env.invalidate_all()

    def test_asked_once(self):
        self.assertEqual(self._shown(), 216.0)
        plans = type(self.plan)
        with patch.object(plans, '_amounts', side_effect=AssertionError):
            self.assertEqual(self._shown(), 216.0)

    def test_another_rate(self):
        self.assertEqual(self._shown(), 216.0)
        self._write_later(self.tax, {'amount': 10.0})
        self.assertEqual(self._shown(), 198.0)

    def test_another_tax_on_the_product(self):
        self.assertEqual(self._shown(), 216.0)
        tax = self.tax.copy({'name': "Ten", 'amount': 10.0})
        self._write_later(self.plan.product_id.product_tmpl_id, {'taxes_id': tax.ids})
        self.assertEqual(self._shown(), 198.0)

    def test_another_fiscal_position(self):
        self.assertEqual(self._shown(), 216.0)
        position = self.env['account.fiscal.position'].create({
            'name': "Exempt", 'auto_apply': True, 'sequence': 0,
            'country_id': self.membership.partner_id.country_id.id,
        })
        self.tax.copy({
            'name': "None", 'amount': 0.0, 'original_tax_ids': self.tax.ids,
            'fiscal_position_ids': position.ids,
        })
        self.env.invalidate_all()
        self.assertEqual(self._shown(), 180.0)
