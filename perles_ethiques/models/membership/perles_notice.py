from odoo import api, models


class PerlesNotice(models.Model):
    _inherit = 'perles.notice'

    @api.model
    def _selection_kind(self):
        """Extends `base` to add the mails of a member's life."""
        labels = {
            'joining_proof': self.env._("Joining: prove the address"),
            'joining_known': self.env._("Joining: the account exists"),
            'joining_review': self.env._("Joining: checked by the team"),
            'transfer': self.env._("Membership: transfer expected"),
            'welcome': self.env._("Membership: welcome"),
            'payment_undone': self.env._("Membership: payment taken back"),
            'withdrawal': self.env._("Membership: withdrawal"),
            'leaving': self.env._("Leaving: acknowledgement"),
            'leaving_to_confirm': self.env._("Leaving: to be confirmed"),
            'leaving_undone': self.env._("Leaving: taken back"),
            'terms_changed': self.env._("Contract: new version"),
            'renewal_notice': self.env._("Renewal: legal notice"),
            'renewal': self.env._("Renewal: invoice"),
            'charge_refused': self.env._("Renewal: card refused"),
            'reminder': self.env._("Renewal: first reminder"),
            'second_reminder': self.env._("Renewal: second reminder"),
            'suspended': self.env._("Membership: suspended"),
            'closed': self.env._("Membership: closed, unpaid"),
            'resumed': self.env._("Membership: active again"),
            'ended': self.env._("Membership: ended"),
            'address_changed': self.env._("Membership: another e-mail address"),
            'account_closed': self.env._("Account closed: the contract goes on"),
        }
        return [*super()._selection_kind(), *labels.items()]
