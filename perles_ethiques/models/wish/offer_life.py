from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import Duration, deadline


class PerlesOffer(models.Model):
    """An offer stands some working days, then its quantity goes to the next rank (000-37)."""

    _inherit = 'perles.offer'

    wish_qty = fields.Float(
        digits='Product Unit', readonly=True, help="The same, in the unit of the wish.",
    )
    is_taken_back = fields.Boolean(
        readonly=True, copy=False, help="By the team: this lot is not offered to them again.",
    )
    claim_ids = fields.One2many('perles.claim', 'offer_id', readonly=True)
    unit = fields.Selection(related='lot_id.perles_unit')
    project_date = fields.Date(related='wish_id.project_id.date')

    _portal_idx = models.Index("(partner_id, state, expires_at)")
    _slice_lot_idx = models.Index("(slice_id, lot_id)")

    def _compute_access_url(self):
        """Override of `portal`: the page of an offer."""
        result = super()._compute_access_url()
        for offer in self:
            offer.access_url = f'/my/offers/{offer.id}'
        return result

    @api.model
    def _end_from(self, company, instant=None):
        """Last instant of the offers that are made at an instant, naive UTC.

        :param company: whose working days are counted.
        :param datetime instant: now by default.
        """
        delay = Duration(company.perles_offer_days, 'ouvres')
        return deadline(instant or fields.Datetime.now(), delay).last

    # === LIFE === #

    def _is_open(self, instant=None):
        """Whether this offer may still be answered.

        :param datetime instant: naive UTC; now by default.
        """
        self.ensure_one()
        return self.state == 'live' and (instant or fields.Datetime.now()) <= self.expires_at

    @api.model
    def _lapsed_domain(self):
        """Live offers whose last instant has passed; those of a letter that waits stand."""
        return (
            Domain('state', '=', 'live') & Domain('expires_at', '<', fields.Datetime.now())
            & Domain('letter_id.waits_photo', '=', False)
        )

    @api.model
    def _cron_lapse(self):
        """Clock: let the offers lapse, and offer what came free in the same transaction."""
        self._work_through(self._lapsed_domain(), '_lapse', order='lot_id, id')

    def _lapse(self):
        """Step of the clock."""
        self._move('lapse')
        self.lot_id._perles_offer_again()

    def _after_decline(self):
        """Hook of the move: the quantity goes to the next rank."""
        self._give_back()

    def _after_lapse(self):
        """Hook of the move: the quantity goes to the next rank."""
        self._give_back()

    def _after_withdraw(self):
        """Hook of the move: the quantity is no longer held."""
        self._give_back()

    def _give_back(self):
        """What these offers held is free again, in the lot and in the wish."""
        lots, held = {}, {}
        for offer in self.sudo():
            lots[offer.lot_id.id] = lots.get(offer.lot_id.id, 0.0) + offer.quantity
            held[offer.slice_id.id] = held.get(offer.slice_id.id, 0.0) - offer.wish_qty
        # the lot first, as whoever takes something of it does
        self.env['stock.lot'].sudo()._perles_free_all(lots)
        self.env['perles.wish.slice'].sudo()._hold(held)

    def action_withdraw(self):
        """Take these offers back (the team): a mistake, a lot that will not come.

        The next rank is offered what comes free, these members are not offered it again.
        """
        self.check_access('write')
        self._move('withdraw')
        self.sudo().is_taken_back = True
        return True
