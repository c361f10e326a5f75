"""Short transactions beside the one of the request."""

from contextlib import contextmanager

from psycopg2.extensions import TRANSACTION_STATUS_IDLE


@contextmanager
def own_transaction(registry):
    """A transaction of its own, READ COMMITTED, committed at the end of the block.

    Who waits in it for a row or a lock then reads what the other one wrote, instead of being
    replayed at random by the server.

    :param registry: of the database, as `env.registry`.
    :return: a context manager that gives its cursor
    """
    with registry.cursor() as cr:
        # the cursor of a test is within the transaction of the test
        if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        yield cr
