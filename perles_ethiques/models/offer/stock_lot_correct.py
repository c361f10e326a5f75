from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

from ...tools.units import NEGLIGIBLE, is_whole
from ..promise.stock_lot import PROMISABLE
from .perles_claim import HOLDING

MAX_QUANTITY = 1e9


class StockLot(models.Model):
    """What the team corrects of a lot: who is concerned is told before, then served by rank."""

    _inherit = 'stock.lot'

    # === ACTION METHODS === #

    def action_view_claims(self):
        """Open the pre-reservations of this lot, in the order in which they came."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Pre-reservations of %s", self.display_name),
            'res_model': 'perles.claim',
            'view_mode': 'list,form',
            'domain': [('lot_id', '=', self.id)],
            'context': {'create': False},
        }

    def action_perles_correct(self):
        """Open the wizard *Correct the quantity*."""
        return self._perles_correction('quantity', self.env._("Correct the quantity"))

    def action_perles_cancel(self):
        """Open the wizard *Cancel this lot*."""
        return self._perles_correction('cancel', self.env._("Cancel this lot"))

    def _perles_correction(self, kind, title):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': title,
            'res_model': 'perles.lot.correction', 'view_mode': 'form', 'target': 'new',
            'context': {'default_lot_id': self.id, 'default_kind': kind},
        }

    # === WHO IS CONCERNED: nothing is written === #

    def _perles_promisable_with(self, quantity):
        """What might be promised if this much lay in the places of the house."""
        self.ensure_one()
        return quantity + self.perles_held_qty - self._perles_due_qty()

    def _perles_losses(self, promisable):
        """Who would hold less if no more than this might be promised: claims first, by rank.

        :param float promisable: in the unit of the lot.
        :return: list of (`perles.claim` or `perles.offer` record, what it would keep)
        :raise UserError: if what is ordered or being paid is more than that.
        """
        self.ensure_one()
        claims = self.env['perles.claim'].sudo().search([
            ('lot_id', '=', self.id), ('state', 'in', HOLDING),
        ])
        offers = self.env['perles.offer'].sudo().search([
            ('lot_id', '=', self.id), ('state', '=', 'live'),
        ])
        loose = claims.filtered(lambda claim: claim._may_be_cut())
        fixed = claims - loose
        left = promisable - sum(fixed.mapped('quantity'))
        if self.product_id.uom_id.compare(left, 0) < 0:
            raise UserError(self.env._(
                "%(lot)s: %(claims)s are ordered or being paid. Cancel their orders, or take "
                "their lines off, first.",
                lot=self.display_name, claims=', '.join(
                    f'{claim.name} ({claim.partner_id.display_name})' for claim in fixed
                ),
            ))
        kept = loose._shares(max(left, 0.0))
        given = self._perles_offer_shares(offers, max(left - sum(kept.values()), 0.0))
        return [
            (record, shares[record.id]) for records, shares in ((loose, kept), (offers, given))
            for record in records.sorted('id')
            if shares[record.id] < record.quantity - NEGLIGIBLE
        ]

    def _perles_loss_words(self, promisable):
        """Extends `care` to name the members, what they hold and what they would keep."""
        return super()._perles_loss_words(promisable) + [
            self.env._(
                "%(member)s (%(document)s): %(kept)s instead of %(held)s",
                member=record.partner_id.display_name, document=record.name,
                kept=self._perles_quantity_words(kept),
                held=self._perles_quantity_words(record.quantity),
            ) for record, kept in self._perles_losses(promisable)
        ]

    # === CORRECTIONS === #

    def _perles_correct(self, quantity, reason):
        """Write down how much of this lot is there, as a native count; shortages go by rank.

        :param float quantity: in the unit of the lot, in all of its places together.
        :param str reason: why, in the words of the team: kept on the lot.
        :raise UserError: for a quantity that cannot be, or less than what is ordered.
        """
        self.ensure_one()
        unit = self.product_id.uom_id
        if not (0 <= quantity < MAX_QUANTITY and is_whole(unit.round(quantity), self.perles_unit)):
            raise UserError(self.env._(
                "%s: the quantity is a number from 0 up, pieces and strands are whole.",
                self.display_name,
            ))
        if self.perles_stage not in (*PROMISABLE, 'public'):
            raise UserError(self.env._("%s is no arrival under way.", self.display_name))
        before = self._perles_quantity_in(self._perles_places())
        concerned = self._perles_cut_to(quantity)
        self._perles_count(quantity, reason)
        self._perles_note(self.env._(
            "Quantity corrected from %(before)s to %(after)s. Reason: %(reason)s",
            before=self._perles_quantity_words(before), after=self._perles_quantity_words(quantity),
            reason=reason,
        ), concerned)

    def _perles_cancel(self, reason):
        """Cancel a lot that was never to be promised: nothing of it is held, there, or shown.

        :param str reason: why, in the words of the team: kept on the lot.
        :raise UserError: on the shop already, or if some of it is ordered.
        """
        self.ensure_one()
        if self.perles_stage not in PROMISABLE:
            raise UserError(self.env._(
                "%s is no longer kept for members: take it off the shop instead.",
                self.display_name,
            ))
        concerned = self._perles_cut_to(0.0)
        self._perles_count(0.0, reason)
        self.perles_stage = 'cancelled'
        self._perles_care()._move_if_possible('cancel')
        self._perles_pages().is_published = False
        self.env['website']._perles_forget_lists()
        self._perles_note(self.env._("Lot cancelled. Reason: %s", reason), concerned)

    def _perles_cut_to(self, quantity):
        """Take back what could no longer be served; the lot stays locked meanwhile.

        :return: sentences that say who was concerned
        """
        self._perles_lock()
        promisable = self._perles_promisable_with(quantity)
        concerned = self._perles_loss_words(promisable)
        for record, kept in self._perles_losses(promisable):
            if record._name == 'perles.claim':
                record._cut(kept)
                continue
            lost = record.quantity - kept
            record._trim(kept)
            if kept > NEGLIGIBLE:
                self._perles_free(lost)
        return concerned

    def _perles_count(self, quantity, reason):
        """Count this lot natively: what is missing leaves its shelves, what is found comes in."""
        unit, home = self.product_id.uom_id, self._perles_home()
        quants = self._perles_quants(home)
        others = self._perles_quants(self._perles_places()) - quants
        counting = quants.with_context(inventory_mode=True, inventory_name=reason)
        more = unit.round(quantity - sum((quants | others).mapped('quantity')))
        if unit.is_zero(more):
            return
        if more > 0 and not quants:
            quants = counting.create({
                'product_id': self.product_id.id, 'lot_id': self.id, 'location_id': home.id,
            })
        for quant in quants if more > 0 else quants | others:
            # a shelf is emptied before the next one
            step = max(more, -quant.quantity)
            quant.with_context(**counting.env.context).inventory_quantity = quant.quantity + step
            more -= step
            quant.with_context(**counting.env.context)._apply_inventory()
            if unit.is_zero(more):
                return

    def _perles_note(self, sentence, concerned):
        lines = [sentence, *concerned] if concerned else [
            sentence, self.env._("No member was concerned."),
        ]
        self.message_post(body=Markup('<br/>').join(lines))
