from contextlib import nullcontext

from odoo.fields import Command

from odoo.addons.mail.tests.common import MailCase

from ...models.base import perles_document_mixin_record
from .seed import seed


class PerlesCommon(MailCase):
    """A cooperative that is ready: identity, published contract, card and transfer, team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a counter that another transaction made would outlive the test that drew from it; two
        # real transactions that race for it are in tests/load
        cls.classPatch(
            perles_document_mixin_record, 'own_transaction', lambda _registry: nullcontext(cls.cr),
        )
        for name, thing in vars(seed(cls.env)).items():
            setattr(cls, name, thing)

    @classmethod
    def _portal_user(cls, contact, login=None):
        """A portal user for a contact of the address book."""
        return cls.env['res.users'].with_context(no_reset_password=True).create({
            'name': contact.name,
            'login': login or f'portal{contact.id}@luz.example',
            'password': login or 'portal-password',
            'partner_id': contact.id,
            'group_ids': [Command.set(cls.env.ref('base.group_portal').ids)],
        })

    def _notices(self, document, kind=None):
        return self.env['perles.notice']._of(document, kind)
