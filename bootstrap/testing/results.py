"""What pytest leaves of a run: how it is called, and what its result files tell."""

import xml.etree.ElementTree as ElementTree

from .. import places
from . import evidence

FOLDER = places.BUILD / 'junit'
# What is repeated of a failure after the summary: pytest's own lines, what surrounded the test.
FOUND, SURROUNDINGS = 6, '~'


def command(house, name, paths, *options):
    """Return the command that runs pytest on `paths`; its results bear a name."""
    return [
        house.odoo.python, '-m', 'pytest', *paths, *options, '-p', 'no:cacheprovider',
        f'--junit-xml={FOLDER / name}.xml', f'--clauses={evidence.FOLDER / name}.json',
    ]


def failures():
    """Return the tests that failed: {name: what was found, and what surrounded it}."""
    told = {}
    for path in sorted(FOLDER.glob('*.xml')):
        for case in ElementTree.parse(path).iter('testcase'):
            for failure in (*case.iter('failure'), *case.iter('error')):
                name = f'{case.get("classname")}.{case.get("name")}'
                told[name] = _shortened((failure.text or '').splitlines())
    return told


def _shortened(lines):
    found = [line for line in lines if line.startswith('E ')][:FOUND]
    begin = next((at for at, line in enumerate(lines) if line.startswith(SURROUNDINGS)), len(lines))
    return '\n'.join(found + lines[begin:])


def counts():
    """Return how many tests passed, failed and were skipped, from the result files."""
    totals = dict.fromkeys(('tests', 'failures', 'errors', 'skipped'), 0)
    for path in FOLDER.glob('*.xml'):
        for suite in ElementTree.parse(path).iter('testsuite'):
            for name in totals:
                totals[name] += int(suite.get(name, 0))
    failed = totals['failures'] + totals['errors']
    passed = totals['tests'] - failed - totals['skipped']
    return {'passed': passed, 'failed': failed, 'skipped': totals['skipped']}
