"""The commands behind `make`: python3 -m bootstrap <command>."""

import signal
import sys

from . import changes, check, flows, gallery, lint, mutants, run, tasks
from .report import Problem, fail, say
from .testing import clauses, costs

COMMANDS = {
    'run': run.run,
    'stop': run.stop,
    'shell': run.shell,
    'psql': run.psql,
    'logs': run.logs,
    'update': run.update,
    'demo-remove': run.demo_remove,
    'demo-replay': run.demo_replay,
    'clean': run.clean,
    'test': check.test,
    'lint': lint.lint,
    'clauses': clauses.clauses,
    'screenshots': tasks.screenshots,
    'mails': gallery.mails,
    'load': tasks.load,
    'bench': tasks.bench,
    'flows': flows.flows,
    'mutants': mutants.mutants,
    'changes': changes.changes,
    'i18n': tasks.i18n,
    'costs': costs.publish,
}


def main(arguments):
    """Run the command that is asked for; without one, list them."""
    # A reader that has seen enough, as in `make clauses | head`, is not a failure.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    name = arguments[0] if arguments else 'help'
    if name not in COMMANDS:
        for command, function in COMMANDS.items():
            say(f'  {command:<12} {function.__doc__.splitlines()[0]}')
        raise SystemExit(0 if name == 'help' else f'unknown command: {name}')
    try:
        COMMANDS[name]()
    except Problem as problem:
        fail(problem)
    except KeyboardInterrupt:
        fail('interrupted')


if __name__ == '__main__':
    main(sys.argv[1:])
