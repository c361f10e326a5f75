from odoo import models


class PerlesContactMixin(models.AbstractModel):
    """Documents of a member whose mails go to the contact of the membership."""

    _name = 'perles.contact.mixin'
    _description = "Document with mails to a contact"

    def _contacts(self):
        """Who of the member's organisation reads the mails about each of these documents.

        :return: dict document → `res.partner`: the contact of the membership in force, else the
            organisation itself
        """
        contacts = {}
        for company, documents in self.grouped('company_id').items():
            memberships = self.env['perles.membership']._in_force_of(documents.partner_id, company)
            for document in documents:
                membership = memberships.get(document.partner_id)
                contacts[document] = membership and membership.contact_id or document.partner_id
        return contacts
