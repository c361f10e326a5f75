from odoo.http import Controller, content_disposition, request, route
from odoo.tools import file_open

# language → table to fill in, and the words that stand there in the place of a member
EXAMPLES = {
    'fr': ('souhaits.csv', "Nom de l’adhérent"),
    'en': ('wishes.csv', "Name of the member"),
}


def example_table(env):
    """The table of wishes to fill in, about a member of the house: it is loaded as it is.

    :param env: of who fills it in, and in whose language it is.
    :return: (name of the file, str); without any member, the words that stand in the place of one
    """
    name, words = EXAMPLES['fr' if (env.lang or '').startswith('fr') else 'en']
    with file_open(f'perles_ethiques/static/import/{name}') as table:
        text = table.read()
    memberships = env['perles.membership']
    member = memberships.search(
        memberships._in_force_domain(company=env.company), order='id', limit=1,
    ).partner_id
    return name, text.replace(words, _cell(member.display_name)) if member else text


def _cell(text):
    """A text as a cell of a table, whatever separates the cells."""
    return '"{}"'.format(text.replace('"', '""')) if set(text) & set(';,"') else text


class WishTable(Controller):

    @route('/perles_ethiques/wishes.csv', type='http', auth='user', readonly=True)
    def wish_table(self):
        """The table of wishes to fill in, for who may import one."""
        if not request.env['perles.wish'].has_access('create'):
            raise request.not_found()
        name, text = example_table(request.env)
        return request.make_response(text, [
            ('Content-Type', 'text/csv; charset=utf-8'),
            ('Content-Disposition', content_disposition(name)),
        ])
