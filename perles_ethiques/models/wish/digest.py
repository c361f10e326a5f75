from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ...tools.calendars import paris_date
from .match_near import MOST

# What a page or a mail shows at most.
SHOWN = 20


class PerlesMatch(models.Model):
    _inherit = 'perles.match'

    @api.model
    def _cron_waiting_digest(self, batch_size=200):
        """Clock: once a week, tell the members who only wait where they stand.

        Who has an offer to answer has had a mail of its own.
        """
        cron = self.env['ir.cron']
        members = self._waiting_members()
        cron._commit_progress(remaining=len(members))
        for some in split_every(batch_size, members.ids, members.browse):
            some._owe_digest()
            if not cron._commit_progress(len(some)):
                break

    @api.model
    def _waiting_members(self):
        """Memberships in force whose open wishes may wait, less those told this week."""
        memberships = self.env['perles.membership'].sudo()
        if not self.env['stock.lot'].sudo().search_count(
            [('perles_stage', 'in', ('expected', 'ready'))], limit=1,
        ):
            return memberships
        told = self.env['perles.notice'].sudo().search([
            ('kind', '=', 'waiting_digest'), ('period', '=', memberships._week()),
        ]).mapped('res_id')
        with_offer = self.env['perles.offer'].sudo().search([('state', '=', 'live')]).partner_id
        return memberships.search(
            memberships._in_force_domain(fields.Datetime.now())
            & Domain('id', 'not in', told) & Domain('partner_id', 'not in', with_offer.ids)
            & Domain('partner_id.perles_wish_ids', 'any', [('state', '=', 'open')])
        )


class PerlesMembership(models.Model):
    _inherit = 'perles.membership'

    @api.model
    def _week(self):
        """The ISO week of today in Paris, such as ``2026-W49``."""
        year, week, _day = paris_date(fields.Datetime.now()).isocalendar()
        return f'{year}-W{week:02d}'

    def _owe_digest(self):
        """Owe the mail of the week to those of these members who wait for something."""
        wishes = self.env['perles.wish'].sudo().search([
            ('partner_id', 'in', self.partner_id.ids), ('state', '=', 'open'),
        ])
        waiting = wishes.browse(
            {pair['wish_id'] for pair in self.env['perles.match']._waiting_pairs(wishes)}
        ).partner_id
        book = self.env['perles.notice'].sudo()
        book._owe_all('waiting_digest', [
            book._prepare_due(membership, self._week(), membership.contact_id)
            for membership in self if membership.partner_id in waiting
        ])

    def _waiting_lines(self):
        """What the open wishes of this member wait for.

        :return: list of dicts: wish, lot, position, words
        """
        self.ensure_one()
        wishes = self.env['perles.wish'].sudo().search([
            ('partner_id', '=', self.partner_id.id), ('state', '=', 'open'),
        ])
        return wishes._waiting_lines()


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_wish_ids = fields.One2many('perles.wish', 'partner_id')


class PerlesWish(models.Model):
    _inherit = 'perles.wish'

    def _standing(self):
        """Override of `perles_ethiques`: the lot that a wish waits for, and its place there."""
        standing = super()._standing()
        for line in self._waiting_lines():
            standing.setdefault(line['wish'].id, self.env._(
                "%(lot)s: %(position)s", lot=line['lot'].product_id.name, position=line['words'],
            ))
        return standing

    def _waiting_lines(self, limit=SHOWN):
        """What these wishes wait for, best position first.

        :param int limit: how many are looked at, the best ranks first.
        :return: list of dicts: wish, lot, position, words
        """
        match = self.env['perles.match'].sudo()
        lines = []
        for pair in match._waiting_pairs(self.sudo(), limit):
            position = match._position(pair)
            lines.append({
                'wish': self.browse(pair['wish_id']),
                'lot': self.env['stock.lot'].sudo().browse(pair['lot_id']),
                'position': position, 'words': self._position_words(position),
            })
        return sorted(lines, key=lambda line: (line['position'], line['lot'].id))

    def _position_words(self, position):
        """A place in the queue of a lot, in words.

        :param int position: from 1.
        """
        if position == 1:
            return self.env._("you come first in the queue")
        if position == 2:
            return self.env._("you come second in the queue")
        if position > MOST:
            return self.env._("more than %s wishes come before yours", MOST)
        return self.env._("you are number %s in the queue", position)
