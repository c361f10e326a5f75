"""Commands beside the tests: pictures, measures, texts to translate."""

import os

from . import check, places, process, testing
from .report import say, step

# A long form may take half an hour, all in one test.
LONG = '--timeout=1800'


def screenshots():
    """Open the pages as each role, on a desk and on a phone; pictures in build/screenshots."""
    _outside('screenshots', 'tests/screenshots.py')
    say(f'pictures: {places.BUILD / "screenshots"}')


def load():
    """Run the load tests in their long form."""
    _outside('load', 'tests/load', LONG, PERLES_LONG='1')


def bench():
    """Run the measures, in half an hour; with SHORT=1, in some minutes."""
    _outside('bench', 'tests/bench', '-s', LONG, PERLES_LONG='' if os.environ.get('SHORT') else '1')


def i18n():
    """Write the texts to translate, and bring the French file up to them."""
    with testing.alone():
        house = testing.provide()
        database = house.clean()
        with step('texts to translate'):
            house.call(
                database, 'the export of texts', places.log('i18n'), 'i18n', 'export',
                '-d', database, '-l', 'pot', '--', places.ADDON,
            )
        house.close()
        # Odoo empties the file that it exports to: the French is merged beside it instead.
        process.show([house.odoo.python, '-m', 'bootstrap.merge_texts'], cwd=places.ROOT)


def _outside(name, path, *options, **env):
    with testing.alone():
        house = testing.provide()
        try:
            check.run_pytest(house, name, [path], '-p', 'no:odoo', *options, env=env)
        finally:
            house.close()
