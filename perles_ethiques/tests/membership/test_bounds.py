from psycopg2.errors import CheckViolation

from odoo.modules.module import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, file_open, mute_logger

from ...tools.bounds import BOUNDS, bounds


@tagged('post_install', '-at_install')
class TestBounds(TransactionCase):
    """Every number that a company sets has its bounds, and the database holds them."""

    def test_every_number_of_the_company_has_its_bounds(self):
        numbers = {
            name for name, field in self.env['res.company']._fields.items()
            if field.store and field.type in ('integer', 'float', 'monetary')
            and {*field._modules} == {'perles_ethiques'}
        }
        self.assertEqual(numbers, BOUNDS.keys())

    @mute_logger('odoo.sql_db')
    def test_the_database_refuses_what_is_out_of_bounds(self):
        accepted = []
        for name, (low, high, _words) in BOUNDS.items():
            for number in (low - 1, high + 1, float('nan')):
                if self._is_accepted(name, number):
                    accepted.append((name, number))
        self.assertEqual(accepted, [])

    @mute_logger('odoo.sql_db')
    def test_the_bounds_themselves_are_accepted(self):
        for name, (low, high, _words) in BOUNDS.items():
            for number in (low, high):
                self.assertTrue(self._is_accepted(name, number), (name, number))

    def _is_accepted(self, name, number):
        is_whole = self.env['res.company']._fields[name].type == 'integer'
        if is_whole and number != number:
            return False  # an integer column takes no such number
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(SQL(
                    "UPDATE res_company SET %s = %s", SQL.identifier(name), number,
                ))
        except CheckViolation:
            return False
        return True

    def test_each_constraint_has_both_ends(self):
        for name, (low, high, words) in BOUNDS.items():
            definition, said = bounds(name)
            self.assertIn(f'{name} >= {low}', definition)
            self.assertIn(f'{name} <= {high}', definition)
            self.assertEqual(said, words)

    def test_evidence_outlives_what_the_law_asks(self):
        low, _high, _words = BOUNDS['perles_evidence_years']
        self.assertEqual(low, 10)

    def test_what_is_said_is_french(self):
        with file_open('perles_ethiques/i18n/fr.po') as texts:
            known = texts.read()
        english = {words for _low, _high, words in BOUNDS.values()}
        untold = {words for words in english if f'msgid "{words}"\nmsgstr "' not in known}
        self.assertEqual(untold, set())

    def test_an_upgrade_brings_older_values_within(self):
        name = 'perles_evidence_years'
        self.env.cr.execute(SQL(
            "ALTER TABLE res_company DROP CONSTRAINT %s",
            SQL.identifier(f'res_company_{name}_bounds'),
        ))
        company = self.env.company
        path = 'perles_ethiques/migrations/19.0.5.0.0/post-bounds.py'
        script = load_script(path, 'post_bounds')
        for before, after in ((0, 10), (99, 30), (12, 12)):
            self.env.cr.execute(SQL(
                "UPDATE res_company SET %s = %s", SQL.identifier(name), before,
            ))
            script.migrate(self.env.cr, '19.0.4.0.0')
            company.invalidate_recordset([name])
            self.assertEqual(company[name], after)
