"""What the person at the keyboard reads: steps with their duration, and one-sentence problems."""

import contextlib
import sys
import time

_open_steps = []


class Problem(Exception):
    """Something the person can act upon, told in one sentence."""


def say(text=''):
    """Print a line at once, even when the output is a file or a pipe."""
    print(text, flush=True)


def duration(seconds):
    """Return a duration as people write it: `4.2 s`, `3 min 05 s`."""
    if seconds < 60:
        return f'{seconds:.1f} s'
    return f'{int(seconds) // 60} min {int(seconds) % 60:02d} s'


@contextlib.contextmanager
def step(title):
    """Announce a step, then say how long it took; steps inside it are indented."""
    margin = '  ' * len(_open_steps)
    say(f'{margin}→ {title}')
    _open_steps.append(title)
    started = time.monotonic()
    ending, before = '✗', ' stopped after'
    try:
        yield
        ending, before = '✓', ''
    finally:
        _open_steps.pop()
        say(f'{margin}{ending} {title}:{before} {duration(time.monotonic() - started)}')


def fail(problem):
    """Print the problem and leave with the exit status of a failure."""
    print(f'\nerror: {problem}', file=sys.stderr, flush=True)
    raise SystemExit(1)
