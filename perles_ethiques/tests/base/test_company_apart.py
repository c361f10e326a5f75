from odoo.tests import TransactionCase, tagged

# What native code reads of an old database before an upgrade has added our columns.
READ_FIRST = ('res.company', 'res.users', 'res.partner', 'ir.module.module', 'ir.cron')


@tagged('post_install', '-at_install')
class TestCompanyApart(TransactionCase):
    """A column that an earlier release had not is never read along with native ones."""

    def test_our_columns_are_read_apart(self):
        ours = [
            field for name in READ_FIRST for field in self.env[name]._fields.values()
            if field._module == 'perles_ethiques' and field.store and field.column_type
        ]
        self.assertIn(self.env['res.company']._fields['perles_due_days'], ours)
        self.assertFalse([str(field) for field in ours if field.prefetch is True])

    def test_a_native_field_reads_native_columns(self):
        company = self.env.company
        company.invalidate_recordset()
        company.read(['name'])
        _ = company.street
        self.assertFalse([
            name for name, field in company._fields.items()
            if name.startswith('perles_') and field.store and field.column_type
            and company.id in field._get_cache(self.env)
        ])
