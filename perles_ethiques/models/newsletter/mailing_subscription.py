from odoo import fields, models


class MailingSubscription(models.Model):
    """When and how somebody asked for the news: opted in by a box, never by default (000-47)."""

    _name = 'mailing.subscription'
    _inherit = ['mailing.subscription', 'perles.locked.record.mixin']

    perles_opted_in_at = fields.Datetime(string="Asked for on", readonly=True, copy=False)
    perles_opted_in_words = fields.Char(
        string="Words of the box", readonly=True, copy=False, help="As the person ticked it.",
    )
    perles_opted_in_ip = fields.Char(string="From the address", readonly=True, copy=False)
