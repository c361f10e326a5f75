import base64
import io
import zipfile

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..kit.evidence import EvidenceCommon


@tagged('post_install', '-at_install')
class TestUninstall(EvidenceCommon):
    """What the law asks to keep does not go along with the addon without a word."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addon = cls.env.ref('base.module_perles_ethiques')

    def _export(self):
        wizard = self.env['base.module.uninstall'].create({'module_ids': self.addon.ids})
        address = wizard.action_perles_export()['url']
        archive = self.env['ir.attachment'].browse(int(address.split('/')[3].split('?')[0]))
        return zipfile.ZipFile(io.BytesIO(archive.raw))

    def test_refused_with_what_would_be_lost(self):
        self._acceptance(self._organisation())
        count = self.env['perles.acceptance'].search_count([])
        for module in (self.addon, self.env.ref('base.module_website_sale_wishlist')):
            with self.assertRaisesRegex(UserError, rf'\({count}\)'):
                module.button_uninstall()
        wizard = self.env['base.module.uninstall'].create({'module_ids': self.addon.ids})
        self.assertIn(f'({count})', wizard.perles_evidence)
        other = self.env.ref('base.module_payment_demo')
        other.button_uninstall()
        self.assertEqual(other.state, 'to remove', 'other addons are none of our business')

    def test_allowed_once_exported_and_not_for_what_came_since(self):
        proof = self._acceptance(self._organisation())
        self._export()
        later = self._old(proof, payment_ref="TX-later")
        with self.assertRaises(UserError):
            self.addon.button_uninstall()
        self._export()
        self.addon.button_uninstall()
        self.assertEqual(self.addon.state, 'to remove')
        self.assertTrue(later.exists())

    def test_the_archive_holds_everything(self):
        proof = self._acceptance(self._organisation())
        version = proof.version_id
        archive = self._export()
        names = set(archive.namelist())
        self.assertLessEqual(
            {'perles.acceptance.csv', 'perles.terms.version.csv', 'perles.notice.csv',
             'perles.care.step.csv'}, names,
        )
        self.assertIn(proof.email, archive.read('perles.acceptance.csv').decode())
        self.assertEqual(
            archive.read(f'perles.terms.version/{version.id}-pdf'), base64.b64decode(version.pdf),
        )
