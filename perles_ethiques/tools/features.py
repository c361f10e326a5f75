"""What several features name on their own classes of one model."""


def named_by_all(model, attribute):
    """Everything that the classes of a model name under an attribute, whichever names it.

    :param model: a recordset.
    :param str attribute: of the classes, a collection on each that has it.
    :return: frozenset
    """
    return frozenset().union(*(vars(part).get(attribute, ()) for part in type(model).__mro__))
