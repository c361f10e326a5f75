from odoo import api, fields, models

from ...tools.letters import letter_secret, letter_subject
from ...tools.paris import ONE_SECOND
from ..base.perles_batch_mixin import CLOCK_STOPPED

LAPSE_CLOCK = 'perles_ethiques.ir_cron_lapse'


class PerlesLetter(models.Model):
    """All offers of one receipt to one member: one mail (clause 000-40)."""

    _name = 'perles.letter'
    _description = "Letter of offers"
    _inherit = [
        'portal.mixin', 'mail.thread', 'mail.activity.mixin', 'perles.mail.recipient.mixin',
        'perles.batch.mixin',
    ]
    _failure_activity = CLOCK_STOPPED
    _asking_kinds = ('offers',)
    _order = 'id desc'
    _rec_name = 'receipt_id'

    receipt_id = fields.Many2one('stock.picking', required=True, index=True, ondelete='restrict')
    partner_id = fields.Many2one('res.partner', required=True, index=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True)
    offer_ids = fields.One2many('perles.offer', 'letter_id')

    waits_photo = fields.Boolean(
        string="Waits for a photo", readonly=True, index=True, copy=False,
        help="A lot of this letter shows no photo: the mail waits for it.",
    )
    told_at = fields.Datetime(string="Last mail owed", readonly=True, copy=False)
    missing_lot_ids = fields.Many2many(
        'stock.lot', string="Lots without photo", compute='_compute_missing_lot_ids',
        compute_sudo=True,
    )
    missing_names = fields.Char(
        string="Without photo", compute='_compute_missing_lot_ids', compute_sudo=True,
        help="Names, for who has no right on lots.",
    )

    _once = models.UniqueIndex("(receipt_id, partner_id)", "This member has a letter already.")

    # === COMPUTE METHODS === #

    @api.depends('offer_ids.state')
    def _compute_missing_lot_ids(self):
        for letter in self:
            letter.missing_lot_ids = letter._live_offers().lot_id.filtered(
                lambda lot: not lot._perles_has_photo()
            )
            letter.missing_names = ', '.join(letter.missing_lot_ids.mapped('display_name'))

    @api.depends('receipt_id', 'partner_id')
    def _compute_display_name(self):
        for letter in self:
            known = letter.sudo()
            letter.display_name = f"{known.receipt_id.name} · {known.partner_id.display_name}"

    def _compute_access_url(self):
        """Override of `portal`: the page of the offers."""
        result = super()._compute_access_url()
        for letter in self:
            letter.access_url = '/my/offers'
        return result

    # === WRITING === #

    @api.model
    def _write_offers(self, given):
        """Write what was shared out: slices, letters, offers, and the mails that are owed.

        :param list given: dicts made by `perles.match._share_out`.
        :return: the new offers
        """
        if not given:
            return self.env['perles.offer']
        self.env['perles.match']._hold(self._sum_held(given))
        lots = {lot.id: lot for lot in self.env['stock.lot'].browse(
            share['lot_id'] for share in given)}
        letters = self._for_shares(given, lots)
        offers = self._make_offers(given, lots, letters)
        offers.letter_id._tell(offers)
        return offers

    @api.model
    def _sum_held(self, given):
        held = {}
        for share in given:
            key = share['slice_id']
            held[key] = held.get(key, 0.0) + share['wish_qty']
        return held

    @api.model
    def _for_shares(self, given, lots):
        """(receipt id, partner id) → letter, those that are missing created in one go."""
        wanted = {
            (lots[share['lot_id']].perles_receipt_id.id, share['partner_id']):
            lots[share['lot_id']] for share in given
        }
        known = {(letter.receipt_id.id, letter.partner_id.id): letter for letter in self.search([
            ('receipt_id', 'in', [receipt for receipt, _partner in wanted]),
            ('partner_id', 'in', [partner for _receipt, partner in wanted]),
        ])}
        missing = [key for key in wanted if key not in known]
        created = self.create([{
            'receipt_id': receipt, 'partner_id': partner,
            'company_id': self._company_of(wanted[receipt, partner]).id,
        } for receipt, partner in missing])
        return {**known, **dict(zip(missing, created, strict=True))}

    @api.model
    def _company_of(self, lot):
        return lot.company_id or lot.perles_receipt_id.company_id

    @api.model
    def _make_offers(self, given, lots, letters):
        offers = self.env['perles.offer']
        ends, rows = {}, []
        for share in given:
            lot = lots[share['lot_id']]
            company = self._company_of(lot)
            if company not in ends:
                ends[company] = offers._end_from(company)
            rows.append({
                'company_id': company.id, 'expires_at': ends[company],
                'letter_id': letters[lot.perles_receipt_id.id, share['partner_id']].id, **share,
            })
        self.env.ref(LAPSE_CLOCK).sudo()._trigger([end + ONE_SECOND for end in ends.values()])
        return offers.create(rows)

    # === TELLING === #

    def _contacts(self):
        """Who reads the mails about these, for their templates too: document → `res.partner`."""
        return self.env['perles.membership']._contacts_of(self)

    def _live_offers(self):
        """The offers of these letters that are still to be answered."""
        return self.offer_ids.filtered(lambda offer: offer.state == 'live')

    def _open_offers(self):
        """What may still be answered of this letter, what ends first before: read at sending."""
        return self._live_offers().filtered(lambda offer: offer._is_open()).sorted(
            lambda offer: (offer.expires_at, offer.id)
        )

    def _still_asks(self, kind):
        """Extends `base`: a letter that has nothing to list any more is not sent."""
        return bool(self._open_offers())

    def _subject_words(self):
        """What is kept, and until which day, in words."""
        names = (offers := self._open_offers()).lot_id.product_id.mapped('name')
        return letter_subject(self.env, names, offers[:1].expires_at)

    def _photo_url(self, lot):
        """Address of the photo of a lot for who reads this letter; nothing without photo."""
        if not lot._perles_has_photo():
            return ''
        secret = letter_secret(self.env(su=True), self.id, lot.id)
        return f'{self.get_base_url()}/offers/photo/{self.id}/{lot.id}/{secret}'

    def _tell(self, offers=None):
        """Owe the mail of each letter whose lots all show a photo; the others wait.

        :param offers: what is new, as `perles.offer`; a letter that was never sent by default.
        """
        held = self.filtered(lambda letter: letter.missing_lot_ids)
        (held - held.filtered('waits_photo')).waits_photo = True
        self._owe_mails(self - held, offers)

    def _owe_mails(self, letters, offers=None):
        """Owe the mails: the first one of a letter, or a later one for what came free since."""
        late = letters.filtered('waits_photo')
        if late:
            # the days to answer count from the mail
            for company, some in late.grouped('company_id').items():
                some._live_offers().write({
                    'expires_at': self.env['perles.offer']._end_from(company),
                })
            late.waits_photo = False
        book, now = self.env['perles.notice'].sudo(), fields.Datetime.now()
        contacts = letters._contacts()
        sent = set(book.search([
            ('res_model', '=', self._name), ('kind', '=', 'offers'),
            ('state', 'in', ('sent', 'cancelled')),
            ('res_id', 'in', letters.filtered('told_at').ids),
        ]).mapped('res_id'))
        new = (offers or self.env['perles.offer']).sorted('id').grouped('letter_id')
        dues = []
        for letter in letters:
            period = '-'
            if letter.id in sent:
                fresh = (new.get(letter) or letter._live_offers())[:1]
                period = fresh.name or '-'
            dues.append(book._prepare_due(letter, period, contacts[letter]))
        book._owe_all('offers', dues)
        letters.write({'told_at': now})
