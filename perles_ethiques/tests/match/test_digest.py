from lxml import html

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.wishes import WishCommon

MONDAY = '2026-12-07 09:00:00'


@tagged('post_install', '-at_install')
class TestDigest(WishCommon):
    """Who only waits has one mail a week, and reads the place in the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls._wishing_member(number) for number in range(2))
        cls._wish(cls.a, 200)
        cls.wish = cls._wish(cls.b, 50, '2026-11-04 09:00:00')
        cls.lot = cls._lot(quantity=200)

    def setUp(self):
        super().setUp()
        self._arrive(self.lot)

    def _digests(self, partner):
        return self._notices(partner.perles_membership_ids, 'waiting_digest')

    @clause('000-34', '000-40')
    def test_once_a_week_and_only_who_waits(self):
        for instant in (MONDAY, MONDAY, '2026-12-08 09:00:00'):
            self._run_clock('waiting_digest', instant)
        self.assertEqual(self._digests(self.b).mapped('period'), ['2026-W50'])
        self.assertFalse(self._digests(self.a))
        self._run_clock('waiting_digest', '2026-12-14 09:00:00')
        self.assertEqual(len(self._digests(self.b)), 2)

    @clause('000-34')
    def test_mail_says_the_place(self):
        self._run_clock('waiting_digest', MONDAY)
        with freeze_time(MONDAY):
            self._send_notices()
        notice = self._digests(self.b)
        self.assertEqual(notice.state, 'sent')
        mail = self.env['mail.mail'].sudo().search([('message_id', '=', notice.message_ref)])
        self.assertIn("vous êtes en tête de la file", mail.body_html)
        self.assertIn(self.lot.product_id.name, mail.body_html)

    def test_prices_are_read_where_they_decide(self):
        """Who says what is paid at most waits for what costs no more, and for nothing dearer."""
        self.wish._move('close')
        partners = {}
        for number, most in enumerate((0.5, 1.0, 0.0), 2):
            partners[most] = self._wishing_member(number)
            self._wish(partners[most], 50, '2026-11-05 09:00:00', max_price=most)
        self._run_clock('waiting_digest', MONDAY)
        self.assertEqual(
            {most: len(self._digests(partner)) for most, partner in partners.items()},
            {0.5: 0, 1.0: 1, 0.0: 1},
        )

    def test_owed_in_one_statement_as_one_by_one(self):
        membership, book = self.b.perles_membership_ids, self.env['perles.notice']
        with freeze_time(MONDAY):
            membership._owe_digest()
            membership._owe_digest()
            one = book._owe(membership, 'waiting_digest', 'alone', membership.contact_id)
        many = self._digests(self.b) - one
        self.assertEqual(len(many), 1)
        self.assertTrue(many.email)
        apart = {'id', 'period', 'message_ref', 'display_name', 'due_at', 'create_date',
                 'write_date', '__last_update'}
        names = [name for name, field in book._fields.items() if field.store and name not in apart]
        self.assertEqual(many.read(names), [{**one.read(names)[0], 'id': many.id}])
        self.assertRegex(many.message_ref, r'^<.+-perles-notice-[0-9a-f]{32}@.+>$')

    def test_nothing_to_wait_for(self):
        self.wish._move('pause')
        self._run_clock('waiting_digest', MONDAY)
        self.assertFalse(self._digests(self.b))

    def _joins_elsewhere(self, partner):
        """A membership in force of the same member in another company."""
        elsewhere = {'company_id': self.env['res.company'].create({'name': "Elsewhere"}).id}
        plan = self.plan.copy({
            **elsewhere, 'pricelist_id': False, 'product_id': self.plan.product_id.copy().id,
            'terms_id': self.terms.copy({**elsewhere, 'code': self.terms.code}).id,
        })
        membership = self.env['perles.membership'].create({
            **elsewhere, 'partner_id': partner.id, 'contact_id': partner.id, 'plan_id': plan.id,
            'period_ids': [Command.create({
                'number': 1, 'start_date': '2026-12-01', 'end_date': '2027-11-30',
            })],
        })
        membership._write_state('active')
        return membership

    def test_each_company_tells_of_its_own(self):
        """Who is a member of two hears from the one to which the wish was told."""
        here = self.b.perles_membership_ids
        elsewhere = self._joins_elsewhere(self.b)
        with freeze_time(MONDAY):
            self.assertTrue(elsewhere._is_in_force())
        self._run_clock('waiting_digest', MONDAY)
        self.assertTrue(self._notices(here, 'waiting_digest'))
        self.assertFalse(self._notices(elsewhere, 'waiting_digest'))
        with freeze_time(MONDAY):
            self.assertFalse(elsewhere._waiting_lines())

    @clause('000-27')
    def test_template_renders_on_anything(self):
        offer = self._offers(self.lot, self.a)
        self._assert_renders('offers', offer.letter_id)
        self._assert_renders('waiting_digest', self.b.perles_membership_ids)
        self._take(self.lot, self.a, 200, 'a', offer)
        self._assert_renders('claim_refused', self.lot.perles_claim_ids)
        self._assert_renders('claim_cancelled', self.lot.perles_claim_ids)

    @freeze_time(MONDAY)
    def _assert_renders(self, name, record):
        """A mail says who and what, and nothing of a template is left in it."""
        template = self.env.ref(f'perles_ethiques.mail_template_{name}')
        body = template._render_field('body_html', record.ids, compute_lang=True)[record.id]
        words = html.fromstring(body).text_content()
        self.assertIn("Camille Roux,", words, name)
        self.assertIn(self.lot.product_id.name, words, name)
        for leftover in ('t-out', 't-if', 't-att', '{{', "None", "False"):
            self.assertNotIn(leftover, body, name)
