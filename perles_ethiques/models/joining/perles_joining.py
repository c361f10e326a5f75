from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import email_normalize

from ...const import CLOSED_LOGIN, TEAM
from ...tools.transition import Transition
from ..base.perles_document_mixin import state_field


class PerlesJoining(models.Model):
    """A joining form that was sent with its box ticked; it opens nothing until it is proved.

    A visitor's form stays a mere request until the link mailed to the typed address is
    followed; a signed-in person's form is proved by the session.
    """

    _name = 'perles.joining'
    _description = "Joining request"
    _inherit = ['perles.document.mixin']
    _order = 'create_date desc, id desc'
    _sequence_code = 'perles.joining'
    _first_state = 'requested'
    _followed_kinds = ('joining_review',)
    _locked_fields = frozenset({
        'partner_id', 'company_id', 'plan_id', 'version_id', 'kind', 'professional',
        'identity', 'email', 'siret', 'box_label', 'button_label', 'ticked_at', 'immediate_start',
        'ip_address', 'expires_at', 'name', 'membership_ids',
    })

    _transitions = {
        'prove': Transition(('requested', 'review'), 'proved'),
        'review': Transition(('requested',), 'review'),
        'close': Transition(('requested', 'review'), 'closed', drag=True, group=TEAM),
    }

    partner_id = fields.Many2one(required=False)
    state = state_field([
        ('requested', "E-mail to be proved"), ('review', "To be checked by the team"),
        ('proved', "Proved"), ('closed', "Closed"),
    ])
    plan_id = fields.Many2one(
        'perles.membership.plan', required=True, index=True, ondelete='cascade',
    )
    version_id = fields.Many2one(
        'perles.terms.version', required=True, index=True, ondelete='restrict', readonly=True,
    )
    # what was typed
    kind = fields.Selection(
        selection=[('company', "Organisation"), ('person', "Person")], required=True,
    )
    professional = fields.Boolean(
        string="For work", help="Who joins said that the membership serves their work.",
    )
    identity = fields.Selection(
        selection=[
            ('siret', "SIRET"), ('rna', "RNA of an association"),
            ('foreign', "Number of another country"), ('none', "No number"),
        ],
        string="Known by",
    )
    person_name = fields.Char(required=True)
    company_name = fields.Char()
    siret = fields.Char(string="Registration number")
    vat = fields.Char(string="VAT number")
    email = fields.Char(required=True, index=True)
    phone = fields.Char()
    street = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    country_id = fields.Many2one('res.country')
    # the act of acceptance
    box_label = fields.Char(required=True, readonly=True)
    button_label = fields.Char(required=True, readonly=True)
    ticked_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    immediate_start = fields.Boolean(readonly=True)
    ip_address = fields.Char(readonly=True)
    # the proof of the address
    expires_at = fields.Datetime(readonly=True, help="Until when the mailed link is valid.")
    membership_ids = fields.One2many('perles.membership', 'joining_id')

    _company_is_named = models.Constraint(
        "CHECK(kind = 'person' OR company_name IS NOT NULL)", "An organisation needs its name.",
    )
    _recent_idx = models.Index("(create_date, ip_address)")

    # === BUSINESS METHODS: consent === #

    def _is_consent_current(self):
        """Whether the box was ticked for the version of the contract in force now."""
        if not self:
            return False
        self.ensure_one()
        plan = self.plan_id.sudo()
        return self.state == 'proved' and self.version_id == plan.terms_id.current_version_id

    # === BUSINESS METHODS: limits === #

    @api.model
    def _too_many_from(self, ip_address, company):
        """Whether too many forms came from this address within the hour."""
        return self.sudo().search_count([
            ('ip_address', '=', ip_address), ('create_date', '>=', 'now -1H'),
        ]) >= company.perles_joining_per_address

    @api.model
    def _too_many_for(self, email, company):
        """Whether too many mails were already asked for this e-mail within the hour."""
        return self.sudo().search_count([
            ('email', '=', email), ('create_date', '>=', 'now -1H'),
        ]) >= company.perles_joining_per_email

    # === BUSINESS METHODS: request === #

    @api.model
    def _request(self, values):
        """Receive a visitor's form and owe the one mail that says how to go on.

        The answer of the page never depends on what this finds, nor does the time it takes:
        what only concerns the team waits for the clock that sends the mail.

        :param dict values: checked values of the form, plus plan, version, labels and IP.
        :return: the joining, or an empty record when the e-mail was asked too often
        """
        company = self.env['perles.membership.plan'].sudo().browse(values['plan_id']).company_id
        email = email_normalize(values['email'])
        if self._too_many_for(email, company):
            return self.browse()
        joining = self.sudo().create({
            **values,
            'email': email,
            'company_id': company.id,
            'expires_at': fields.Datetime.now() + timedelta(hours=company.perles_proof_hours),
        })
        if joining._user_to_prove():
            joining._owe_mail('joining_proof')
        elif joining._known_user():
            joining._owe_mail('joining_known')
        elif joining._known_partners():
            joining._owe_mail('joining_review')
        else:
            joining._owe_mail('joining_proof')
        return joining

    def _owe_mail(self, kind):
        self.env['perles.notice']._owe(self, kind, email=self.email)

    def _after_notice(self, kind):
        """Extends `base`: who is in the books is looked at by the team."""
        if kind == 'joining_review':
            self._move_if_possible('review')
        return super()._after_notice(kind)

    def _after_move(self, name, **values):
        """Extends `base`: somebody of the team looks at who is in the books already."""
        super()._after_move(name, **values)
        for joining in self if name == 'review' else ():
            team = joining._for_team()
            joining.activity_schedule(
                'mail.mail_activity_data_todo',
                summary=team.env._("Check who is joining"),
                note=team.env._(
                    "This e-mail or SIRET is already in the books. Check who it is, then invite"
                    " the right contact to the portal."
                ),
                user_id=joining._responsible_user().id,
            )

    def _known_user(self):
        """The user who signs in with this e-mail, active or not; none whom its person closed."""
        users = self.env['res.users'].sudo().with_context(active_test=False)
        login = self.email.replace('\\', r'\\').replace('%', r'\%').replace('_', r'\_')
        return users.search([
            '|', ('login', '=ilike', login), ('email_normalized', '=', self.email),
            ('login', 'not =like', CLOSED_LOGIN),
        ], limit=1)

    # === ACTION METHODS === #

    def action_close(self):
        """Close requests that will not be followed."""
        return self._move('close')

    def action_invite(self):
        """Open the native portal wizard on the partners found in the books."""
        self.ensure_one()
        partners = self._known_partners()
        if not partners:
            raise UserError(self.env._("No partner has this e-mail or SIRET any more."))
        return self.env['portal.wizard'].with_context(
            active_ids=partners.ids, default_partner_ids=partners.ids,
        ).action_open_wizard()
