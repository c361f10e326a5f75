from odoo import http
from odoo.http import request


class RecorderController(http.Controller):

    @http.route(
        '/payment/recorder/webhook', type='http', auth='public', methods=['POST'], csrf=False,
    )
    def recorder_webhook(self):
        """Receive what the recorder has to say of a charge, once or several times."""
        transactions = request.env['payment.transaction'].sudo()
        transactions._process('recorder', request.get_json_data())
        return request.make_json_response('')
