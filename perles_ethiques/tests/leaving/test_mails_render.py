from odoo.tests import TransactionCase, tagged

from ..kit.promises import PromiseCommon

# What native code renders when a mail is loaded or written: it takes the newest record there is.
FIELDS = ('subject', 'body_html', 'email_to', 'partner_to', 'lang')


@tagged('post_install', '-at_install')
class TestMailsRender(PromiseCommon, TransactionCase):
    """Every mail of the house is drawn on any record of its model: an upgrade does it on one."""

    def test_every_mail_on_every_record(self):
        self._join(email='waiting@luz.example')
        self._claim(self._lot('LOT', 300), 200)
        names = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'mail.template'),
        ])
        tried = set()
        for template in self.env['mail.template'].browse(names.mapped('res_id')):
            for record in self.env[template.model].search([], limit=20):
                tried.add((template.model, record.display_name))
                for field in FIELDS:
                    with self.subTest(mail=template.name, record=record, field=field):
                        self.assertIn(record.id, template._render_field(field, record.ids))
        memberships = self.env['perles.membership'].search([])
        self.assertIn('active', memberships.mapped('state'))
        self.assertGreaterEqual(len(tried), 3)
