import json

from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon

NO_FORM = ([1], 'text', 7, None, {'quantity': {'a': 1}}, {'note': [1], 'categ_id': {}})
NO_BOXES = (3, 'text', {'a': 1}, None, [None, {}, [1]])


@tagged('post_install', '-at_install')
class TestWrongTypes(SaleCommon, PageCommon):
    """What no form of ours sends is refused like what is wrong, and never ends in a fault."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member_at(READY)
        cls.user = cls._portal_user(cls.membership.contact_id, login='wrong@luz.example')
        cls.user.password = cls.user.login

    def setUp(self):
        super().setUp()
        self._log_in(self.user.login, READY)

    def _sent(self, path, names, page):
        """The status of a form whose texts are files."""
        files = {name: (f'{name}.txt', b'1') for name in names}
        with freeze_time(READY):
            response = self.url_open(
                path, data={'csrf_token': self._csrf_in(page)}, files=files, allow_redirects=False,
            )
        return response.status_code

    def test_a_file_is_no_text(self):
        order, claim = self._quoted(self.membership)
        lot = self._lot(name="FREE")
        self.env.flush_all()
        page = self._open(f'/my/orders/{order.id}/choices', 200, READY)
        for path, names in (
            (f'/my/orders/{order.id}/choices', ('carrier', 'packaging', 'payment')),
            (f'/my/lots/{lot.id}/take', ('quantity', 'key')),
            ('/my/wishes/new', ('quantity', 'key', 'note', 'categ_id', 'next')),
            (f'/my/claims/{claim.id}/give-up', ('reason',)),
            ('/my/newsletter', ('news',)),
            ('/adhesion', ('email', 'person_name', 'kind', 'plan_id', 'version_id')),
            ('/resilier', ('email', 'contract_ref', 'wished_day')),
            ('/resilier/confirmer', ('email', 'contract_ref', 'wished_day')),
            ('/shop/packaging', ('packaging',)),
        ):
            with self.subTest(path=path):
                self.assertLess(self._sent(path, names, page), 500)

    def test_an_effect_of_anything(self):
        wish = self._wish(self.membership.partner_id, instant=READY)
        self.env.flush_all()
        for params in (
            *({'post': post, 'value_ids': []} for post in NO_FORM),
            *({'post': {}, 'value_ids': boxes} for boxes in NO_BOXES), {}, {'else': 1},
        ):
            with self.subTest(params=params):
                answer = self._effect(wish, params)
                self.assertIn('result', answer, answer)

    def _effect(self, wish, params):
        with freeze_time(READY):
            response = self.url_open(
                f'/my/wishes/{wish.id}/effect', data=json.dumps({'params': params}),
                headers={'Content-Type': 'application/json'},
            )
        return response.json()

    def test_the_team_declines_nothing(self):
        order, _claim = self._quoted(self.membership)
        token = order._portal_ensure_token()
        self.env.flush_all()
        self.authenticate(self.employee.login, self.employee.login)
        page = self._open(f'/my/orders/{order.id}?access_token={token}', 200, READY)
        path = f'/my/orders/{order.id}/decline?access_token={token}'
        self._press(path, {'decline_message': "No."}, page, READY)
        self.assertEqual(order.state, 'sent')
        self._log_in(self.user.login, READY)
        page = self._open(f'/my/orders/{order.id}', 200, READY)
        self._press(path, {'decline_message': "No."}, page, READY)
        self.assertEqual(order.state, 'cancel')
