import json

from werkzeug.datastructures import FileStorage

from odoo.http import route

from odoo.addons.web.controllers import export, pivot

# by what a spreadsheet knows a formula
FORMULA = ('=', '+', '-', '@')


class TextAsText:
    """What somebody typed stays a text in a spreadsheet, and never becomes a formula or a link."""

    def write(self, row, column, cell_value, style=None):
        """Override of `web` to write words as words."""
        if isinstance(cell_value, str):
            self.worksheet.write_string(row, column, cell_value, style)
        else:
            super().write(row, column, cell_value, style)


class ExportWriter(TextAsText, export.ExportXlsxWriter):
    """A list of records."""


class GroupExportWriter(TextAsText, export.GroupExportXlsxWriter):
    """A list of records in groups."""


class ExcelExport(export.ExcelExport):
    """Exports of lists: names, streets and notes are typed by strangers."""

    def from_group_data(self, fields, columns_headers, groups):
        """Override of `web` to write words as words."""
        with GroupExportWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value

    def from_data(self, fields, columns_headers, rows):
        """Override of `web` to write words as words."""
        with ExportWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value


class TableExporter(pivot.TableExporter):
    """Exports of pivot tables, whose headings are names of records."""

    @route(methods=['POST'])
    def export_xlsx(self, data, **kw):
        """Override of `web`: a heading that looks like a formula gets a quote before it."""
        sent = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
        if sent:
            # the name of the sheet is none of its cells
            sent = {**quoted(sent), 'title': sent['title']}
        return super().export_xlsx(json.dumps(sent), **kw)


def quoted(value):
    """The same value of JSON, a quote before every text that a spreadsheet would reckon."""
    if isinstance(value, dict):
        return {name: quoted(part) for name, part in value.items()}
    if isinstance(value, list):
        return [quoted(part) for part in value]
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
