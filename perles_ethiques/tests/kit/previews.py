from datetime import date, datetime, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from .lots import LotCommon, photo
from .preview_doors import NAME, PreviewDoors

ARRIVED = datetime(2026, 12, 2, 9, 12)
IN_PREVIEW = datetime(2026, 12, 10, 10, 0)
# 16 December, 09:00 in Paris
OPENS = datetime(2026, 12, 16, 8, 0)
# 9 December, 23:59:59 in Paris
LAST_DAY = date(2026, 12, 9)
LAST_SECOND = datetime(2026, 12, 9, 22, 59, 59)
ONE_SECOND = timedelta(seconds=1)


class PreviewPages(LotCommon, PreviewDoors):
    """A lot in preview, a member and those who are none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref('website.default_website')
        cls.membership = cls._cheap_member_at(
            datetime(2026, 12, 1, 9, 0), kind='company', company_name="Atelier Luz",
            email='luz@luz.example',
        )
        cls._portal_user(cls.membership.contact_id, login='a-member')
        stranger = cls.env['res.partner'].create({'name': "Somebody", 'email': 's@s.example'})
        cls._portal_user(stranger, login='a-stranger')
        with freeze_time(ARRIVED):
            cls.lot = cls._enter({'name': NAME, 'photo': photo(size=(600, 600))})
        cls.product = cls.lot.product_id
        cls.page = cls.product.product_tmpl_id
        cls.page.product_template_image_ids = [Command.create({
            'name': "From above", 'image_1920': cls.page.image_1920,
        })]

    def setUp(self):
        super().setUp()
        self._at(IN_PREVIEW)

    def _as(self, login):
        self.authenticate(login, login)
