from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.offer_common import OfferCommon

MONDAY = '2026-12-07 09:00:00'


@tagged('post_install', '-at_install')
class TestDigest(OfferCommon):
    """Who only waits has one mail a week, and reads the place in the queue."""

    def setUp(self):
        super().setUp()
        self.a, self.b = (self._offer_member(number) for number in range(2))
        self._wish(self.a, 200)
        self.wish = self._wish(self.b, 50, '2026-11-04 09:00:00')
        self.lot = self._lot(self._receipt(), 200)
        self._arrive(self.lot)

    def _digests(self, partner):
        return self._notices(partner.perles_membership_ids, 'waiting_digest')

    @clause('000-34', '000-40')
    def test_once_a_week_and_only_who_waits(self):
        for instant in (MONDAY, MONDAY, '2026-12-08 09:00:00'):
            self._run_offer_clock('digest', instant)
        self.assertEqual(self._digests(self.b).mapped('period'), ['2026-W50'])
        self.assertFalse(self._digests(self.a))
        self._run_offer_clock('digest', '2026-12-14 09:00:00')
        self.assertEqual(len(self._digests(self.b)), 2)

    @clause('000-34')
    def test_mail_says_the_place(self):
        self._run_offer_clock('digest', MONDAY)
        with freeze_time(MONDAY):
            self._send_notices()
        notice = self._digests(self.b)
        self.assertEqual(notice.state, 'sent')
        mail = self.env['mail.mail'].sudo().search([('message_id', '=', notice.message_ref)])
        self.assertIn("vous êtes en tête de la file", mail.body_html)
        self.assertIn(self.lot.product_id.name, mail.body_html)

    def test_nothing_to_wait_for(self):
        self.wish._move('pause')
        self._run_offer_clock('digest', MONDAY)
        self.assertFalse(self._digests(self.b))

    @clause('000-27')
    def test_template_renders_on_anything(self):
        for name in ('offers', 'claim_refused', 'waiting_digest'):
            template = self.env.ref(f'perles_ethiques.mail_template_{name}')
            record = self.env[template.model].search([], limit=1)
            if name != 'claim_refused':
                self.assertTrue(record)
            template._render_field('body_html', record.ids)
