"""What the person at the keyboard reads: steps with their duration, and one-sentence problems."""

import contextlib
import sys
import time


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
    """Announce a step, then say how long it took."""
    say(f'→ {title}')
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say(f'✗ {title}: stopped after {duration(time.monotonic() - started)}')
        raise
    say(f'✓ {title}: {duration(time.monotonic() - started)}')


def fail(problem):
    """Print the problem and leave with the exit status of a failure."""
    print(f'\nerror: {problem}', file=sys.stderr, flush=True)
    raise SystemExit(1)
