from odoo import api, models


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    @api.model
    def _perles_holders(self, records, field):
        """Ids of the records of which a binary field is filled.

        :param records: records of one model, whose field is kept in attachments.
        :param str field: name of the field.
        """
        return set(self.sudo().search([
            ('res_model', '=', records._name), ('res_field', '=', field),
            ('res_id', 'in', records.ids),
        ]).mapped('res_id'))
