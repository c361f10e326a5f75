from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class Address(CustomerPortal):
    """What one types about oneself on the native pages: the account, the address of an order."""

    def _parse_form_data(self, form_data):
        """Override of `portal` to read texts as the contact keeps them, before they are checked.

        A domain with accents is one that mails reach; it is checked in its ASCII form.
        """
        address_values, extra_form_data = super()._parse_form_data(form_data)
        partners = request.env['res.partner'].sudo()
        return partners._perles_as_kept(address_values), extra_form_data
