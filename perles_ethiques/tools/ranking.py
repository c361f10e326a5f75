"""What becomes of the rank of a wish that is edited: first come, first served (000-34, 000-35).

A wish is ranked by parts, each with an instant and a quantity. Everything here is decided without
the ORM, so that what is told before saving and what is then written are one decision.
"""
from dataclasses import dataclass, replace
from datetime import datetime

# Who clicked without a wish comes after the wishes of the same instant.
NO_WISH = float('inf')

KEEP, RAISE, LOWER, RESTART = 'keep', 'raise', 'lower', 'restart'
DIGITS = 6


class HeldError(ValueError):
    """A quantity that is offered or pre-reserved would be given up.

    :param float held: what is held, in the unit of the wish.
    """

    def __init__(self, held):
        super().__init__(f"{held} are held.")
        self.held = held


@dataclass(frozen=True)
class Wanted:
    """What a wish asks for, as far as its rank goes.

    :param kind: the type of product.
    :param frozenset materials: one of them is enough; none means any.
    :param str unit: what it is counted in.
    :param float quantity: above 0.
    """

    kind: object
    materials: frozenset
    unit: str
    quantity: float


@dataclass(frozen=True)
class Part:
    """A ranked part of a wish.

    :param datetime rank_at: instant of its rank.
    :param float quantity: asked.
    :param float held: offered or pre-reserved; never given up here.
    :param key: what it is known by; ``None`` for a part that does not exist yet.
    """

    rank_at: datetime
    quantity: float
    held: float = 0.0
    key: object = None


@dataclass(frozen=True)
class Basis:
    """What an edit is decided from: the wish as it is, or as it was before a slip.

    :param Wanted wanted: as it was ranked; ``None`` if it was not written yet.
    :param tuple parts: its `Part`, the first served first.
    :param datetime at: the rank of what an edit adds.
    """

    wanted: Wanted | None
    parts: tuple
    at: datetime

    def change(self, new):
        """What an edit does to the rank: see `change_of`; a slip of its writing costs nothing.

        :param Wanted new: as it would be.
        """
        return KEEP if self.wanted is None else change_of(self.wanted, new)

    @property
    def rank_at(self):
        """Instant of the first ranked part."""
        return min((part.rank_at for part in self.parts if part.quantity), default=self.at)


def place(rank_at, wish=None, part=None, click=0):
    """Where somebody stands, the same at the receipt, at a release and after care (000-34).

    The instant of the rank; then the wish, the one that was written first; then its part. Only
    who has no wish is told apart by the click.

    :param datetime rank_at: instant of the rank.
    :param int wish: id of the wish, if there is one.
    :param int part: id of its ranked part.
    :param int click: id of the pre-reservation.
    :return: sortable tuple, the smallest is served first
    """
    return (rank_at, wish or NO_WISH, part or 0, click)


def places(queue):
    """The place of each line of a queue as its member is told it: other members before, plus 1.

    :param queue: (key, member) tuples, the first served first.
    :return: dict key → place, from 1
    """
    found, before = {}, set()
    for key, member in queue:
        found[key] = len(before) - (member in before) + 1
        before.add(member)
    return found


def change_of(old, new):
    """What an edit does to the rank: one of ``keep``, ``raise``, ``lower``, ``restart``.

    Another type, another unit or a material that was not wanted before is another wish. Fewer
    materials, or a first one where any would do, only narrow it. All other criteria keep the
    rank: the clause names no other one that loses it.

    :param Wanted old: as it is ranked.
    :param Wanted new: as it would be.
    """
    narrowed = not old.materials or (new.materials and new.materials <= old.materials)
    if (old.kind, old.unit) != (new.kind, new.unit) or not narrowed:
        return RESTART
    difference = round(new.quantity - old.quantity, DIGITS)
    if not difference:
        return KEEP
    return RAISE if difference > 0 else LOWER


def rank_parts(parts, quantity, change, now):
    """The parts of a wish after an edit.

    :param list parts: the `Part` of today, the first served first.
    :param float quantity: asked in all, after the edit.
    :param str change: see `change_of`.
    :param datetime now: the rank of what is new.
    :return: list of `Part`, the first served first; a part of 0 is to be forgotten
    :raise HeldError: if what is held would be given up, or would change its rank.
    """
    if change == RESTART:
        held = total_held(parts)
        if held:
            raise HeldError(held)
        return [*(replace(part, quantity=0.0) for part in parts), Part(now, quantity)]
    surplus = round(total(parts) - quantity, DIGITS)
    if surplus > 0:
        return _lowered(parts, surplus)
    return [*parts, Part(now, -surplus)] if surplus else list(parts)


def rejoined(planned, parts):
    """Planned parts, known by those that there are: none is written anew that is there.

    :param list planned: of `Part`; some of their keys may be known no more.
    :param list parts: the `Part` of today; what was not planned becomes 0.
    """
    there = {part.key for part in parts}
    keys = {part.key for part in planned}
    spare = {part.rank_at: part.key for part in parts if part.key not in keys}
    found = [part if part.key in there else replace(part, key=spare.pop(part.rank_at, None))
             for part in planned]
    kept = {part.key for part in found}
    asked = [part for part in found if part.key is not None or part.quantity]
    return asked + [replace(part, quantity=0.0) for part in parts if part.key not in kept]


def late_parts(parts, now):
    """The parts of a wish that comes back too late to keep its rank (000-33).

    What is held stays where it is: it was promised at its rank.

    :return: list of `Part`, the first served first; a part of 0 is to be forgotten
    """
    free = round(total(parts) - total_held(parts), DIGITS)
    kept = [replace(part, quantity=min(part.held, part.quantity)) for part in parts]
    return [*kept, Part(now, free)] if free > 0 else kept


def total(parts):
    """What is asked in all."""
    return round(sum(part.quantity for part in parts), DIGITS)


def total_held(parts):
    """What is offered or pre-reserved in all."""
    return round(sum(part.held for part in parts), DIGITS)


def _lowered(parts, surplus):
    """Give up a surplus, the last part first; what is held is not touched."""
    kept = []
    for part in reversed(parts):
        given_up = min(surplus, max(part.quantity - part.held, 0.0))
        surplus = round(surplus - given_up, DIGITS)
        kept.append(replace(part, quantity=round(part.quantity - given_up, DIGITS)))
    if surplus > 0:
        raise HeldError(total_held(parts))
    return kept[::-1]
