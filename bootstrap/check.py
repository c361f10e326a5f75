"""`make test`: everything that must hold, in two lanes, then a summary."""

import shutil
import signal
import time

from . import places, process, testing
from .report import Problem, duration, say
from .testing import costs, evidence, job, jobs, lanes, results

RESULTS = results.FOLDER


def test():
    """Run everything that must hold: lint, install, Odoo's own lint, tests of every kind."""
    # Whoever ends this command ends what it has started: by a key, even if it was started behind
    # the prompt, where keys are ignored, or from another program.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    with testing.alone():
        house = testing.provide(fresh=True)
        for folder in (RESULTS, evidence.FOLDER, job.HEAP):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        started = time.monotonic()
        rows = []
        try:
            runner = lanes.Lanes(jobs.in_order(costs.expected()), lanes.command_of)
            rows = runner.run(jobs.LANES)
        finally:
            house.close()
            evidence.conclude(complete=bool(rows) and not _named(rows, lanes.NOT_RUN))
        seconds = time.monotonic() - started
    _learn(rows)
    _summarise(rows, seconds)
    failed = _named(rows, lanes.FAILED, lanes.NOT_RUN)
    if failed:
        raise Problem(f'failed or not run: {", ".join(failed)}')


def run_pytest(house, stage, paths, *options, env=None):
    """Run pytest on `paths`, its output shown; raise a problem when a test fails."""
    existing = [path for path in paths if (places.ROOT / path).exists()]
    if not existing:
        say(f'  nothing in {", ".join(paths)}')
        return
    command = results.command(house, stage, existing, *options)
    status = process.show(command, env=env, cwd=places.ROOT)
    if status not in (0, 5):
        raise Problem(f'{stage}: tests failed (pytest exit status {status})')


def _named(rows, *wanted):
    return [row.name for row in rows if row.result in wanted]


def _learn(rows):
    """Keep what this run took, for the order of the next one."""
    seconds = {row.name: row.seconds for row in rows if row.result == lanes.PASSED}
    classes = costs.of_classes(RESULTS.glob(f'{jobs.CLASSES}-*.xml'))
    costs.learn({**seconds, **classes})


def _summarise(rows, seconds):
    say('\njob                      lane  result        duration')
    for row in sorted(rows, key=lambda row: (row.lane, -row.seconds)):
        say(f'{row.name:<24} {row.lane or "-":<5} {row.result:<13} {duration(row.seconds)}')
    for lane in range(1, jobs.LANES + 1):
        idle = seconds - sum(row.seconds for row in rows if row.lane == lane)
        say(f'lane {lane} was idle for {duration(idle)}')
    for name, told in results.failures().items():
        say(f'\n{name}\n{told}')
    counts = results.counts()
    say(f'{counts["passed"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped'
        f' in {duration(seconds)}')
