from lxml import html

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.wish_pages import MORNING, OfferPages


@tagged('post_install', '-at_install')
class TestStandingPages(OfferPages):
    """Where a member stands, read and pressed: the lot, the queue, what is given up."""

    def _tree(self, path):
        return html.fromstring(self._open(path))

    def _links(self, path, start):
        return [
            link for link in self._tree(path).xpath('//main//a/@href') if link.startswith(start)
        ]

    @clause('000-34')
    def test_first_in_the_queue_while_pieces_are_free(self):
        self.wish = self._wish(self.a, 200, min_quantity=150)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        self._log_in('member-a')
        for path in ('/my/wishes', f'/my/wishes/{self.wish.id}', '/my/offers'):
            self.assertEqual(self._links(path, '/my/lots/'), [f'/my/lots/{lot.id}'], path)
        page = self._tree(f'/my/lots/{lot.id}')
        self.assertTrue(page.xpath('//form[contains(@action, "/take")]'))
        self.assertIn(f'/my/wishes/{self.wish.id}', page.xpath('//main//a/@href'))

    def test_the_lot_says_what_i_have(self):
        lot = self._offered(quantity=500)
        product = lot.product_id.product_tmpl_id
        self._log_in('member-a')
        claim_id, _why = self._take(lot, self.a, 30, 'have', None)
        for path in (f'/my/lots/{lot.id}', product.website_url):
            [link] = self._tree(path).xpath(f'//a[@href="/my/claims/{claim_id}"]')
            self.assertIn("30", link.text_content(), path)

    @clause('000-37')
    def test_giving_up(self):
        lot = self._offered()
        claim_id, _why = self._take(lot, self.a, 200, 'give-up', self._offers(lot, self.a))
        claim = self.env['perles.claim'].browse(claim_id)
        self._log_in('member-b')
        self._open(f'/my/claims/{claim_id}', 404)
        self._log_in('member-a')
        path = f'/my/claims/{claim_id}'
        page = self._open(path)
        [form] = html.fromstring(page).xpath('//main//details//form')
        self.assertEqual(form.get('action'), f'{path}/give-up')
        for _press in range(2):
            response = self._press(form.get('action'), {}, page)
            self.assertEqual(response.status_code, 303)
        self.assertEqual((claim.state, lot.perles_held_qty, lot.perles_to_offer),
                         ('cancelled', 100, True))
        self.assertFalse(self._tree(path).xpath('//main//details//form'))
        self.assertEqual(self.wish.slice_ids.held_qty, 0)
        self._run_clock('match', MORNING)
        self.assertEqual(sum(self._offers(lot, self.b, 'live').mapped('quantity')), 200)

    def test_what_is_quoted_is_given_up_by_its_quotation(self):
        lot = self._offered()
        claim_id, _why = self._take(lot, self.a, 200, 'quoted', self._offers(lot, self.a))
        claim = self.env['perles.claim'].browse(claim_id)
        self._end_care(lot, at=MORNING)
        self.assertEqual(claim.state, 'quoted')
        self._log_in('member-a')
        page = self._open(f'/my/claims/{claim_id}')
        self.assertNotIn('/give-up', page)
        token_page = self._open('/my/wishes/new')
        with freeze_time(MORNING):
            self._press(f'/my/claims/{claim_id}/give-up', {}, token_page)
        self.assertEqual(claim.state, 'quoted')


@tagged('post_install', '-at_install')
class TestNumbers(OfferPages):
    """A number names one thing: each series has a prefix of its own."""

    def test_each_series_has_a_prefix_of_its_own(self):
        names = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'ir.sequence'),
        ])
        prefixes = self.env['ir.sequence'].browse(names.mapped('res_id')).mapped('prefix')
        self.assertEqual(len(prefixes), len(set(prefixes)), prefixes)
