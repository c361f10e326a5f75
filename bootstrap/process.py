"""Running other programs: their output goes to a log, a failure is one sentence."""

import os
import shutil
import subprocess

from . import places
from .report import Problem


def run(command, what, log, *, env=None, cwd=None, text=None):
    """Run `command` to its end, its output appended to the file `log`.

    :param str what: the beginning of the sentence told when it fails
    :param dict env: variables added to ours
    :param str text: what the command reads on its standard input
    """
    with open(log, 'a', encoding='utf-8') as output:
        output.write(f'\n$ {" ".join(map(str, command))}\n')
        output.flush()
        done = _call(
            command, stdout=output, stderr=subprocess.STDOUT, cwd=cwd, env=environment(env),
            input=text,
        )
    if done.returncode:
        raise Problem(f'{what} failed (exit status {done.returncode}); details in {log}')


def read(command, *, env=None, cwd=None):
    """Return what `command` prints; raise `Problem` with its last line of error otherwise."""
    done = _call(command, capture_output=True, cwd=cwd, env=environment(env))
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ['no message'])[-1]
        raise Problem(f'{command[0]} failed: {last}')
    return done.stdout.strip()


def environment(added=None):
    """Return our environment with `added`, in a locale that any machine has."""
    return {**os.environ, 'LC_ALL': 'C.UTF-8', 'PYTHONUNBUFFERED': '1', **(added or {})}


def as_superuser(command):
    """Return `command` as the superuser would run it, or None when that is impossible."""
    if places.is_root():
        return list(command)
    return ['sudo', *command] if shutil.which('sudo') else None


def as_database_owner(command):
    """Return `command` for the owner of the cluster: PostgreSQL refuses to run as root."""
    if places.is_root():
        return ['runuser', '-u', 'postgres', '--', *map(str, command)]
    return list(map(str, command))


def show(command, *, env=None, cwd=None):
    """Run `command` with its output shown; return its exit status."""
    return _call(command, env=environment(env), cwd=cwd).returncode


def lines(command, log, *, env=None, cwd=None):
    """Run `command`; yield its lines as they come, what it says beside them added to `log`."""
    with open(log, 'a', encoding='utf-8') as errors, subprocess.Popen(
        list(map(str, command)), text=True, cwd=cwd, env=environment(env),
        stdout=subprocess.PIPE, stderr=errors,
    ) as running:
        yield from running.stdout


def _call(command, **options):
    try:
        return subprocess.run(list(map(str, command)), text=True, check=False, **options)
    except FileNotFoundError as error:
        raise Problem(f'{error.filename} is missing on this machine') from error
