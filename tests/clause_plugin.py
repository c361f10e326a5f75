"""The marker `clause`: refuses unknown rows, and writes which tests prove which rows."""

import json
from pathlib import Path

import pytest

from bootstrap.testing import evidence


def pytest_addoption(parser):
    parser.addoption('--clauses', metavar='FILE', help="write which tests prove which rows")


def pytest_configure(config):
    config.addinivalue_line('markers', "clause(*row_ids): rows of docs/clauses.csv it proves")
    config.pluginmanager.register(Recorder(config.getoption('--clauses')), 'clause-recorder')


class Recorder:
    """Follows the marked tests from their collection to their outcome."""

    def __init__(self, target):
        self.target = target
        self.rows = {}
        self.outcomes = {}

    def pytest_collection_modifyitems(self, items):
        """Remember the rows of each test; stop on a row that does not exist."""
        known = set(evidence.row_ids())
        for item in items:
            rows = {row for marker in item.iter_markers('clause') for row in marker.args}
            unknown = sorted(rows - known)
            if unknown:
                raise pytest.UsageError(
                    f'{item.nodeid}: not in docs/clauses.csv: {", ".join(unknown)}'
                )
            self.rows[item.nodeid] = sorted(rows)

    def pytest_deselected(self, items):
        """Leave out what another process runs."""
        for item in items:
            self.rows.pop(item.nodeid, None)

    def pytest_runtest_logreport(self, report):
        """Keep the outcome; one phase that fails outweighs those that pass."""
        worse = report.outcome != 'passed'
        if worse and self.outcomes.get(report.nodeid) != 'failed':
            self.outcomes[report.nodeid] = report.outcome
        elif report.when == 'call':
            self.outcomes.setdefault(report.nodeid, 'passed')

    def pytest_sessionfinish(self):
        """Write the evidence, when a file was asked for."""
        if not self.target:
            return
        rows = {}
        for node, ids in self.rows.items():
            for row in ids:
                rows.setdefault(row, {})[node] = self.outcomes.get(node, 'not run')
        target = Path(self.target)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = {'commit': evidence.commit(), 'rows': rows}
        target.write_text(json.dumps(content, indent=1, sort_keys=True), encoding='utf-8')
