"""A lane: a copy of the checkout with a database of its own, where one fault at a time is tried."""

import json
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from .. import places, process
from . import book

LEFT_BEHIND = ('.git', 'build', '__pycache__', '.ruff_cache')
# How pytest opens the account of a test that failed by its own judgement.
OWN_JUDGEMENT = ('AssertionError', 'assert ', 'Failed: DID NOT RAISE')
# A fault that lets nothing run at all proves nothing.
UNREADABLE = ('SyntaxError', 'IndentationError', 'ImportError', 'NameError')
CAUGHT, SURVIVED, INVALID = 'caught', 'SURVIVED', 'INVALID'


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
    """Tries some faults, one after the other, after their tests without any."""

    def __init__(self, house, number, source):
        self._house, self._number = house, number
        self._folder = places.state() / 'mutants' / f'lane-{number}'
        self._log = places.log(f'mutants-{number}')
        self._log.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(
            places.ROOT, self._folder / 'copy', ignore=shutil.ignore_patterns(*LEFT_BEHIND),
        )
        self._database = house.copy_of(source, f'mutants_{number}')

    def work(self, nodes_of):
        """Try faults; yield (fault, result, reason) for each, as soon as it is known.

        :param dict nodes_of: fault → pytest's names of the tests that must catch it.
        """
        mutants = list(nodes_of)
        every = sorted({node for nodes in nodes_of.values() for node in nodes})
        jobs = [self._job(0, every)]
        jobs += [
            self._job(number, nodes_of[mutant], mutant)
            for number, mutant in enumerate(mutants, 1)
        ]
        failing, waiting = None, []
        for number in self._serve(jobs):
            if number:
                waiting.append(mutants[number - 1])
            else:
                failing = {node for node, end in self._outcomes(0, every).items()
                           if end is None or end.text}
            # some are tried before it is known which tests fail anyway
            while waiting and failing is not None:
                mutant = waiting.pop()
                yield mutant, *self._judge(mutants.index(mutant) + 1, mutant, nodes_of, failing)

    def _judge(self, number, mutant, nodes_of, failing):
        """Return (result, reason): a fault is caught when each of its tests judges against it."""
        nodes = nodes_of[mutant]
        if failing & set(nodes):
            return INVALID, 'its tests do not pass without it'
        outcomes = self._outcomes(number, nodes)
        for node, outcome in outcomes.items():
            if outcome is None or outcome.text and not outcome.catches(mutant.by):
                told = outcome.text.splitlines()[0] if outcome else 'it was not run'
                return INVALID, f'{_name(node)}: {told}'
        passing = [_name(node) for node, outcome in outcomes.items() if not outcome.text]
        return (SURVIVED, f'{", ".join(passing)} passed') if passing else (CAUGHT, '')

    def _job(self, number, nodes, mutant=None):
        """What the process of the lane reads: see `server`."""
        copy = self._folder / 'copy'
        path = mutant and copy / book.place_of(mutant, book.code(copy))
        pure = [node for node in nodes if node.startswith(book.PURE)]
        return {
            'number': number, 'path': path and str(path), 'report': str(self._report(number)),
            'find': mutant and mutant.find, 'replace': mutant and mutant.replace,
            'pure': pure, 'odoo': [node for node in nodes if node not in pure],
        }

    def _report(self, number):
        return self._folder / f'report-{number}'

    def _serve(self, jobs):
        """Start the process of the lane on these jobs; yield the number of each that is done."""
        file = self._folder / 'jobs.json'
        file.write_text(json.dumps(jobs), encoding='utf-8')
        # The addon that is imported is the one of the copy.
        config = self._house.configure(
            f'mutants-{self._number}.conf', addons_path=self._folder / 'copy', workers=0,
            max_cron_threads=0, dbfilter='',
        )
        env = {**self._house.env(self._database), 'ODOO_RC': str(config)}
        command = [self._house.odoo.python, '-m', 'bootstrap.mutants.server', file]
        for line in process.lines(command, self._log, env=env, cwd=self._folder / 'copy'):
            if line.strip().isdigit():
                yield int(line)

    def _outcomes(self, number, nodes):
        """Return the outcome of each test of a job, ``None`` for one that was not run."""
        outcomes = dict.fromkeys(nodes)
        for report in self._folder.glob(f'{self._report(number).name}.*.xml'):
            outcomes.update(_read(report, nodes))
        return outcomes


def _read(report, nodes):
    """Return the outcomes of tests from pytest's report."""
    outcomes = {}
    for case in ElementTree.parse(report).iter('testcase'):
        name = case.get('name', '').partition('[')[0]
        owner = case.get('classname', '').rpartition('.')[2]
        for node in nodes:
            file, *names = node.split('::')
            is_it = names == [name] or names == [owner, name]
            if is_it and Path(case.get('file', '')) == Path(file):
                # One case that fails is enough for a test that has many.
                if node not in outcomes or not outcomes[node].text:
                    outcomes[node] = _outcome(case)
    return outcomes


def _outcome(case):
    for kind in ('error', 'skipped'):
        if (found := case.find(kind)) is not None:
            return Outcome(f'{kind}: {found.get("message")}', has_run=False)
    failure = case.find('failure')
    return Outcome() if failure is None else Outcome(failure.get('message') or 'failure')


def _name(node):
    return node.rpartition('::')[2]
