from datetime import timedelta

from werkzeug.exceptions import abort

from odoo import fields
from odoo.http import request

from odoo.addons.payment.controllers import portal as payment_portal
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

from ...exceptions import PaymentRefused

# As long as a page of a provider stays open, more or less.
BEGUN_FOR = timedelta(minutes=30)


class PaymentPortal(payment_portal.PaymentPortal):

    def _create_transaction(self, *args, **kwargs):
        """Override of `payment` to answer HTTP 400 to a payment that the house refuses.

        The JSON-RPC dispatcher answers every error with HTTP 200; only a ready response passes
        through it. The request's transaction is rolled back: nothing is written.
        """
        try:
            return self._perles_begun(kwargs) or super()._create_transaction(*args, **kwargs)
        except PaymentRefused as error:
            request.env.cr.rollback()
            abort(request.make_json_response({
                'jsonrpc': '2.0',
                'error': {
                    'code': 400,
                    'message': error.args[0],
                    'data': {
                        'name': 'odoo.exceptions.UserError',
                        'message': error.args[0],
                        'arguments': [error.args[0]],
                    },
                },
            }, status=error.http_status))

    @staticmethod
    def _perles_begun(values):
        """The payment that was begun by the same button a moment ago, or an empty record.

        Pressed again, it opens the same page of the provider: nothing is accepted twice, and
        no attempt is left behind.

        :param dict values: of `_create_transaction`.
        """
        transactions = request.env['payment.transaction'].sudo()
        orders = (values.get('custom_create_values') or {}).get('sale_order_ids')
        if not orders or values.get('flow') not in ('direct', 'redirect'):
            return transactions
        found = transactions.search([
            ('state', '=', 'draft'), ('sale_order_ids', 'in', orders[0][2]),
            ('sale_order_ids.perles_membership_id', '!=', False),
            ('operation', '=', f"online_{values['flow']}"),
            ('tokenize', '=', bool(values.get('tokenization_requested'))),
            *((name, '=', values.get(name)) for name in (
                'provider_id', 'payment_method_id', 'amount', 'currency_id', 'partner_id',
            )),
            ('create_date', '>=', fields.Datetime.now() - BEGUN_FOR),
        ], limit=1)
        if found:
            found._perles_check_consent()
            PaymentPostProcessing.monitor_transaction(found)
        return found
