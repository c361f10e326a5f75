"""`make mutants`: small faults are put into the code, one at a time; the tests must catch each.

One database is prepared for all: a fault is in Python only and changes no table. Each lane has
a copy of the checkout and a copy of the database, and works through what is left.
"""

import os
import queue
import shutil
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import check, mutant_book, places, process, testing
from .report import Problem, duration, say, step

LEFT_BEHIND = ('.git', 'build', '__pycache__', '.ruff_cache')
# How pytest opens the account of a test that failed by its own judgement.
OWN_JUDGEMENT = ('AssertionError', 'assert ', 'Failed: DID NOT RAISE')
# A fault that lets nothing run at all proves nothing.
UNREADABLE = ('SyntaxError', 'IndentationError', 'ImportError', 'NameError')
CAUGHT, SURVIVED, INVALID = 'caught', 'SURVIVED', 'INVALID'


def mutants():
    """Put small faults into the code; the tests must catch each (ONLY: a topic, names)."""
    book = mutant_book.chosen(mutant_book.read(), os.environ.get('ONLY', ''))
    tests = mutant_book.known_tests()
    if wrong := mutant_book.mistakes(book, mutant_book.code(), tests):
        raise Problem('\n  '.join(['the faults of tests/mutants do not fit the code:', *wrong]))
    started = time.monotonic()
    with testing.alone():
        house = testing.provide()
        try:
            rows = _work(house, book, tests)
        finally:
            house.close()
    _summarise(rows, time.monotonic() - started)


def _work(house, book, tests):
    """Return (fault, result, reason) for each fault of the book."""
    source = house.clean()
    lanes = [Lane(house, number, source) for number in range(min(check.AT_ONCE, len(book)))]
    with step('the tests, without a fault'):
        failing = _failing_already(lanes, book, tests)
    left = queue.SimpleQueue()
    for mutant in book:
        left.put(mutant)
    rows = []

    def run(lane):
        while not left.empty():
            try:
                mutant = left.get_nowait()
            except queue.Empty:
                return
            rows.append(lane.judge(mutant, mutant_book.nodes_of(mutant, tests), failing))
    _at_once(run, lanes)
    return rows


def _failing_already(lanes, book, tests):
    """Return what goes wrong without any fault: pytest's name → reason."""
    nodes = sorted({node for mutant in book for node in mutant_book.nodes_of(mutant, tests)})
    failing = {}

    def run(lane):
        # The tests of one file stay together: what their classes prepare is made once.
        files = sorted({_file(node) for node in nodes})[lane.number::len(lanes)]
        mine = [node for node in nodes if _file(node) in files]
        for node, failure in lane.run(mine).items():
            if failure is None or failure.text:
                failing[node] = 'it does not pass without the fault'
    _at_once(run, lanes)
    return failing


def _at_once(work, lanes):
    with ThreadPoolExecutor(len(lanes)) as pool:
        ends = [pool.submit(work, lane) for lane in lanes]
    for end in ends:
        end.result()


@dataclass(frozen=True)
class Outcome:
    """How a test ended: the account of its failure, empty if it passed; whether it ever ran."""

    text: str = ''
    has_run: bool = True

    def catches(self, by):
        """Tell whether this failure catches a fault."""
        if not self.text or not self.has_run:
            return False
        if by == 'error':
            return not self.text.startswith(UNREADABLE)
        return self.text.startswith(OWN_JUDGEMENT)


class Lane:
    """A copy of the checkout with a database of its own, where one fault at a time is tried."""

    def __init__(self, house, number, source):
        self.number = number
        self._house = house
        self.folder = places.state() / 'mutants' / f'lane-{number}'
        self._report = self.folder.with_suffix('.xml')
        self._log = places.log(f'mutants-{number}')
        self._log.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(places.ROOT, self.folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        self.database = house.copy_of(source, f'mutants_{number}')

    @cached_property
    def _env(self):
        # The addon that is imported is the one of the copy.
        config = self._house.configure(
            f'mutants-{self.number}.conf', addons_path=self.folder, workers=0,
            max_cron_threads=0, dbfilter='',
        )
        return {
            **self._house.env(self.database), 'ODOO_RC': str(config),
            # No compiled file of a fault may outlive it.
            'PYTHONDONTWRITEBYTECODE': '1',
        }

    def judge(self, mutant, nodes, failing):
        """Try one fault; return (fault, result, reason)."""
        started = time.monotonic()
        result, reason = INVALID, next((failing[node] for node in nodes if node in failing), '')
        if not reason:
            result, reason = self._try(mutant, nodes)
        say(f'  {result:<9} {mutant.title}: {duration(time.monotonic() - started)} {reason}')
        return mutant, result, reason

    def _try(self, mutant, nodes):
        path = self.folder / mutant_book.place_of(mutant, mutant_book.code(self.folder))
        text, stat = path.read_text(encoding='utf-8'), path.stat()
        path.write_text(text.replace(mutant.find, mutant.replace), encoding='utf-8')
        try:
            outcomes = self.run(nodes)
        finally:
            path.write_text(text, encoding='utf-8')
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        for node, outcome in outcomes.items():
            if outcome is None or outcome.text and not outcome.catches(mutant.by):
                told = outcome.text.splitlines()[0] if outcome else 'it was not run'
                return INVALID, f'{_name(node)}: {told}'
        passing = [_name(node) for node, outcome in outcomes.items() if not outcome.text]
        return (SURVIVED, f'{", ".join(passing)} passed') if passing else (CAUGHT, '')

    def run(self, nodes):
        """Run tests in the copy.

        :return: pytest's name → `Outcome`, or ``None`` for a test that is not in the results
        """
        pure = [node for node in nodes if node.startswith('tests/unit')]
        outcomes = dict.fromkeys(nodes)
        for some, options, env in (
            (pure, ('-p', 'no:odoo'), {'PYTHONDONTWRITEBYTECODE': '1'}),
            ([node for node in nodes if node not in pure],
             (f'--odoo-database={self.database}', '--odoo-http'), self._env),
        ):
            if some:
                outcomes.update(self._run_pytest(some, options, env))
        return outcomes

    def _run_pytest(self, nodes, options, env):
        self._report.unlink(missing_ok=True)
        command = [
            self._house.odoo.python, '-m', 'pytest', *nodes, *options, '-p', 'no:cacheprovider',
            '-q', '--timeout=150', f'--junit-xml={self._report}',
        ]
        with open(self._log, 'a', encoding='utf-8') as log:
            process.pour(command, log, env=env, cwd=self.folder)
        return _read(self._report, nodes)


def _read(report, nodes):
    """Return the outcomes of tests from pytest's report."""
    outcomes = {}
    if not report.exists():
        return outcomes
    for case in ElementTree.parse(report).iter('testcase'):
        ends = case.get('name', '').partition('[')[0]
        owner = case.get('classname', '').rpartition('.')[2]
        for node in nodes:
            parts = node.split('::')
            if parts[-1] == ends and Path(case.get('file', '')) == Path(parts[0]) and (
                len(parts) == 2 or parts[1] == owner
            ):
                # One case that fails is enough for a test that has many.
                if node not in outcomes or not outcomes[node].text:
                    outcomes[node] = _outcome(case)
    return outcomes


def _outcome(case):
    error = case.find('error')
    if error is not None:
        return Outcome(error.get('message') or 'error', has_run=False)
    if (skipped := case.find('skipped')) is not None:
        return Outcome(f'skipped: {skipped.get("message")}', has_run=False)
    failure = case.find('failure')
    return Outcome() if failure is None else Outcome(failure.get('message') or 'failure')


def _file(node):
    return node.partition('::')[0]


def _name(node):
    return node.rpartition('::')[2]


def _summarise(rows, seconds):
    counts = {result: [row for row in rows if row[1] == result]
              for result in (CAUGHT, SURVIVED, INVALID)}
    for result in (SURVIVED, INVALID):
        for mutant, _result, reason in counts[result]:
            say(f'{result:<9} {mutant.title}: {reason}\n          {mutant.why}')
    told = ', '.join(f'{len(found)} {result.lower()}' for result, found in counts.items())
    say(f'\n{len(rows)} faults: {told} in {duration(seconds)}')
    if len(counts[CAUGHT]) != len(rows):
        raise Problem(f'{len(rows) - len(counts[CAUGHT])} of {len(rows)} faults were not caught')
