from . import controllers
from . import models

from odoo.addons.payment import setup_provider


def _post_init_hook(env):
    setup_provider(env, 'recorder')
