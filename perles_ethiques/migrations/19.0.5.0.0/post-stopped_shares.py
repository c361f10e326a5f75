"""Shares of orders that were cancelled before were still charged: they stop, the team is asked."""
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Stop what a cancelled order still asks for."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        cancelled = env['sale.order'].search([
            ('state', '=', 'cancel'), ('perles_instalments', '=', True),
        ])
        for order in cancelled:
            if order._perles_stop_shares():
                order._perles_ask_about_money()
