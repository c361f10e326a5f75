"""What tests are made of, real by default: the same doors as the team, the members, the clocks.

seed · base · clocks · members · payments · lots · wishes · claims · promises · sales · pages

A class makes in `setUpClass` what its tests need in the same state: Odoo gives each test a
savepoint of its own. A member whose payment is not the subject is a `_cheap_member`.
"""
