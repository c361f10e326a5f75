from odoo import sql_db
from odoo.tests import freeze_time, tagged

from ..kit.pages import PageCommon
from ..kit.wishes import WishCommon

MORNING = '2026-12-02 10:00:00'
PAGE = 20


@tagged('post_install', '-at_install')
class TestConstantQueriesOfWishes(WishCommon, PageCommon):
    """The lists of a member cost the same statements for 20 lines as for 80."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._wishing_member(0)
        cls._portal_user(cls.partner, 'member-a')

    def setUp(self):
        super().setUp()
        with freeze_time(MORNING):
            self.authenticate('member-a', 'member-a')
        self.offered = self.env['perles.offer']

    def _offer(self, number):
        """So many more wishes, each with a project, and a lot that answers it exactly."""
        first = len(self.offered)
        lots = []
        for index in range(first, first + number):
            project = self.env['perles.project'].create({
                'name': f"Project {index}", 'partner_id': self.partner.id,
            })
            self._wish(
                self.partner, 10, values=['colour_duck_blue', 'material_glass'],
                mm_min=index + 1, mm_max=index + 1, project_id=project.id,
            )
            lots.append({
                'name': f'LOT-{index}', 'quantity': 10, 'perles_mm': index + 1,
                'values': ['colour_duck_blue', 'material_glass'],
            })
        self._arrive(self._lots(*lots))
        self.offered = self._offers(partner=self.partner)
        self.assertEqual(len(self.offered), first + number)

    def _claim_all(self):
        for offer in self.offered.filtered(lambda offer: offer.state == 'live'):
            answer = self._take(offer.lot_id, self.partner, 10, f'key-{offer.id}', offer)
            self.assertTrue(answer[0], answer)

    def _queries(self, path, shown):
        """Number of SQL statements of a page that shows so many lines, once caches are warm."""
        with freeze_time(MORNING):
            self.url_open(path)
            before = sql_db.sql_counter
            page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertEqual(page.text.count('</tr>') - 1, shown)
        return sql_db.sql_counter - before

    def _assert_constant(self, more, *paths):
        """As many statements for a full page, the first of one or of four, as for two lines."""
        more(2)
        few = [self._queries(path, 2) for path in paths]
        for number in (PAGE - 2, 3 * PAGE):
            more(number)
            self.assertEqual([self._queries(path, PAGE) for path in paths], few)

    def test_wishes_and_offers(self):
        self._assert_constant(self._offer, '/my/wishes', '/my/offers')

    def test_claims(self):
        def more(number):
            self._offer(number)
            self._claim_all()

        self._assert_constant(more, '/my/claims')

    def test_wishes_that_wait(self):
        """Likewise when each of them waits for a lot that others hold."""
        other = self._wishing_member(1)

        def more(number):
            first = self.env['perles.wish'].search_count([('partner_id', '=', self.partner.id)])
            lots = []
            for index in range(first, first + number):
                self._wish(other, 10, '2026-11-02 09:00:00', mm_min=index + 1, mm_max=index + 1)
                self._wish(self.partner, 10, mm_min=index + 1, mm_max=index + 1)
                lots.append({'name': f'WAIT-{index}', 'quantity': 10, 'perles_mm': index + 1})
            self._arrive(self._lots(*lots))
            self.assertFalse(self._offers(partner=self.partner))
            mine = self.env['perles.wish'].search([('partner_id', '=', self.partner.id)])
            with freeze_time(MORNING):
                self.assertEqual(len(mine._waiting_lines(limit=None)), first + number)

        self._assert_constant(more, '/my/wishes')
