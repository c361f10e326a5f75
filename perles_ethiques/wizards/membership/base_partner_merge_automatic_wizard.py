import psycopg2

from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging contacts: what was signed stays under who signed it (clause 000-04)."""

    _inherit = 'base.partner.merge.automatic.wizard'

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override of `base`: a contact that holds evidence or a contract is not merged away.

        Natively rows are moved in SQL, which the triggers of evidence refuse; a contract that was
        moved so could lose its member or its reader.

        :raise UserError: with the contact to keep.
        """
        for partner in src_partners:
            if partner._perles_signed():
                raise UserError(self.env._(
                    "%(kept)s has signed with the house: what was signed stays under that contact."
                    " Choose it as the destination; of two who have both signed, archive the one"
                    " that is not used any more.",
                    kept=partner.display_name,
                ))
        try:
            with self.env.cr.savepoint():
                super()._update_foreign_keys(src_partners, dst_partner)
        except psycopg2.IntegrityError as error:
            raise UserError(self.env._(
                "These contacts both have a document of which a contact has only one: close one of"
                " them first, or archive the contact that is not used any more.",
            )) from error

    def _update_values(self, src_partners, dst_partner):
        """Override of `base`: the contact that is kept still is who signed, and who reads.

        :raise UserError: if a contract would be left with the member or the reader of another, or
            what is owed by a member with somebody else.
        """
        super()._update_values(src_partners, dst_partner)
        self.env.flush_all()
        self.env.invalidate_all()
        for membership in dst_partner._perles_bound_below():
            member = membership.partner_id
            if {member, membership.contact_id.commercial_partner_id} != {
                member.commercial_partner_id
            }:
                raise UserError(self.env._(
                    "%(document)s would be left with the contact of another organisation: put both"
                    " contacts under the same organisation first, or choose another contact on the"
                    " membership.",
                    document=membership.name,
                ))
        for document, member in self._perles_of_others(dst_partner):
            raise UserError(self.env._(
                "%(document)s is between the house and %(member)s: this contact is merged with"
                " contacts of %(member)s only.",
                document=document.display_name, member=member.display_name,
            ))

    @api.model
    def _perles_of_others(self, contact):
        """Documents of ours on a contact, or below it, that another member answers for.

        Features add theirs.

        :param contact: the `res.partner` that was kept.
        :return: list of (document, the `res.partner` that answers for it)
        """
        bills = self.env['account.move'].sudo().search([
            ('partner_id', 'child_of', contact.ids), ('move_type', '=', 'out_invoice'),
            ('state', '!=', 'cancel'),
        ])
        return [
            (bill, bill.commercial_partner_id) for bill in bills
            if bill.partner_id.commercial_partner_id != bill.commercial_partner_id
            and bill._perles_carries_debt()
        ]
