from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.features import named_by_all
from ...tools.quantities import tell_firsts

# What is still owed after this delay becomes an activity for the team.
LATE_AFTER = timedelta(hours=1)
# Mails that may wait are sent so many at a time, then it is looked whether others are owed.
BULK_BATCH = 10
# A mail that failed is tried again after this delay: a mail server that is away is not besieged.
RETRY_AFTER = timedelta(minutes=5)
# What only met a neighbour's transaction passes soon.
RETRY_BUSY_AFTER = timedelta(seconds=30)
LATE_ACTIVITY = 'perles_ethiques.mail_activity_type_notice_late'


class PerlesNotice(models.Model):
    """The clock of the notice book: it sends what is owed and tells what is late."""

    _inherit = 'perles.notice'

    # kinds of mails that may wait; each feature names its own on its own class
    _bulk_kinds = ()

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: the book proves what was sent, so nobody edits it by hand.

        :raise AccessError: for whoever does not go through the clock or the actions.
        """
        if not self.env.su:
            raise AccessError(self.env._("The book of mails is not edited by hand."))
        return super().write(vals)

    # === CLOCK === #

    @api.model
    def _cron_send(self, batch_size=100):
        """Clock: send what is owed, one by one with a commit each, then tell what is late."""
        queue = self._queue()
        cron = self.env['ir.cron']
        cron._commit_progress(remaining=self.search_count(queue))
        for notice in self._first_of(queue, batch_size):
            # given up, deleted or locked while its neighbours were being sent
            if not notice.try_lock_for_update().filtered_domain(queue):
                continue
            notice.write({'state': 'sending', 'attempts': notice.attempts + 1})
            cron._commit_progress()
            notice._send_one()
            if not cron._commit_progress(1):
                break
        self._alert_late()

    @api.model
    def _queue(self):
        """What is to be sent now: what failed waits its turn, and is no work left until then."""
        return (
            Domain('state', 'in', ('owed', 'sending')) & Domain('due_at', '<=', 'now')
            & (Domain('retry_at', '=', False) | Domain('retry_at', '<=', 'now'))
        )

    @api.model
    def _kinds_that_wait(self):
        """Kinds of mails that leave by the hundred, after those that somebody waits for."""
        return sorted(named_by_all(self, '_bulk_kinds'))

    @api.model
    def _first_of(self, queue, limit):
        """The mails to be sent now: those somebody waits for, else a few of the others.

        What failed before comes last, so that it never keeps the others waiting.
        """
        order = 'attempts, due_at, id'
        awaited = Domain('kind', 'not in', self._kinds_that_wait()) & Domain('attempts', '=', 0)
        return self.search(queue & awaited, limit=limit, order=order) or self.search(
            queue, limit=min(limit, BULK_BATCH), order=order,
        )

    def _send_one(self):
        """Hand one mail to the mail server; what fails is owed again, with its reason."""
        self.ensure_one()
        if not self._document().exists():
            self._fail('gone', f'{self.res_model},{self.res_id}', state='cancelled')
            return
        if self._is_settled():
            self.state = 'cancelled'
            return
        failure = None
        try:
            with self.env.cr.savepoint():
                mail = self._make_mail()
                failure = self._hand_over(mail)
                if failure:
                    mail.unlink()
        except Exception as error:  # whatever breaks one mail stays with it
            failure = self._reason_of_exception(error), str(error) or type(error).__name__
        if failure:
            self._fail(*failure)
            self._retry_soon()

    def _is_settled(self):
        """Whether this mail would ask for what was given, or given up, since it was owed."""
        document = self._document()
        asks = self.kind in named_by_all(document, '_asking_kinds')
        return asks and not document._still_asks(self.kind)

    def _document(self):
        self.ensure_one()
        return self.env[self.res_model].with_company(self.company_id).browse(self.res_id)

    def _hand_over(self, mail):
        """Note a mail as sent, then send it; the note is taken back if it does not leave.

        In this order, what another transaction forbids to write comes out before the mail leaves,
        and the mail is not repeated for it.

        :return: (reason, detail) of a failure, or ``None``
        """
        failure = None
        with self.env.cr.savepoint() as attempt:
            self._note_sent(mail)
            self.env.flush_all()
            mail.send()
            # whatever is not sent is not: refused, without recipient, kept for later
            if mail.state != 'sent':
                failure = self._reason_of_mail(mail), mail.failure_reason or mail.state
                attempt.rollback()
        return failure

    def _retry_soon(self):
        """Leave a mail that failed alone for a while, and wake the clock then."""
        delay = RETRY_BUSY_AFTER if self.reason == 'busy' else RETRY_AFTER
        self.retry_at = fields.Datetime.now() + delay
        self.env.ref('perles_ethiques.ir_cron_send_notices')._trigger(self.retry_at)

    def _note_sent(self, mail):
        self.write({
            'state': 'sent',
            'sent_at': fields.Datetime.now(),
            'error': False, 'reason': False, 'retry_at': False,
            'subject': mail.subject,
            'email': self.partner_id.email_normalized or self.email,
        })
        if self.kind in named_by_all(document := self._document(), '_followed_kinds'):
            document._after_notice(self.kind)
        if self.alerted:
            # what is late besides on this document is told again at the end of the run
            self._document().activity_unlink([LATE_ACTIVITY])
            self._of(self._document()).alerted = False

    def _make_mail(self):
        """The `mail.mail` of this notice, from its template, in the recipient's language.

        :raise Exception: whatever stops the template or an attachment from being made.
        """
        document = self._document()
        values = {'message_id': self.message_ref, 'auto_delete': False}
        if self.kind in named_by_all(document, '_kinds_with_papers'):
            papers = document._notice_attachments(self.kind)
            values['attachment_ids'] = [fields.Command.link(paper.id) for paper in papers]
        if self.partner_id:
            values['recipient_ids'] = [fields.Command.set(self.partner_id.ids)]
        else:
            values['email_to'] = self.email
        template = self._template()
        mail = self.env['mail.mail'].browse(template.send_mail(
            document.id, email_values=values,
            email_layout_xmlid='perles_ethiques.mail_layout',
        ))
        tell_firsts(mail, template._render_lang(document.ids)[document.id])
        return mail

    def _template(self):
        template = self.env.ref(f'perles_ethiques.mail_template_{self.kind}')
        return template.with_company(self.company_id)

    @api.model
    def _alert_late(self):
        """Schedule one activity on the document of each mail not sent within the hour."""
        limit = fields.Datetime.now() - LATE_AFTER
        late = self.search([
            ('state', 'in', ('owed', 'sending')), ('due_at', '<', limit), ('alerted', '=', False),
        ], limit=100)
        for notice in late:
            document = notice._document().exists()
            if document:
                user = document._responsible_user()
                document.activity_schedule(
                    LATE_ACTIVITY,
                    summary=self.with_context(lang=user.lang).env._("A mail could not be sent"),
                    note=notice._explain(user.lang),
                    user_id=user.id,
                )
            notice.alerted = True
