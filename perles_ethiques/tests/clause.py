"""Says which rows of the clause list a test proves: `@clause('000-11', '000-12')`."""


def clause(*row_ids):
    """Return a decorator for a test method, a test function or a test class.

    Under pytest it is the marker `clause`; elsewhere it changes nothing, so that the addon's
    tests run without pytest too.
    """
    try:
        import pytest
    except ImportError:
        return lambda test: test
    return pytest.mark.clause(*row_ids)
