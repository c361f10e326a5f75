from odoo import api, models


class PerlesNotice(models.Model):
    _inherit = 'perles.notice'
    _bulk_kinds = ('offers', 'wish_refresh', 'waiting_digest')

    @api.model
    def _selection_kind(self):
        """Extends `base` to add the mails of wishes, offers, pre-reservations."""
        labels = {
            'wish_refresh': self.env._("Wishes: still wanted?"),
            'offers': self.env._("Offers of a receipt"),
            'offer_changed': self.env._("Offer: fewer pieces than announced"),
            'claim_refused': self.env._("Pre-reservation: nothing left"),
            'claim_cancelled': self.env._("Pre-reservation: cancelled by the team"),
            'waiting_digest': self.env._("Wishes: what waits, once a week"),
        }
        return [*super()._selection_kind(), *labels.items()]
