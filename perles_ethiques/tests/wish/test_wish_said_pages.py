import base64
import io

from lxml import html
from PIL import Image

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.wish_pages import MORNING, OfferPages, WishPages


@tagged('post_install', '-at_install')
class TestWishSaid(WishPages):
    """Each gesture is confirmed in its own words."""

    def _said(self, answer):
        """What the page says after a gesture."""
        self.assertEqual(answer.status_code, 303)
        page = self._page(answer.headers['Location'])
        [said] = page.xpath('//main//*[contains(@class, "pe-tone--ok")][.//*[@role="status"]]')
        return ' '.join(said.text_content().split())

    def test_each_gesture_in_its_own_words(self):
        said = [self._said(self._post('/my/wishes/new', self._values()))]
        wish = self._mine()
        path = f'/my/wishes/{wish.id}'
        for gesture, data in (
            ('', self._values(note="More")), ('/move', {'move': 'pause'}),
            ('/move', {'move': 'resume'}), ('/duplicate', {}), ('/move', {'move': 'close'}),
        ):
            said.append(self._said(self._post(f'{path}{gesture}', data, token_from=path)))
        self.assertEqual(len({words.split('200')[0] for words in said}), len(said), said)
        for words in said:
            self.assertIn("200", words)

    def test_nobody_is_told_of_the_wish_of_another(self):
        theirs = self._wish(self.other, note="Secret")
        page = self._page(f'/my/wishes?saved={theirs.id}&done=new')
        self.assertFalse(page.xpath('//main//*[@role="status"]'))
        for query in ('saved=%C2%B2&done=new', 'saved=999999999&done=x', 'done=new'):
            self.assertEqual(self.url_open(f'/my/wishes?{query}').status_code, 200)

    @clause('000-34')
    def test_a_new_wish_is_told_its_place(self):
        third = self._wishing_member(2)
        for partner in (self.other, third, third, self.partner):
            self._wish(partner)
        # neither of the like, nor of another type: nobody who is before
        self._wish(self.other, values=['material_wood'])
        self._wish(third, categ_id=self.stone.id)
        self.assertIn("Vous êtes 3ᵉ", self._said(self._post('/my/wishes/new', self._values(
            quantity='70',
        ))))
        self.assertIn("en tête de la file", self._said(self._post('/my/wishes/new', self._values(
            categ_id=str(self.env.ref('perles_ethiques.category_cord').id),
        ))))

    def test_the_unit_of_the_type(self):
        self._wish(self.partner, categ_id=self.stone.id, unit='grams')
        self.env.ref('perles_ethiques.category_cord').perles_usual_unit = 'strands'
        form = self._page('/my/wishes/new').get_element_by_id('wish_form')
        cord = self.env.ref('perles_ethiques.category_cord')
        for category, unit in ((self.stone, 'grams'), (cord, 'strands'), (self.bead, 'pieces')):
            self.assertIn(f'"{category.id}": "{unit}"', form.get('data-units'))

    @clause('000-31')
    def test_words_are_found_without_their_accents(self):
        wish = self._wish(self.partner, note="Pour l’Étoile de Noël, œil-de-tigre")
        other = self._wish(self.partner, note="Étoile")
        for text, found in (
            ("etoile", wish | other), ("ETOILE noel", wish), ("étoile + noël", wish),
            ("oeil", wish), ("œil tigre", wish), ("etoile zebre", wish.browse()),
            ("100%", wish.browse()), ("_", wish.browse()),
        ):
            with self.subTest(text=text):
                domain = self.wishes._list_domain(self.partner, text)
                self.assertEqual(self.wishes.search(domain), found.sorted('id', reverse=True))
                self.assertEqual((wish | other).filtered_domain(domain), found)

    def test_going_back_writes_no_second_wish(self):
        """The browser asks for the form again: it has the key that it had."""
        answer = self.url_open('/my/wishes/new')
        self.assertIn('form=', answer.url)
        for _time in range(2):
            page = self.url_open(answer.url)
            key = html.fromstring(page.text).xpath('//input[@name="key"]/@value')[0]
            self._post('/my/wishes/new', self._values(key=key), token_from=answer.url)
        self.assertEqual(len(self._mine()), 1)
        self.assertNotEqual(self.url_open('/my/wishes/new').url, answer.url)

    def test_a_wish_shows_its_photo(self):
        picture = io.BytesIO()
        Image.new('RGB', (40, 30), 'teal').save(picture, 'PNG')
        wish = self._wish(self.partner, photo=base64.b64encode(picture.getvalue()))
        bare = self._wish(self.partner)
        [image] = self._page().xpath('//tbody//img')
        self.assertEqual(image.get('src'), wish._photo_url())
        self.assertEqual(self._said_row(image), f'wish_{wish.id}')
        self.assertNotIn(bare.id, bare._pictures())

    def _said_row(self, element):
        return element.xpath('./ancestor::tr/@id')[0]


@tagged('post_install', '-at_install')
class TestWishShown(OfferPages):
    """What was found for a wish is seen beside it."""

    def test_a_wish_shows_what_it_was_offered(self):
        lot = self._offered()
        self._log_in('member-a')
        source = f'/my/lots/{lot.id}/photo_small'
        shown = html.fromstring(self._open('/my/wishes')).xpath('//tbody//img/@src')
        self.assertEqual(shown, [source])
        with freeze_time(MORNING):
            self.assertEqual(self.url_open(source).status_code, 200)

    @clause('000-34')
    def test_ones_own_wishes_are_nobody_s_rival(self):
        """Where one is told how many come before, only other members are counted, each once."""
        for instant in ('2026-11-01 09:00:00', '2026-11-02 09:00:00', '2026-11-03 09:00:00'):
            self._wish(self.a, 40, instant)
        mine = self._wish(self.b, 40, '2026-11-04 09:00:00')
        again = self._wish(self.b, 40, '2026-11-05 09:00:00')
        lot = self._lot(quantity=80)
        self._arrive(lot)
        with freeze_time(MORNING):
            lines = {line['wish']: line for line in (mine | again)._waiting_lines()}
        self.assertEqual({lines[mine]['position'], lines[again]['position']}, {2})
        self.assertIn("you are 2nd in the queue", lines[again]['words'])
        self.assertEqual(self._offers(lot, self.a).mapped('position'), [1, 1])
        french = again.with_context(lang='fr_FR')
        self.assertIn("vous êtes 2ᵉ", french._position_words(2))
        self.assertIn("vous êtes 11ᵉ", french._position_words(11))

    def test_what_was_offered_and_taken_is_found_by_words(self):
        lot = self._offered()
        lot.product_id.product_tmpl_id.name = "Étoile de nacre"
        offer = self._offers(lot, self.a)
        self._take(lot, self.a, 200, 'search', offer)
        self._log_in('member-a')
        for path in ('/my/offers?show=all', '/my/claims?show='):
            for words, found in (("nacre ETOILE", True), ("etoile bois", False)):
                page = html.fromstring(self._open(f'{path}&search={words}'))
                self.assertEqual(bool(page.xpath('//tbody/tr')), found, (path, words))

    def test_declining_asks_first(self):
        lot = self._offered()
        self._log_in('member-a')
        page = html.fromstring(self._open(f'/my/offers/{self._offers(lot, self.a).id}'))
        [decline] = page.xpath('//button[contains(@formaction, "/decline")]')
        [question] = decline.xpath('./ancestor::details')
        self.assertIsNone(question.get('open'))
        self.assertTrue(question.xpath('./summary'))
