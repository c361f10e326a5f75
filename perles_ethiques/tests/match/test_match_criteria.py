from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged

from ...models.lot.product_attribute import CRITERIA
from ..kit.matches import MatchCommon


@tagged('post_install', '-at_install')
class TestMatchCriteria(MatchCommon):
    """What follows the list of criteria by itself: the columns of matching, the filters."""

    def _columns(self):
        self.env.cr.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'perles_match'::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attname LIKE 'mask%'",
        )
        return {name for (name,) in self.env.cr.fetchall()}

    def test_table_of_an_earlier_release(self):
        """It gets the column of a new criterion, loses that of one that is no more."""
        wish = self._wish(self.member, 10, values=['style_vintage'])
        self.env.flush_all()
        before = self._columns()
        self.env.cr.execute(
            "ALTER TABLE perles_match DROP COLUMN mask_style,"
            " ADD COLUMN mask_gone bigint NOT NULL DEFAULT -1",
        )
        match = self.env['perles.match']
        # the registry of an upgrade has a queue of what comes last
        with patch.object(self.registry, 'post_init') as last:
            match._alter_columns()
        self.assertEqual(self._columns(), before)
        last.assert_called_once_with(match._index_all)
        match._index_all()
        self.assertFalse(self._matched(self._lot('A', 10, ['style_nature']), wish))
        self.assertTrue(self._matched(self._lot('B', 10, ['style_vintage']), wish))

    def test_each_has_its_filter_in_the_demand_list(self):
        demand = self.env['perles.demand'].with_context(lang='fr_FR')
        arch = etree.fromstring(demand.get_view(view_type='search')['arch'])
        names = [one.get('name') for one in arch.iter('filter')]
        self.assertEqual([name for name in names if name in dict(CRITERIA)], [*dict(CRITERIA)])
        [material] = arch.xpath("//filter[@name='material']")
        self.assertEqual(material.get('string'), "Matière")
        domain = "[('criterion', '=', 'material')]"
        self.assertEqual(material.get('domain'), domain)
