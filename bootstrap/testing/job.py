"""One job of `make test`, in a process of its own: python3 -m bootstrap.testing.job <name>."""

import os
import sys

from .. import lint, places, ports, process, report
from ..report import Problem, say
from . import databases, jobs, noise, results

# Where the processes that share the classes of the addon say which ones they have taken.
HEAP = places.BUILD / 'heap'
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


def main(name):
    """Do the work of a job."""
    house, job = databases.provide(), jobs.named(name)
    try:
        STEPS.get(name, _pytest)(house, job)
    except Problem as problem:
        report.fail(problem)


def _lint(house, _job):
    lint.check(house.odoo.python)


def _install(house, _job):
    log = _fresh_log('test-install')
    house.install_clean(log)
    noise.check(log)


def _story(house, _job):
    house.story()


def _odoo_lint(house, _job):
    log = _fresh_log('test-lint')
    database = house.copy_of(house.clean(), 'lint')
    house.install(database, log, 'test_lint')
    claim = ports.claim()
    arguments = ('--stop-after-init', '--test-tags', LINT_TAGS, '--http-port', claim.number)
    try:
        house.call(database, "Odoo's test_lint", log, 'server', *arguments)
    except Problem:
        say(noise.excerpt(log))
        raise
    # Tags that match nothing are not an error for Odoo.
    if ' of 0 tests' in log.read_text(encoding='utf-8'):
        raise Problem(f'test_lint ran no test; details in {log}')


def _pytest(house, job):
    """Become pytest: an interruption then reaches it and nothing between."""
    if job.share:
        database = house.seeded(job.name.replace('-', '_'))
        options = ('-p', 'bootstrap.testing.warm', '-p', 'bootstrap.testing.heap', f'--heap={HEAP}',
                   f'--odoo-database={database}', '--odoo-http')
        env = house.env(database)
    else:
        options, env = ('-p', 'no:odoo'), None
    command = list(map(str, results.command(house, job.name, job.paths, *options)))
    os.chdir(places.ROOT)
    os.execvpe(command[0], command, process.environment(env))


def _fresh_log(name):
    log = places.log(name)
    log.unlink(missing_ok=True)
    return log


STEPS = {
    'lint': _lint,
    jobs.INSTALL: _install,
    jobs.STORY: _story,
    "Odoo's lint": _odoo_lint,
}


if __name__ == '__main__':
    main(sys.argv[1])
