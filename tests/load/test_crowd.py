"""Twenty rows of the crowd are what twenty calls of the public methods write, column by column."""

import json
import re

import pytest

from tests.harness import crowd

TWENTY = 20
# What names a row or tells who wrote it and when: never the same twice.
NEVER = {'id', 'create_date', 'write_date', 'create_uid', 'write_uid'}
# The same of each table: other rows, instants, numbers, and the place in the shop, which follows
# the order of creation.
ASIDE = {
    'res_partner': {'commercial_partner_id'},
    'perles_membership': {'name', 'partner_id', 'contact_id', 'accepted_at'},
    'perles_membership_period': {'membership_id', 'partner_id'},
    # what is remembered for ten minutes says the instant
    'perles_wish': {'confirmed_at', 'name', 'before_slip'},
    'perles_wish_slice': {'wish_id', 'rank_at'},
    'perles_wish_value_rel': {'wish_id'},
    'perles_match': {'wish_id', 'rank_at'},
    'product_template': {'perles_lot_id', 'publish_date', 'website_sequence'},
    'product_product': {'product_tmpl_id'},
    'stock_lot': {'product_id'},
    'perles_lot_value_rel': {'lot_id'},
    'product_taxes_rel': {'prod_id'},
    'product_supplier_taxes_rel': {'prod_id'},
}
# What a crowd does without: the form, the order and the bill of a year.
WITHOUT = {'joining_id', 'order_id', 'invoice_id'}
CARD = re.compile(r'(foule|porte)\d+')


def compared(table, row):
    """What of a row is compared: all its columns but those named, the word of a member masked."""
    aside = NEVER | WITHOUT | ASIDE[table]
    kept = {name: value for name, value in row.items() if name not in aside}
    return json.loads(CARD.sub('card', json.dumps(kept)))


@pytest.mark.parametrize(('what', 'options'), [
    ('members', {}), ('wishes', {'seed': 0.42}), ('lots', {'seed': 7}),
])
def test_twenty_of_the_crowd(server, what, options):
    """Nothing of it is kept: the question is never committed."""
    mine, made = crowd.ask(
        server.shell, 'proof', f'two_sorts_of_{what}', count=TWENTY, **options,
    )
    assert set(mine) == set(made)
    for table in mine:
        assert len(mine[table]) >= TWENTY or table.endswith('_rel')
        differences = [
            {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}
            for ours, theirs in zip(
                [compared(table, row) for row in mine[table]],
                [compared(table, row) for row in made[table]], strict=True,
            )
        ]
        assert [difference for difference in differences if difference] == [], table
