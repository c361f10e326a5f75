"""The process of a lane: Odoo is loaded once, and each fault is tried in a fork.

A fault inside a function is put into the function that is loaded already. One elsewhere – a
constant, a decorator – is imported, in a fork from before the addon was loaded. Both stand in
the file meanwhile.
"""

import gc
import json
import os
import sys
import traceback
import types
from pathlib import Path

import pytest

import odoo.api
import odoo.http
import odoo.modules
import odoo.release
import odoo.service.server
import odoo.sql_db
import odoo.tests
import odoo.tools

COMMON = ('-q', '-p', 'no:cacheprovider', '--timeout=150')
# What of a function makes it another one; lines and names of files do not.
CODE = ('co_code', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars', 'co_flags',
        'co_argcount', 'co_kwonlyargcount', 'co_exceptiontable')


def serve(jobs_file):
    """Run the jobs of a file, in their best order; say the number of each that is done.

    :param jobs_file: JSON, a list of dicts made by `lane.Lane`.
    """
    database = os.environ['PGDATABASE']
    odoo.tools.config.parse_config(['-d', database, '--log-level=critical'])
    jobs = json.loads(Path(jobs_file).read_text(encoding='utf-8'))
    plans = [(job, _plan(job)) for job in jobs]
    for job, swaps in plans:
        if swaps is None:
            _try(job, database)
    odoo.modules.registry.Registry(database)
    odoo.sql_db.close_all()
    for job, swaps in plans:
        if swaps is not None:
            _try(job, database, swaps)


def _plan(job):
    """Return the new code of the functions that a fault changes, ``None`` if it must be imported.

    :return: dict (file, qualified name) → code
    """
    if not job['path']:
        return {}
    path = Path(job['path']).resolve()
    if 'migrations' in path.parts or path.suffix != '.py':
        # a script of an upgrade is read from its file by the test that runs it
        return {}
    text = path.read_text(encoding='utf-8')
    changed = text.replace(job['find'], job['replace'])
    old, new = (compile(source, str(path), 'exec') for source in (text, changed))
    functions = _differing(old, new)
    names = [code.co_qualname for code in _all_functions(old)]
    # two of one name, and what a class only uses while it is made, cannot be told apart later
    if not functions or any(
        names.count(code.co_qualname) != 1 or code.co_qualname.endswith('>') for code in functions
    ):
        return None
    return {(str(path), code.co_qualname): code for code in functions}


def _differing(old, new):
    """Return the functions of a module or class that are not the same, ``None`` if more differs."""
    olds, news = (_split(code) for code in (old, new))
    if olds[0] != news[0] or len(olds[1]) != len(news[1]):
        return None
    found = []
    for before, after in zip(olds[1], news[1], strict=True):
        if before.co_qualname != after.co_qualname or _is_function(before) != _is_function(after):
            return None
        if not _is_function(before):
            inside = _differing(before, after)
            if inside is None:
                return None
            found += inside
        elif _facts(before) != _facts(after):
            if before.co_freevars != after.co_freevars:
                return None
            found.append(after)
    return found


def _split(code):
    """Return what a code does itself, and the codes within it."""
    within = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    own = [repr(const) for const in code.co_consts if not isinstance(const, types.CodeType)]
    return (own, *(getattr(code, name) for name in CODE)), within


def _facts(code):
    own, within = _split(code)
    return own, [_facts(one) for one in within]


def _is_function(code):
    # a class body is executed where it stands
    return bool(code.co_flags & 1)


def _all_functions(code):
    for one in _split(code)[1]:
        if _is_function(one):
            yield one
        else:
            yield from _all_functions(one)


def _try(job, database, swaps=None):
    """Run the tests of a job in forks, its fault in the file meanwhile."""
    path = Path(job['path']) if job['path'] else None
    # the tools that run this are loaded already, whatever their tests need
    is_tool = bool(path) and path.resolve().is_relative_to(Path.cwd() / 'bootstrap')
    if path:
        text, stat = path.read_text(encoding='utf-8'), path.stat()
        path.write_text(text.replace(job['find'], job['replace']), encoding='utf-8')
    try:
        for kind, options in (
            ('pure', ('-p', 'no:odoo')), ('odoo', (f'--odoo-database={database}', '--odoo-http')),
        ):
            if nodes := job[kind]:
                arguments = [*nodes, *options, *COMMON, f'--junit-xml={job["report"]}.{kind}.xml']
                _fork(arguments, swaps if kind == 'odoo' or is_tool else None, keeps=not path)
    finally:
        if path:
            path.write_text(text, encoding='utf-8')
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    print(job['number'], flush=True)


def _fork(arguments, swaps, keeps):
    """Run pytest in a fork.

    :param bool keeps: whether compiled files are kept: no fault may be in one.
    """
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    status = 1
    try:
        # what pytest says goes to the log; the answers are ours
        os.dup2(2, 1)
        sys.dont_write_bytecode = not keeps
        _swap(swaps or {})
        status = pytest.main(arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _swap(swaps):
    """Give the loaded functions their new code.

    :raise LookupError: for a function that is not loaded.
    """
    left = dict(swaps)
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType):
            key = (one.__code__.co_filename, one.__code__.co_qualname)
            if key in swaps:
                one.__code__ = swaps[key]
                left.pop(key, None)
    if left:
        raise LookupError(f'not loaded: {left}')


if __name__ == '__main__':
    serve(sys.argv[1])
