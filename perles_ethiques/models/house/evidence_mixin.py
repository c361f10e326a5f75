from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class PerlesEvidenceMixin(models.AbstractModel):
    """A record that nobody changes or deletes: it can only be anonymised, when its time is over.

    The database holds the rule (a trigger on each table); the refusals here only say it in
    words. The retention clock is the only hand that anonymises, and the trigger lets it do so
    after the retention date and on the personal columns alone.
    """

    _name = 'perles.evidence.mixin'
    _description = "Append-only evidence"

    # columns with personal data, emptied by the retention clock
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
        allowed = SQL(', ').join(
            SQL('%s', column)
            for column in (*self._personal_columns, 'anonymised_on', 'write_date', 'write_uid')
        )
        return [
            SQL(_GUARD_FUNCTION),
            SQL('DROP TRIGGER IF EXISTS %s ON %s', guard, table),
            SQL('DROP TRIGGER IF EXISTS %s ON %s', truncate, table),
            SQL(
                'CREATE TRIGGER %s BEFORE UPDATE OR DELETE ON %s FOR EACH ROW'
                ' EXECUTE FUNCTION perles_append_only(%s)', guard, table, allowed,
            ),
            SQL(
                'CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT'
                ' EXECUTE FUNCTION perles_append_only()', truncate, table,
            ),
        ]

    def write(self, vals):
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
            SQL('%s = NULL', SQL.identifier(column)) for column in self._personal_columns
        )
        rows = self.env.execute_query(SQL(
            'UPDATE %(table)s SET %(cleared)s, anonymised_on = now() AT TIME ZONE \'UTC\''
            ' WHERE id IN (SELECT id FROM %(table)s'
            '  WHERE retention_date < %(today)s AND anonymised_on IS NULL LIMIT %(limit)s)'
            ' RETURNING id',
            table=SQL.identifier(self._table), cleared=cleared,
            today=fields.Date.today(), limit=batch_size,
        ))
        self.browse([row[0] for row in rows]).invalidate_recordset()
        return len(rows)


# The columns that may change after the retention date are the arguments of the trigger. The
# database's own day is asked, so that no caller can bring the retention date forward.
_GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION perles_append_only() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND OLD.retention_date < CURRENT_DATE
       AND (to_jsonb(NEW) - TG_ARGV::text[]) = (to_jsonb(OLD) - TG_ARGV::text[])
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING MESSAGE =
        'perles: ' || TG_TABLE_NAME || ' is append-only, ' || TG_OP || ' refused';
END;
$$ LANGUAGE plpgsql;
"""
