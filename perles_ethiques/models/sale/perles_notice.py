from odoo import api, models


class PerlesNotice(models.Model):
    _inherit = 'perles.notice'

    @api.model
    def _selection_kind(self):
        """Extends `base` to add the mails of quotations and instalments."""
        labels = {
            'quotation_ready': self.env._("Quotation: ready to sign"),
            'quotation_lapsed': self.env._("Quotation: lapsed"),
            'order_ended': self.env._("Order: cancelled, and its money"),
            'instalment_plan': self.env._("Instalment: the invoice and its shares"),
            'instalment_due': self.env._("Instalment: to be paid"),
            'instalment_refused': self.env._("Instalment: card refused"),
            'instalment_late': self.env._("Instalment: late"),
        }
        return [*super()._selection_kind(), *labels.items()]
