"""Changes that the house should take well, tried for real: `make changes`."""
import contextlib

import pytest

from bootstrap import changes, places

from .scratch import Scratch

# What is there before the change: a member and an open wish.
WISH = f"""
import sys
sys.path.append({str(places.ROOT)!r})
from datetime import date, timedelta
from odoo.addons.perles_ethiques.tests.kit.seed import seed
from tests.harness.crowd.members import members
seed(env)
[membership] = members(env, ['before'], str(date.today() + timedelta(days=30)), billed=False)
wish = env['perles.wish'].create({{
    'partner_id': env['perles.membership'].browse(membership).partner_id.id, 'quantity': 10,
    'categ_id': env.ref('perles_ethiques.category_bead').id,
}})
env.cr.commit()
answer(wish.id)
"""


@pytest.fixture
def scratch(house, request):
    """Return a copy of the checkout, for the change that bears the name of the test."""
    with contextlib.closing(Scratch(house, request.node.name.removeprefix('test_'))) as copy:
        yield copy


def tell(scratch, passed):
    """Say what a change cost."""
    files = changes.files_of(scratch.change)
    print(f'\n{scratch.change}: {len(files)} files, {passed} tests passed')
    for file in files:
        print(f'  {file}')


def test_criterion(scratch):
    """A database of before, upgraded, has the column; matching by the new criterion works."""
    scratch.take_database()
    wish = scratch.shell(WISH)
    mask = f"SELECT mask_era FROM perles_match WHERE wish_id = {wish}"
    column = "SELECT count(*) FROM pg_attribute WHERE attname = 'mask_era'"
    assert scratch.sql(column) == '0'
    scratch.apply()
    scratch.upgrade()
    # whoever asked for nothing accepts any
    assert (scratch.sql(column), scratch.sql(mask)) == ('1', '-1')
    # the tests count the wishes that they find
    scratch.sql(f"DELETE FROM perles_wish WHERE id = {wish}")
    tell(scratch, scratch.run(
        'match', 'lot', 'wish/test_wish.py', 'wish/test_wish_pages.py', 'wish/test_wish_team.py',
        'base/test_french.py',
    ))


def test_monthly(scratch):
    """A plan of one month: two periods are billed, each with its notice in its window.

    The words are those of a fresh database: a release that has them renews the mails of the
    others by a migration.
    """
    scratch.apply()
    scratch.install()
    tell(scratch, scratch.run('membership', 'renewal', 'base/test_french.py'))


def test_company(scratch):
    """A second company in the same database: no code, and nothing owed to the other's members."""
    scratch.take_database()
    scratch.apply()
    tell(scratch, scratch.run('offer/test_second_company.py', 'care/test_care_companies.py'))
