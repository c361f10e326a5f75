from odoo import api, models

from ...tools.quantities import with_first_raised


class MailRenderMixin(models.AbstractModel):
    _inherit = 'mail.render.mixin'

    @api.model
    def _render_eval_context(self):
        """Override of `mail`: in a mail too, the first of a month is “1er” in French."""
        context = super()._render_eval_context()
        for name in ('format_date', 'format_datetime'):
            context[name] = with_first_raised(self.env, context[name])
        return context
