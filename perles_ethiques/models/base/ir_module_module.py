import base64
import csv
import io
import json
import zipfile

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

ADDON = 'perles_ethiques'
# What was exported: it survives the addon, and is compared with what there is.
EXPORTED = f'{ADDON}.evidence_exported'


class IrModuleModule(models.Model):
    """Nothing that the law asks to keep disappears with the addon without having been exported."""

    _inherit = 'ir.module.module'

    def button_uninstall(self):
        """Override of `base`: evidence is exported before it is dropped, and this is said.

        :raise UserError: while some evidence has not been exported (clause 000-04).
        """
        if self._perles_takes_evidence():
            evidence = self._perles_evidence()
            parameters = self.env['ir.config_parameter'].sudo()
            if evidence and parameters.get_param(EXPORTED) != json.dumps(evidence):
                raise UserError(self.env._(
                    "Uninstalling deletes what the law asks to keep:\n%s\nOpen Apps, choose to"
                    " uninstall, and press “Export the evidence” before.",
                    self._perles_evidence_words(),
                ))
        return super().button_uninstall()

    def _perles_takes_evidence(self):
        """Whether the addon itself would go along with these modules."""
        gone = self | self.downstream_dependencies()
        return ADDON in gone.filtered(lambda module: module.state != 'uninstalled').mapped('name')

    @api.model
    def _perles_evidence_models(self):
        """The models of evidence and the book of mails, by name."""
        names = self.env.registry.descendants(['perles.evidence.mixin'], '_inherit')
        return [
            self.env[name].sudo() for name in sorted({*names, 'perles.notice'})
            if not self.env[name]._abstract
        ]

    @api.model
    def _perles_evidence(self):
        """What there is: model → [how many, the newest id]; without those that are empty."""
        return {
            model._name: [model.search_count([]), model.search([], order='id desc', limit=1).id]
            for model in self._perles_evidence_models() if model.search_count([], limit=1)
        }

    @api.model
    def _perles_evidence_words(self):
        """The same for people, a line each."""
        return '\n'.join(
            f'– {self.env["ir.model"]._get(name).name} ({count})'
            for name, (count, _newest) in self._perles_evidence().items()
        )

    @api.model
    def _perles_export_evidence(self):
        """Write everything that would be lost in one archive, which outlives the addon.

        Each model is a table (CSV, UTF-8); each file of a record lies beside it.

        :return: the new `ir.attachment`, a ZIP
        """
        content = io.BytesIO()
        with zipfile.ZipFile(content, 'w', zipfile.ZIP_DEFLATED) as archive:
            for model in self._perles_evidence_models():
                self._perles_write_table(archive, model)
        self.env['ir.config_parameter'].sudo().set_param(
            EXPORTED, json.dumps(self._perles_evidence()),
        )
        return self.env['ir.attachment'].sudo().create({
            'name': 'perles-ethiques-preuves.zip', 'raw': content.getvalue(),
            'mimetype': 'application/zip',
        })

    @api.model
    def _perles_write_table(self, archive, model):
        stored = [
            name for name, field in sorted(model._fields.items())
            if field.store and field.type not in ('one2many', 'many2many')
        ]
        files = [name for name in stored if model._fields[name].type == 'binary']
        columns = ['.id', *(name for name in stored if name not in ('id', *files))]
        records, table = model.search(Domain.TRUE, order='id'), io.StringIO()
        csv.writer(table).writerows([columns, *records.export_data(columns)['datas']])
        archive.writestr(f'{model._name}.csv', table.getvalue())
        for record in records.with_context(bin_size=False) if files else ():
            for name in filter(record.__getitem__, files):
                content = base64.b64decode(record[name])
                archive.writestr(f'{model._name}/{record.id}-{name}', content)
