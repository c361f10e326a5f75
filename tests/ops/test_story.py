"""The demonstration story can be played again and removed; evidence stays."""

COUNTS = """
from odoo.addons.perles_ethiques.demo import story
for action in {actions}:
    getattr(story, action)(env)
env.flush_all()
people = env['res.partner'].with_context(active_test=False).search(
    [('category_id.name', '=', story.TAG)],
)
answer({{
    'people': len(people),
    'active': len(people.perles_membership_ids.filtered(lambda m: m.state == 'active')),
    'acceptances': env['perles.acceptance'].search_count([('partner_id', 'in', people.ids)]),
    'pages': env['product.template'].search_count([('perles_public_at', '!=', False)]),
    'users': env['res.users'].search_count([('partner_id', 'in', people.ids)]),
}})
"""


def counts(server, *actions):
    """Do something of the story, uncommitted, and count what there is of it then."""
    return server.shell(COUNTS.format(actions=actions))


def test_played_again_it_adds_nothing(server):
    assert counts(server, 'cards') == counts(server, 'play')


def test_removed_it_leaves_only_evidence(server):
    before, after = counts(server, 'cards'), counts(server, 'remove')
    assert before['active'] and before['users'] and before['pages']
    assert after['active'] == after['users'] == after['pages'] == 0
    assert after['people'] == before['people']
    assert after['acceptances'] == before['acceptances']


def test_played_again_after_its_removal(server):
    before, after = counts(server, 'cards'), counts(server, 'remove', 'play')
    assert after['active'] == before['active']
    assert after['people'] == before['people']
    assert after['pages'] == before['pages']
