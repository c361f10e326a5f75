"""First come, first served, with quantities: who gets how much of a lot, and why.

Source: clauses 000-34 (strictly by rank), 000-36 (smallest acceptable quantity), 000-38 (never
more than there is), 000-41 (the same once the usable quantity is known).
"""
from dataclasses import dataclass

# Why a request got what it got.
SERVED, PARTIAL, MINIMUM, EXHAUSTED = 'served', 'partial', 'minimum', 'exhausted'
# Quantities are rounded by who asks; this only hides what adding floats leaves behind.
DUST = 1e-9


@dataclass(frozen=True)
class Request:
    """What one line of the queue asks for.

    :param key: names the line in the answer.
    :param rank: sortable, smallest first; equal ranks are told apart by their key.
    :param float wanted: quantity, not below 0.
    :param float minimum: smallest quantity that its group accepts, 0 for any.
    :param group: lines of one wish share their minimum; by default a line is alone.
    :param str why: reason for which the line is not served at all, or ``None``.
    :param float total: what the group wants, when not all its lines are in the queue.
    """

    key: object
    rank: object
    wanted: float
    minimum: float = 0.0
    group: object = None
    why: str | None = None
    total: float = 0.0

    @property
    def owner(self):
        """The group of the line; a line without group is its own."""
        return ('line', self.key) if self.group is None else ('group', self.group)


@dataclass(frozen=True)
class Share:
    """The answer to one `Request`.

    :param float given: quantity, 0 for who waits.
    :param str reason: `SERVED`, `PARTIAL`, `MINIMUM`, `EXHAUSTED`, or the ``why`` of the request.
    :param int position: rank among those who may be served, from 1; 0 for who may not.
    """

    key: object
    given: float
    reason: str
    position: int


def allocate(quantity, requests):
    """Share a quantity out, strictly by rank.

    A line gets what it wants, or what is left. A group whose lines would together get less than
    its minimum is passed over, without losing its rank, and what it would have had goes to the
    next ones. A minimum above what the group still wants counts as that.

    :param float quantity: what there is to give, not below 0.
    :param requests: `Request` objects, in any order.
    :return: one `Share` for each request, by rank
    :raise ValueError: if a quantity is below 0 or is no number.
    """
    queue = sorted(requests, key=lambda request: (request.rank, request.key))
    _check([quantity, *(n for request in queue for n in (request.wanted, request.minimum))])
    able = [request for request in queue if request.why is None]
    minimums, passed = _minimums(able), set()
    while True:
        given = _give(quantity, [request for request in able if request.owner not in passed])
        short = _first_short(able, given, minimums, passed)
        if short is None:
            break
        passed.add(short)
    positions = {request.key: number for number, request in enumerate(able, 1)}
    return [
        Share(
            request.key, given.get(request.key, 0.0),
            _reason(request, given.get(request.key, 0.0), quantity, passed),
            positions.get(request.key, 0),
        )
        for request in queue
    ]


def _check(numbers):
    for number in numbers:
        # a number that is not one is not equal to itself
        if not number >= 0 or number == float('inf'):
            raise ValueError(f"A quantity from 0 up is expected, not {number!r}.")


def _minimums(able):
    """Group → the smallest quantity it accepts, never above what it wants."""
    wanted, totals, minimums = {}, {}, {}
    for request in able:
        owner = request.owner
        wanted[owner] = wanted.get(owner, 0.0) + request.wanted
        totals[owner] = max(totals.get(owner, 0.0), request.total)
        minimums[owner] = max(minimums.get(owner, 0.0), request.minimum)
    return {
        owner: min(minimum, max(wanted[owner], totals[owner]))
        for owner, minimum in minimums.items()
    }


def _give(quantity, queue):
    """Key → quantity, each line served in turn with what is left."""
    given, left = {}, quantity
    for request in queue:
        share = min(request.wanted, left)
        given[request.key] = share
        left = max(left - share, 0.0)
        if left <= DUST:
            left = 0.0
    return given


def _first_short(able, given, minimums, passed):
    """The first group that would get less than its minimum, or ``None``."""
    totals = {}
    for request in able:
        totals[request.owner] = totals.get(request.owner, 0.0) + given.get(request.key, 0.0)
    for request in able:
        owner = request.owner
        if owner not in passed and totals[owner] < minimums[owner] - DUST:
            return owner
    return None


def _reason(request, given, quantity, passed):
    if request.why is not None:
        return request.why
    if request.owner in passed:
        return MINIMUM if quantity > 0 else EXHAUSTED
    if given >= request.wanted - DUST:
        return SERVED
    return PARTIAL if given > 0 else EXHAUSTED
