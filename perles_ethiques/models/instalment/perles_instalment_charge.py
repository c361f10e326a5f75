from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import paris_date
from ..charge.perles_charge_mixin_answer import TO_CHECK


class PerlesInstalment(models.Model):
    """Charging the saved card for a share, on its day, as the card of a membership."""

    _inherit = 'perles.instalment'

    _charge_order = 'due_date, id'

    _one_charge = models.UniqueIndex(
        "(charge_id) WHERE charge_id IS NOT NULL", "This charge already pays a share.",
    )

    @api.model
    def _charge_domain(self):
        """Shares due, never charged, whose member saved a card and pays nothing right now."""
        return (
            Domain('residual', '>', 0) & Domain('charge_id', '=', False)
            & Domain('due_date', '<=', paris_date(fields.Datetime.now()))
            & Domain('invoice_id.state', '=', 'posted')
            & Domain('invoice_id.transaction_ids', 'not any', [
                ('state', 'in', ('pending', 'authorized')),
            ])
            & ~self._without_card_domain()
        )

    def _charged_card(self):
        """Extends `charge`: the card saved with a share."""
        return self.invoice_id.sudo().perles_token_id

    def _charge_amount(self):
        """Extends `charge`: what the share still asks for."""
        return self.residual

    def _charge_reference(self):
        """Extends `charge`: number of the invoice and of the share."""
        self.ensure_one()
        return f"{self.invoice_id.name.replace('/', '-')}-{self.number}"

    def _reports_failure(self, step):
        """Extends `base`: a charge that cannot be made has words of its own."""
        return step != '_prepare_charge' and super()._reports_failure(step)

    def _tell_uncharged(self, reason):
        """Extends `charge`: an activity on the share."""
        self.activity_schedule(
            TO_CHECK, user_id=self._responsible_user().id, note=reason,
            summary=self._for_team().env._("The card on file cannot be charged"),
        )

    def _charge_answered(self):
        """Extends `charge`: a card that is charged after all needs nobody either."""
        self.activity_feedback([TO_CHECK])
        return super()._charge_answered()

    def _charge_refused(self):
        """The card was refused, or the bank wants its owner: a mail with a link to pay."""
        self._tell('instalment_refused')
        self.due_told = True
