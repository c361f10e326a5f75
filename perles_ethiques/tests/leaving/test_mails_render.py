from datetime import datetime

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..kit.lots import READY
from ..kit.sales import SaleCommon

# What a mail says of its document; who writes it, and to whom, hardly depends on its state.
DRAWN = ('subject', 'body_html', 'lang')


@tagged('post_install', '-at_install')
class TestMailsRender(SaleCommon):
    """Every mail of the house is drawn on any record of its model: an upgrade does it on one.

    Native code draws a mail on the newest record when it is loaded or written, in whatever state
    that record is, and a column of today is empty in the records of a release before.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.templates = cls.env['mail.template'].browse(cls.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'mail.template'),
        ]).mapped('res_id'))

    def _records(self):
        """Something of every model that a mail is about: paid or not, taken or not, in shares."""
        self._join(email='waiting@luz.example')
        partner = self._wishing_member(5)
        self._wish(partner, 200, categ_id=self.bead.id)
        self._arrive(self._lot('OFFERED', 200))
        self._wish(partner, 100, categ_id=self.bead.id)
        taken = self._lot('TAKEN', 100)
        self._arrive(taken)
        offer = self._offers(taken, partner)
        self._take(taken, partner, 50, 'render', offer)
        self._ordered()
        self.env['perles.termination']._record_member(
            partner.perles_membership_ids, partner, 'no_renewal',
        )
        self._member(email='paid@luz.example')

    def test_every_mail_on_a_paid_membership(self):
        """The newest membership is active and paid: the mail of the end is drawn on it too."""
        membership = self._member_since('2026-12-15')
        self.assertEqual((membership.state, bool(membership.period_ids.invoice_id)),
                         ('active', True))
        faults = self._not_drawn(membership, "paid")
        self.assertFalse(faults, '\n'.join(faults))

    def test_a_request_of_nobody_known_is_not_taken_back(self):
        unknown = self.env['perles.termination'].new({'state': 'applied'})
        self.assertFalse(unknown._can_undo())

    def test_every_mail_on_every_record(self):
        with freeze_time(datetime(2026, 12, 2, 9, 0)):
            self._records()
        self.env.flush_all()
        names, faults = set(self.templates.mapped('model')), []
        with freeze_time(READY):
            for name in sorted(names):
                records = self.env[name].search([], order='id desc', limit=3)
                self.assertTrue(records, f'there is no {name} to draw a mail on')
                faults += self._not_drawn(records, "as it is", None)
                for state in self._states(name):
                    faults += self._not_drawn_in(records, state)
        self.assertFalse(faults, '\n'.join(faults))

    def _states(self, name):
        """Every state of a model: the mails of a document are drawn in all of them."""
        field = self.env[name]._fields.get('state')
        return [key for key, _label in field._description_selection(self.env)] if field else [None]

    def _not_drawn_in(self, records, state):
        """Draw the mails on these records in a state, as they are and as of a release before."""
        faults, table = [], SQL.identifier(records._table)
        for is_old in (False, True):
            with self.env.cr.savepoint() as savepoint:
                changes = [SQL("state = %s", state)] if state else []
                changes += [
                    SQL("%s = NULL", SQL.identifier(name)) for name in self._optional(records)
                ] if is_old else []
                if changes:
                    self.env.cr.execute(SQL(
                        "UPDATE %s SET %s WHERE id = ANY(%s)", table, SQL(', ').join(changes),
                        records.ids,
                    ))
                self.env.invalidate_all(flush=False)
                faults += self._not_drawn(records, f"{state}, {'old' if is_old else 'new'}")
                savepoint.rollback()
            self.env.invalidate_all(flush=False)
        return faults

    def _optional(self, records):
        """Columns that a record of a release before may have empty."""
        self.env.cr.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND NOT attnotnull AND attname != 'state'", [records._table],
        )
        names = {name for (name,) in self.env.cr.fetchall()} & records._fields.keys()
        return sorted(
            name for name in names if 'perles_ethiques' in records._fields[name]._modules
        )

    def _not_drawn(self, records, how, names=DRAWN):
        """What of the mails on these records cannot be drawn, in words."""
        faults = []
        for template in self.templates.filtered(lambda mail: mail.model == records._name):
            for field in names or sorted(template._get_dynamic_field_names()):
                try:
                    template._render_field(field, records.ids)
                except Exception as error:  # whatever stops it would stop an upgrade
                    cause = error.__cause__ or error
                    faults.append(f'{template.name}, {field}, {how}: {cause}')
        return faults
