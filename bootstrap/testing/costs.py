"""How long each job and each class of tests took: the longest begin first.

The last run of this clone is what counts; a fresh clone begins with the committed figures.
"""

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter

from .. import places
from ..report import Problem, say

COMMITTED = places.ROOT / 'tests' / 'costs.json'
# Seconds of what was never run: early enough, whatever it is.
UNKNOWN = 10


def expected():
    """Return the seconds that each job and each class should take, by name."""
    return Counter({**_read(COMMITTED), **_read(_of_this_clone())})


def of(name, known):
    """Return the seconds that a job or a class should take."""
    return known.get(name, UNKNOWN)


def learn(seconds):
    """Keep what jobs have just taken; what did not run stays as it was."""
    _write(_of_this_clone(), {**_read(_of_this_clone()), **seconds})


def of_classes(results):
    """Return the seconds of each class of tests, from the result files of pytest."""
    seconds = Counter()
    for path in results:
        for case in ElementTree.parse(path).iter('testcase'):
            seconds[class_name(case.get('classname'))] += float(case.get('time', 0))
    return seconds


def class_name(dotted):
    """Return the name of a class with its file; a folder may change without a new measure."""
    return '.'.join(dotted.split('.')[-2:])


def publish():
    """Make the costs of this clone's last test run those of a fresh clone."""
    if not _of_this_clone().exists():
        raise Problem('no test run of this clone yet: `make test` first')
    _write(COMMITTED, _read(_of_this_clone()))
    say(f'written: {COMMITTED.relative_to(places.ROOT)}')


def _of_this_clone():
    return places.state() / 'costs.json'


def _read(path):
    return json.loads(path.read_text(encoding='utf-8')) if path.exists() else {}


def _write(path, seconds):
    rounded = {name: round(value, 1) for name, value in seconds.items()}
    path.write_text(json.dumps(rounded, indent=1, sort_keys=True) + '\n', encoding='utf-8')
