"""A plugin of pytest: several processes share the classes of tests, each runs what it takes.

A class is taken by creating a file that bears its name, which only one process can do.
"""

from collections import defaultdict

import pytest

from . import costs

# Seconds that a test takes for granted, in a class that was never run.
EACH = 1.5


def pytest_addoption(parser):
    parser.addoption('--heap', metavar='FOLDER', help='run classes that no other process has taken')


def pytest_configure(config):
    if config.getoption('--heap'):
        config.pluginmanager.register(Taker(config.getoption('--heap')), 'heap-taker')


class Taker:
    """Takes the classes of the session one by one, the longest first, until none is left."""

    def __init__(self, folder):
        self.folder = folder

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        """Run the classes that this process takes; tell the others as left out."""
        if session.testsfailed or session.config.option.collectonly:
            return None
        known, classes, left = costs.expected(), by_class(session.items), []

        def cost(name):
            return known.get(costs.class_name(name), len(classes[name]) * EACH)

        for name in sorted(classes, key=cost, reverse=True):
            if self._take(name):
                self._run(session, classes[name])
            else:
                left += classes[name]
        session.config.hook.pytest_deselected(items=left)
        return True

    def _take(self, name):
        try:
            with open(f'{self.folder}/{name}', 'x', encoding='utf-8'):
                return True
        except FileExistsError:
            return False

    @staticmethod
    def _run(session, items):
        # Between two classes only what all of them share stays set up: the class, its file and its
        # folder end with a test of another folder, whichever comes next.
        folder = items[0].path.parent
        outside = next((item for item in session.items if item.path.parent != folder), None)
        for item, following in zip(items, [*items[1:], outside], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)


def by_class(items):
    """Return the tests by the dotted name of their class."""
    classes = defaultdict(list)
    for item in items:
        names = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
        classes['.'.join([item.module.__name__, *names])].append(item)
    return classes
