"""How many files one has to open to follow a flow of the house from its first call to its last.

A plugin of pytest: what the methods `play_…` of `perles_ethiques/tests/base/test_flows.py` call is
followed by `sys.setprofile`. Counted are the frames whose code lies in
`perles_ethiques/models`, those of generators, lambdas and comprehensions included:

- **files**: how many of them were called at all;
- **changes**: calls that stand in another file than the call before.

`make flows` prints both figures of each flow; the file named by `--flows` gets the details.
"""

import sys
from collections import Counter
from functools import wraps
from itertools import groupby, pairwise
from pathlib import Path

from bootstrap import places

MODELS = f'{places.ROOT / places.ADDON / "models"}/'


def pytest_addoption(parser):
    parser.addoption('--flows', metavar='FILE', help="write which methods each flow calls")


def pytest_configure(config):
    config.pluginmanager.register(Flows(config.getoption('--flows')), 'flows')


class Trace:
    """The calls of one flow within the models of the addon, in their order."""

    def __init__(self, name):
        self.name = name
        self.calls = []

    def __enter__(self):
        sys.setprofile(self._note)
        return self

    def __exit__(self, *error):
        sys.setprofile(None)

    def _note(self, frame, event, argument):
        code = frame.f_code
        if event == 'call' and code.co_filename.startswith(MODELS):
            self.calls.append((code.co_filename.removeprefix(MODELS), code.co_name))

    @property
    def files(self):
        """How often each file was called, those called most first."""
        return Counter(path for path, _name in self.calls)

    @property
    def changes(self):
        """How often the flow went from one file to another, for each pair of them."""
        paths = [path for path, _name in self.calls]
        return Counter((one, other) for one, other in pairwise(paths) if one != other)

    def details(self):
        """Lines that tell the files, the steps from one to the other, and the calls in order."""
        arrivals = Counter()
        for (_one, other), times in self.changes.items():
            arrivals[other] += times
        yield f'=== {self.name}: {len(self.files)} files, {self.changes.total()} changes'
        yield '\nentered  calls  file'
        for path, times in sorted(self.files.items(), key=lambda row: -arrivals[row[0]]):
            yield f'{arrivals[path]:7}  {times:5}  {path}'
        yield '\ntimes  from one file to another'
        for (one, other), times in self.changes.most_common():
            yield f'{times:5}  {one} → {other}'
        yield '\ncalls in their order, one line a stay in a file'
        for path, stay in groupby(self.calls, key=lambda call: call[0]):
            told = [(name, len([*same])) for (_path, name), same in groupby(stay)]
            yield f'{path}: ' + ', '.join(
                name if times == 1 else f'{name} ×{times}' for name, times in told
            )
        yield ''


class Flows:
    """Follows every flow that is played, and tells of them at the end."""

    def __init__(self, target):
        self.target = target
        self.traces = []

    def pytest_collection_modifyitems(self, items):
        """Have the methods that play a flow followed."""
        for case in {item.cls for item in items if item.cls}:
            for name in [name for name in vars(case) if name.startswith('play_')]:
                setattr(case, name, self._followed(getattr(case, name)))

    def _followed(self, play):
        @wraps(play)
        def followed(case, *args):
            trace = Trace(play.__name__.removeprefix('play_').replace('_', ' '))
            self.traces.append(trace)
            with trace:
                return play(case, *args)
        return followed

    def pytest_terminal_summary(self, terminalreporter):
        """Print the table; write the details, when a file was asked for."""
        terminalreporter.write_line('\nflow              files  changes')
        for trace in self.traces:
            terminalreporter.write_line(
                f'{trace.name:<16} {len(trace.files):6} {trace.changes.total():8}',
            )
        if self.target:
            lines = [line for trace in self.traces for line in trace.details()]
            Path(self.target).write_text('\n'.join(lines), encoding='utf-8')
