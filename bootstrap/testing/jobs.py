"""The jobs of `make test`: what each runs, and what has to be there before it.

A new file of tests needs no line here: by itself it is a job that stands on the story. Files that
share a site, or need none, are named as one job.
"""

from collections import Counter
from typing import NamedTuple

from .. import places
from . import costs

# Two: more would make each other late on the machines that run this, which have two processors.
LANES = 2
TESTS = places.ROOT / 'tests'
# Folders of `tests` that hold no tests of a run: measures, and what tests stand on.
ASIDE = ('addons', 'bench', 'harness', 'layout', 'mutants')
ADDON = f'{places.ADDON}/tests'
INSTALL, STORY, CLASSES = 'install', 'story', 'addon'
TOGETHER = {
    'unit': ('unit/test_*.py', 'test_*.py'),
    'commands': tuple(f'ops/test_{name}.py' for name in (
        'compose', 'compose_odoo', 'kept_work', 'lanes', 'machine', 'mail_catcher', 'recorder',
        'rotation', 'secrets',
    )),
    # all on one server: what asks the story comes before what adds to it
    'site': (
        'ops/test_server.py', 'ops/test_story.py', 'e2e/test_nothing_leaves.py',
        'e2e/test_nothing_false.py',
        'e2e/test_join.py', 'load/test_crowd.py', 'load/test_claims.py',
        'load/test_notifications.py', 'load/test_numbers.py', 'load/test_two_tabs.py',
    ),
    'faults': ('load/test_renewal_*.py',),
}
# What runs while the addon is being installed.
NEEDING_NOTHING = ('unit', 'commands')


class Job(NamedTuple):
    """What one lane does at a time, in a process of its own.

    `after` names the jobs whose work it stands on. Of the jobs that `share` a heap, none begins
    once another one has come to its end: nothing is left.
    """

    name: str
    paths: tuple = ()
    after: tuple = ()
    share: str = ''


def in_order(known):
    """Return all jobs in the order in which they should begin.

    What others wait for comes first, then the classes of the addon, which fill one lane while the
    other one runs the rest, the longest first; when that is done both share the classes.

    :param Counter known: seconds that a job should take, by name
    """
    others = [Job('lint'), Job("Odoo's lint", after=(INSTALL,)), *_outside()]
    others.sort(key=lambda job: -costs.of(job.name, known))
    first, *further = (
        Job(f'{CLASSES}-{number}', (ADDON,), (INSTALL,), CLASSES) for number in range(1, LANES + 1)
    )
    return [Job(INSTALL), Job(STORY, after=(INSTALL,)), first, *others, *further]


def named(name):
    """Return the job of this name."""
    return next(job for job in in_order(Counter()) if job.name == name)


def _outside():
    """Return the jobs that see the product from outside."""
    jobs, placed = [], set()
    for name, patterns in TOGETHER.items():
        paths = [path for pattern in patterns for path in sorted(TESTS.glob(pattern))]
        placed.update(paths)
        if paths:
            jobs.append(Job(name, _relative(paths), () if name in NEEDING_NOTHING else (STORY,)))
    for path in sorted(TESTS.glob('*/test_*.py')):
        if path.parent.name not in ASIDE and path not in placed:
            name = f'{path.parent.name}-{path.stem.removeprefix("test_")}'
            jobs.append(Job(name, _relative([path]), (STORY,)))
    return jobs


def _relative(paths):
    return tuple(str(path.relative_to(places.ROOT)) for path in paths)
