"""Rows copied in one statement: a column that a later chapter adds is copied too."""

from odoo.tools import SQL


def spread(record, count, **columns):
    """Copy a record so many times, with what it is linked to.

    :param columns: SQL of what differs; `n` counts from 1
    :return: ids of the copies, in their order
    """
    env, table = record.env, SQL.identifier(record._table)
    env.flush_all()
    env.cr.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attname <> 'id'", [record._table],
    )
    names = [name for [name] in env.cr.fetchall()]
    values = [columns.get(name, SQL('model.%s', SQL.identifier(name))) for name in names]
    env.cr.execute(SQL(
        "INSERT INTO %s (%s) SELECT %s FROM %s model, generate_series(1, %s) n"
        " WHERE model.id = %s ORDER BY n RETURNING id",
        table, SQL(', ').join(map(SQL.identifier, names)), SQL(', ').join(values), table, count,
        record.id,
    ))
    ids = [row_id for [row_id] in env.cr.fetchall()]
    for field in record._fields.values():
        if field.type == 'many2many' and field.store and field.relation:
            _spread_links(record, field, ids)
    env.invalidate_all()
    return ids


def _spread_links(record, field, ids):
    record.env.cr.execute(SQL(
        "INSERT INTO %(table)s (%(own)s, %(other)s) SELECT copy, link.%(other)s FROM %(table)s link"
        " CROSS JOIN unnest(%(ids)s) copy WHERE link.%(own)s = %(model)s ON CONFLICT DO NOTHING",
        table=SQL.identifier(field.relation), own=SQL.identifier(field.column1),
        other=SQL.identifier(field.column2), ids=ids, model=record.id,
    ))


def nth(values):
    """SQL of the value of each copy."""
    return SQL('(%s)[n]', list(values))
