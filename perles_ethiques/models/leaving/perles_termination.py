from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import hmac

from ...tools.texts import same_secret
from ...tools.transition import Transition
from ..base.perles_document_mixin import state_field

ACTIVITY_TODO = 'mail.mail_activity_data_todo'

# A request that came without a signature may be taken back so long after it was applied, and the
# membership waits for it: who did not ask for it has time to open a mail.
GUEST_UNDO = timedelta(days=7)
# What was asked, by whom and when: nobody rewrites it, not even the code of the house.
FACTS = frozenset({
    'kind', 'channel', 'person_name', 'email', 'contract_ref', 'wished_day', 'requested_at',
    'ip_address', 'company_id', 'name',
})


class PerlesTermination(models.Model):
    """The wish of a member or of a visitor to leave, as it was asked (clause 000-16).

    The instant of the click is what counts, whenever a clock or the team treats it. Not to
    renew and to terminate come to the same end: a last day on the membership.
    """

    _name = 'perles.termination'
    _description = "Termination"
    _inherit = ['perles.document.mixin']
    _order = 'requested_at desc, id desc'
    _sequence_code = 'perles.termination'
    _first_state = 'received'
    _locked_fields = FACTS | {
        'partner_id', 'membership_id', 'last_day', 'was_over', 'refund_amount', 'refund_day',
        'applied_at', 'undone_at', 'refusal_reason',
    }

    _transitions = {
        'apply': Transition(('received', 'review'), 'applied'),
        'review': Transition(('received',), 'review'),
        'refuse': Transition(('received', 'review'), 'refused'),
        'undo': Transition(('applied',), 'undone'),
    }

    partner_id = fields.Many2one(required=False)
    state = state_field([
        ('received', "Received"), ('review', "To be matched by the team"), ('applied', "Applied"),
        ('undone', "Taken back by the member"), ('refused', "Refused"),
    ])
    # what was asked
    kind = fields.Selection(
        selection=[('no_renewal', "Not to renew"), ('termination', "To terminate the contract")],
        required=True, readonly=True,
    )
    channel = fields.Selection(
        selection=[
            ('member', "The member, signed in"), ('guest', "The public page"), ('team', "The team"),
        ],
        required=True, readonly=True,
    )
    person_name = fields.Char(required=True, readonly=True)
    email = fields.Char(required=True, readonly=True, index=True, help="As it was typed.")
    contract_ref = fields.Char(string="Contract number", readonly=True, help="As it was typed.")
    wished_day = fields.Date(readonly=True, help="Empty: as early as possible.")
    requested_at = fields.Datetime(
        required=True, readonly=True, index=True, default=fields.Datetime.now,
        help="The instant of the click: it is the one that counts.",
    )
    ip_address = fields.Char(readonly=True)
    # what became of it
    membership_id = fields.Many2one(
        'perles.membership', readonly=True, index='btree_not_null', ondelete='restrict',
        check_company=True, tracking=True,
    )
    last_day = fields.Date(readonly=True, tracking=True, help="Last day, included, in Paris.")
    was_over = fields.Boolean(
        string="Had already ended", readonly=True, help="There was nothing left to end.",
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    refund_amount = fields.Monetary(
        readonly=True, help="What is paid back of the year already paid, VAT included.",
    )
    refund_day = fields.Date(string="Paid back at the latest on", readonly=True)
    applied_at = fields.Datetime(readonly=True)
    undone_at = fields.Datetime(readonly=True)
    refusal_reason = fields.Char(readonly=True, tracking=True)

    _recent_idx = models.Index("(requested_at, ip_address)")
    _queue_idx = models.Index("(id) WHERE state = 'received'")

    # === CRUD METHODS === #

    def write(self, vals):
        """Extends `base`: what was asked stays as it was asked.

        :raise AccessError: if a fact is written, `sudo` included.
        """
        if FACTS & vals.keys():
            raise AccessError(self.env._("What was asked is never rewritten."))
        return super().write(vals)

    # === BUSINESS METHODS: the team === #

    def _before_move(self, name, *, membership=None, reason=None, **values):
        """Extends `base` to write what a move decides, with its instant."""
        super()._before_move(name, **values)
        if name == 'apply':
            self._give_last_day(membership)
        elif name == 'refuse':
            self.write({'refusal_reason': reason})
        elif name == 'undo':
            self.write({'undone_at': fields.Datetime.now()})

    def _after_move(self, name, *, membership=None, reason=None, **values):
        """Extends `base`: the team is asked, or has answered; the member is told."""
        super()._after_move(name, **values)
        if name == 'review':
            self._ask_team(reason)
        elif name in ('apply', 'refuse'):
            self.activity_unlink([ACTIVITY_TODO])
        if name == 'apply':
            self._acknowledge(membership)

    def _ask_team(self, reason=None):
        for termination in self:
            team = termination._for_team()
            termination.activity_schedule(
                ACTIVITY_TODO,
                summary=team.env._("Find out who is leaving"),
                note=reason or team.env._(
                    "No membership goes with what was typed. Attach the right one: the instant"
                    " of the request is the one that counts."
                ),
                user_id=termination._responsible_user().id,
            )

    def action_decide(self):
        """Open the wizard that attaches a membership or refuses the request."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Whose termination is it?"),
            'res_model': 'perles.termination.decision',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_termination_id': self.id},
        }

    # === GARBAGE COLLECTION === #

    @api.autovacuum
    def _gc_past_retention(self):
        """Forget requests once they prove nothing any more (RGPD, minimisation)."""
        companies = self.env['res.company'].sudo()
        [[years]] = companies._read_group([], [], ['perles_evidence_years:max'])
        old = self.sudo().search([
            ('state', 'in', ('applied', 'undone', 'refused')),
            ('requested_at', '<', f'now -{years}y'),
        ], limit=1000)
        self.env['perles.notice'].sudo().search([
            ('res_model', '=', self._name), ('res_id', 'in', old.ids),
        ]).unlink()
        old.unlink()

    # === BUSINESS METHODS: the mailed link === #

    def _undo_secret(self):
        """The secret of the mailed link: signed by the database, so it is stored nowhere.

        It is bound to this request, to its membership and to its last day.
        """
        self.ensure_one()
        return hmac(
            self.env(su=True), 'perles-termination-undo',
            (self.id, self.membership_id.id, fields.Date.to_string(self.last_day)),
        )

    def _undo_url(self):
        """Address of the link that takes this termination back."""
        return f'{self.get_base_url()}/resilier/annuler/{self.id}/{self._undo_secret()}'

    def _check_undo_secret(self, secret):
        """Whether ``secret`` is the one of this request, which had something to end."""
        self.ensure_one()
        return bool(
            self.state in ('applied', 'undone') and not self.was_over
            and same_secret(self._undo_secret(), secret)
        )

    def _can_undo(self):
        """Whether this termination may still be taken back."""
        self.ensure_one()
        return bool(
            self.state == 'applied' and not self.was_over
            and (self._is_guest_of_late() or not self._is_over())
            and self.membership_id and self.membership_id._may_leave()
        )
