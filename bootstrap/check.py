"""`make test`: the stages in their order, up to the first that fails, then a summary."""

import os
import shutil
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

from . import evidence, lint, noise, places, process, testing
from .daemon import free_port
from .report import Problem, duration, say

RESULTS = places.BUILD / 'junit'
# Parts in which the tests of the addon run at the same time, where there are processors.
AT_ONCE = 2
LINT_TAGS = ','.join(f'/test_lint:{name}' for name in (
    'ManifestLinter',
    'RoutesLinter',
    'TestDunderinit',
    'TestIndex',
    'TestLintOverrideSignatures',
    'TestNaming',
    'TestOnchangeDomains',
    'TestTestHoles',
))


def test():
    """Run everything that must hold: lint, install, Odoo's own lint, tests of every kind."""
    with testing.alone():
        house = testing.provide(fresh=True)
        for folder in (RESULTS, evidence.FOLDER):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        try:
            rows, failure = _run_stages(house)
        finally:
            house.close()
    evidence.conclude(complete=failure is None)
    _summarise(rows)
    if failure:
        raise failure


def run_pytest(house, stage, paths, *options, env=None):
    """Run pytest on `paths`, its output shown; raise a problem when a test fails."""
    existing = [path for path in paths if (places.ROOT / path).exists()]
    if not existing:
        say(f'  nothing in {", ".join(paths)}')
        return
    command = [
        house.odoo.python, '-m', 'pytest', *existing, *options, '-p', 'no:cacheprovider',
        f'--junit-xml={RESULTS / stage}.xml', f'--clauses={evidence.FOLDER / stage}.json',
    ]
    status = process.show(command, env=env, cwd=places.ROOT)
    if status not in (0, 5):
        raise Problem(f'{stage}: tests failed (pytest exit status {status})')


def _run_stages(house):
    """Return a row of the summary per stage that ran, and the problem that ended them."""
    rows = []
    for name, stage in STAGES.items():
        say(f'\n=== {name}')
        started = time.monotonic()
        try:
            stage(house)
        except Problem as problem:
            rows.append((name, 'FAILED', time.monotonic() - started))
            return rows, problem
        rows.append((name, 'passed', time.monotonic() - started))
    return rows, None


def _lint(house):
    lint.check(house.odoo.python)


def _install(house):
    log = places.log('test-install')
    log.unlink(missing_ok=True)
    house.install_clean(log)
    noise.check(log)


def _odoo_lint(house):
    log = places.log('test-lint')
    log.unlink(missing_ok=True)
    database = house.copy_of(house.clean(), 'lint')
    house.install(database, log, 'test_lint')
    arguments = ('--stop-after-init', '--test-tags', LINT_TAGS, '--http-port', free_port())
    try:
        house.call(database, "Odoo's test_lint", log, 'server', *arguments)
    except Problem:
        say(noise.excerpt(log))
        raise
    # Tags that match nothing are not an error for Odoo.
    if ' of 0 tests' in log.read_text(encoding='utf-8'):
        raise Problem(f'test_lint ran no test; details in {log}')


def _addon(house):
    """Run the files of the addon in some parts at once, each on a database of its own."""
    files = sorted((places.ROOT / places.ADDON / 'tests').glob('test_*.py'))
    parts = min(AT_ONCE, os.cpu_count() or 1)
    databases = [house.copy_of(house.clean(), f'addon_{part}') for part in range(parts)]

    def run(part):
        run_pytest(
            house, f'addon-{part}', files[part::parts],
            f'--odoo-database={databases[part]}', '--odoo-http', env=house.env(databases[part]),
        )
    with ThreadPoolExecutor(parts) as pool:
        ends = [pool.submit(run, part) for part in range(parts)]
    for end in ends:
        end.result()


def _outside(stage, *paths):
    """Return a stage for tests that see the product from outside: no Odoo in their process."""
    def run(house):
        run_pytest(house, stage, paths, '-p', 'no:odoo')
    return run


STAGES = {
    'lint': _lint,
    'install': _install,
    "Odoo's lint": _odoo_lint,
    'addon': _addon,
    'unit': _outside('unit', 'tests/unit'),
    'end to end': _outside('end-to-end', 'tests/e2e', 'tests/ops'),
    'load and bench, short': _outside('short-forms', 'tests/load', 'tests/bench'),
}


def _summarise(rows):
    say('\nstage                    result   duration')
    for name, result, seconds in rows:
        say(f'{name:<24} {result:<8} {duration(seconds)}')
    counts = _counts()
    total = duration(sum(seconds for _name, _result, seconds in rows))
    say(f'{counts["passed"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped'
        f' in {total}')


def _counts():
    """Return how many tests passed, failed and were skipped, from the result files."""
    totals = dict.fromkeys(('tests', 'failures', 'errors', 'skipped'), 0)
    for path in RESULTS.glob('*.xml'):
        for suite in ElementTree.parse(path).iter('testsuite'):
            for name in totals:
                totals[name] += int(suite.get(name, 0))
    failed = totals['failures'] + totals['errors']
    passed = totals['tests'] - failed - totals['skipped']
    return {'passed': passed, 'failed': failed, 'skipped': totals['skipped']}
