"""What a pre-reservation by click answers of its member's wishes, part by part, by rank.

A quantity of a lot that is taken without an offer leaves the queue of the wishes that wanted it
(000-34, 000-38). Each part is a dict that the database keeps as JSON: ``slice`` and ``wish`` are
ids, ``quantity`` is in the unit of the lot, ``wish_qty`` in the one of the wish.
"""
from .units import NEGLIGIBLE, rounded_down


def parts_answered(quantity, asked, unit):
    """What a quantity answers, the first rank first.

    :param float quantity: taken, in the unit of the lot.
    :param asked: (slice id, wish id, what is still open of it in the unit of the wish, units of
        the lot for one of the wish), by rank.
    :param str unit: of the lot.
    :return: list of parts; what is taken beyond them answers nothing
    """
    parts, left = [], quantity
    for slice_id, wish_id, still, factor in asked:
        wanted = rounded_down(still * factor, unit)
        given = min(wanted, left)
        if given <= NEGLIGIBLE:
            continue
        # all that can be given of it: a remainder below one piece is not left open
        wish_qty = still if given >= wanted - NEGLIGIBLE else min(still, given / factor)
        parts.append({
            'slice': slice_id, 'wish': wish_id, 'quantity': given, 'wish_qty': wish_qty,
        })
        left -= given
    return parts


def parts_kept(parts, quantity):
    """The parts that are still answered when less of the lot is held, the first rank first.

    :param parts: as `parts_answered` returns them.
    :param float quantity: what is held, in the unit of the lot.
    """
    kept, left = [], quantity
    for part in parts:
        given = min(part['quantity'], max(left, 0.0))
        left -= given
        if given > NEGLIGIBLE:
            share = given / part['quantity']
            kept.append({**part, 'quantity': given, 'wish_qty': part['wish_qty'] * share})
    return kept


def parts_of(parts, key):
    """What the parts hold, by slice or by wish, in the units of the wishes.

    :param str key: ``slice`` or ``wish``.
    :return: dict of id → quantity
    """
    held = {}
    for part in parts or ():
        held[part[key]] = held.get(part[key], 0.0) + part['wish_qty']
    return held


# A pre-reservation that its member gave up: a no to the rest of the lot.
GIVEN_UP = ('lapsed', 'cancelled')
# The key of what serves a shortage later begins so, and names the one that was short.
AGAIN = 'again'


def lost_by_click(claims):
    """What a shortage took of pre-reservations by click, and neither a wish nor they have again.

    Who gave up any of the lot is left alone (000-34, 000-41).

    :param claims: all `perles.claim` of a lot without an offer.
    :return: dict of claim → quantity in the unit of the lot
    """
    gone, served = set(), {}
    for claim in claims:
        if claim.state in GIVEN_UP:
            gone.add(claim.partner_id)
        word, origin, *_rest = [*claim.key.split('-'), '']
        if word == AGAIN:
            served[int(origin)] = served.get(int(origin), 0.0) + claim.asked_qty
    lost = {
        claim: lost_beyond(
            claim.short_qty, claim.parts, 0.0 if claim.state == 'refused' else claim.quantity,
        ) - served.get(claim.id, 0.0)
        for claim in claims if claim.short_qty and claim.partner_id not in gone
    }
    return {claim: quantity for claim, quantity in lost.items() if quantity > NEGLIGIBLE}


def lost_beyond(short, parts, kept):
    """What of a shortage no wish asks for again.

    :param float short: lost, in the unit of the lot.
    :param parts: what is answered, as `parts_kept` left it; all of it if nothing is kept.
    :param float kept: what is still held.
    """
    answered = sum(part['quantity'] for part in parts or ())
    if not parts or kept > answered + NEGLIGIBLE:
        return short
    # a part of a wish was cut as well: what comes back is asked for by the wish
    return 0.0 if kept else max(short - answered, 0.0)
