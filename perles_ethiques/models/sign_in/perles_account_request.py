from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.texts import LONGEST_ADDRESS, clean_line


class PerlesAccountRequest(models.Model):
    """What is to be told to whoever has a login, should anybody have it: a clock finds out.

    The page that asks says the same, and takes as long, for a login that nobody has.
    """

    _name = 'perles.account.request'
    _description = "Request about an account"
    _inherit = ['perles.batch.mixin']
    _order = 'id'
    _rec_name = 'login'

    kind = fields.Selection(
        selection=[
            ('reset', "Lost password"), ('sign_up', "New account"), ('locked', "Account locked"),
        ],
        required=True, readonly=True,
    )
    login = fields.Char(required=True, readonly=True, index=True)
    person_name = fields.Char(readonly=True)
    lang = fields.Char(readonly=True)
    ip_address = fields.Char(readonly=True)
    website_id = fields.Many2one('website', readonly=True, ondelete='cascade')

    @api.model
    def _note(self, kind, login, **values):
        """Note a request and wake the clock that answers it.

        :param str kind: a key of the field.
        :param str login: as it was typed; one that is too long is nobody's.
        :param values: of the other fields.
        """
        login = clean_line(login)
        if len(login) > LONGEST_ADDRESS:
            return
        self.sudo().create({
            'kind': kind, 'login': login, 'lang': self.env.context.get('lang'),
            'website_id': self.env['website'].get_current_website().id, **values,
        })
        self.env.ref('perles_ethiques.ir_cron_answer_requests').sudo()._trigger()

    @api.model
    def _cron_answer(self):
        """Clock: mail to who has an account what was asked about it, one by one."""
        self.sudo()._work_through(Domain('create_date', '!=', False), '_answer', batch_size=1)

    def _answer(self):
        """Answer by mail, whoever there is to answer; asked many times, once."""
        self.ensure_one()
        users = self.env['res.users'].with_context(website_id=self.website_id.id, lang=self.lang)
        getattr(users, f'_perles_answer_{self.kind}')(self)
        self.search([('kind', '=', self.kind), ('login', '=', self.login)]).unlink()

    @api.autovacuum
    def _gc_old(self):
        """Forget what could not be answered within a day (RGPD, minimisation)."""
        self.sudo().search([('create_date', '<', 'now -1d')], limit=10000).unlink()
