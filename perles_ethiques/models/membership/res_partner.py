from odoo import api, fields, models
from odoo.exceptions import UserError

from .perles_membership import LIVE_STATES

# States of a membership that binds who signed it: it lives, or comes back by paying.
BINDING_STATES = (*LIVE_STATES, 'closed')
# States in which somebody has to be there: to be written to, billed, paid back.
ANSWERED_STATES = ('pending', 'active', 'suspended')


class ResPartner(models.Model):
    """Who the member is: the one who signed, wherever the address book puts them.

    A person with a contract in their own name stays their own commercial entity under any
    organisation: rights, bills, cards, wishes and papers hang on it. Who reads the mails of a
    contract that lives does not leave before somebody else is chosen.
    """

    _inherit = 'res.partner'

    perles_membership_ids = fields.One2many('perles.membership', 'partner_id')
    perles_membership_count = fields.Integer(compute='_compute_perles_membership_count')

    # === COMPUTE METHODS === #

    def _compute_perles_membership_count(self):
        counts = dict(self.env['perles.membership'].sudo()._read_group(
            [('partner_id', 'in', self.commercial_partner_id.ids)], ['partner_id'], ['__count'],
        ))
        for partner in self:
            partner.perles_membership_count = counts.get(partner.commercial_partner_id, 0)

    def _compute_commercial_partner(self):
        """Override of `base`: who signed in their own name answers for it, under whomever."""
        below = self.filtered(lambda partner: partner.parent_id and not partner.is_company)
        own = below._perles_in_own_name()
        for partner in own:
            partner.commercial_partner_id = partner
        super(ResPartner, self - own)._compute_commercial_partner()

    @api.onchange('parent_id')
    def onchange_parent_id(self):
        """Override of `base`: the address on the bills of a contract stays the one of who signed.
        """
        return None if self._perles_in_own_name() else super().onchange_parent_id()

    # === CRUD METHODS === #

    def _perles_before_change(self, vals):
        """Extends `base`: a contact on whom a contract lives is not moved or archived unseen.

        :raise UserError: if nobody would be left to be written to, or billed.
        """
        if vals.get('active') is False:
            self._perles_refuse_to_let_go()
        moving = not {'parent_id', 'is_company'}.isdisjoint(vals)
        bound = self._perles_bound_below() if moving else self.env['perles.membership']
        before = {membership: self._perles_whose(membership) for membership in bound}
        addresses = {p: p.email_normalized for p in self} if 'email' in vals else {}
        if vals.get('parent_id'):
            # natively the address of a mere contact is the one of its organisation, both ways
            own = self._perles_in_own_name().filtered(lambda partner: partner.type == 'contact')
            own.type = 'other'
        return {**super()._perles_before_change(vals), 'whose': before, 'addresses': addresses}

    def _perles_after_change(self, before):
        """Extends `base`.

        :raise UserError: if nobody of the member would read the mails of a contract any more.
        """
        super()._perles_after_change(before)
        for membership, whose in before['whose'].items():
            self._perles_whose_changed(membership, *whose)
        if addresses := before['addresses']:
            self._perles_address_changed(addresses)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bound(self):
        self._perles_refuse_to_let_go()

    # === BUSINESS METHODS === #

    def _perles_in_own_name(self):
        """Those of these contacts who have a contract with the house in their own name."""
        if not self._origin:
            return self.browse()
        owners = self.env['perles.membership'].sudo().search([
            ('partner_id', 'in', self._origin.ids), ('state', 'in', BINDING_STATES),
        ]).partner_id
        return self.filtered(lambda partner: partner._origin in owners)

    def _perles_bound_below(self):
        """Memberships that live on these contacts, or on one below them (sudo)."""
        return self.env['perles.membership'].sudo().with_context(active_test=False).search([
            '|', '|', ('partner_id', 'child_of', self.ids), ('contact_id', 'child_of', self.ids),
            ('token_id.partner_id', 'child_of', self.ids), ('state', 'in', BINDING_STATES),
        ])

    def _perles_whose(self, membership):
        """What a move in the address book may change about a membership.

        :return: (organisation above its member, whether its contact is one of its member's,
            whether its card is)
        """
        member, payer = membership.partner_id, membership.token_id.partner_id
        return member.parent_id, *(
            person.commercial_partner_id == member for person in (membership.contact_id, payer)
        )

    def _perles_whose_changed(self, membership, above, inside, pays):
        """Refuse the move that leaves a contract without reader; tell the team of another one.

        A card goes with whose it is: it is charged for nobody else.

        :raise UserError: if the contact of the membership would be another one's.
        """
        new_above, still_inside, still_pays = self._perles_whose(membership)
        if inside and not still_inside and membership.state in ANSWERED_STATES:
            raise UserError(self.env._(
                "%(contact)s receives the mails of %(document)s (%(member)s): choose another"
                " contact on the membership before this one leaves.",
                contact=membership.contact_id.name, document=membership.name,
                member=membership.partner_id.name,
            ))
        team = membership._for_team()
        if pays and not still_pays:
            membership._schedule_team(
                team.env._("The card on file left with its owner"),
                team.env._("%(card)s is no longer charged for %(document)s.",
                           card=membership.token_id.display_name, document=membership.name),
            )
            membership.token_id = False
        if new_above and new_above != above and not membership.partner_id.is_company:
            membership._schedule_team(
                team.env._("A member was put under an organisation"),
                team.env._(
                    "%(member)s is now under %(organisation)s in the address book. %(document)s"
                    " stays in the member's own name: rights, bills and mails do not move. If the"
                    " organisation is to take it over, let it join, then end this one.",
                    member=membership.partner_id.name, organisation=new_above.name,
                    document=membership.name,
                ),
            )

    def _perles_address_changed(self, old):
        """Hook: the addresses of these contacts were written; `leaving` says so to who is told.

        :param dict old: contact → the address of before, normalised.
        """

    def _perles_living(self):
        """Hook: names of what needs these contacts to be there; each feature adds its documents.

        :return: list of str
        """
        return self.env['perles.membership'].sudo().search([
            '|', ('partner_id', 'in', self.ids), ('contact_id', 'in', self.ids),
            ('state', 'in', ANSWERED_STATES),
        ]).mapped('name')

    def _perles_signed(self):
        """Whether this contact has evidence under its name, or a contract of its own."""
        self.ensure_one()
        proofs = self.env['perles.acceptance'].sudo().search_count(
            [('partner_id', '=', self.id)], limit=1,
        )
        return bool(proofs or self._perles_in_own_name())

    def _perles_refuse_to_let_go(self):
        """Stop who would take these contacts away while a document needs somebody who answers.

        :raise UserError: with the numbers of the documents.
        """
        if living := self._perles_living():
            raise UserError(self.env._(
                "%(contacts)s cannot be archived, deleted or merged away yet: %(documents)s still"
                " need somebody who answers. End them first, or choose another contact on the"
                " membership.",
                contacts=', '.join(self.mapped('display_name')), documents=', '.join(living),
            ))

    def _membership_at(self, instant=None, company=None):
        """The membership whose rights this partner enjoys at an instant, or an empty record.

        :param datetime instant: naive UTC; now by default.
        :param company: a `res.company`; the current one by default.
        """
        self.ensure_one()
        memberships = self.env['perles.membership'].sudo()
        found = memberships._in_force_of(self, company, instant)
        return found.get(self.commercial_partner_id._origin, memberships)

    def action_view_memberships(self):
        """Open the memberships of this partner's organisation."""
        return self.commercial_partner_id.perles_membership_ids._get_records_action(
            name=self.env._("Memberships"),
        )
