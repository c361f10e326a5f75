from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.wishes import WishCommon

BATCH = 'odoo.addons.perles_ethiques.models.base.perles_batch_mixin'
BROKEN = "The lot is broken."


@tagged('post_install', '-at_install')
class TestOfferDoors(WishCommon):
    """What happens beside the straight way from an offer to a pre-reservation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls._wishing_member(number) for number in range(2))

    @clause('000-37', '000-39')
    def test_an_offer_outlives_the_public_date(self):
        """Offered on 15 December until the 22nd, public on the 16th: it is still theirs."""
        self._wish(self.a, 200)
        lot = self._lot(quantity=300, at='2026-12-15 09:00:00')
        self._arrive(lot, instant='2026-12-15 09:00:00')
        offer = self._offers(lot)
        self.assertEqual(offer.expires_at, datetime(2026, 12, 22, 22, 59, 59))
        self._end_care(lot)
        lot.write({'perles_stage': 'public', 'perles_released_qty': 100})
        # what is on the shop is bought there
        day = '2026-12-18 10:00:00'
        self.assertEqual(self._take(lot, self.b, 1, 'b', instant=day)[1], 'exhausted')
        claim_id, why_not = self._take(lot, self.a, 150, 'a', offer, instant=day)
        self.assertIsNone(why_not)
        claim = self.env['perles.claim'].browse(claim_id)
        self.assertEqual((claim.quantity, lot.perles_held_qty), (150, 150))
        # the rest is for the shop, not for the next rank
        self._wish(self.b, 50)
        self._run_clock('match', day)
        self.assertFalse(self._offers(lot, self.b))
        self.assertEqual(claim.state, 'quoted')
        self.assertEqual(claim.order_id.order_line.filtered('perles_lot_id').product_uom_qty, 150)

    @clause('000-37')
    def test_the_days_of_an_offer_are_a_setting(self):
        settings = self.env['res.config.settings'].create({'perles_offer_days': 2})
        settings.execute()
        self._wish(self.a, 10)
        lot = self._lot(quantity=10, at='2026-12-24 09:00:00')
        # Christmas Eve is a Thursday; Friday is a holiday
        self._arrive(lot, instant='2026-12-24 09:00:00')
        self.assertEqual(self._offers(lot).expires_at, datetime(2026, 12, 29, 22, 59, 59))
        for days in (0, -1, 366):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.company.perles_offer_days = days

    @clause('000-38')
    def test_quantities_are_not_written_by_hand(self):
        self._wish(self.a, 10)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        offer = self._offers(lot)
        claim = self.env['perles.claim'].browse(self._take(lot, self.b, 10, 'b')[0])
        for record, names in (
            (offer, ('quantity', 'expires_at', 'partner_id', 'lot_id', 'wish_qty')),
            (claim, ('quantity', 'asked_qty', 'rank_at', 'partner_id', 'lot_id', 'key')),
        ):
            for user in (self.employee, self.manager):
                for name in names:
                    value = record[name].id if name.endswith('_id') else record[name]
                    with self.subTest(field=name), self.assertRaises(AccessError):
                        record.with_user(user).write({name: value})

    def test_what_the_team_takes_back_goes_to_the_next(self):
        first = self._wish(self.a, 100)
        self._wish(self.b, 100, '2026-11-04 09:00:00')
        lot = self._lot(quantity=100)
        self._arrive(lot)
        self._offers(lot, self.a).with_user(self.employee).action_withdraw()
        self._run_clock('match', '2026-12-02 11:00:00')
        self.assertEqual(self._offers(lot, state='live').partner_id, self.b)
        self.assertEqual(self._offers(lot, self.a).mapped('state'), ['withdrawn'])
        self.assertEqual(lot._perles_why_not(first), "The house has taken its offer back.")

    @clause('000-38')
    def test_the_key_of_another_member(self):
        lot = self._lot(quantity=100)
        mine = self._take(lot, self.a, 10, 'same')
        self.assertIsNone(mine[1])
        self.assertEqual(self._take(lot, self.b, 10, 'same'), (None, 'taken'))
        other = self._lot(quantity=100, name='OTHER')
        self.assertEqual(self._take(other, self.a, 10, 'same'), (None, 'taken'))
        self.assertEqual((lot.perles_held_qty, other.perles_held_qty), (10, 0))

    @clause('000-38')
    def test_the_first_number_of_a_year(self):
        """Two members press in the first second of January: one of them makes the counter."""
        lot = self._lot(quantity=100)
        with freeze_time('2026-12-02 10:00:00'):
            self.env['perles.claim']._next_numbers(self.company)
        before = self._queues()
        self.assertIsNone(self._take(lot, self.a, 10, 'a')[1])
        self.assertEqual(self._queues(), before)
        answer = self._take(lot, self.a, 10, 'new year', instant='2027-01-04 10:00:00')
        self.assertEqual(self.env['perles.claim'].browse(answer[0]).name, 'PRE/2027/0001')
        # whoever makes a counter holds the queue of its code; tests/load draws in two transactions
        self.assertTrue(self._queues())

    def _queues(self):
        """How many advisory locks this transaction holds."""
        self.env.cr.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return self.env.cr.fetchone()[0]

    @clause('000-39')
    def test_members_of_a_plan_that_is_no_longer_sold(self):
        membership = self.a.perles_membership_ids
        membership.plan_id.product_id.is_published = False
        membership.plan_id.active = False
        lot = self._lot(quantity=100)
        page = lot.product_id.product_tmpl_id
        self.assertIn(
            membership.plan_id, page.with_context(active_test=False).perles_preview_plan_ids,
        )
        user = self._portal_user(self.a, 'member-of-the-old-plan')
        stranger = self._portal_user(self.env['res.partner'].create({'name': "S"}), 'stranger')
        with freeze_time('2026-12-10 10:00:00'):
            self.env.invalidate_all()
            for reader, is_seen in ((user, True), (stranger, False)):
                found = self.env['product.template'].with_user(reader).search_count(
                    [('id', '=', page.id)],
                )
                self.assertEqual(bool(found), is_seen)
            self.assertTrue(lot._perles_may_take(user))
            self.assertFalse(page.with_user(user)._perles_is_unseen())
            self.assertTrue(page.with_user(stranger)._perles_is_unseen())

    @clause('000-37')
    def test_a_clock_that_fails_is_told_once(self):
        self._wish(self.a, 100)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        offer = self._offers(lot)

        def fail(offers):
            raise UserError(BROKEN)

        late = '2026-12-10 00:05:00'
        with patch.object(type(offer), '_give_back', fail), self.assertLogs(BATCH, 'ERROR'):
            self._run_clock('lapse', late)
            self._run_clock('lapse', late)
        stopped = self.env.ref('perles_ethiques.mail_activity_type_clock_stopped')
        activity = offer.activity_ids.filtered(lambda a: a.activity_type_id == stopped)
        self.assertEqual(len(activity), 1)
        self.assertIn(BROKEN, activity.note)
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(offer.state, 'live')
        self._run_clock('lapse', late)
        self.assertEqual(offer.state, 'lapsed')
        self.assertFalse(activity.exists().active)

    def test_a_lot_or_a_receipt_that_fails_is_told(self):
        lot = self._lot(quantity=1)
        for record in (lot, lot.perles_receipt_id):
            with mute_logger(BATCH):
                record._note_failure('_step', ValueError("broken"))
            self.assertIn("broken", record.activity_ids.note)
            self.assertEqual(record.activity_ids.user_id, self.manager)

    def test_withdrawn_offer_frees_the_lot(self):
        self._wish(self.a, 200)
        lot = self._lot(quantity=200)
        self._arrive(lot)
        self._offers(lot).with_user(self.employee).action_withdraw()
        self.assertEqual(lot.perles_held_qty, 0)
        self.assertTrue(lot.perles_to_offer)

    def test_lot_under_an_offer_is_not_deleted(self):
        self._wish(self.a, 200)
        lot = self._lot(quantity=200)
        self._arrive(lot)
        with self.assertRaises(UserError):
            lot.unlink()
        free = self.env['stock.lot'].create({'name': 'FREE', 'product_id': lot.product_id.id})
        free.unlink()
        self.assertFalse(free.exists())
