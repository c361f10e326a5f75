"""`make mutants`: small faults are put into the code, one at a time; the tests must catch each.

One database is prepared for all: a fault is in Python only and changes no table. Each lane has
a copy of the checkout and a copy of the database, and tries its part of the faults.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from .. import testing
from . import book as book_of
from .lane import CAUGHT, INVALID, SURVIVED, Lane
from ..report import Problem, duration, say
from ..testing import jobs


def mutants():
    """Put small faults into the code; the tests must catch each (ONLY: a topic, names)."""
    book = book_of.chosen(book_of.read(), os.environ.get('ONLY', ''))
    tests = book_of.known_tests()
    if wrong := book_of.mistakes(book, book_of.code(), tests):
        raise Problem('\n  '.join(['the faults of tests/mutants do not fit the code:', *wrong]))
    started = time.monotonic()
    with testing.alone():
        house = testing.provide()
        try:
            rows = _work(house, {mutant: book_of.nodes_of(mutant, tests) for mutant in book})
        finally:
            house.close()
    _summarise(rows, len(book), time.monotonic() - started)


def _work(house, nodes_of):
    """Return (fault, result, reason) for each fault.

    :param dict nodes_of: fault → pytest's names of the tests that must catch it.
    """
    source = house.seeded('faults')
    # Faults of one test file go to one lane: what its classes prepare is made once.
    book = sorted(nodes_of, key=lambda mutant: nodes_of[mutant])
    lanes = min(jobs.LANES, len(book))
    half = -(-len(book) // lanes)
    rows = []

    def run(number):
        lane = Lane(house, number, source)
        mine = {mutant: nodes_of[mutant] for mutant in book[number * half:(number + 1) * half]}
        started = time.monotonic()
        for mutant, result, reason in lane.work(mine):
            took = duration(time.monotonic() - started)
            say(f'  {result:<9} {mutant.title}: {took} {reason}'.rstrip())
            rows.append((mutant, result, reason))
            started = time.monotonic()
    say(f'{len(book)} faults, in {lanes} lanes; first the tests without any')
    with ThreadPoolExecutor(lanes) as pool:
        ends = [pool.submit(run, number) for number in range(lanes)]
    for end in ends:
        end.result()
    return rows


def _summarise(rows, count, seconds):
    found = {result: [row for row in rows if row[1] == result]
             for result in (CAUGHT, SURVIVED, INVALID)}
    for result in (SURVIVED, INVALID):
        for mutant, _result, reason in found[result]:
            say(f'{result:<9} {mutant.title}: {reason}\n          {mutant.why}')
    told = ', '.join(f'{len(some)} {result.lower()}' for result, some in found.items())
    say(f'\n{count} faults: {told} in {duration(seconds)}')
    if len(found[CAUGHT]) != count:
        raise Problem(f'{count - len(found[CAUGHT])} of {count} faults were not caught')
