"""ruff on everything, pylint-odoo on the addon."""

import contextlib

from . import places, process, system
from .odoo import python_env
from .report import Problem, step

UNWANTED = (
    # The read-me file stands at the top of the repository, not in the addon.
    'missing-readme',
    # A model is extended by each chapter that needs it, in a file of that chapter.
    'consider-merging-classes-inherited',
    # The hooks by which features extend each other return nothing.
    'missing-return',
)


def lint():
    """Run ruff and pylint-odoo."""
    system.provide(system.RUN)
    check(python_env.provide())


def check(python):
    """Raise a problem when a rule is broken; what is wrong has been shown."""
    tools = {
        'ruff': ['ruff', 'check', '.'],
        'pylint-odoo': ['pylint', f'--disable={",".join(UNWANTED)}', places.ADDON],
    }
    broken = [name for name, arguments in tools.items() if not _holds(name, python, arguments)]
    if broken:
        raise Problem(f'rules broken: {", ".join(broken)}')


def _holds(name, python, arguments):
    with contextlib.suppress(Problem), step(name):
        if process.show([python, '-m', *arguments], cwd=places.ROOT):
            raise Problem(name)
        return True
    return False
