"""Sessions of the site without a browser: plain HTTP, as fast as the server answers."""

import re

import requests

PATIENCE = 60


def hidden(page, name):
    """Value of a hidden field of the form."""
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def signed_in(server, login, password):
    """A session of the site, signed in."""
    session = requests.Session()
    token = hidden(session.get(f'{server.url}/web/login', timeout=PATIENCE).text, 'csrf_token')
    session.post(f'{server.url}/web/login', timeout=PATIENCE, data={
        'login': login, 'password': password, 'csrf_token': token,
    })
    return session
