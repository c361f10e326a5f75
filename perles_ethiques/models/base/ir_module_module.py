import base64
import csv
import io
import json
import zipfile

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...const import (
    OUTSIDE_ADDONS,
    OUTSIDE_BRIDGES,
    OUTSIDE_CLOCK,
    OUTSIDE_MUTED,
    OUTSIDE_PARAMETERS,
)

ADDON = 'perles_ethiques'
# What was exported: it survives the addon, and is compared with what there is.
EXPORTED = f'{ADDON}.evidence_exported'


class IrModuleModule(models.Model):
    """What the house does not have, and what does not disappear with it without being exported."""

    _inherit = 'ir.module.module'

    @api.model
    def _perles_close_house(self):
        """Keep everything in: no outside service, no notice to the publisher (clause 000-88).

        Called at installation and at upgrades. The addons go at the end of the loading; one that
        something stands on which somebody chose stays, and is told nothing.
        """
        outside = self._perles_outside()
        self.union(*(addon for addon, others in outside.items() if not others)).button_uninstall()
        parameters = self.env['ir.config_parameter'].sudo()
        for name, value in OUTSIDE_PARAMETERS.items():
            parameters.set_param(name, value)
        for addon in (addon for addon, others in outside.items() if others):
            for name, value in OUTSIDE_MUTED.get(addon.name, {}).items():
                # an address that the team wrote is its own
                if not parameters.get_param(name):
                    parameters.set_param(name, value)
        clock = self.env.ref(OUTSIDE_CLOCK, raise_if_not_found=False)
        if clock:
            clock.active = False

    @api.model
    def _perles_outside(self):
        """The addons of outside services that are here, and what keeps them.

        :return: dict of {addon: the addons that somebody chose, and that stand on it}
        """
        here = self.sudo().search([
            ('name', 'in', OUTSIDE_ADDONS),
            ('state', 'in', ('installed', 'to install', 'to upgrade')),
        ])
        along = (*OUTSIDE_ADDONS, *OUTSIDE_BRIDGES)
        return {
            addon: addon.downstream_dependencies().filtered(lambda other: other.name not in along)
            for addon in here
        }

    # === The shop of ready-made businesses: `base_import_module` cannot be taken away === #

    @api.model
    def _call_apps(self, payload):
        """Override of `base_import_module`: its shop is not asked (clause 000-88).

        :raise UserError: always.
        """
        raise UserError(self.env._("What is installed here comes from here, not from a shop."))

    @api.model
    def _get_industry_categories_from_apps(self):
        """Override of `base_import_module`: its shop is not asked (clause 000-88)."""
        return []

    def button_immediate_install_app(self):
        """Override of `base_import_module`: nothing is fetched from a shop (clause 000-88)."""
        return self._call_apps('')

    # === Evidence is exported before it goes === #

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
