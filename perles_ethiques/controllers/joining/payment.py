from werkzeug.exceptions import abort

from odoo.http import request

from odoo.addons.payment.controllers import portal as payment_portal

from ...exceptions import PaymentRefused


class PaymentPortal(payment_portal.PaymentPortal):

    def _create_transaction(self, *args, **kwargs):
        """Override of `payment` to answer HTTP 400 to a payment that the house refuses.

        The JSON-RPC dispatcher answers every error with HTTP 200; only a ready response passes
        through it. The request's transaction is rolled back: nothing is written.
        """
        try:
            return super()._create_transaction(*args, **kwargs)
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
