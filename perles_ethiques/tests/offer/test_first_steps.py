from lxml import html
from psycopg2 import IntegrityError

from odoo.modules.module import load_script
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.lots import LotCommon
from ..kit.wishes import WishCommon


@tagged('post_install', '-at_install')
class TestFirstSteps(WishCommon, LotCommon):
    """From an empty house to the first offer: what is missing, and where it is filled in."""

    def _steps(self):
        return {line[1]: line[0] for line in self.company._perles_first_steps()}

    def _warehouse(self):
        return self.env['stock.warehouse'].search(
            [('company_id', '=', self.company.id)], limit=1,
        )

    def test_each_line_is_a_link(self):
        settings = self.env['res.config.settings'].create({})
        links = html.fromstring(settings.perles_checklist).xpath('//li//a/@href')
        lines = [
            *self.company._perles_checklist(), *self.company._perles_sales_checklist(),
            *self.company._perles_first_steps(),
        ]
        self.assertEqual(len(links), len(lines))
        for link in links:
            self.assertRegex(link, r'^/(odoo/|adhesion)')

    def test_its_heading_holds_when_all_is_done_too(self):
        arch = self.env['res.config.settings'].get_view(view_type='form')['arch']
        heading, = html.fromstring(arch).xpath("//setting[field[@name='perles_checklist']]/@string")
        self.assertNotIn("missing", heading)

    def test_steps_are_done_one_after_the_other(self):
        before = self._steps()
        self.assertEqual(
            list(before),
            ["Means of payment", "First member", "Model of arrivals", "First arrival", "First wish",
             "First offer"],
        )
        models = self.env['product.template'].search([('perles_is_model', '=', True)])
        models.active = False
        self.assertFalse(self._steps()["Model of arrivals"])
        self.assertFalse(self.env['perles.arrival.entry'].create({}).has_models)
        models.active = True
        self._lot()
        after = self._steps()
        self.assertTrue(after["Model of arrivals"] and after["First arrival"])
        self.assertTrue(self.env['perles.arrival.entry'].create({}).has_models)

    def test_a_company_names_itself(self):
        self.assertTrue(self.company._perles_is_ready())
        self.company.name = 'My Company'
        self.assertFalse(self.company._perles_is_ready())

    def test_a_warehouse_follows_the_name_of_its_company(self):
        warehouse = self._warehouse()
        warehouse.name = self.company.name
        self.company.name = "Une autre enseigne"
        self.assertEqual(warehouse.name, "Une autre enseigne")
        warehouse.name = "Réserve du fond"
        self.company.name = "LE JAS DES SOURCES"
        self.assertEqual(warehouse.name, "Réserve du fond")

    def test_no_two_warehouses_of_a_company_have_one_name(self):
        warehouse, before = self._warehouse(), self.company.name
        warehouse.name = before
        other = self.env['stock.warehouse'].create({
            'name': "Une autre enseigne", 'code': 'AUTRE', 'company_id': self.company.id,
        })
        other.active = False
        try:
            with mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                self.company.name = other.name
        except IntegrityError:
            self.fail("The company cannot take its name.")
        self.assertEqual([warehouse.name, other.name], [before, "Une autre enseigne"])

    def test_an_upgrade_names_the_warehouse_of_nobody(self):
        warehouse = self._warehouse()
        warehouse.name = 'My Company'
        path = 'perles_ethiques/migrations/19.0.5.0.0/post-warehouses.py'
        load_script(path, 'post_warehouses').migrate(self.env.cr, '19.0.4.0.0')
        self.env.invalidate_all()
        self.assertEqual(warehouse.name, self.company.name)
