import io

import openpyxl

from odoo import models

from odoo.addons.base_import.models.base_import import ImportValidationError

from ...tools.encodings import UnknownEncoding, decode, separator_of
from ...tools.wish_table import Exact


class BaseImportImport(models.TransientModel):
    """A table of wishes as a spreadsheet saves it, the French one of Excel above all.

    Numbers are left as they are written: `perles.wish.load` reads them.
    """

    _inherit = 'base_import.import'

    def _is_of_wishes(self):
        return self.res_model == 'perles.wish'

    def _read_csv(self, options):
        """Override of `base_import` to know the encoding and the separator for sure.

        :raise ImportValidationError: if the encoding could be several.
        """
        if self._is_of_wishes() and self.file:
            if not options.get('encoding'):
                try:
                    options['encoding'] = decode(self.file)[1]
                except UnknownEncoding as error:
                    raise ImportValidationError(self.env._(
                        "Accents of this file cannot be read for sure: save it again as"
                        " “CSV UTF-8”, or as an Excel workbook."
                    )) from error
            if not options.get('separator'):
                text = self.file.decode(options['encoding'], errors='replace')
                options['separator'] = separator_of(text, options.get('quoting') or '"')
        count, lines = super()._read_csv(options) or (0, [])
        if not self._is_of_wishes():
            return count, lines
        # what the screen shows beside the table: the house reads each number for itself
        options.update(float_decimal_separator=',', float_thousand_separator='')
        if lines and lines[0][0].casefold().startswith('sep='):
            count, lines = count - 1, lines[1:]
        return count, self._same_width(lines)

    def _same_width(self, lines):
        """Lines as wide as the first one; a decimal comma taken for a separator widens a line.

        :raise ImportValidationError: for a line with more cells than the titles.
        """
        width = len(lines[0]) if lines else 0
        for number, line in enumerate(lines, 1):
            if any(cell.strip() for cell in line[width:]):
                raise ImportValidationError(self.env._(
                    "Line %(number)s has more cells than the first line: a comma of a number may"
                    " be taken for the end of a cell. Save the file again with semicolons.",
                    number=number,
                ))
        return [(line + [''] * width)[:width] for line in lines]

    def _read_xlsx(self, options):
        """Override of `base_import` to tell numbers of a workbook from texts that look like one."""
        count, lines = super()._read_xlsx(options)
        if not self._is_of_wishes():
            return count, lines
        book = openpyxl.load_workbook(io.BytesIO(self.file), data_only=True)
        cells = [[cell.value for cell in row] for row in book[options['sheet']].rows]
        return count, self._marked(lines, cells)

    def _read_xls_book(self, book, sheet_name):
        """Override of `base_import` to tell numbers of a workbook from texts that look like one."""
        count, lines = super()._read_xls_book(book, sheet_name)
        if not self._is_of_wishes():
            return count, lines
        sheet = book.sheet_by_name(sheet_name)
        return count, self._marked(lines, [sheet.row_values(row) for row in range(sheet.nrows)])

    def _marked(self, lines, cells):
        """The lines that are natively kept, with what is a number in the workbook marked so."""
        kept = [row for row in cells
                if any(one is not None and str(one).strip() for one in row)]
        return [
            [Exact(text) if isinstance(cell, (int, float)) and isinstance(text, str) else text
             for text, cell in zip(line, row, strict=True)]
            for line, row in zip(lines, kept, strict=True)
        ]

    def _parse_float_from_data(self, data, index, name, options):
        """Override of `base_import` to leave the numbers of wishes as they are written."""
        if not self._is_of_wishes():
            super()._parse_float_from_data(data, index, name, options)

    def execute_import(self, fields, columns, options, dryrun=False):
        """Override of `base_import` to number the lines as the file does."""
        first = 1 + bool(options.get('has_headers')) + (options.get('skip') or 0)
        numbered = self.with_context(perles_first_line=first)
        return super(BaseImportImport, numbered).execute_import(fields, columns, options, dryrun)
