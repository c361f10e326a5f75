from odoo import api, models


class PerlesNotice(models.Model):
    _inherit = 'perles.notice'

    @api.model
    def _selection_kind(self):
        """Override of `perles_ethiques` to add the mails of joining and of the contract."""
        return [
            *super()._selection_kind(),
            ('joining_proof', "Joining: prove the address"),
            ('joining_known', "Joining: the account exists"),
            ('joining_review', "Joining: checked by the team"),
            ('transfer', "Membership: transfer expected"),
            ('welcome', "Membership: welcome"),
            ('withdrawal', "Membership: withdrawal"),
            ('terms_changed', "Contract: new version"),
        ]
