from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from ..kit.claims import ClaimCommon
from ..kit.lots import ARRIVAL, READY
from ..kit.members import MemberCommon
from ..kit.promises import PromiseCommon
from ..kit.sales import SaleCommon

PILES = ('to_sort', 'care_late', 'parcels', 'parcels_short', 'returns', 'quotations', 'offers')


class PileCommon(MemberCommon):
    """How many lie on each pile, and which they are."""

    def setUp(self):
        super().setUp()
        self.before = {name: self._raw(name) for name in PILES}

    def _raw(self, name):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env.ref(f'perles_ethiques.today_card_{name}').with_user(self.employee).count

    def _counts(self, at=READY):
        """What has come onto each pile since the beginning, without those that have not changed."""
        with freeze_time(at):
            counts = {name: self._raw(name) - self.before[name] for name in PILES}
        return {name: count for name, count in counts.items() if count}

    def _listed(self, name):
        action = self.env.ref(f'perles_ethiques.today_card_{name}').with_user(
            self.employee).action_open()
        records = self.env[action['res_model']].with_user(self.employee)
        return records.search(safe_eval(action['domain']))


@tagged('post_install', '-at_install')
class TestPhysicalPiles(PileCommon, SaleCommon, PromiseCommon, TransactionCase):
    """What lies on the tables of the house is a pile of *Aujourd'hui*, as long as it lies there."""

    def test_from_the_box_that_came_to_the_parcel_that_came_back(self):
        membership = self._cheap_member_at(READY)
        claim = self._reserve(membership, self._lot('PILE'), 100)
        self.assertEqual(self._counts(ARRIVAL), {'to_sort': 1})
        self.assertIn(claim.lot_id.perles_care_ids, self._listed('to_sort'))
        order = self._settle(claim)
        self.assertEqual(self._counts(), {'quotations': 1})
        self.assertIn(order, self._listed('quotations'))
        with freeze_time(READY):
            order.sudo().write({'require_payment': False})
        self._sign(order)
        self.assertEqual(order.state, 'sale')
        self.assertEqual(self._counts(), {'parcels': 1})
        parcel = order.picking_ids
        self.assertIn(parcel, self._listed('parcels'))
        with freeze_time(READY):
            self._deliver(parcel)
        self.assertEqual(self._counts(), {})
        with freeze_time(READY):
            back = self._return(parcel, 40)
        if back.state != 'done':
            self.assertEqual(self._counts(), {'returns': 1})

    def test_late_in_the_thalasso(self):
        self._lot('LATE')
        days = self.company.perles_care_days
        self.assertEqual(
            self._counts('2027-12-01 10:00:00').get('care_late'), 1, f"after {days} days",
        )


@tagged('post_install', '-at_install')
class TestOfferPile(PileCommon, ClaimCommon, TransactionCase):

    def test_offers_in_their_last_two_days(self):
        lot = self._offered(300, a=100)
        offer = self._offers(lot, self.a)
        self.assertEqual(len(offer), 1)
        self.assertNotIn('offers', self._counts(offer.create_date))
        self.assertEqual(self._counts(offer.expires_at)['offers'], 1)
        with freeze_time(offer.expires_at):
            self.assertIn(offer, self._listed('offers'))

    def test_a_telephone_shows_cards(self):
        """The columns of a list do not fit there: where there are cards, a screen has them."""
        models = ('perles.offer', 'perles.claim', 'perles.care', 'perles.wish', 'stock.lot',
                  'sale.order')
        records = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'ir.actions.act_window'),
        ])
        actions = self.env['ir.actions.act_window'].browse(records.mapped('res_id')).filtered(
            lambda action: action.res_model in models and 'list' in action.view_mode,
        )
        self.assertGreater(len(actions), len(models))
        self.assertFalse(actions.filtered(
            lambda action: 'kanban' not in [mode for _view, mode in action.views],
        ).mapped('name'))
