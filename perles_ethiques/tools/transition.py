"""The one way a document of the house changes state, declared once per model."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """A move of a document from one of ``source`` to ``target``.

    :param source: states the move may start from.
    :param target: state the move ends in.
    :param drag: whether dropping a kanban card on the target column makes this move.
    :param group: XML id of the group whose users may make the move from the staff screens,
        or ``None`` when only the code of the house may (a payment, a clock, the portal).
    """

    source: tuple[str, ...]
    target: str
    drag: bool = False
    group: str | None = None

    def starts_from(self, state):
        """Whether a document in ``state`` may make this move."""
        return state in self.source


def find_drag(transitions, state, target):
    """Name of the only draggable move from ``state`` to ``target``, or ``None``.

    :param dict transitions: name → :class:`Transition`.
    """
    names = [
        name for name, move in transitions.items()
        if move.drag and move.target == target and move.starts_from(state)
    ]
    return names[0] if len(names) == 1 else None
