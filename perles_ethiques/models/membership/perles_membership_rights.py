from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.calendars import opens_after, paris_date


class PerlesMembership(models.Model):
    """Rights asked of the dates: nothing is switched on or off by a clock (clause 000-21).

    A membership that renews itself goes on at midnight, billed or not yet; one that leaves
    stops the second after its last day; an unpaid one stops on the day of its suspension.
    """

    _inherit = 'perles.membership'

    _locked_fields = frozenset({'leaves_on', 'left_on'})

    start_date = fields.Date(
        compute='_compute_dates', store=True, index=True, help="First day, in Paris.",
    )
    end_date = fields.Date(
        string="Valid until", compute='_compute_dates', store=True, index=True,
        help="Last day, included, in Paris.",
    )
    leaves_on = fields.Date(
        copy=False, readonly=True, index=True, tracking=True,
        help="Last day, in Paris, of a membership that somebody asked to end. "
             "Empty: it renews itself.",
    )
    left_on = fields.Date(
        copy=False, readonly=True, index=True, help="Last day as a member, in Paris.",
    )
    term_day = fields.Date(
        string="Ends on", compute='_compute_term_day', store=True, index=True,
        help="Last day of the running term: the one that was asked for, else the one that is "
             "paid or billed.",
    )
    past_due_since = fields.Date(
        compute='_compute_rights', store=True, index=True,
        help="First day of the oldest unpaid bill, from which reminders count.",
    )
    renews_on = fields.Date(
        compute='_compute_rights', store=True, index=True,
        help="Day of the next bill. Empty for who leaves, or has something left to pay.",
    )
    rights_end = fields.Datetime(
        compute='_compute_rights', store=True, index=True,
        help="First instant without rights. Empty when no end is known.",
    )

    @api.depends('period_ids.start_date', 'period_ids.end_date')
    def _compute_dates(self):
        for membership in self:
            periods = membership.period_ids
            membership.start_date = min(periods.mapped('start_date'), default=False)
            membership.end_date = max(periods.mapped('end_date'), default=False)

    @api.depends(
        'state', 'leaves_on', 'end_date', 'period_ids.unpaid_since', 'period_ids.end_date',
        'company_id.perles_suspend_days',
    )
    def _compute_rights(self):
        for membership in self:
            unpaid = [day for day in membership.period_ids.mapped('unpaid_since') if day]
            membership.past_due_since = min(unpaid, default=False)
            membership.renews_on = membership._renewal_day()
            membership.rights_end = min(membership._rights_limits(), default=False)

    @api.depends('end_date', 'leaves_on')
    def _compute_term_day(self):
        for membership in self:
            days = [day for day in (membership.end_date, membership.leaves_on) if day]
            membership.term_day = min(days, default=False)

    def _renewal_day(self):
        """Day of the next bill (000-09), or ``False``: no new bill while one is unpaid (000-17)."""
        self.ensure_one()
        leaves = self.leaves_on and self.end_date and self.leaves_on <= self.end_date
        if self.state != 'active' or not self.end_date or leaves or self.past_due_since:
            return False
        return self.end_date + timedelta(days=1)

    def _rights_limits(self):
        """Instants, naive UTC, at each of which the rights would be over."""
        self.ensure_one()
        limits = []
        if self.leaves_on:
            limits.append(opens_after(self.leaves_on))
        if self.past_due_since:
            # the day before the suspension is the last one with rights
            days = self.company_id.perles_suspend_days - 1
            limits.append(opens_after(self.past_due_since + timedelta(days=days)))
        return limits

    @api.constrains('contact_id')
    def _check_contact(self):
        """Mails of the contract and its links go to somebody of the member's organisation.

        :raise ValidationError: for anybody else.
        """
        for membership in self:
            if membership.contact_id.commercial_partner_id != membership.partner_id:
                raise ValidationError(self.env._(
                    "The contact of a membership is somebody of the member's organisation."
                ))

    # === IN FORCE: of partners, as a domain, as SQL, of a record; nowhere else === #

    @api.model
    def _in_force_of(self, partners, company=None, instant=None):
        """The memberships whose rights some partners enjoy at an instant, in one query.

        The one door through which every benefit asks; nothing is copied on the partner. What a
        company owes its members it owes nobody else's.

        :param partners: `res.partner`, of which the commercial partners are members or not.
        :param company: a `res.company`; the current one by default.
        :param datetime instant: naive UTC; now by default.
        :return: dict of commercial partner → membership (sudo)
        """
        found = self.sudo().search_fetch(
            self._in_force_domain(instant, company or self.env.company)
            & Domain('partner_id', 'in', partners.commercial_partner_id._origin.ids),
            ['partner_id', 'plan_id'],
        )
        return {membership.partner_id: membership for membership in found}

    @api.model
    def _contacts_of(self, documents):
        """Who of the member's organisation reads the mails about each of some documents.

        :return: dict document → `res.partner`: the contact of the membership in force, else the
            organisation itself
        """
        contacts = {}
        for company, some in documents.grouped('company_id').items():
            memberships = self._in_force_of(some.partner_id, company)
            for document in some:
                membership = memberships.get(document.partner_id)
                contacts[document] = membership and membership.contact_id or document.partner_id
        return contacts

    @api.model
    def _in_force_domain(self, instant=None, company=None):
        """Memberships whose rights are in force at an instant.

        :param datetime instant: naive UTC; now by default.
        :param company: only those of this `res.company`; a right is one of its company alone.
        """
        instant = instant or fields.Datetime.now()
        domain = (
            Domain('state', '=', 'active')
            & Domain('start_date', '<=', paris_date(instant))
            & (Domain('rights_end', '=', False) | Domain('rights_end', '>', instant))
        )
        return domain & Domain('company_id', '=', company.id) if company else domain

    @api.model
    def _in_force_sql(self, alias, instant=None):
        """The same of one row, as SQL; the caller compares its member and its company.

        :param str alias: of the table `perles_membership`.
        :param datetime instant: naive UTC; now by default.
        """
        instant = instant or fields.Datetime.now()
        row = SQL.identifier(alias)
        return SQL(
            "%(row)s.state = 'active' AND %(row)s.start_date <= %(day)s"
            " AND (%(row)s.rights_end IS NULL OR %(row)s.rights_end > %(instant)s)",
            row=row, day=paris_date(instant), instant=instant,
        )

    def _is_in_force(self, instant=None):
        """Whether the rights of this membership are in force.

        :param datetime instant: naive UTC; now by default.
        """
        self.ensure_one()
        instant = instant or fields.Datetime.now()
        return bool(
            self.state == 'active' and self.start_date
            and self.start_date <= paris_date(instant)
            and (not self.rights_end or instant < self.rights_end)
        )

    def _first_gestures(self):
        """Hook: what a new member does first: dicts of ``url, title, words, done``, in order."""
        return []
