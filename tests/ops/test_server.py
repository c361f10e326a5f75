"""The server as the commands start it: all its processes, and each of them once."""

from bootstrap.daemon import wait_until

READY = 'Evented Service (longpolling) running'


def test_the_process_of_the_websockets_starts_once(server):
    """It starts from the path of its program: without one it would be born and die for ever."""
    log = server.server.daemon.log
    assert wait_until(lambda: READY in log.read_text(encoding='utf-8'), 30)
    text = log.read_text(encoding='utf-8')
    assert text.count(READY) == 1
    assert 'ImportError' not in text
