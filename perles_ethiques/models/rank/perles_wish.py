from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date
from ...tools.ranking import KEEP, LOWER, RAISE, RESTART, Basis, total

RANKED = frozenset({'quantity', 'categ_id', 'value_ids', 'unit'})


class PerlesWish(models.Model):
    """The rank of a wish: what an edit does to it is told first, then done (000-34, 000-35)."""

    _inherit = 'perles.wish'

    _locked_fields = frozenset({'slice_ids'})

    slice_ids = fields.One2many('perles.wish.slice', 'wish_id', readonly=True)
    rank_at = fields.Datetime(
        string="Rank", compute='_compute_rank_at', help="Instant of the first ranked part.",
    )
    rank_effect = fields.Char(
        compute='_compute_rank_effect', help="What the edit under way does to the rank.",
    )

    # === COMPUTE METHODS === #

    @api.depends('slice_ids.rank_at', 'slice_ids.quantity')
    def _compute_rank_at(self):
        for wish in self:
            ranked = wish.sudo().slice_ids.filtered('quantity')
            wish.rank_at = min(ranked.mapped('rank_at'), default=False)

    @api.depends('quantity', 'categ_id', 'value_ids', 'unit')
    @api.depends_context('lang')
    def _compute_rank_effect(self):
        """Told on the team's form while it is edited; of what is saved there is nothing to tell."""
        for wish in self:
            saved, new = wish._origin, wish._wanted()
            basis = saved._basis(saved._wanted(), new) if saved else None
            changes = basis and basis.change(new) != KEEP
            wish.rank_effect = changes and saved._effect_words(basis, new)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Extends `wish`: a wish is born with its rank, of this instant.

        :raise UserError: for whoever is no member in force.
        :raise ValidationError: for what nobody can wish for.
        """
        vals_list = [self._prepare_owner(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_numbers(vals)
            self._check_together(vals)
        self._check_all_members(vals_list)
        wishes = super().create(vals_list)
        now = fields.Datetime.now()
        self.env['perles.wish.slice'].sudo().create([
            {'wish_id': wish.id, 'rank_at': now, 'quantity': wish.quantity} for wish in wishes
        ])
        wishes._remember(Basis(None, (), now))
        return wishes

    def write(self, vals):
        """Extends `wish`: whoever edits a wish, its rank follows the rule.

        :raise UserError: if what is offered or pre-reserved would be given up.
        """
        self._check_numbers(vals)
        for wish in self:
            wish._check_together(vals)
        if not RANKED & vals.keys():
            return super().write(vals)
        before = {wish: wish._wanted() for wish in self}
        super().write(vals)
        for wish, old in before.items():
            wish._rank_again(old)
        return True

    @api.model
    def _check_all_members(self, vals_list):
        by_company = {}
        for vals in vals_list:
            if vals.get('partner_id'):
                company_id = vals.get('company_id') or self.env.company.id
                by_company.setdefault(company_id, set()).add(vals['partner_id'])
        for company_id, partner_ids in by_company.items():
            self._check_members(
                self.env['res.partner'].browse(partner_ids),
                self.env['res.company'].browse(company_id),
            )

    def _prepare_owner(self, vals):
        """A wish belongs to the whole organisation of its member."""
        if not vals.get('partner_id'):
            return vals
        partner = self.env['res.partner'].browse(vals['partner_id'])
        return {**vals, 'partner_id': partner.commercial_partner_id.id}

    # === BUSINESS METHODS === #

    def _edit(self, values):
        """Edit a wish for its member: all of it or nothing; the member thus says it still holds.

        :param dict values: of fields, as `write` takes them.
        :return: what became of the rank, in a sentence
        :raise UserError: if the wish is closed or dormant, or the values cannot be.
        """
        self.ensure_one()
        if self.state not in ('open', 'paused'):
            raise UserError(self._closed_reason())
        with self.env.cr.savepoint():
            values = self._with_project(self.partner_id, values)
            effect = self._rank_effect(values)
            self.write(values)
            self.flush_recordset()
            self.sudo().confirmed_at = fields.Datetime.now()
        return effect

    def _closed_reason(self):
        if self.state == 'dormant':
            return self.env._("This wish is dormant: say first that it still holds.")
        return self.env._("This wish is closed: duplicate it to take it up again.")

    def _rank_effect(self, values):
        """What an edit would do to the rank, to be read before saving (000-35).

        :param dict values: of fields, as `write` takes them.
        :return: a sentence
        :raise UserError: if the edit would be refused for what is held.
        """
        self.ensure_one()
        self._check_numbers(values)
        self._check_together(values)
        basis, new = self._edit_basis(values)
        self._plan_parts(basis, new)
        return self._effect_words(basis, new)

    def _effect_words(self, basis, new):
        """What an edit does to the rank, in a sentence.

        :param basis: the `tools.ranking.Basis` that it is decided from.
        :param new: the `tools.ranking.Wanted` that it leads to.
        """
        asked = total(basis.parts) if basis.parts else new.quantity
        words = {
            'rank_day': self._format_day(paris_date(basis.rank_at)),
            'kept': self._format_quantity(min(asked, new.quantity)),
            'difference': self._format_quantity(abs(new.quantity - asked)),
        }
        return {
            KEEP: self.env._("Your rank does not change: %(rank_day)s.", **words),
            RAISE: self.env._(
                "%(kept)s keep their rank of %(rank_day)s. What is added, %(difference)s, takes a "
                "new rank, of today.", **words,
            ),
            LOWER: self.env._(
                "%(kept)s keep their rank of %(rank_day)s. What is given up, %(difference)s, is "
                "taken from the last rank.", **words,
            ),
            RESTART: self.env._(
                "The type, the material or the unit is another one: the whole wish takes a new "
                "rank, of today, and loses the one of %(rank_day)s.", **words,
            ),
        }[basis.change(new)]

    def _changes_rank(self, values):
        """Whether an edit is only saved once its effect on the rank was told.

        :param dict values: of fields, as `write` takes them.
        """
        basis, new = self._edit_basis(values)
        return new != self._wanted() and basis.change(new) != KEEP

    def _edit_basis(self, values):
        """What an edit is decided from, and what it leads to.

        :param dict values: of fields, as `write` takes them.
        :return: (`tools.ranking.Basis`, `tools.ranking.Wanted`)
        """
        old = self._wanted()
        asked = {name: value for name, value in values.items() if name in RANKED}
        new = self.new(asked, origin=self)._wanted() if asked else old
        return self._basis(old, new), new
