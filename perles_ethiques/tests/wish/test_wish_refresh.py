from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import BROKEN
from ..kit.wishes import GlassWishCommon


@tagged('post_install', '-at_install')
class TestWishRefresh(GlassWishCommon, TransactionCase):
    """Wishes are confirmed now and then, or they fall dormant (000-33)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-10-01')
        cls.partner = cls.membership.partner_id
        cls.wish = cls._wish(cls.partner, instant='2026-11-03 09:00:00')
        cls.second = cls._wish(cls.partner, instant='2026-12-20 09:00:00')
        cls.other = cls._member_since('2026-10-01', 1)
        cls.neighbour = cls._wish(cls.other.partner_id, instant='2026-11-04 09:00:00')

    def _asked(self, partner):
        notices = self.env['perles.notice'].search([('kind', '=', 'wish_refresh')])
        return notices.filtered(lambda n: n._document().partner_id == partner)

    def _states(self):
        self.env.invalidate_all()
        return [wish.state for wish in (self.wish, self.second, self.neighbour)]

    def _sleep_in_april(self):
        self._run_clock('refresh_wishes', '2027-02-03 08:00:00')
        self._run_clock('refresh_wishes', '2027-04-03 08:00:00')

    @clause('000-33')
    def test_asked_after_three_months_dormant_two_months_later(self):
        self._run_clock('refresh_wishes', '2027-02-02 22:30:00')
        self.assertFalse(self._asked(self.partner))
        self._run_clock('refresh_wishes', '2027-02-02 23:30:00')  # 3 February in Paris
        self.assertEqual(len(self._asked(self.partner)), 1)
        self.assertFalse(self._asked(self.other.partner_id))
        self._run_clock('refresh_wishes', '2027-02-04 08:00:00')
        self.assertEqual(len(self._asked(self.other.partner_id)), 1)
        self._run_clock('refresh_wishes', '2027-04-02 20:00:00')
        self.assertEqual(self._states(), ['open', 'open', 'open'])
        self._run_clock('refresh_wishes', '2027-04-03 08:00:00')
        self.assertEqual(self._states(), ['dormant', 'open', 'open'])
        self.assertEqual(str(self.wish.dormant_since), '2027-04-03 08:00:00')

    @clause('000-33')
    def test_one_mail_for_all_wishes_of_a_member(self):
        self._run_clock('refresh_wishes', '2027-02-03 08:00:00')
        # the second wish comes due while the first mail waits for its answer
        self._run_clock('refresh_wishes', '2027-03-20 08:00:00')
        self.assertEqual(len(self._asked(self.partner)), 1)
        self._run_clock('refresh_wishes', '2027-05-19 08:00:00')
        self.assertEqual(self.second.state, 'open')
        self._run_clock('refresh_wishes', '2027-05-20 08:00:00')
        self.assertEqual(self.second.state, 'dormant')

    @clause('000-33')
    def test_a_confirmation_starts_a_new_cycle(self):
        self._run_clock('refresh_wishes', '2027-02-04 08:00:00')
        with freeze_time('2027-02-10 09:00:00'):
            self.assertEqual(self.wishes._to_confirm(self.partner), self.wish | self.second)
            self.wishes._confirm_all(self.partner)
            self.assertFalse(self.wishes._to_confirm(self.partner))
        self._run_clock('refresh_wishes', '2027-04-20 08:00:00')
        self.assertEqual(self._states(), ['open', 'open', 'dormant'])
        self.assertEqual(self._parts(self.wish), [('2026-11-03 09:00:00', 200)])
        self._run_clock('refresh_wishes', '2027-05-10 08:00:00')
        self.assertEqual(len(self._asked(self.partner)), 2)
        self.assertEqual(self.wish.dormant_on.isoformat(), '2027-07-10')

    @clause('000-33')
    def test_waking_within_thirty_days_keeps_the_rank(self):
        self._sleep_in_april()
        self.assertEqual(self.wish._rank_kept_until().isoformat(), '2027-05-03')
        with freeze_time('2027-05-03 21:00:00'):
            self.wishes._confirm_all(self.partner)
        self.assertEqual(self.wish.state, 'open')
        self.assertEqual(self._parts(self.wish), [('2026-11-03 09:00:00', 200)])
        self.assertFalse(self.wish.dormant_since)

    @clause('000-33')
    def test_waking_later_takes_a_new_rank_for_what_is_free(self):
        self._hold(self.wish, 80)
        self._sleep_in_april()
        with freeze_time('2027-05-04 08:00:00'):
            self.wish.with_user(self.employee).action_wake()
        self.assertEqual(self._parts(self.wish), [
            ('2026-11-03 09:00:00', 80), ('2027-05-04 08:00:00', 120),
        ])
        self.assertEqual(self.second.state, 'open')
        self.assertEqual(self._parts(self.second), [('2026-12-20 09:00:00', 200)])

    def test_a_dormant_wish_is_first_said_to_hold(self):
        self._sleep_in_april()
        with freeze_time('2027-04-10 09:00:00'), \
                self.assertRaisesRegex(UserError, "say first that it still holds"):
            self.wish._edit({'quantity': 300})

    def test_a_late_clock_leaves_as_much_time(self):
        self._run_clock('refresh_wishes', '2027-03-20 08:00:00')
        self._run_clock('refresh_wishes', '2027-05-19 08:00:00')
        self.assertEqual(self._states(), ['open', 'open', 'open'])
        self._run_clock('refresh_wishes', '2027-05-20 08:00:00')
        self.assertEqual(self._states(), ['dormant', 'dormant', 'dormant'])

    def test_who_paused_or_left_is_not_asked(self):
        (self.wish | self.second)._move('pause')
        self.other.sudo()._write_state('suspended')
        self._run_clock('refresh_wishes', '2027-06-01 08:00:00')
        self.assertFalse(self._asked(self.partner) | self._asked(self.other.partner_id))
        self.assertEqual(self._states(), ['paused', 'paused', 'open'])

    def test_one_broken_member_delays_nobody(self):
        refused = self.registry['perles.notice']._prepare_due
        broken = self.partner

        def refuse(book, document, *args, **kwargs):
            if document.partner_id == broken:
                raise UserError(BROKEN)
            return refused(book, document, *args, **kwargs)

        self.patch(self.registry['perles.notice'], '_prepare_due', refuse)
        with self.assertLogs('odoo.addons.perles_ethiques.models.base.perles_batch_mixin', 'ERROR'):
            self._run_clock('refresh_wishes', '2027-02-05 08:00:00')
        self.assertFalse(self._asked(self.partner))
        self.assertEqual(len(self._asked(self.other.partner_id)), 1)

    @clause('000-33')
    def test_the_mail(self):
        self._run_clock('refresh_wishes', '2027-02-03 08:00:00')
        with freeze_time('2027-02-03 09:00:00'):
            self._send_notices()
        notice = self._asked(self.partner)
        self.assertEqual((notice.state, notice.error), ('sent', False))
        body = self.env['mail.mail'].search(
            [('message_id', '=', notice.message_ref)],
        ).body_html
        self.assertIn('/my/wishes', body)
        self.assertEqual(body.count("</li>"), 2)
        self.assertIn("2027", body)

    def test_settings(self):
        self.company.write({'perles_refresh_months': 1, 'perles_dormant_months': 1})
        self._run_clock('refresh_wishes', '2026-12-03 08:00:00')
        self.assertEqual(len(self._asked(self.partner)), 1)
        self.assertEqual(self.wish.dormant_on.isoformat(), '2027-01-03')
        with self.assertRaises(ValidationError):
            self.company.perles_dormant_months = 0

    def test_the_clock_is_among_those_of_the_house(self):
        clock = self.env.ref('perles_ethiques.ir_cron_refresh_wishes')
        self.assertIn(clock.id, self.env['perles.clock'].search([]).ids)
