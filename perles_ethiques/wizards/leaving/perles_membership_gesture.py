from odoo import api, fields, models


class PerlesMembershipGesture(models.TransientModel):
    """A gesture on many memberships: how many, whom and which mails are said before."""

    _name = 'perles.membership.gesture'
    _description = "Gesture on many memberships"

    membership_ids = fields.Many2many('perles.membership', required=True)
    gesture = fields.Selection(
        selection=[
            ('leave', "Do not renew"), ('stay', "Take back the leaving"),
            ('renew', "Try to bill again"), ('cancel', "Cancel"),
        ],
        required=True,
    )
    able_ids = fields.Many2many('perles.membership', compute='_compute_able_ids')
    question = fields.Text(compute='_compute_question')
    refused = fields.Text(compute='_compute_question')

    @api.depends('membership_ids', 'gesture')
    def _compute_able_ids(self):
        for wizard in self:
            wizard.able_ids = wizard.membership_ids.filtered(
                lambda membership, gesture=wizard.gesture: membership._can_be_asked(gesture)
            )

    @api.depends('able_ids')
    def _compute_question(self):
        for wizard in self:
            wizard.question = wizard._question(len(wizard.able_ids))
            others = wizard.membership_ids - wizard.able_ids
            wizard.refused = self.env._(
                "Left as they are (%(count)s): %(names)s", count=len(others),
                names=', '.join(others.partner_id.mapped('display_name')),
            ) if others else False

    def _question(self, count):
        if not count:
            return self.env._("There is nothing to do for any of these memberships.")
        return self._question_of_one() if count == 1 else self._question_of_many(count)

    def _question_of_one(self):
        return {
            'leave': self.env._(
                "1 membership will end with its running term. A request is recorded, and its"
                " member gets an acknowledgement by mail. It can be taken back until the last"
                " day, which is told by another mail."
            ),
            'stay': self.env._(
                "1 membership will renew itself again. If its member was told of a last day, a"
                " mail says that it does not hold any more."
            ),
            'renew': self.env._(
                "1 renewal will be billed now: an invoice and a mail. An invoice is not taken"
                " back, only credited."
            ),
            'cancel': self.env._(
                "1 membership will be cancelled, with its order. This person will have to join"
                " again; no mail tells them."
            ),
        }[self.gesture]

    def _question_of_many(self, count):
        return {
            'leave': self.env._(
                "%s memberships will end with their running term. A request is recorded for each,"
                " and each member gets an acknowledgement by mail. It can be taken back until the"
                " last day, which is told by another mail.", count,
            ),
            'stay': self.env._(
                "%s memberships will renew themselves again. Each member who was told of a last"
                " day is told by mail that it does not hold any more.", count,
            ),
            'renew': self.env._(
                "%s renewals will be billed now: an invoice and a mail for each. An invoice is not"
                " taken back, only credited.", count,
            ),
            'cancel': self.env._(
                "%s memberships will be cancelled, with their orders. These people will have to"
                " join again; no mail tells them.", count,
            ),
        }[self.gesture]

    def action_confirm(self):
        """Make the gesture on each that allows it, one by one.

        :return: a notification that says what was done, and what was refused
        """
        self.ensure_one()
        told = getattr(self.able_ids, f'action_{self.gesture}_all')()
        return {**told, 'params': {**told['params'], 'next': {
            'type': 'ir.actions.act_window_close',
        }}}
