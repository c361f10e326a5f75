"""The lanes of `make test`: each test in one job, nothing hidden, nothing left running."""

import json
import signal
import subprocess
import sys
from collections import Counter

import pytest

from bootstrap import places
from bootstrap.daemon import wait_until
from bootstrap.testing import costs, jobs, lanes

QUIET = ['-q', '-p', 'no:odoo', '-p', 'no:cacheprovider', '-c', '/dev/null']
CLASSES = """
import unittest
import pytest
{classes}
"""
CLASS = """
class Test{number}(unittest.TestCase):
    @pytest.mark.clause('000-11')
    def test_one(self):
        import time
        time.sleep(0.05)

    def test_two(self):
        self.assertNotEqual({number}, 3)
"""


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """Keep logs and costs out of those of this clone."""
    monkeypatch.setenv('PERLES_STATE', str(tmp_path / 'state'))


def run(tmp_path, codes, count=2, after=None):
    """Run a job for each code, by name; return the results by name."""
    made = [
        jobs.Job(name, after=tuple((after or {}).get(name, ()))) for name in codes
    ]
    runner = lanes.Lanes(made, lambda job: [sys.executable, '-c', codes[job.name]])
    return {row.name: row.result for row in runner.run(count)}


# === JOBS === #

def test_every_file_of_tests_is_in_one_job():
    """Those of the addon are all collected from its folder."""
    placed = Counter(path for job in jobs.in_order(Counter()) for path in job.paths)
    files = [
        str(path.relative_to(places.ROOT)) for path in jobs.TESTS.rglob('test_*.py')
        if path.relative_to(jobs.TESTS).parts[0] not in jobs.ASIDE
    ]
    assert files and [path for path in files if placed[path] != 1] == []
    assert [name for name, times in placed.items() if times > 1] == [jobs.ADDON]


def test_every_job_waits_for_jobs_that_are_there():
    made = jobs.in_order(Counter())
    names = [job.name for job in made]
    assert len(set(names)) == len(names)
    assert {name for job in made for name in job.after} <= set(names)
    assert [jobs.named(name).name for name in names] == names


def test_the_longest_begin_first():
    """After what others wait for; what was never run is taken for long."""
    known = Counter({job.name: 1 for job in jobs.in_order(Counter())})
    known['ops-init'] = 100
    del known['e2e-year']
    names = [job.name for job in jobs.in_order(known)]
    assert names[:5] == ['install', 'story', 'addon-1', 'ops-init', 'e2e-year']
    assert names[-1] == f'addon-{jobs.LANES}'


def test_costs_survive_a_change_of_folder(tmp_path):
    """A class is known by its file and its name."""
    result = tmp_path / 'addon-1.xml'
    result.write_text(
        '<testsuites><testsuite><testcase classname="perles_ethiques.tests.lot.test_care.TestCare"'
        ' time="2.5"/><testcase classname="perles_ethiques.tests.test_care.TestCare" time="1"/>'
        '</testsuite></testsuites>', encoding='utf-8',
    )
    costs.learn(costs.of_classes([result]))
    assert costs.of('test_care.TestCare', costs.expected()) == 3.5
    assert costs.of('never.Seen', costs.expected()) == costs.UNKNOWN


# === LANES === #

def test_one_failure_hides_nothing_else(tmp_path, capsys):
    """What stands on it is not run, and that is told; the rest is."""
    results = run(tmp_path, {
        'bad': 'print("what went wrong"); raise SystemExit(1)', 'good': 'pass', 'upon': 'pass',
        'upon that': 'pass', 'late': 'import time; time.sleep(0.2)',
    }, after={'upon': ['bad'], 'upon that': ['upon'], 'good': ['late']})
    assert results == {
        'bad': lanes.FAILED, 'good': lanes.PASSED, 'late': lanes.PASSED,
        'upon': lanes.NOT_RUN, 'upon that': lanes.NOT_RUN,
    }
    told = capsys.readouterr().out
    assert 'what went wrong' in told and 'bad (1 of 5, lane 1): FAILED' in told


def test_two_lanes_work_at_the_same_time(tmp_path):
    """Each waits for a mark of the other, and what each says stays together."""
    code = (
        'import pathlib, time\n'
        'folder = pathlib.Path({folder!r}); (folder / {mine!r}).touch(); end = time.time() + 20\n'
        'while not (folder / {other!r}).exists(): assert time.time() < end; time.sleep(0.02)\n'
    )
    assert set(run(tmp_path, {
        mine: code.format(folder=str(tmp_path), mine=mine, other=other)
        for mine, other in (('one', 'two'), ('two', 'one'))
    }).values()) == {lanes.PASSED}


def test_nothing_is_left_of_a_heap(tmp_path):
    """The second of those who share one does not begin once the first has come to the end."""
    queue = lanes.Queue([jobs.Job('addon-1', share='heap'), jobs.Job('addon-2', share='heap')])
    first = queue.take()
    queue.end(first, lanes.Row(first.name, 1, lanes.PASSED, 0), is_drained=True)
    assert queue.take() is None
    assert [row.result for row in queue.rows] == [lanes.PASSED, lanes.EMPTY]


INTERRUPTED = """
import signal, sys
from bootstrap.testing import jobs, lanes
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.default_int_handler)
code = 'import subprocess, time; subprocess.Popen(["sleep", "300.125"]); time.sleep(300)'
lanes.PATIENCE = 1
lanes.Lanes([jobs.Job(name) for name in 'abc'], lambda job: [sys.executable, '-c', code]).run(2)
"""


def sleepers():
    """The processes that the interrupted run has started."""
    found = subprocess.run(['pgrep', '-f', '^sleep 300[.]125'], capture_output=True, text=True,
                           check=False)
    return found.stdout.split()


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_nothing_running(number):
    before = set(sleepers())
    running = subprocess.Popen([sys.executable, '-c', INTERRUPTED], cwd=places.ROOT,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert wait_until(lambda: len(set(sleepers()) - before) == 2, 20)
    running.send_signal(number)
    assert running.wait(timeout=20) != 0
    assert set(sleepers()) <= before


# === CLASSES === #

def test_processes_share_the_classes(tmp_path):
    """Each class runs once, in one of them; the evidence of both together is complete."""
    test, heap = tmp_path / 'test_shared.py', tmp_path / 'heap'
    heap.mkdir()
    test.write_text(CLASSES.format(
        classes='\n'.join(CLASS.format(number=number) for number in range(8)),
    ), encoding='utf-8')
    children = [subprocess.Popen(
        [sys.executable, '-m', 'pytest', *QUIET, '-p', 'tests.clause_plugin', f'--heap={heap}',
         '-p', 'bootstrap.testing.heap', f'--rootdir={tmp_path}', str(test),
         f'--junit-xml={tmp_path / name}.xml', f'--clauses={tmp_path / name}.json'],
        cwd=places.ROOT, stdout=subprocess.DEVNULL,
    ) for name in ('one', 'two')]
    assert sorted(child.wait(timeout=60) for child in children) == [0, 1]
    results = [tmp_path / 'one.xml', tmp_path / 'two.xml']
    assert sum(path.read_text(encoding='utf-8').count('<testcase') for path in results) == 16
    assert set(costs.of_classes(results)) == {f'test_shared.Test{number}' for number in range(8)}
    rows = [json.loads(path.with_suffix('.json').read_text(encoding='utf-8'))['rows']['000-11']
            for path in results]
    assert all(rows), 'both have found work'
    assert Counter(outcome for tests in rows for outcome in tests.values()) == {'passed': 8}
    assert not set(rows[0]) & set(rows[1])
