from odoo import api, fields, models


class PerlesMembership(models.Model):
    """What the screens of the team need to know of a membership."""

    _inherit = 'perles.membership'

    term_day = fields.Date(
        string="Ends on", compute='_compute_term_day', store=True, index=True,
        help="Last day of the running term: the one that was asked for, else the one that is "
             "paid or billed.",
    )
    notice_count = fields.Integer(compute='_compute_notice_count')

    @api.depends('end_date', 'leaves_on')
    def _compute_term_day(self):
        for membership in self:
            days = [day for day in (membership.end_date, membership.leaves_on) if day]
            membership.term_day = min(days, default=False)

    @api.depends('name', 'partner_id.display_name')
    @api.depends_context('perles_show_member')
    def _compute_display_name(self):
        """Override of `base`: a calendar shows who, and not only a number."""
        result = super()._compute_display_name()
        if self.env.context.get('perles_show_member'):
            for membership in self:
                membership.display_name = membership.partner_id.display_name
        return result

    def _compute_notice_count(self):
        counts = dict(self.env['perles.notice'].sudo()._read_group(
            [('res_model', '=', self._name), ('res_id', 'in', self.ids)], ['res_id'], ['__count'],
        ))
        for membership in self:
            membership.notice_count = counts.get(membership.id, 0)

    def action_view_notices(self):
        """Open the mails owed and sent about this membership."""
        self.ensure_one()
        return {
            **self.env['ir.actions.actions']._for_xml_id('perles_ethiques.notice_action'),
            'domain': [('res_model', '=', self._name), ('res_id', '=', self.id)],
        }
