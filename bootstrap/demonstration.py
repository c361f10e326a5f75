"""The addon in a database, and the demonstration story that the addon knows how to play."""

import contextlib
import json

from . import places
from .report import say, step
from .server import MailCatcher

# The story is optional for the commands: an addon without one still runs.
CODE = """
import importlib.util
if importlib.util.find_spec('{package}.story'):
    from {package} import story
    {gesture}
    env.cr.commit()
"""
PLAY = 'story.play(env); answer([list(card) for card in story.cards(env)])'
REMOVE = 'story.remove(env)'
ASSETS = """
env['ir.qweb']._pregenerate_assets_bundles()
env.cr.commit()
"""


def furnish(house, database, log):
    """Install the addon in a database and play the story there."""
    with step(f'addon {places.ADDON}'):
        house.install(database, log, places.ADDON)
    play(house, database, log)
    with step('style sheets and scripts'):
        prepare_assets(house, database, log)


def prepare_assets(house, database, log):
    """Write the bundles that pages ask for: long to make, and made once for every copy."""
    house.shell(database, ASSETS, 'preparing style sheets and scripts', log)


def play(house, database, log):
    """Play the story, its mails kept as files; return the cards of those who may sign in."""
    with step('demonstration story'):
        with _mails_kept(house):
            cards = _perform(house, database, PLAY, log)
    if cards is None:
        say('  no demonstration story')
    _cards(house).write_text(json.dumps(cards or []), encoding='utf-8')


def remove(house, database, log):
    """Remove what the story wrote."""
    with step('removing the demonstration story'):
        _perform(house, database, REMOVE, log)
    _cards(house).write_text('[]', encoding='utf-8')


def cards(house):
    """Return who may sign in: (role, login, password, note)."""
    path = _cards(house)
    return json.loads(path.read_text(encoding='utf-8')) if path.exists() else []


@contextlib.contextmanager
def _mails_kept(house):
    """Run the catcher, and leave it as it was found: a server may be using it."""
    catcher = MailCatcher(house)
    was_running = catcher.daemon.is_running()
    house.configure(workers=0, **catcher.start())
    try:
        yield
    finally:
        if not was_running:
            catcher.stop()


def _perform(house, database, gesture, log):
    package = f'odoo.addons.{places.ADDON}.demo'
    code = CODE.format(package=package, gesture=gesture)
    return house.shell(database, code, 'the demonstration story', log)


def _cards(house):
    return house.folder / 'cards.json'
