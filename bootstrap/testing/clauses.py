"""`make clauses`: each row of the clause list, and the test that proves it."""

import sys

from .. import check
from ..report import Problem, say
from . import evidence


def clauses():
    """Print each row of the clause list: covered by which tests, failed, or later."""
    if evidence.last_run().get('commit') != evidence.commit():
        _run_tests()
    if not evidence.last_run()['complete']:
        print('the test run stopped before its end: some rows were not tried', file=sys.stderr)
    outcomes = evidence.outcomes()
    for row in evidence.row_ids():
        say(_line(row, outcomes.get(row, {})))


def _run_tests():
    if evidence.commit().endswith('-dirty'):
        raise Problem('no test run of these files: `make test` first, or commit what changed')
    try:
        check.test()
    except Problem as problem:
        # A failed test is a row told as failed, not a reason to tell nothing.
        print(problem, file=sys.stderr)


def _line(row, tests):
    failed = [node for node, outcome in tests.items() if outcome == 'failed']
    passed = [node for node, outcome in tests.items() if outcome == 'passed']
    if failed:
        return f'{row} failed {" ".join(failed)}'
    return f'{row} covered {" ".join(passed)}' if passed else f'{row} later'
