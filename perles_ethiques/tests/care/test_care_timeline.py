from datetime import datetime

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.cares import CARED, REVALUED, SORTED, CareCommon
from ..kit.lots import ARRIVAL


@tagged('post_install', '-at_install')
class TestCareTimeline(CareCommon):
    """What a member reads of the care of a lot."""

    def test_a_lot_that_is_no_arrival_has_no_steps(self):
        lot = self.env['stock.lot'].create({
            'name': "Stock", 'product_id': self._product().id,
        })
        self.assertEqual(lot._perles_remaining_steps(), [])
        self.assertFalse(any(done for _label, _at, done in lot._perles_timeline()))

    @clause('000-94')
    def test_timeline_of_the_member_names_nobody(self):
        lot = self._lot('L-2026-031')
        self._through(lot)
        with freeze_time(datetime(2026, 12, 16, 9, 0)):
            self.assertEqual(lot._perles_timeline(), [
                ("received", ARRIVAL, True), ("sorting", SORTED, True), ("care", CARED, True),
                ("revaluation", REVALUED, True),
            ])
            self.env['res.lang']._activate_lang('fr_FR')
            page = str(self.env['ir.qweb'].with_context(lang='fr_FR')._render(
                'perles_ethiques.lot_timeline', {'lot': lot.with_context(lang='fr_FR')},
            ))
        for day in ("2 décembre 2026", "3 décembre 2026", "8 décembre 2026", "15 décembre 2026"):
            self.assertIn(day, page)
        self.assertNotIn(self.employee.name, page)
        self.assertNotIn(self.partner.name, page)

    @clause('000-94')
    def test_timeline_says_what_is_to_come(self):
        lot = self._lot('L-2026-031')
        with freeze_time(SORTED):
            self._care(lot)._move('sort')
        self.assertEqual(
            [done for _label, _at, done in lot._perles_timeline()], [True, True, False, False],
        )

    @clause('000-94')
    def test_timeline_is_the_day_in_paris(self):
        lot = self._lot('L1', at=datetime(2026, 12, 1, 23, 30))
        self.env['res.lang']._activate_lang('fr_FR')
        page = str(self.env['ir.qweb'].with_context(lang='fr_FR')._render(
            'perles_ethiques.lot_timeline', {'lot': lot},
        ))
        self.assertIn(">2 décembre 2026<", page)
