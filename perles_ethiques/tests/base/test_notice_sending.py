from contextlib import suppress
from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.notices import NoticeCommon


class PowerCut(BaseException):
    """The server dies: nothing catches it, as nothing catches a power cut."""


@tagged('post_install', '-at_install')
class TestSending(NoticeCommon):
    """Mails leave one by one; what breaks one mail stays with it."""

    def _states(self, notices):
        return notices.mapped('state')

    def test_a_refused_mail_leaves_its_neighbours_alone(self):
        notices = self._owe('one') | self._owe('two') | self._owe('three')
        refused = notices[1]
        self._run_book(refuse=('two',))
        self.assertEqual(self._states(notices), ['sent', 'owed', 'sent'])
        self.assertEqual((refused.attempts, refused.sent_at), (1, False))
        self.assertIn("450 mailbox busy", refused.error)
        self.assertFalse(self.env['mail.mail'].search([('message_id', '=', refused.message_ref)]))
        self._run_book(refuse=('two',), later=5)
        self._run_book(later=10)
        self.assertEqual((refused.state, refused.attempts, refused.error), ('sent', 3, False))
        self.assertEqual(len(self.delivered), 3)
        self.assertEqual([key for key in self.attempted if key[0] == 'two'],
                         [('two', refused.message_ref)] * 3)
        self.assertIn(('two', refused.message_ref), self.delivered)

    def test_a_mail_server_that_is_away(self):
        """One attempt a mail in five minutes, however many are owed and however often it runs."""
        names = [f'mail{number}' for number in range(12)]
        notices = self.env['perles.notice'].union(*map(self._owe, names))
        for minute, attempts in ((0, 1), (1, 1), (4, 1), (5, 2), (9, 2), (10, 3)):
            self._run_book(refuse=names, later=minute)
            self.assertEqual(notices.mapped('attempts'), [attempts] * 12, f'minute {minute}')
            self.assertEqual(len(self.attempted), 12 * attempts, f'minute {minute}')
        self._run_book(later=15)
        self.assertEqual(self._states(notices), ['sent'] * 12)

    def test_sent_again_by_hand(self):
        """Whoever has mended an address does not wait for the clock."""
        notice = self._owe('one')
        self._run_book(refuse=('one',))
        notice.action_retry()
        self._run_book()
        self.assertEqual(notice.state, 'sent')

    def test_a_template_that_cannot_be_drawn(self):
        other = self._join(email='other@luz.example')
        self.env.ref('perles_ethiques.mail_template_welcome').body_html = (
            f'<p t-out="object.id == {self.membership.id} and object.no_such_field"/>'
        )
        broken = self._owe('broken', kind='welcome')
        fine = self._owe('fine') | self.env['perles.notice']._owe(
            other, 'welcome', email='other@luz.example',
        )
        with mute_logger('odoo.addons.mail.models.mail_render_mixin'):
            self._run_book()
        self.assertEqual((broken.state, broken.attempts), ('owed', 1))
        self.assertIn("no_such_field", broken.error)
        self.assertEqual(self._states(fine), ['sent', 'sent'])

    def test_a_recipient_without_address(self):
        nobody = self.env['res.partner'].create({'name': "Nobody"})
        notice = self._owe('2027', partner=nobody, email=False)
        self._run_book()
        self.assertEqual(notice.state, 'owed')
        self.assertTrue(notice.error)
        nobody.email = 'now@luz.example'
        self._run_book(later=5)
        self.assertEqual((notice.state, notice.email), ('sent', 'now@luz.example'))

    def test_a_power_cut_repeats_the_same_message(self):
        """Handed to the server but not noted: the same Message-Id leaves again, then never."""
        notices = self._owe('one') | self._owe('two') | self._owe('three')

        def cut(name):
            if name == 'two':
                raise PowerCut

        with suppress(PowerCut):
            self._run_book(on_delivery=cut)
        self.env.invalidate_all()
        # what left before the cut was committed, and the attempt that was under way too
        self.assertEqual(self._states(notices), ['sent', 'sending', 'owed'])
        self.assertEqual(notices.mapped('attempts'), [1, 1, 0])
        self._run_book()
        self._run_book()
        self.assertEqual(self._states(notices), ['sent', 'sent', 'sent'])
        keys = [(name, notice.message_ref)
                for name, notice in zip(('one', 'two', 'three'), notices, strict=True)]
        self.assertCountEqual(self.delivered, [*keys, keys[1]])

    def test_what_cannot_be_noted_does_not_leave(self):
        """A neighbour writes the same document: nothing leaves that would be repeated."""
        notices = self._owe('one') | self._owe('two')
        model, noted = type(self.membership), []

        def after_notice(document, kind):
            noted.append(kind)
            if len(noted) == 1:
                raise psycopg2.errors.SerializationFailure("could not serialize access")

        with patch.object(model, '_followed_kinds', ('withdrawal',)), \
                patch.object(model, '_after_notice', after_notice):
            self._run_book()
        self.assertEqual(self._states(notices), ['owed', 'sent'])
        self.assertEqual([key[0] for key in self.attempted], ['two'])
        self._run_book(later=1)
        self.assertEqual(self._states(notices), ['sent', 'sent'])
        self.assertEqual([key[0] for key in self.delivered], ['two', 'one'])

    def test_a_commit_before_and_after_each_mail(self):
        notices = self._owe('one') | self._owe('two')
        model = self.env.registry['ir.cron']
        commit, story = model._commit_progress, []

        def commit_and_tell(cron, *args, **values):
            left = commit(cron, *args, **values)
            story.append(notices.with_env(cron.env).mapped('state'))
            return left

        self.patch(model, '_commit_progress', commit_and_tell)
        self._run_book(on_delivery=story.append)
        self.assertEqual(story, [
            ['owed', 'owed'],
            ['sending', 'owed'], 'one', ['sent', 'owed'],
            ['sent', 'sending'], 'two', ['sent', 'sent'],
        ])

    def test_batches(self):
        """What fails fills no batch for ever: the others leave in the same run."""
        self.cron.code = 'model._cron_send(batch_size=2)'
        notices = [self._owe(f'mail{number}') for number in range(5)]
        self._run_book(refuse=('mail0', 'mail1'))
        self.assertEqual([n.state for n in notices], ['owed', 'owed', 'sent', 'sent', 'sent'])

    def test_what_goes_to_many_waits_for_what_is_awaited(self):
        """Whoever joins is not kept waiting by the letters of a receipt, nor these for ever."""
        model = self.env.registry['perles.notice']
        self.patch(model, '_kinds_that_wait', lambda book: ['welcome'])
        for number in range(12):
            self._owe(f'letter{number}', kind='welcome')

        def meanwhile(name):
            if name == 'letter9':
                self._owe('joining')

        self._owe('broken')
        self._run_book(refuse=('broken',), on_delivery=meanwhile)
        self.assertEqual(
            [key[0] for key in self.delivered],
            [*(f'letter{number}' for number in range(10)), 'joining', 'letter10', 'letter11'],
        )
        self.assertEqual(self.attempted[0][0], 'broken')

    def test_given_up_or_deleted_while_the_others_leave(self):
        notices = self._owe('one') | self._owe('two') | self._owe('three')

        def meanwhile(name):
            if name == 'one':
                self.env['perles.notice'].browse(notices[1].id).action_cancel()
                self.env['perles.notice'].browse(notices[2].id).unlink()

        self._run_book(on_delivery=meanwhile)
        self.assertEqual([key[0] for key in self.delivered], ['one'])
        self.assertEqual(self._states(notices[:2]), ['sent', 'cancelled'])

    def test_a_deleted_document_owes_nothing(self):
        joining = self.env['perles.joining'].create({
            **self._form_values(), 'company_id': self.company.id,
        })
        notice = self.env['perles.notice']._owe(joining, 'joining_known', email='x@luz.example')
        joining.unlink()
        self._run_book()
        self.assertEqual((notice.state, notice.attempts), ('cancelled', 1))
        self.assertTrue(notice.error)
