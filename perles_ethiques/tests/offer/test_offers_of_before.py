from psycopg2.extras import Json

from odoo import SUPERUSER_ID
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import file_path

from ..clause import clause
from ..kit.claims import ClaimCommon

WORDS = {'en_US': '<p>Before</p>', 'fr_FR': '<p>Avant</p>'}


@tagged('post_install', '-at_install')
class TestOffersOfBefore(ClaimCommon):
    """What the upgrade makes of lots and pre-reservations of the release before."""

    @clause('000-41')
    def test_a_shortage_of_the_release_before_is_known(self):
        lot = self._offered(300, a=200, b=100)
        cut, lost = (self._taken(self._accept(lot, who)) for who in (self.a, self.b))
        self._end_care(lot, 180)
        (cut | lost).short_qty = 0
        self._upgrade('post-shortage')
        self.assertEqual((cut | lost).mapped('short_qty'), [20, 100])

    def test_a_lot_of_the_release_before_is_no_longer_of_pieces(self):
        lots = self._lot(quantity=300) | self._lot('DOZENS', quantity=10)
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_template SET uom_id = %s WHERE id = %s", [
            self.env.ref('uom.product_uom_dozen').id, lots[1].product_id.product_tmpl_id.id,
        ])
        self._upgrade('post-units')
        self.assertEqual(lots.mapped('perles_unit'), ['pieces', False])

    def test_pre_reservations_go_on_under_their_own_prefix(self):
        series = self.env.ref('perles_ethiques.seq_claim')
        for known, wanted in (('RES/%(range_year)s/', 'PRE/%(range_year)s/'), ('X-', 'X-')):
            series.prefix = known
            self._upgrade('post-prefixes')
            self.assertEqual(series.prefix, wanted)

    def test_a_letter_that_nobody_wrote_in_is_drawn_anew(self):
        """In its place: what refers to it goes on. One that the team wrote in stays."""
        self.env['res.lang']._activate_lang('fr_FR')
        letter, other = (
            self.env.ref(f'perles_ethiques.mail_template_{name}') for name in ('offers', 'ended')
        )
        action = self.env['ir.actions.server'].create({
            'name': "Once more", 'state': 'mail_post', 'template_id': letter.id,
            'model_id': letter.model_id.id,
        })
        drawn = letter.subject
        self.env.flush_all()
        for template, uid in ((letter, SUPERUSER_ID), (other, self.manager.id)):
            self.env.cr.execute(
                "UPDATE mail_template SET subject = %s, body_html = %s, write_uid = %s,"
                " template_fs = 'perles_ethiques/data/gone.xml' WHERE id = %s",
                (Json(WORDS), Json(WORDS), uid, template.id),
            )
        self.env.invalidate_all()
        self._upgrade('post-subjects')
        self.assertEqual(action.template_id, letter)
        self.assertEqual([letter.subject, other.subject], [drawn, WORDS['en_US']])
        self.assertEqual(letter.with_context(lang='fr_FR').subject, drawn)
        for record, lang, words in (
            (letter, 'en_US', "Hello"), (letter, 'fr_FR', "Bonjour"),
            (other, 'en_US', "Before"), (other, 'fr_FR', "Avant"),
        ):
            self.assertIn(words, record.with_context(lang=lang).body_html)
        self.assertEqual(letter.template_fs, 'perles_ethiques/data/offer/mail_templates.xml')

    def _upgrade(self, name):
        """Run a script of the upgrade on what there is."""
        self.env.flush_all()
        script = load_script(
            file_path(f'perles_ethiques/migrations/19.0.5.0.0/{name}.py'), name,
        )
        script.migrate(self.env.cr, '19.0.4.0.0')
        self.env.invalidate_all()
