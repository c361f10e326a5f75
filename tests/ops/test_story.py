"""The demonstration story can be played again and removed; evidence stays."""

import json

COUNTS = """
from odoo.addons.perles_ethiques.demo import story
story.{action}(env)
env.flush_all()
answer({{
    'members': env['perles.membership'].search_count([]),
    'active': env['perles.membership'].search_count([('state', '=', 'active')]),
    'acceptances': env['perles.acceptance'].search_count([]),
    'users': env['res.users'].search_count([('login', 'ilike', '.example')]),
}})
"""


def counts(server, action):
    """Do something of the story, uncommitted, and count what there is then."""
    return json.loads(json.dumps(server.shell(COUNTS.format(action=action))))


def test_played_again_it_adds_nothing(server):
    assert counts(server, 'cards') == counts(server, 'play')


def test_removed_it_leaves_only_evidence(server):
    before, after = counts(server, 'cards'), counts(server, 'remove')
    assert before['active'] and before['users']
    assert after['active'] == after['users'] == 0
    assert after['acceptances'] == before['acceptances']
