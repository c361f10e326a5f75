from odoo.tests import freeze_time, tagged

from ..kit.promises import PromiseCommon

ARRIVED = '2026-12-02 09:12:00'
MEANWHILE = '2026-12-10 08:00:00'


@tagged('post_install', '-at_install')
class TestRemoval(PromiseCommon):
    """The house without the addon: no preview is public, and its places are found again."""

    def test_previews_leave_the_shop(self):
        with freeze_time(ARRIVED):
            lot = self._enter({'quantity': 300})
        page = lot.product_id.product_tmpl_id
        native = self.env['product.template'].create({'name': "Atelier", 'is_published': True})
        self.assertTrue(page.is_published)
        with freeze_time(MEANWHILE):
            self.company._perles_before_removal()
        self.assertEqual([page.is_published, native.is_published], [False, True])

    def test_an_open_lot_stays_on_the_shop(self):
        with freeze_time(ARRIVED):
            lot = self._enter({'quantity': 300})
        self._end_care(lot, 300)
        self._run_clock('open', '2026-12-16 08:00:00')
        with freeze_time('2026-12-17 08:00:00'):
            self.company._perles_before_removal()
        self.assertTrue(lot.product_id.product_tmpl_id.is_published)

    def test_places_are_found_again(self):
        names = sorted(self.company._perles_kept_fields)
        before = {name: self.company[name] for name in names}
        self.assertTrue(all(before.values()))
        self.company._perles_before_removal()
        self.company.write(dict.fromkeys(names, False))
        self.company._perles_find_again()
        self.company._perles_apply_house_defaults()
        self.assertEqual({name: self.company[name] for name in names}, before)
