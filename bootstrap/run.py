"""The product on this machine: run, stop, look inside, update, clean."""

import os
import shutil

from . import artefact, demonstration, images, odoo, places, process, testing
from .house import House
from .report import Problem, say, step
from .server import MailCatcher, Server

PORT = 8069


def run():
    """Make the product ready, start it, and print where it is and who may sign in."""
    server = Server(_house(odoo.provide()), places.DATABASE)
    with artefact.locked(places.state() / 'run'):
        _provide_database(server.house)
        if _addon_in(server.house) != images.addon_key():
            _upgrade(server)
        if not server.is_running():
            with step('server'):
                server.stop()
                # without workers: no proxy stands before it, websockets come by the port of pages
                server.start(first_port=PORT, workers=0)
    _print_card(server)


def stop():
    """Stop the server, the mail catcher and the database clusters."""
    server = Server(_house(), places.DATABASE)
    server.stop()
    if server.house.is_private:
        server.house.databases.stop(places.log('postgresql'))
    testing.TestHouse(None).close()
    say('stopped')


def shell():
    """Open an Odoo shell on the running database."""
    house = ready_house()
    _become(house.odoo.command('shell', '--no-http'), house)


def psql():
    """Open psql on the running database."""
    _become(['psql', places.DATABASE], ready_house())


def logs():
    """Follow the log of the server."""
    log = Server(_house(), places.DATABASE).daemon.log
    if not log.exists():
        raise Problem('there is no log yet: `make run` starts the server')
    os.execvp('tail', ['tail', '-n', '50', '-F', str(log)])


def update():
    """Upgrade the addon in the running database, and start the server again."""
    _upgrade(Server(ready_house(), places.DATABASE))
    run()


def demo_remove():
    """Remove what the demonstration story wrote."""
    demonstration.remove(ready_house(), places.DATABASE, places.log('demonstration'))


def demo_replay():
    """Remove the demonstration story, then play it again."""
    house = ready_house()
    log = places.log('demonstration')
    demonstration.remove(house, places.DATABASE, log)
    demonstration.play(house, places.DATABASE, log)
    _print_card(Server(house, places.DATABASE))


def clean():
    """Drop the state of this clone; with ALL=1, the cache of every clone also."""
    stop()
    house = _house()
    if not house.is_private and _addon_in(house):
        house.databases.drop(places.DATABASE)
    testing.TestHouse(None).wipe()
    folders = [places.state(), places.BUILD]
    if os.environ.get('ALL'):
        folders.append(places.cache())
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        say(f'removed {folder}')


def _house(provided=None):
    folder = places.state() / 'run'
    folder.mkdir(exist_ok=True)
    return House(provided, folder)


def ready_house():
    """Return the house with its database server started, for a command that works inside."""
    house = _house(odoo.provide())
    with artefact.locked(places.state() / 'run'):
        _provide_database(house)
    return house


def _provide_database(house):
    """Start the database server, and make the database when there is none."""
    house.configure(workers=0, **MailCatcher(house).options())
    if house.is_private:
        if not house.databases.exists():
            _adopt_image(house)
        house.databases.start(places.log('postgresql'))
    elif not _addon_in(house):
        _furnish_on_server(house)


def _adopt_image(house):
    image = images.story(house.odoo)
    with step(f'database {places.DATABASE}, a copy of the image'):
        images.adopt(house, image)
        _remember_addon(house)


def _furnish_on_server(house):
    """Make the database on the server that PGHOST names."""
    if places.DATABASE in house.databases.names():
        raise Problem(
            f'the server of PGHOST has a database {places.DATABASE} that is not of this clone: '
            'drop it, or unset PGHOST'
        )
    name, image = images.base(house.odoo)
    try:
        house.copy(name, places.DATABASE, image)
        demonstration.furnish(house, places.DATABASE, places.log('demonstration'))
    except BaseException:
        house.drop(places.DATABASE)
        raise
    _remember_addon(house)


def _upgrade(server):
    """Bring the database to the addon's present code, the server stopped meanwhile."""
    server.daemon.stop()
    with step(f'upgrade of {places.ADDON}'):
        server.house.call(places.DATABASE, 'the upgrade', places.log('upgrade'),
                          'module', 'upgrade', '-d', places.DATABASE, places.ADDON)
    _remember_addon(server.house)


def _remember_addon(house):
    (house.folder / 'addon.key').write_text(images.addon_key(), encoding='utf-8')


def _addon_in(house):
    path = house.folder / 'addon.key'
    return path.read_text(encoding='utf-8') if path.exists() else None


def _become(command, house):
    """Give the terminal to a command, with the variables of the house."""
    env = process.environment(house.env(places.DATABASE))
    os.chdir(places.ROOT)
    os.execvpe(str(command[0]), list(map(str, command)), env)


def _print_card(server):
    """Print what the person needs next: the address, the logins, the mails."""
    say(f'\nPerles Éthiques: {server.url}')
    for role, login, password, note in demonstration.cards(server.house):
        say(f'  {role:<12} {login:<34} {password:<12} {note}')
    say(f'  mails: {server.catcher.mails}\n  log:   {server.daemon.log}')
    say('  `make stop` stops it, `make shell` and `make psql` look inside')
