from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import (
    Duration,
    add_months,
    paris_date,
    period,
    period_number,
    window_before,
)


class PerlesMembership(models.Model):
    """The legal notice before each renewal (code de la consommation, L215-1; clause 000-14)."""

    _inherit = 'perles.membership'

    _locked_fields = frozenset({'announcement_ids'})

    announcement_ids = fields.One2many(
        'perles.membership.announcement', 'membership_id', string="Renewal notices",
    )

    # === CLOCK === #

    @api.model
    def _cron_announce(self, batch_size=100):
        """Clock: announce the renewals whose notice is due and whose window is still open."""
        self._drop_stale_notices(self._today())
        self._work_through(self._notice_domain(self._today()), '_announce', batch_size=batch_size)

    @api.model
    def _drop_stale_notices(self, day):
        """Give up on notices that could not leave before the period they announce began.

        Sent then, they would name a day that has passed and a price that was not kept.
        """
        self.env['perles.notice'].sudo().search([
            ('res_model', '=', self._name), ('kind', '=', 'renewal_notice'),
            ('state', 'in', ('owed', 'sending')), ('period', '<=', str(day)),
        ]).state = 'cancelled'

    @api.model
    def _notice_domain(self, day):
        """Memberships that may be in the window of their notice and were not told yet."""
        companies = self.env['perles.membership.plan']._companies()
        # some days more than needed: months have not all as many, and `_notice_is_due` decides
        months = max(companies.mapped('perles_notice_months'))
        furthest = add_months(day, months) + timedelta(days=3)
        return (
            Domain('renews_on', '>', day) & Domain('end_date', '<=', furthest)
            & Domain('announcement_ids', 'not any', [('start_date', '>', day)])
        )

    def _announce(self):
        """Announce those whose day has come: the price is the one of this day (000-18)."""
        today = self._today()
        due = self.filtered(lambda m: m._wants_notice() and m._notice_is_due(today))
        announcements = self.env['perles.membership.announcement'].sudo().create([
            membership._prepare_announcement() for membership in due
        ])
        book = self.env['perles.notice']
        book._owe_all('renewal_notice', [
            book._prepare_due(line.membership_id, str(line.start_date),
                              line.membership_id.contact_id)
            for line in announcements
        ])
        due._forget_failure()

    # === RULES === #

    def _wants_notice(self):
        """Whether this member is told: consumers always, professionals if the setting says so."""
        self.ensure_one()
        everybody = self.company_id.perles_notice_professionals
        return everybody or not self.partner_id._perles_is_professional()

    def _notice_window(self, end):
        """The days on which the notice of a term may leave.

        :param date end: last day of the term.
        :rtype: Period
        """
        company = self.company_id
        return window_before(
            end, Duration(company.perles_notice_earliest, 'months'),
            Duration(company.perles_notice_latest, 'months'),
        )

    def _notice_is_due(self, day):
        """Whether the notice is to leave on a day: its own day is reached, its window is open.

        :param date day: in Paris.
        """
        self.ensure_one()
        planned = add_months(self.end_date, -self.company_id.perles_notice_months)
        window = self._notice_window(self.end_date)
        return max(planned, window.start) <= day <= window.end

    def _prepare_announcement(self):
        self.ensure_one()
        start, end = self.plan_id._next_period(self)
        amounts = self.plan_id._amounts(
            self.plan_id.price, self.partner_id._perles_invoice_address(),
        )
        return {
            'membership_id': self.id,
            'start_date': start,
            'end_date': end,
            'limit_date': self.end_date,
            'price': self.plan_id.price,
            'amount': amounts['total_included'],
        }

    def _announcement_for(self, start):
        """The announcement of the period that begins on a day, or an empty record."""
        return self.announcement_ids.filtered(lambda line: line.start_date == start)[:1]

    def _renewal_price(self, start):
        """The fee of the period that begins on a day, HT (000-18).

        The one announced by the legal notice; without notice, the one of the plan today. The
        price of the year before is never looked at.

        :param date start: first day of the period.
        """
        self.ensure_one()
        announced = self._announcement_for(start)
        return announced._price_kept() if announced.sent_at else self.plan_id.price

    def _next_renewal(self):
        """The next bill as the member reads it, or ``None`` when there is none.

        :return: dict with ``start``, ``end``, ``price_ht``, ``amount_ttc`` and ``announced``
        """
        self.ensure_one()
        if not self.renews_on:
            return None
        start, end = self.plan_id._next_period(self)
        price = self._renewal_price(start)
        amounts = self.plan_id._amounts_shown(price, self.partner_id._perles_invoice_address())
        announcement = self._announcement_for(start)
        return {
            'start': start, 'end': end, 'price_ht': amounts['total_excluded'],
            'amount_ttc': amounts['total_included'], 'announced': bool(announcement.sent_at),
        }

    # === THE VERSION THAT BINDS (000-19) === #

    def _coming_version(self):
        """A published version that does not bind this member yet, or an empty record.

        It binds from the next anniversary, unless it only takes effect later (000-19).
        """
        self.ensure_one()
        last = self.plan_id.terms_id.version_ids[:1]
        newer = self.version_id and last.number > self.version_id.number
        return last if newer and self._is_in_force() else last[:0]

    def _applies_from(self, version):
        """First day on which a version binds this member, in Paris, or ``False`` if never.

        :param version: a `perles.terms.version`.
        """
        self.ensure_one()
        if version == self.version_id:
            return paris_date(self.accepted_at)
        if not self.version_id or version.number < self.version_id.number or not self.end_date:
            return False
        # a period that has begun goes on under the version it was accepted with
        published = paris_date(version.published_at)
        day = max(version.effective_date, published + timedelta(days=1))
        number = period_number(self.start_date, day)
        start = period(self.start_date, number).start
        return start if start >= day else period(self.start_date, number + 1).start
