from html import escape

from odoo import SUPERUSER_ID, api, models

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


class MailTemplate(models.Model):
    _inherit = 'mail.template'

    @api.model
    def _perles_sign_native(self):
        """Send the native mails about orders from the house, under a title in words.

        Natively they come from whoever made the order, and are called by codes. What the team
        wrote stays.
        """
        languages = {'en_US', *(code for code, _name in self.env['res.lang'].get_installed())}
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

    def _perles_body(self):
        """The body of this native mail with the words of the house, in the language at hand."""
        body = str(self.body_html or '')
        for native, ours in AMOUNTS:
            body = body.replace(native, ours).replace(escape(native, quote=False), ours)
        return body
