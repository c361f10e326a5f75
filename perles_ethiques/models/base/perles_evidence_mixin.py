from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# A column of evidence is never changed, at most emptied: those that name a user when its account
# is deleted, the personal ones (the arguments of the trigger) when the retention date is over.
# The database's own day is asked, so that no caller can bring that date forward. Odoo shows an
# integrity error to people as a sentence.
_GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION perles_append_only() RETURNS trigger AS $$
DECLARE
    emptied text[] := ARRAY['create_uid', 'write_uid'];
    over boolean := FALSE;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.retention_date < CURRENT_DATE AND OLD.anonymised_on IS NULL THEN
            over := TRUE;
            emptied := emptied || TG_ARGV;
        END IF;
        IF NOT EXISTS (
            SELECT FROM jsonb_each(to_jsonb(NEW)) AS changed
            WHERE changed.value <> to_jsonb(OLD) -> changed.key
              AND NOT (changed.value = 'null' AND changed.key = ANY(emptied))
              AND NOT (over AND changed.key = 'anonymised_on')
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME,
        MESSAGE = 'perles: ' || TG_TABLE_NAME || ' is append-only, ' || TG_OP || ' refused';
END;
$$ LANGUAGE plpgsql;
"""


class PerlesEvidenceMixin(models.AbstractModel):
    """A record that nobody changes or deletes: it can only be anonymised, when its time is over.

    The database holds the rule (a trigger on each table); the refusals here only say it in
    words. The retention clock is the only hand that anonymises, and the trigger lets it do so
    after the retention date and on the personal columns alone.
    """

    _name = 'perles.evidence.mixin'
    _description = "Append-only evidence"

    # columns with personal data, emptied by the retention clock like those that name a user
    _personal_columns = ()

    retention_date = fields.Date(
        string="Kept until", required=True, readonly=True, index=True,
        help="Personal data of this record is erased after this day.",
    )
    anonymised_on = fields.Datetime(readonly=True)

    def init(self):
        """Override of `base` to install the trigger that refuses changes (clause 000-04)."""
        super().init()
        if self._abstract:
            return
        for statement in self._trigger_statements():
            self.env.cr.execute(statement)

    def _trigger_statements(self):
        """SQL that (re)installs the two triggers of this table, as a list."""
        table = SQL.identifier(self._table)
        guard = SQL.identifier(f'{self._table}_append_only')
        truncate = SQL.identifier(f'{self._table}_no_truncate')
        personal = SQL(', ').join(SQL('%s', column) for column in self._personal_columns)
        return [
            SQL(_GUARD_FUNCTION),
            SQL('DROP TRIGGER IF EXISTS %s ON %s', guard, table),
            SQL('DROP TRIGGER IF EXISTS %s ON %s', truncate, table),
            SQL(
                'CREATE TRIGGER %s BEFORE UPDATE OR DELETE ON %s FOR EACH ROW'
                ' EXECUTE FUNCTION perles_append_only(%s)', guard, table, personal,
            ),
            SQL(
                'CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT'
                ' EXECUTE FUNCTION perles_append_only()', truncate, table,
            ),
        ]

    def write(self, vals):  # pylint: disable=method-required-super
        """Override of `base` to refuse every change, `sudo` included.

        :raise AccessError: always.
        """
        raise AccessError(self.env._("This record is evidence: it cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise AccessError(self.env._("This record is evidence: it cannot be deleted."))

    @api.model
    def _anonymise_expired(self, batch_size=1000):
        """Empty the personal columns of what is past its retention date.

        Called by the retention clock alone.

        :return: number of records anonymised
        """
        cleared = SQL(', ').join(
            SQL('%s = NULL', SQL.identifier(column))
            for column in ('create_uid', 'write_uid', *self._personal_columns)
        )
        rows = self.env.execute_query(SQL(
            'UPDATE %(table)s SET %(cleared)s, anonymised_on = now() AT TIME ZONE \'UTC\''
            ' WHERE id IN (SELECT id FROM %(table)s'
            '  WHERE retention_date < CURRENT_DATE AND anonymised_on IS NULL LIMIT %(limit)s)'
            ' RETURNING id',
            table=SQL.identifier(self._table), cleared=cleared, limit=batch_size,
        ))
        self.browse([row[0] for row in rows]).invalidate_recordset()
        return len(rows)
