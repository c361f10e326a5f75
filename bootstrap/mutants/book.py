"""The small faults of `tests/mutants`: what each changes, and the tests that must catch it.

A fault is known by the text that it replaces, and a test by its class and its name: files may
move, and the book stays right.
"""

import ast
from dataclasses import dataclass

from .. import places
from ..report import Problem

FOLDER = places.ROOT / 'tests' / 'mutants'
# What is outside of the addon: the tools, and what the proxy reads.
OUTSIDE = ('bootstrap/*.py', 'bootstrap/production/Caddyfile')
# Folders whose tests need no database.
PURE = ('tests/unit', 'tests/ops')
# By what a test may tell a fault: its own judgement, or any error of the code that it calls.
BY = ('assertion', 'error')


@dataclass(frozen=True)
class Mutant:
    """One fault.

    :param str topic: name of its file.
    :param str why: what a member or the cooperative would lose by it.
    :param str find: stands once in the Python code of the addon, tests apart, and in `OUTSIDE`.
    :param str replace: what stands there instead.
    :param tuple tests: ``Class.test_method``, or ``test_function`` of `PURE`; each of them must
        fail.
    :param str by: one of `BY`.
    """

    topic: str
    name: str
    why: str
    find: str
    replace: str
    tests: tuple
    by: str = 'assertion'

    @property
    def title(self):
        """How the fault is called on the screen and in ONLY."""
        return f'{self.topic}.{self.name}'


def read(folder=FOLDER):
    """Return the faults of all topics.

    :raise Problem: for an entry that lacks something, or says something unknown.
    """
    # Only where it is used: the other commands do without Python 3.11.
    import tomllib
    mutants = []
    for path in sorted(folder.glob('*.toml')):
        for entry in tomllib.loads(path.read_text(encoding='utf-8'))['mutant']:
            try:
                mutants.append(Mutant(path.stem, **{**entry, 'tests': tuple(entry['tests'])}))
            except (KeyError, TypeError) as error:
                name = entry.get('name', '?')
                raise Problem(f'{path.name}: {name}: {error}') from error
    return mutants


def chosen(mutants, words):
    """Return the faults that ONLY names: by topic, or by name.

    :param str words: topics and names, with spaces or commas between them; empty for all.
    :raise Problem: for a word that names nothing.
    """
    wanted = words.replace(',', ' ').split()
    for word in wanted:
        if not any(word in (mutant.topic, mutant.name, mutant.title) for mutant in mutants):
            raise Problem(f'no fault is called {word}: see tests/mutants')
    return [
        mutant for mutant in mutants
        if not wanted or {mutant.topic, mutant.name, mutant.title} & set(wanted)
    ]


def code(root=places.ROOT):
    """Return the files that a fault may change: path below `root` → text."""
    folder = root / places.ADDON
    paths = [path for path in sorted(folder.rglob('*.py'))
             if path.relative_to(folder).parts[0] != 'tests']
    paths += [path for pattern in OUTSIDE for path in sorted(root.glob(pattern))]
    return {path.relative_to(root): path.read_text(encoding='utf-8') for path in paths}


def known_tests(root=places.ROOT):
    """Return where the tests stand: name as the book writes it → list of pytest's names."""
    found = {}
    for folder in (f'{places.ADDON}/tests', *PURE):
        for path in sorted((root / folder).rglob('test_*.py')):
            file = path.relative_to(root)
            for name, node in _tests_in(path.read_text(encoding='utf-8')):
                found.setdefault(name, []).append(f'{file}::{node}')
    return found


def _tests_in(text):
    for item in ast.parse(text).body:
        if isinstance(item, ast.ClassDef):
            for method in item.body:
                if isinstance(method, ast.FunctionDef) and method.name.startswith('test_'):
                    yield f'{item.name}.{method.name}', f'{item.name}::{method.name}'
        elif isinstance(item, ast.FunctionDef) and item.name.startswith('test_'):
            yield item.name, item.name


def place_of(mutant, files):
    """Return the file that a fault changes.

    :param dict files: see `code`.
    :raise Problem: unless its text stands there exactly once.
    """
    counts = {path: text.count(mutant.find) for path, text in files.items()}
    if sum(counts.values()) != 1:
        where = ', '.join(str(path) for path, count in counts.items() if count) or 'nowhere'
        raise Problem(f'{mutant.title}: its text is found {sum(counts.values())} times: {where}')
    return next(path for path, count in counts.items() if count)


def nodes_of(mutant, tests):
    """Return pytest's names of the tests that must catch a fault.

    :param dict tests: see `known_tests`.
    :raise Problem: for a test that is not there, or is there twice.
    """
    for name in mutant.tests:
        places_found = tests.get(name, [])
        if len(places_found) != 1:
            raise Problem(f'{mutant.title}: {len(places_found)} tests are called {name}')
    return [tests[name][0] for name in mutant.tests]


def mistakes(mutants, files, tests):
    """Return what is wrong with the book, as sentences: nothing, if all is well."""
    found = []
    for mutant in mutants:
        for check, known in ((place_of, files), (nodes_of, tests)):
            try:
                check(mutant, known)
            except Problem as problem:
                found.append(str(problem))
        found += _mistakes_of(mutant, files)
    titles = [mutant.name for mutant in mutants]
    found += [f'{name}: this name is given twice' for name in set(titles)
              if titles.count(name) > 1]
    return found


def _mistakes_of(mutant, files):
    if not mutant.why.strip() or not mutant.tests:
        yield f'{mutant.title}: it says neither why, nor what catches it'
    if mutant.by not in BY:
        yield f'{mutant.title}: `by` is one of {", ".join(BY)}'
    for path, text in files.items():
        if text.count(mutant.find) == 1 and path.suffix == '.py':
            changed = text.replace(mutant.find, mutant.replace)
            try:
                same = ast.dump(ast.parse(changed)) == ast.dump(ast.parse(text))
            except SyntaxError as error:
                yield f'{mutant.title}: {path} cannot be read any more: {error}'
            else:
                if same:
                    yield f'{mutant.title}: it changes nothing'
