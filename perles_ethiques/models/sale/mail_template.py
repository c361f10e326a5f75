import re
from html import escape

from odoo import SUPERUSER_ID, api, models

from ...const import ADDON

HOUSE = '{{ object.company_id.email_formatted }}'
# Native mails about orders → what they are called.
SUBJECTS = {
    'sale.email_template_edi_sale': "{{ object._perles_mail_subject('quotation') }}",
    'sale.email_template_proforma': "{{ object._perles_mail_subject('quotation') }}",
    'sale.mail_template_sale_confirmation': "{{ object._perles_mail_subject('confirmed') }}",
    'sale.mail_template_sale_payment_executed': "{{ object._perles_mail_subject('paid') }}",
    'website_sale.mail_template_sale_cart_recovery': "{{ object._perles_mail_subject('cart') }}",
    'account.email_template_edi_invoice': '{{ object._perles_mail_subject() }}',
    'account.email_template_edi_credit_note': '{{ object._perles_mail_subject() }}',
    'account.mail_template_data_payment_receipt': '{{ object._perles_mail_subject() }}',
    'stock.mail_template_data_delivery_confirmation': '{{ object._perles_mail_subject() }}',
}
# What they say of an amount → the same with its tax word, and by who reads it.
AMOUNTS = (
    (
        "format_amount(object.amount_total, object.currency_id) or ''",
        "object._perles_full_amount()",
    ),
    (
        "hasattr(object, 'website_id') and object.website_id.show_line_subtotals_tax_selection"
        " == 'tax_excluded'",
        "object.partner_id._perles_is_professional()",
    ),
)
# What asks the addon for a title, in whatever somebody wrote around it → what a native house knows.
ASKED_TITLE = re.compile(r'\bobject\._perles_mail_subject\([^)]*\)')
NATIVE_TITLE = 'object.display_name'


class MailTemplate(models.Model):
    _inherit = 'mail.template'

    @api.model
    def _perles_sign_native(self):
        """Send the native mails about orders from the house, under a title in words.

        Natively they come from whoever made the order, and are called by codes. What the team
        wrote stays.
        """
        languages = self._perles_languages()
        for xmlid, subject in SUBJECTS.items():
            template = self.env.ref(xmlid, raise_if_not_found=False)
            if template and template.write_uid.id in (False, SUPERUSER_ID):
                template.email_from = HOUSE
                template.update_field_translations(
                    'subject', dict.fromkeys(languages, subject),
                )
                template.update_field_translations('body_html', {
                    code: template.with_context(lang=code)._perles_body() for code in languages
                })

    @api.model
    def _perles_unsign_native(self):
        """Give the native mails back, as a house without the addon can send them.

        Those of the list are drawn again from their files. What the team wrote stays, and what it
        asks of the addon is asked natively.
        """
        for xmlid in SUBJECTS:
            template = self.env.ref(xmlid, raise_if_not_found=False)
            if template and template.write_uid.id in (False, SUPERUSER_ID):
                template.reset_template()
        languages = self._perles_languages()
        # those of the addon go with it
        ours = self.env['ir.model.data'].sudo().search([
            ('module', '=', ADDON), ('model', '=', self._name),
        ]).mapped('res_id')
        for template in self.with_context(active_test=False).search([('id', 'not in', ours)]):
            for name in ('subject', 'body_html'):
                told = {
                    code: str(template.with_context(lang=code)[name] or '') for code in languages
                }
                native = {code: self._perles_natively(text) for code, text in told.items()}
                if native != told:
                    template.update_field_translations(name, native)

    @api.model
    def _perles_languages(self):
        return {'en_US', *(code for code, _name in self.env['res.lang'].get_installed())}

    @api.model
    def _perles_natively(self, text):
        """The same text, with the native words in the place of those of the house."""
        for native, ours in AMOUNTS:
            text = text.replace(ours, f'({native})')
        return ASKED_TITLE.sub(NATIVE_TITLE, text)

    def _perles_body(self):
        """The body of this native mail with the words of the house, in the language at hand."""
        body = str(self.body_html or '')
        for native, ours in AMOUNTS:
            body = body.replace(native, ours).replace(escape(native, quote=False), ours)
        return body
