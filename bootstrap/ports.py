"""Ports of this machine, taken and not only looked for.

Between a look and the start of a program another clone may look as well. So a port is claimed by
binding a name of the machine (an abstract socket, which no file outlives); the program that is to
listen there inherits it, and whoever comes meanwhile takes the next port.
"""

import contextlib
import socket
from typing import NamedTuple

from .report import Problem

HOST = '127.0.0.1'


class Claim(NamedTuple):
    """A port of 127.0.0.1, ours as long as `handle` is open here or in a program that we started.
    """

    number: int
    handle: socket.socket


def claim(first=0):
    """Return a claim on a port that nobody listens on.

    :param int first: the port that is wanted, else one of the next hundred; any port by default.
    :raise Problem: if all of them are taken.
    """
    for number in range(first, first + 100) if first else _any():
        handle = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError):
            handle.bind(f'\0perles-ethiques-port-{number}')
            if _is_free(number):
                return Claim(number, handle)
        handle.close()
    raise Problem(f'no free port between {first} and {first + 99}')


def listens(port):
    """Tell whether somebody answers on a port."""
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def _any():
    """Numbers that the system proposes, for ever."""
    while True:
        with socket.socket() as proposed:
            proposed.bind((HOST, 0))
            number = proposed.getsockname()[1]
        yield number


def _is_free(number):
    with socket.socket() as candidate, contextlib.suppress(OSError):
        # The same option as the server's: a port left a second ago is free for both.
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        candidate.bind((HOST, number))
        return True
    return False
