from odoo import api, fields, models


class ResPartner(models.Model):
    """Contacts who asked for the news of the house (000-47)."""

    _inherit = 'res.partner'

    @api.model
    def _perles_newsletter(self):
        """The mailing list of the news of the house (sudo)."""
        return self.env.ref('perles_ethiques.mailing_list_news').sudo()

    def _perles_news_subscription(self):
        """The subscription of this contact's address to the news, or an empty record (sudo)."""
        self.ensure_one()
        subscriptions = self.env['mailing.subscription'].sudo()
        if not self.email_normalized:
            return subscriptions
        return subscriptions.search([
            ('list_id', '=', self._perles_newsletter().id),
            ('contact_id.email_normalized', '=', self.email_normalized),
        ], order='opt_out, id', limit=1)

    def _perles_has_news(self):
        """Whether the news are sent to this contact."""
        subscription = self._perles_news_subscription()
        return bool(subscription and not subscription.opt_out)

    def _perles_subscribe(self, words, address):
        """Record that this contact asks for the news.

        :param str words: of the box that was ticked.
        :param str address: IP address it was ticked from.
        """
        self.ensure_one()
        subscription = self._perles_news_subscription()
        if not subscription:
            contacts = self.env['mailing.contact'].sudo()
            contact = contacts.search(
                [('email_normalized', '=', self.email_normalized)], limit=1,
            ) or contacts.create({'name': self.name, 'email': self.email})
            subscription = subscription.create({
                'contact_id': contact.id, 'list_id': self._perles_newsletter().id,
            })
        if subscription.opt_out or not subscription.perles_opted_in_at:
            subscription.write({
                'opt_out': False, 'perles_opted_in_at': fields.Datetime.now(),
                'perles_opted_in_words': words, 'perles_opted_in_ip': address,
            })

    def _perles_unsubscribe(self):
        """Record that this contact wants no news any more; contract mails go on."""
        subscription = self._perles_news_subscription()
        if subscription and not subscription.opt_out:
            subscription.write({'opt_out': True, 'opt_out_datetime': fields.Datetime.now()})
