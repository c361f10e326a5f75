from odoo import fields, http
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from .lots import PIXEL
from .pages import PageCommon
from .wishes import GlassWishCommon

# table → column by which its rows are those of a member's people
OF_THE_MEMBER = {
    'perles_membership': 'partner_id', 'perles_project': 'partner_id', 'perles_wish': 'partner_id',
    'perles_wish_slice': 'wish_id', 'perles_offer': 'partner_id', 'perles_claim': 'partner_id',
    'perles_acceptance': 'partner_id', 'sale_order': 'partner_id', 'res_partner': 'id',
    'mailing_contact': 'email', 'perles_termination': 'membership_id',
}


class AccessCommon(GlassWishCommon, PageCommon):
    """One thing of each kind that Atelier A has, and people of every role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.things = {}
        cls._make_membership()
        cls._make_sale()
        cls._make_care()
        cls._make_wish()
        cls.people = cls._make_people()

    def setUp(self):
        super().setUp()
        self._make_offer()

    @classmethod
    def _make_membership(cls):
        membership = cls._member(
            kind='company', company_name="Atelier A", siret='44229377500031', vat=False,
            email='a@atelier.example',
        )
        cls.membership, cls.partner = membership, membership.partner_id
        cls.things.update(
            membership=membership, period=membership.period_ids, plan=cls.plan,
            joining=membership.joining_id, terms=cls.terms, clause=cls.terms.clause_ids[:1],
            version=membership.version_id, order=membership.order_id,
            invoice=membership.invoice_ids,
            acceptance=cls._first('perles.acceptance', 'partner_id', cls.partner.id),
            notice=cls.env['perles.notice']._of(membership, 'welcome'),
            termination=cls.env['perles.termination']._record_guest({
                'person_name': "Atelier A", 'email': 'a@atelier.example',
            }, cls.company),
            clock=cls.env['perles.clock'].search([], limit=1),
            failure=cls.env['perles.sign.in.failure'].create({'login': 'nobody'}),
            account_request=cls.env['perles.account.request'].create({
                'kind': 'reset', 'login': 'nobody',
            }),
            figure=cls._first('perles.membership.figure', 'membership_id', membership.id),
            card=cls._first('perles.today.card', 'group_id', False),
            announcement=cls.env['perles.membership.announcement'].create(
                membership._prepare_announcement(),
            ),
            contract=membership._contract_attachment(),
            invoice_pdf=cls.env['ir.attachment'].create({
                'name': 'invoice.pdf', 'raw': b'%PDF-1.4', 'res_model': 'account.move',
                'res_id': membership.invoice_ids.id, 'mimetype': 'application/pdf',
            }),
        )

    @classmethod
    def _first(cls, model, name, value):
        return cls.env[model].search([(name, '=', value)], limit=1)

    @classmethod
    def _make_sale(cls):
        product = cls.env['product.product'].create({'name': "Beads", 'type': 'consu'})
        box = cls.env['perles.packaging'].create({'name': "RB-07"})
        cls.things.update(
            quotation=cls.env['sale.order'].create({
                'partner_id': cls.membership.contact_id.id, 'require_signature': True,
                'require_payment': False,
                'order_line': [Command.create({'product_id': product.id})],
            }),
            share=cls.env['perles.instalment'].create({
                'invoice_id': cls.membership.invoice_ids.id, 'number': 1, 'amount': 1.0,
                'due_date': '2027-01-15',
            }),
            box=box, trip=cls.env['perles.packaging.trip'].create({'packaging_id': box.id}),
        )

    @classmethod
    def _make_care(cls):
        care = cls._care(cls._enter())
        care._move('sort')
        cls.things.update(
            care=care, step=care.step_ids,
            care_photo=cls.env['perles.care.photo'].create({'care_id': care.id, 'photo': PIXEL}),
        )

    @classmethod
    def _make_wish(cls):
        project = cls.env['perles.project'].create({
            'name': "Secret fair", 'partner_id': cls.partner.id,
        })
        wish = cls._wish(cls.partner, 5, fields.Datetime.now(), project_id=project.id)
        cls.env['perles.demand']._cron_count()
        cls.things.update(
            project=project, wish=wish, slice=wish.slice_ids,
            demand=cls.env['perles.demand'].search([], limit=1), category=wish.categ_id,
            glass=cls.glass,
        )

    @classmethod
    def _make_people(cls):
        other = cls._member(email='other@luz.example', person_name="Other")
        customer = cls.env['res.partner'].create({'name': "Customer", 'email': 'c@luz.example'})
        colleague = cls.env['res.partner'].create({
            'name': "Colleague", 'parent_id': cls.partner.id, 'email': 'colleague@luz.example',
        })
        return {
            'customer': cls._portal_user(customer, 'table-customer'),
            'other': cls._portal_user(other.contact_id, 'table-other'),
            'member': cls._portal_user(cls.membership.contact_id, 'table-member'),
            'colleague': cls._portal_user(colleague, 'table-colleague'),
            'employee': new_test_user(
                cls.env, 'table-employee', 'perles_ethiques.group_perles_user',
            ),
            'manager': new_test_user(
                cls.env, 'table-manager', 'perles_ethiques.group_perles_manager',
            ),
            'visitor': cls.env.ref('base.public_user'),
        }

    def _make_offer(self):
        """A lot that was offered to the member, who took another part of it."""
        # of wood, so that the glass is still wanted in vain
        wish = self.things['wish'].copy({'value_ids': [Command.set(self.wood.ids)]})
        lot = self._enter({
            'name': "OFFERED BEADS", 'quantity': 100, 'value_ids': [Command.set(self.wood.ids)],
        })
        offer = self.env['perles.match']._offer(lot)
        page = lot.product_id.product_tmpl_id
        page.product_template_image_ids = [Command.create({
            'name': "From above", 'image_1920': page.image_1920,
        })]
        claim = self._claim(lot, 5, instant=fields.Datetime.now())
        self.things = {
            **self.things, 'lot': lot, 'letter': offer.letter_id, 'offer': offer, 'claim': claim,
            'page': page, 'picture': page.product_template_image_ids,
            'match': self.env['perles.match'].browse(wish.slice_ids.id),
        }

    # === WHAT A ROLE GETS === #

    def _sign_in_as(self, role):
        login = None if role == 'visitor' else self.people[role].login
        self.authenticate(login, login)

    def _ids(self):
        ids = {name: record.id for name, record in self.things.items()}
        return {**ids, 'reference': self.membership.name}

    def _send(self, path, data):
        """Send a form with the token of the session, and do not follow."""
        ids = self._ids()
        data = {name: value.format(**ids) for name, value in data.items()}
        data['csrf_token'] = http.Request.csrf_token(self)
        return self.url_open(path.format(**ids), data=data, allow_redirects=False)

    def _call(self, path, params):
        return self.url_open(path.format(**self._ids()), json={
            'jsonrpc': '2.0', 'method': 'call', 'params': params,
        })

    def _state_of_the_member(self):
        """All that the tables hold of the member, as one text."""
        self.env.flush_all()
        people = self.partner | self.partner.child_ids
        keys = {
            'email': people.mapped('email'), 'membership_id': self.membership.ids,
            'wish_id': self.wishes.search([('partner_id', '=', self.partner.id)]).ids,
        }
        return [
            self.env.execute_query(SQL(
                "SELECT t::text FROM %s t WHERE %s = ANY(%s) ORDER BY id",
                SQL.identifier(table), SQL.identifier(column), keys.get(column, people.ids),
            ))
            for table, column in OF_THE_MEMBER.items()
        ]
