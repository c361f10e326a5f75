from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .members import MemberCommon

NOW = '2027-03-01 09:00:00'


class NoticeCommon(MemberCommon):
    """A book of mails about one membership, down to a mail gateway that may refuse."""

    def setUp(self):
        super().setUp()
        self.env['perles.notice'].search([]).unlink()
        for kind in ('withdrawal', 'transfer', 'welcome'):
            self.env.ref(f'perles_ethiques.mail_template_{kind}').write({
                'subject': "About {{ object.name }}", 'body_html': "<p>Good day.</p>",
                'lang': 'en_US',
            })
        self.membership = self._join()
        self.cron = self.env.ref('perles_ethiques.ir_cron_send_notices')
        self.attempted, self.delivered = [], []

    def _owe(self, period, kind='withdrawal', **values):
        return self.env['perles.notice']._owe(self.membership, kind, period=period, **{
            'email': f'{period}@luz.example', **values,
        })

    def _run_book(self, refuse=(), on_delivery=None, later=0):
        """Run the clock down to the gateway, which refuses some local parts of addresses.

        :param int later: minutes from now, for what failed before.
        """
        accept = IrMail_Server.send_email

        def send_email(server, message, **options):
            key = message['To'].split('@')[0], message['Message-Id']
            self.attempted.append(key)
            if key[0] in refuse:
                raise ConnectionError("450 mailbox busy")
            reference = accept(server, message, **options)
            self.delivered.append(key)
            if on_delivery:
                on_delivery(key[0])
            return reference

        instant = fields.Datetime.now() + timedelta(minutes=later)
        with freeze_time(instant), self.mock_mail_gateway(mail_unlink_sent=True), \
                patch.object(IrMail_Server, 'send_email', send_email), \
                mute_logger('odoo.addons.mail.models.mail_mail'), self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()
