"""Many draw the first number of a year at the same instant: one counter, no number twice."""

from tests.harness import pick

AT_ONCE = pick(8, 32)
# Each transaction has looked at the database before, as the one of a request has.
RACE = """
from threading import Barrier, Thread
from freezegun import freeze_time

gate, drawn, failures = Barrier({at_once}), [], []

def draw():
    try:
        with env.registry.cursor() as cr:
            mine = env(cr=cr, su=True)
            cr.execute('SELECT count(*) FROM ir_sequence_date_range')
            gate.wait()
            drawn.extend(mine['perles.termination']._next_numbers(mine.company))
    except Exception as error:
        failures.append(repr(error))

with freeze_time('{year}-01-01 00:00:01'):
    racers = [Thread(target=draw) for _number in range({at_once})]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
answer([sorted(drawn), failures])
"""
COUNTERS = """
SELECT count(*) FROM ir_sequence_date_range year
  JOIN ir_sequence book ON book.id = year.sequence_id AND book.code = 'perles.termination'
 WHERE extract(year FROM year.date_from) = {year}
"""


def test_first_numbers_of_a_year(server):
    drawn, failures = server.shell(RACE.format(at_once=AT_ONCE, year=2035))
    assert not failures
    assert len(set(drawn)) == AT_ONCE
    assert drawn[0].endswith('0001')
    assert drawn[-1].endswith(f'{AT_ONCE:04d}')
    assert server.psql(COUNTERS.format(year=2035)) == [['1']]
