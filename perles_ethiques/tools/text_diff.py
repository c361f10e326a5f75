"""What changed between two versions of a text, clause by clause and word by word."""
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r'\s+|[^\s]+')


@dataclass(frozen=True)
class ClauseChange:
    """How one clause differs between two versions.

    :param status: ``same``, ``changed``, ``added`` or ``removed``.
    :param pieces: (``equal`` | ``insert`` | ``delete``, text) tuples of the body.
    """

    key: str
    title: str
    status: str
    pieces: tuple[tuple[str, str], ...]


def word_pieces(old, new):
    """Cut two texts into what is kept, deleted and inserted, by whole words.

    Joining the ``equal`` and ``insert`` pieces gives ``new`` back; ``equal`` and ``delete``
    give ``old``.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == 'equal':
            pieces.append(('equal', ''.join(before[low:high])))
            continue
        if high > low:
            pieces.append(('delete', ''.join(before[low:high])))
        if new_high > new_low:
            pieces.append(('insert', ''.join(after[new_low:new_high])))
    return tuple(pieces)


def compare_clauses(old, new):
    """Changes from one list of clauses to another, in the order of the new one.

    :param list old: dicts with ``key``, ``title`` and ``body``; keys are stable and unique.
    :param list new: the same, of the later version.
    :return: list of :class:`ClauseChange`; removed clauses come last
    """
    before = {clause['key']: clause for clause in old}
    changes = [_change_of(before.get(clause['key']), clause) for clause in new]
    kept = {clause['key'] for clause in new}
    return changes + [
        ClauseChange(clause['key'], clause['title'], 'removed', (('delete', clause['body']),))
        for clause in old if clause['key'] not in kept
    ]


def _change_of(old, new):
    if old is None:
        return ClauseChange(new['key'], new['title'], 'added', (('insert', new['body']),))
    if old['body'] == new['body']:
        status = 'same' if old['title'] == new['title'] else 'changed'
        return ClauseChange(new['key'], new['title'], status, (('equal', new['body']),))
    return ClauseChange(
        new['key'], new['title'], 'changed', word_pieces(old['body'], new['body']),
    )
