import time
from collections import namedtuple

import psycopg2

from odoo import api, models
from odoo.tools import split_every

# What a night would do of one membership. `outcome` is 'bill' (it was really billed, then
# undone), 'fail' (with the reason) or 'checked' (only checked: the time was over).
Prediction = namedtuple('Prediction', 'membership_id start end price amount way outcome reason')
# Providers of money that somebody has to see arrive.
TRANSFER = 'custom'


class PerlesMembership(models.Model):
    """The rehearsal of a renewal night: members are billed for real, and it is all undone."""

    _inherit = 'perles.membership'

    @api.model
    def _rehearse_renewals(self, day, seconds=25, batch_size=100):
        """What the renewals would give on a day, without leaving anything behind.

        The billing runs in a transaction of its own that never commits: invoices, numbers,
        mails and signals to the clocks go with it. Batches that fail are replayed one by one,
        as the clock does.

        :param date day: in Paris; what is late already is billed too.
        :param float seconds: time allowed; the memberships left are only checked.
        :return: a list of `Prediction`
        """
        due = self.search(self._renewal_domain(day), order='renews_on, id').ids
        self.env.flush_all()
        limit = time.monotonic() + seconds
        predictions = []
        for ids in split_every(batch_size, due, list):
            with self.env.registry.cursor() as cr:
                batch = self.with_env(self.env(cr=cr, su=True)).browse(ids)
                predictions += batch.with_context(tracking_disable=True)._rehearse(day, limit)
                cr.rollback()
        return predictions

    def _rehearse(self, day, limit):
        """Predict one batch in the transaction that the caller undoes."""
        free = self.try_lock_for_update(allow_referencing=True)
        busy = self.env._("It is being changed right now, perhaps billed by the clock.")
        predictions = [membership._predict('fail', busy) for membership in self - free]
        ready = self.browse()
        for membership in free:
            if obstacle := membership._renewal_obstacle():
                predictions.append(membership._predict('fail', obstacle))
            else:
                ready |= membership
        if time.monotonic() > limit:
            return predictions + [membership._predict('checked') for membership in ready]
        return predictions + ready._rehearse_billing(day, limit)

    def _rehearse_billing(self, day, limit):
        """Bill these at once; when anything in it fails, one by one."""
        try:
            return self._bill_and_undo(day)
        except psycopg2.InterfaceError:
            raise
        except Exception as error:  # whatever stops the clock is what we look for
            if len(self) == 1:
                return [self._predict('fail', self._failure_words(error))]
        predictions = []
        for membership in self:
            if time.monotonic() > limit:
                predictions.append(membership._predict('checked'))
            else:
                predictions += membership._rehearse_billing(day, limit)
        return predictions

    def _bill_and_undo(self, day):
        if not self:
            return []
        ways = {membership.id: membership._payment_way() for membership in self}
        savepoint = self.env.cr.savepoint()
        try:
            return [
                Prediction(
                    period.membership_id.id, period.start_date, period.end_date,
                    period.invoice_id.amount_untaxed, period.invoice_id.amount_total,
                    ways[period.membership_id.id], 'bill', False,
                )
                for period in self._bill_next_period(day)
            ]
        finally:
            savepoint.close(rollback=True)

    def _predict(self, outcome, reason=False):
        """The prediction of one membership that was not billed."""
        self.ensure_one()
        start, end = self.plan_id._next_period(self)
        price = self._renewal_price(start)
        amounts = self.plan_id._amounts(price, self.partner_id._perles_invoice_address())
        return Prediction(
            self.id, start, end, amounts['total_excluded'], amounts['total_included'],
            self._payment_way(), outcome, reason,
        )

    def _payment_way(self):
        """How the next bill will most likely be paid: 'card', 'transfer' or 'link'.

        The card on file if it may be charged; the transfer for who paid so the last time; else
        the link of the mail.
        """
        self.ensure_one()
        membership = self.sudo()
        token = membership.token_id
        if token.active and token.provider_id.state != 'disabled':
            return 'card'
        invoices = membership.period_ids.invoice_id
        paid = membership.order_id.transaction_ids | invoices.transaction_ids
        last = paid.filtered(lambda tx: tx.state == 'done').sorted('id')[-1:]
        return 'transfer' if last.provider_code == TRANSFER else 'link'
