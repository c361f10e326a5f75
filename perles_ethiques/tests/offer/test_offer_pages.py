import re

from odoo import sql_db
from odoo.tests import tagged

from ..clause import clause
from ..kit.wish_pages import MORNING, OfferPages


@tagged('post_install', '-at_install')
class TestOfferPages(OfferPages):
    """What a member reads and presses, with and without script."""

    def test_accept(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        self.assertIn(f'/my/offers/{offer.id}', self._open('/my/offers'))
        page = self._open(f'/my/offers/{offer.id}')
        response = self._press(f'/my/offers/{offer.id}/accept', {'quantity': '150'}, page)
        self.assertEqual(response.status_code, 303, response.text[:3000])
        claim = lot.perles_claim_ids
        self.assertEqual((claim.quantity, claim.partner_id), (150, self.a))
        done = self._open(response.headers['Location'])
        self.assertIn(claim.name, done)
        self.assertIn(claim.name, self._open(f'/my/claims/{claim.id}'))
        self.assertIn(claim.name, self._open('/my/claims'))
        # the other tab
        again = self._press(f'/my/offers/{offer.id}/accept', {'quantity': '200'}, page)
        self.assertIn(f'/my/claims/{claim.id}/done', again.headers['Location'])
        self.assertEqual(lot.perles_claim_ids, claim)
        self.assertNotIn('pe-take-form', self._open(f'/my/offers/{offer.id}'))

    def test_accept_with_script(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        page = self._open(f'/my/offers/{offer.id}')
        # the second press, in another tab, is answered with what the first one took
        for quantity in ('200', '150'):
            response = self._press(
                f'/my/offers/{offer.id}/accept', {'quantity': quantity}, page,
                headers={'Accept': 'application/json'},
            )
            self.assertEqual(response.status_code, 200)
            answer = response.json()
            self.assertEqual(answer['url'], f'/my/claims/{lot.perles_claim_ids.id}')
            self.assertIn("200 pièces", answer['sentence'])

    def test_decline_twice(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        page = self._open(f'/my/offers/{offer.id}')
        for _press in range(2):
            response = self._press(f'/my/offers/{offer.id}/decline', {}, page)
            self.assertEqual(response.status_code, 303)
        self.assertEqual(offer.state, 'declined')
        self.assertEqual(lot.perles_held_qty, 100)
        late = self._press(f'/my/offers/{offer.id}/accept', {'quantity': '1'}, page)
        self.assertEqual(late.status_code, 409)
        self.assertIn("a déjà reçu une réponse", late.text)

    @clause('000-37')
    def test_expired(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        late = '2026-12-09 23:00:00'
        self._log_in('member-a', late)
        page = self._open('/my/membership/leave', instant=late)
        response = self._press(
            f'/my/offers/{offer.id}/accept', {'quantity': '200'}, page, instant=late,
            headers={'Accept': 'application/json'},
        )
        self.assertEqual(response.status_code, 409)
        self.assertIn("est passé", response.json()['sentence'])
        self.assertFalse(lot.perles_claim_ids)
        self.assertNotIn('pe-take-form', self._open(f'/my/offers/{offer.id}', instant=late))

    def test_bad_quantities(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        page = self._open(f'/my/offers/{offer.id}')
        for text in ('', '0', '-3', '1e9', 'NaN', 'inf', 'abc', '201', '1.5', '1,5', '\x00'):
            with self.subTest(text=text):
                response = self._press(f'/my/offers/{offer.id}/accept', {'quantity': text}, page)
                self.assertEqual(response.status_code, 400, response.text[:3000])
        self.assertFalse(lot.perles_claim_ids)
        self.assertEqual(offer.state, 'live')

    def test_offers_of_others(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-b')
        own = self._open(f'/my/offers/{self._offers(lot, self.b).id}')
        self._open(f'/my/offers/{offer.id}', 404)
        self._open('/my/offers/999999', 404)
        for gesture in ('accept', 'decline'):
            response = self._press(f'/my/offers/{offer.id}/{gesture}', {'quantity': '1'}, own)
            self.assertEqual(response.status_code, 404)
        claim_id, _why = self._take(lot, self.a, 10, 'mine', offer)
        self._open(f'/my/claims/{claim_id}', 404)
        self._open(f'/my/claims/{claim_id}/done', 404)

    @clause('000-38')
    def test_free_quantity_of_a_lot(self):
        lot = self._lot(quantity=100)
        self._log_in('member-a')
        first = self._open(f'/my/lots/{lot.id}')
        key = re.search(r'name="key" value="([^"]+)"', first).group(1)
        data = {'quantity': '100', 'key': key}
        response = self._press(f'/my/lots/{lot.id}/take', data, first)
        self.assertEqual(response.status_code, 303, response.text[:2000])
        self.assertEqual(
            self._press(f'/my/lots/{lot.id}/take', data, first).headers['Location'],
            response.headers['Location'],
        )
        self._log_in('member-b')
        page = self._open('/my/membership/leave')
        refused = self._press(f'/my/lots/{lot.id}/take', data, page)
        self.assertEqual(refused.status_code, 409)
        self.assertIn("Épuisé", refused.text)
        self.assertEqual(lot.perles_held_qty, 100)
        self.assertEqual(lot.perles_claim_ids.partner_id, self.a)

    def test_lot_is_for_members(self):
        lot = self._lot(quantity=100)
        self.a.perles_membership_ids.sudo().leaves_on = '2026-12-01'
        self._log_in('member-a')
        self._open(f'/my/lots/{lot.id}', 404)
        self._open('/my/lots/999999', 404)

    @clause('000-26')
    def test_day_of_the_event(self):
        project = self.env['perles.project'].create({
            'name': "Salon", 'kind': 'event', 'date': '2027-06-12', 'partner_id': self.a.id,
        })
        lot = self._offered(project_id=project.id)
        self._log_in('member-a')
        offer = self._offers(lot, self.a)
        for path in ('/my/offers', f'/my/offers/{offer.id}'):
            self.assertIn("pour le 12/06/2027", self._open(path))

    @clause('000-34')
    def test_who_waits_reads_the_position(self):
        self._offered(quantity=200)
        self._log_in('member-b')
        self.assertIn("vous êtes en tête de la file", self._open('/my/offers'))

    @clause('000-48')
    def test_banner_without_wishes(self):
        self._log_in('member-a')
        self.assertIn("Complétez votre demande", self._open('/my/offers'))
        self._offered()
        self.assertNotIn("Complétez votre demande", self._open('/my/offers'))

    @clause('000-41')
    def test_refused_claim_says_why(self):
        lot = self._offered()
        claim_id, _why = self._take(lot, self.b, 100, 'b', self._offers(lot, self.b))
        self._take(lot, self.a, 200, 'a', self._offers(lot, self.a))
        claims = self.env['perles.claim'].search([('lot_id', '=', lot.id)])
        claims._share_usable(180)
        self._log_in('member-b')
        self.assertIn("adhérents arrivés avant vous", self._open(f'/my/claims/{claim_id}'))

    def test_constant_queries(self):
        self._log_in('member-a')

        def queries(path):
            self._open(path)
            before = self._sql_count()
            self._open(path)
            return self._sql_count() - before

        self._wish(self.a, 5000)
        self._arrive(self._lots(*({'name': f'L{n}', 'quantity': 5} for n in range(5))))
        few = queries('/my/offers')
        self._arrive(*[self._lot(f'M{n}', 5) for n in range(12)],
                     instant=MORNING)
        self.assertEqual(len(self._offers(partner=self.a)), 17)
        self.assertLessEqual(queries('/my/offers'), few)

    def _sql_count(self):
        return sql_db.sql_counter
