"""What the last test run proved: which rows of the clause list, at which commit."""

import csv
import json

from .. import places, process
from ..report import Problem

FOLDER = places.BUILD / 'clauses'
ROWS = places.ROOT / 'docs' / 'clauses.csv'
_RUN = FOLDER / 'run.json'


def row_ids():
    """Return the ids of the clause list, in its order."""
    with open(ROWS, encoding='utf-8', newline='') as handle:
        return [line['id'] for line in csv.DictReader(handle)]


def commit():
    """Return the commit of the working tree, followed by `-dirty` when files differ from it."""
    describe = ['git', 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*']
    try:
        return process.read(describe, cwd=places.ROOT)
    except Problem:
        # An unpacked archive has no commit: its last run is the one that counts.
        return 'none'


def conclude(complete):
    """Write which commit the evidence is of, and whether every stage ran."""
    _RUN.write_text(json.dumps({'commit': commit(), 'complete': complete}), encoding='utf-8')


def last_run():
    """Return the commit of the last run and whether it was complete; empty without a run."""
    return json.loads(_RUN.read_text(encoding='utf-8')) if _RUN.exists() else {}


def outcomes():
    """Return, for each row, the outcome of each test that claims it at this commit."""
    here, found = commit(), {}
    for path in sorted(FOLDER.glob('*.json')):
        content = json.loads(path.read_text(encoding='utf-8'))
        if content['commit'] != here:
            continue
        for row, tests in content.get('rows', {}).items():
            found.setdefault(row, {}).update(tests)
    return found
