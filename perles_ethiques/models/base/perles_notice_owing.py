import uuid

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import email_normalize, generate_tracking_message_id


class PerlesNotice(models.Model):
    """How a document owes a mail, once, and how thousands do."""

    _inherit = 'perles.notice'

    @api.model
    def _owe(self, document, kind, period='-', partner=None, email=None, due_at=None):
        """Write in the book that a mail is due; writing it twice changes nothing.

        :param document: the record the mail is about (one).
        :param str kind: a key of `_selection_kind`.
        :param str period: what makes it unique for this document and kind.
        :param partner: recipient, as a `res.partner` record; or ``email``, for who has none yet.
        :param due_at: naive UTC datetime before which nothing is sent; now by default.
        :return: the notice, new or already there
        :raise ConcurrencyError: if another transaction just wrote it; the server replays this
            one, which then finds it.
        """
        document.ensure_one()
        return self._owe_all(kind, [
            self._prepare_due(document, period, partner, email, due_at),
        ])

    @api.model
    def _owe_again(self, document, kind, period, partner):
        """Owe a mail as `_owe` does; anew, if it was given up since, as what did not last."""
        notice = self._owe(document, kind, period, partner)
        if notice.state == 'cancelled':
            notice.sudo().action_retry()
        return notice

    @api.model
    def _prepare_due(self, document, period='-', partner=None, email=None, due_at=None):
        """Values of a mail that is owed, less its kind: see `_owe`.

        :return: dict for `_owe_all`
        """
        return {
            'res_model': document._name,
            'res_id': document.id,
            'period': period,
            'partner_id': partner.id if partner else False,
            'email': email_normalize(email or (partner and partner.email) or '') or email,
            'company_id': (document.company_id or self.env.company).id,
            'due_at': due_at or fields.Datetime.now(),
        }

    @api.model
    def _owe_all(self, kind, dues):
        """Write in the book mails of one kind to many documents of one model, in few queries.

        :param str kind: a key of `_selection_kind`.
        :param list dues: dicts made by `_prepare_due`.
        :return: the notices, new or already there
        :raise ConcurrencyError: if another transaction just wrote one of them.
        """
        book = self.sudo()
        if not dues:
            return book
        known = {(n.res_id, n.period): n for n in book.search([
            ('res_model', '=', dues[0]['res_model']), ('kind', '=', kind),
            ('res_id', 'in', [due['res_id'] for due in dues]),
        ])}
        found = book.browse(
            known[key].id for due in dues if (key := (due['res_id'], due['period'])) in known
        )
        new = [due for due in dues if (due['res_id'], due['period']) not in known]
        return found | book._enter(kind, new)

    @api.model
    def _owe_each(self, kind, documents, period, contact):
        """Owe a mail to each of thousands of documents, in one statement.

        What was owed before is left as it is.

        :param str kind: a key of `_selection_kind`.
        :param documents: records of one model, each of a company.
        :param str period: what makes the mail unique for each document and kind.
        :param str contact: name of the field that holds who gets it, a `res.partner`.
        """
        if not documents:
            return
        self.env.flush_all()
        now, mark = fields.Datetime.now(), uuid.uuid4().hex
        self.env.cr.execute(SQL(
            """
            INSERT INTO perles_notice (
                res_model, res_id, kind, period, partner_id, email, company_id, state, due_at,
                message_ref, attempts, create_uid, create_date, write_uid, write_date
            )
            SELECT %(model)s, document.id, %(kind)s, %(period)s, contact.id,
                   contact.email_normalized, document.company_id, 'owed', %(now)s,
                   replace(%(reference)s, %(mark)s, replace(gen_random_uuid()::text, '-', '')),
                   0, %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM %(table)s document LEFT JOIN res_partner contact ON contact.id = document.%(who)s
             WHERE document.id = ANY(%(ids)s)
             ORDER BY document.id
                ON CONFLICT (res_model, res_id, kind, period) DO NOTHING
            """,
            model=documents._name, kind=kind, period=period, now=now, mark=mark, uid=self.env.uid,
            reference=self._new_reference(mark), table=SQL.identifier(documents._table),
            who=SQL.identifier(contact), ids=documents.ids,
        ))
        self._wake(now)

    def _enter(self, kind, dues):
        """Create the lines of the book and wake its clock."""
        if not dues:
            return self
        try:
            with self.env.cr.savepoint():
                notices = self.create([
                    {**due, 'kind': kind, 'message_ref': self._new_reference()} for due in dues
                ])
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error
        self._wake(min(due['due_at'] for due in dues))
        return notices

    def _give_up(self):
        """What has not left of these mails does not leave any more."""
        self.filtered(lambda notice: notice.state == 'owed').state = 'cancelled'

    @api.model
    def _wake(self, instant):
        """Have the clock of the book run at an instant, naive UTC."""
        self.env.ref('perles_ethiques.ir_cron_send_notices')._trigger(instant)

    @api.model
    def _new_reference(self, mark=None):
        """Message-Id of a mail, for all its attempts.

        :param str mark: what makes it unique, drawn by default.
        """
        return generate_tracking_message_id(f'perles-notice-{mark or uuid.uuid4().hex}')

    @api.model
    def _of(self, document, kind=None):
        """Notices of a document, most recent first.

        :param document: one record.
        :param str kind: only this kind.
        """
        domain = Domain('res_model', '=', document._name) & Domain('res_id', '=', document.id)
        if kind:
            domain &= Domain('kind', '=', kind)
        return self.sudo().search(domain)
