from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import add_months, paris_date
from ...tools.ranking import late_parts


class PerlesWish(models.Model):
    """Wishes are confirmed now and then, or they fall dormant (clause 000-33).

    Dates run from date to date, in Paris. One mail asks about all wishes of a member; while it
    waits for an answer no second one leaves.
    """

    _inherit = 'perles.wish'

    _locked_fields = frozenset({'reminded_at', 'dormant_since'})

    reminded_at = fields.Datetime(
        copy=False, readonly=True, help="When the member was last asked whether it still holds.",
    )
    dormant_since = fields.Datetime(copy=False, readonly=True)
    refresh_on = fields.Date(
        string="To confirm from", compute='_compute_refresh_days', store=True, index=True,
        help="Day on which the member is asked whether the wish still holds.",
    )
    dormant_on = fields.Date(
        string="Dormant from", compute='_compute_refresh_days', store=True, index=True,
        help="Day on which it falls dormant without an answer. Empty: nothing was asked yet.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        'confirmed_at', 'reminded_at', 'company_id.perles_refresh_months',
        'company_id.perles_dormant_months',
    )
    def _compute_refresh_days(self):
        for wish in self:
            company = wish.company_id
            confirmed = paris_date(wish.confirmed_at or fields.Datetime.now())
            wish.refresh_on = add_months(confirmed, company.perles_refresh_months)
            wish.dormant_on = wish._is_asked() and max(
                add_months(
                    confirmed, company.perles_refresh_months + company.perles_dormant_months,
                ),
                # a clock that was late leaves the member as much time
                add_months(paris_date(wish.reminded_at), company.perles_dormant_months),
            )

    def _is_asked(self):
        """Whether the member was asked about this wish since it was last confirmed."""
        return bool(self.reminded_at and self.reminded_at >= self.confirmed_at)

    # === CLOCK === #

    @api.model
    def _cron_refresh(self, batch_size=100):
        """Clock: ask members whether their wishes still hold; no answer sends them to sleep."""
        today = self._today()
        is_open = Domain('state', '=', 'open')
        self._work_through(
            is_open & Domain('dormant_on', '<=', today), '_sleep', batch_size=batch_size,
        )
        self._work_through(
            is_open & Domain('refresh_on', '<=', today) & Domain('dormant_on', '=', False)
            & self._of_members_domain(),
            '_remind', batch_size=batch_size,
        )

    @api.model
    def _of_members_domain(self):
        """Wishes of members in force now: nobody else is written to."""
        memberships = self.env['perles.membership']
        return Domain.OR(
            Domain('company_id', '=', company.id) & Domain(
                'partner_id.perles_membership_ids', 'any',
                memberships._in_force_domain(company=company),
            ) for company in self.env['perles.membership.plan']._companies()
        )

    def _sleep(self):
        self.sudo()._move('sleep')

    def _after_move(self, name, **values):
        """Extends `wish` to note since when a wish is dormant, and to wake its rank."""
        super()._after_move(name, **values)
        if name == 'sleep':
            self.sudo().dormant_since = fields.Datetime.now()
        elif name == 'wake':
            self._awake()

    def _remind(self):
        """Ask each member once about all open wishes."""
        now = fields.Datetime.now()
        book = self.env['perles.notice']
        dues = []
        for partner, due in self.grouped('partner_id').items():
            # another batch of this run may have asked already
            if all(wish._is_asked() for wish in due):
                continue
            wishes = self.sudo().search([
                ('partner_id', '=', partner.id), ('state', '=', 'open'),
            ], order='id')
            wishes.reminded_at = now
            dues.append(book._prepare_due(
                wishes[:1], str(paris_date(now)), wishes[:1]._addressee(),
            ))
        book._owe_all('wish_refresh', dues)

    def _addressee(self):
        """Who of the member's organisation receives the mails: who joined, else itself."""
        self.ensure_one()
        membership = self.partner_id._membership_at(company=self.company_id)
        return membership.contact_id or self.partner_id

    def _asked_about(self):
        """All wishes of the member that the mail asks about (sudo)."""
        return self.sudo().search([
            ('partner_id', '=', self.partner_id.id), ('state', '=', 'open'),
            ('dormant_on', '!=', False),
        ]) if self.partner_id else self

    # === BUSINESS METHODS === #

    def _confirm(self):
        """These wishes still hold: awake or asleep, they may be offered to again.

        A wish that wakes within the days of the company keeps its rank; later, what is not held
        takes a new one.
        """
        wishes = self.sudo().filtered(lambda wish: wish.state != 'closed')
        wishes.confirmed_at = fields.Datetime.now()
        wishes._move_if_possible('wake')

    def _awake(self):
        today = self._today()
        for wish in self.sudo():
            if today > wish._rank_kept_until():
                wish._lock_slices()
                wish._write_parts(late_parts(wish._parts(), fields.Datetime.now()))
        self.sudo().dormant_since = False

    @api.model
    def _today(self):
        """Today, in Paris."""
        return paris_date(fields.Datetime.now())

    def _rank_kept_until(self):
        """Last day, in Paris, on which a dormant wish may come back with its rank."""
        self.ensure_one()
        since = paris_date(self.dormant_since or fields.Datetime.now())
        return since + timedelta(days=self.company_id.perles_wake_days)

    def action_wake(self):
        """Take dormant wishes up again: they still hold."""
        self.check_access('write')
        self._confirm()
        return True

    @api.model
    def _to_confirm(self, partner):
        """A member's wishes that wait for “still wanted” (sudo): asked about, or dormant."""
        return self.sudo().search(self._member_domain(partner) & (
            Domain('state', '=', 'dormant')
            | Domain('state', '=', 'open') & Domain('dormant_on', '!=', False)
        ))

    @api.model
    def _confirm_all(self, partner):
        """All wishes of a member still hold: one gesture (000-33).

        :param partner: any contact of the organisation.
        """
        self.sudo().search(
            self._member_domain(partner) & Domain('state', 'in', ('open', 'paused', 'dormant')),
        )._confirm()
