"""`make flows`: how many files each flow of the house goes through."""

from . import check, places, testing

TEST = f'{places.ADDON}/tests/base/test_flows.py'
DETAILS = places.BUILD / 'flows.txt'


def flows():
    """Measure the three flows: how many files of the addon each goes through, and how often."""
    with testing.alone():
        house = testing.provide()
        database = house.copy_of(house.clean(), 'flows')
        check.RESULTS.mkdir(parents=True, exist_ok=True)
        # what is computed at the same time is computed in the order of a set of names
        env = {**house.env(database), 'PYTHONHASHSEED': '0'}
        check.run_pytest(
            house, 'flows', [TEST], f'--odoo-database={database}', '--odoo-http',
            '-p', 'tests.layout.flows', f'--flows={DETAILS}', env=env,
        )
