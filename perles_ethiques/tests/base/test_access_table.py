"""Who may see what: one table for routes, models and attachments.

Each line of a table is a thing of one member (Atelier A); each letter of its last column is
what the role of that position gets. Later chapters only add lines.
"""
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..kit.care_common import PIXEL
from ..kit.http_common import PerlesHttpCommon

ROLES = ('visitor', 'customer', 'other', 'member', 'colleague', 'employee', 'manager')

# S: sees the member's own data · n: answers without it · L: is sent to sign in · -: refused
ROUTES = (
    ('/my/membership', 'SECRET', 'LnnSSnn'),
    ('/my/membership/pay', 'SECRET', 'LnnSSnn'),
    ('/my/membership/terms', 'v1', 'LSSSSSS'),
    ('/my/membership/terms/1', 'v1', 'L-SSS--'),
    ('/my/membership/withdraw', 'SECRET', 'Lnnnnnn'),
    ('/my/membership/leave', 'SECRET', 'LnnSSnn'),
    ('/my/membership/calendar.ics', 'SECRET', 'LnnSSnn'),
    ('/resilier', 'SECRET', 'nnnSSnn'),
    ('/resilier/annuler/{termination}/forged', 'SECRET', '-------'),
    ('/my/wishes', 'WISH', 'LnnSSnn'),
    ('/my/wishes?state=open&search=Secret', 'WISH', 'LnnSSnn'),
    ('/my/wishes/new', 'PROJECT', 'LnnSSnn'),
    ('/my/wishes/{wish}', 'WISH', 'L--SS--'),
    ('/my/orders/{order}', 'ORDER', 'LnnSSSS'),
    ('/my/orders/{quotation}/choices', 'QUOTATION', 'LnnSSSS'),
    ('/my/newsletter', 'SECRET', 'Lnnnnnn'),
    ('/my/invoices/{invoice}', 'INVOICE', 'LnnSSSS'),
    ('/terms/{version}/pdf', '', 'SSSSSSS'),
    ('/my/offers?show=all', 'OFFER', 'LnnSSnn'),
    ('/my/offers/{offer}', 'OFFER', 'L--SS--'),
    ('/my/claims', 'CLAIM', 'LnnSSnn'),
    ('/my/claims/{claim}', 'CLAIM', 'L--SS--'),
    ('/my/claims/{claim}/done', 'CLAIM', 'L--SS--'),
    ('/my/lots/{lot}', '', 'L-SSS--'),
)
# r: reads · w: reads and writes · -: refused
MODELS = (
    ('perles.membership', 'membership', '---rrww'),
    ('perles.membership.period', 'period', '---rrrr'),
    ('perles.membership.figure', 'figure', '-----rr'),
    ('perles.membership.plan', 'plan', '-----rw'),
    ('perles.project', 'project', '---rrww'),
    ('perles.wish', 'wish', '---rrww'),
    ('perles.wish.slice', 'slice', '---rrrr'),
    ('perles.demand', 'demand', '-----rr'),
    ('perles.joining', 'joining', '-----ww'),
    ('perles.termination', 'termination', '-----ww'),
    ('perles.terms', 'terms', '-----rw'),
    ('perles.terms.clause', 'clause', '-----rw'),
    ('perles.terms.version', 'version', '-----rr'),
    ('perles.acceptance', 'acceptance', '-----rr'),
    ('perles.notice', 'notice', '-----rw'),
    ('perles.clock', 'clock', '-----rr'),
    ('perles.today.card', 'card', '-----rw'),
    ('perles.letter', 'letter', '---rrrr'),
    ('perles.offer', 'offer', '---rrww'),
    ('perles.claim', 'claim', '---rrww'),
    ('perles.match', 'match', '-----rr'),
    ('perles.instalment', 'share', '-----ww'),
    ('perles.packaging', 'box', '-----ww'),
    ('perles.packaging.trip', 'trip', '-----rr'),
    ('stock.lot', 'lot', '-----ww'),
    ('perles.care', 'care', '-----ww'),
    ('perles.care.step', 'step', '-----rr'),
    ('perles.care.photo', 'care_photo', '-----ww'),
)
# c: fills in · r: reads · -: refused
WIZARDS = (
    ('perles.arrival.entry', '-----cc'),
    ('perles.arrival.entry.line', '-----cc'),
    ('perles.care.end', '-----cc'),
    ('perles.near.miss', '-----rr'),
    ('perles.promise.change', '------c'),
    ('perles.sale.by.hand', '------c'),
)
# S: is served the file · -: refused. Portal users have no right on attachments at all: they
# read files through the page of a checked document.
ATTACHMENTS = (
    ('contract', '-----SS'),
    ('invoice_pdf', '-----SS'),
)


@tagged('post_install', '-at_install')
class TestAccessTable(PerlesHttpCommon):

    def setUp(self):
        super().setUp()
        self.things = {}
        self._make_things()
        self._make_people()

    def _make_things(self):
        membership = self._member(
            kind='company', company_name="Atelier A", siret='44229377500031', vat=False,
            email='a@atelier.example',
        )
        version = membership.version_id
        self.things.update(
            membership=membership, period=membership.period_ids, plan=self.plan,
            joining=membership.joining_id, terms=self.terms, clause=self.terms.clause_ids[:1],
            version=version, order=membership.order_id, invoice=membership.invoice_ids,
            acceptance=self.env['perles.acceptance'].search(
                [('partner_id', '=', membership.partner_id.id)], limit=1,
            ),
            notice=self._notices(membership, 'welcome'),
            termination=self.env['perles.termination']._record_guest({
                'person_name': "Atelier A", 'email': 'a@atelier.example',
            }, self.company),
            clock=self.env['perles.clock'].search([], limit=1),
            figure=self.env['perles.membership.figure'].search(
                [('membership_id', '=', membership.id)], limit=1,
            ),
            card=self.env['perles.today.card'].search([('group_id', '=', False)], limit=1),
            **self._make_wish(membership.partner_id),
            contract=membership._contract_attachment(),
            invoice_pdf=self._invoice_pdf(membership.invoice_ids),
            **self._things_in_care(),
        )
        self._make_sale(membership)
        self._make_offer(membership.partner_id)

    def _make_sale(self, membership):
        product = self.env['product.product'].create({'name': "Beads", 'type': 'consu'})
        box = self.env['perles.packaging'].create({'name': "RB-07"})
        self.things.update(
            quotation=self.env['sale.order'].create({
                'partner_id': membership.contact_id.id, 'require_signature': True,
                'order_line': [Command.create({'product_id': product.id})],
            }),
            share=self.env['perles.instalment'].create({
                'invoice_id': membership.invoice_ids.id, 'number': 1, 'amount': 1.0,
                'due_date': '2027-01-15',
            }),
            box=box, trip=self.env['perles.packaging.trip'].create({'packaging_id': box.id}),
        )

    def _things_in_care(self):
        product = self.env['product.product'].create({
            'name': "Perles", 'is_storable': True, 'tracking': 'lot',
        })
        care = self.env['perles.care'].create({
            'lot_id': self.env['stock.lot'].create({'name': "L", 'product_id': product.id}).id,
        })
        care._move('sort')
        photo = self.env['perles.care.photo'].create({'care_id': care.id, 'photo': PIXEL})
        return {'care': care, 'step': care.step_ids, 'care_photo': photo}

    def _make_wish(self, partner):
        project = self.env['perles.project'].create({
            'name': "Secret fair", 'partner_id': partner.id,
        })
        wish = self.env['perles.wish'].create({
            'partner_id': partner.id, 'quantity': 5, 'project_id': project.id,
            'categ_id': self.env.ref('perles_ethiques.category_bead').id,
            'value_ids': [(6, 0, self.env.ref('perles_ethiques.value_material_glass').ids)],
        })
        return {
            'project': project, 'wish': wish, 'slice': wish.slice_ids,
            'demand': self.env['perles.demand'].search([], limit=1),
        }

    def _make_offer(self, partner):
        """A lot that was offered to the member, who took a part of it."""
        receipt = self.env['stock.picking'].create({
            'picking_type_id': self.env['stock.picking.type'].search(
                [('code', '=', 'incoming'), ('company_id', '=', self.company.id)], limit=1).id,
            'location_id': self.env.ref('stock.stock_location_suppliers').id,
            'location_dest_id': self.company.perles_thalasso_id.id,
        })
        # of wood, so that the glass is still wanted in vain
        wish = self.things['wish'].copy({
            'value_ids': [Command.set(self.env.ref('perles_ethiques.value_material_wood').ids)],
        })
        product = self.env['product.product'].create({
            'name': "OFFERED BEADS", 'is_storable': True, 'tracking': 'lot',
            'categ_id': wish.categ_id.id,
        })
        lot = self.env['stock.lot'].create({
            'name': "TABLE", 'product_id': product.id, 'company_id': self.company.id,
            'perles_expected_qty': 100, 'perles_stage': 'expected',
            'perles_receipt_id': receipt.id,
            'perles_value_ids': [Command.set(wish.value_ids.ids)],
        })
        offer = lot._perles_offer()
        claim = self.env['perles.claim'].create({
            'partner_id': partner.id, 'lot_id': lot.id, 'key': 'table', 'asked_qty': 5,
            'quantity': 5, 'rank_at': lot.create_date,
        })
        offer.letter_id.waits_photo = False
        self.things.update(
            lot=lot, letter=offer.letter_id, offer=offer, claim=claim,
            match=self.env['perles.match'].browse(wish.slice_ids.id),
        )

    def _invoice_pdf(self, invoice):
        return self.env['ir.attachment'].create({
            'name': 'invoice.pdf', 'raw': b'%PDF-1.4', 'res_model': 'account.move',
            'res_id': invoice.id, 'mimetype': 'application/pdf',
        })

    def _make_people(self):
        membership = self.things['membership']
        other = self._member(email='other@luz.example', person_name="Other")
        customer = self.env['res.partner'].create({'name': "Customer", 'email': 'c@luz.example'})
        colleague = self.env['res.partner'].create({
            'name': "Colleague", 'parent_id': membership.partner_id.id,
        })
        self.things.update(people={
            'customer': self._portal_user(customer, 'table-customer'),
            'other': self._portal_user(other.contact_id, 'table-other'),
            'member': self._portal_user(membership.contact_id, 'table-member'),
            'colleague': self._portal_user(colleague, 'table-colleague'),
            'employee': new_test_user(
                self.env, 'table-employee', 'perles_ethiques.group_perles_user',
            ),
            'manager': new_test_user(
                self.env, 'table-manager', 'perles_ethiques.group_perles_manager',
            ),
            'visitor': self.env.ref('base.public_user'),
        })

    def _cells(self, letters):
        self.assertEqual(len(letters), len(ROLES))
        for role, letter in zip(ROLES, letters, strict=True):
            if role == 'visitor':
                self.authenticate(None, None)
            else:
                user = self.things['people'][role]
                self.authenticate(user.login, user.login)
            yield role, letter

    def _marks(self):
        things = self.things
        return {
            'SECRET': things['membership'].name, 'ORDER': things['order'].name,
            'QUOTATION': things['quotation'].name,
            'INVOICE': things['invoice'].name, 'v1': f'/terms/{things["version"].id}/pdf', '': '',
            'WISH': things['project'].name, 'PROJECT': things['project'].name,
            'OFFER': "OFFERED BEADS", 'CLAIM': "OFFERED BEADS",
        }

    def test_routes(self):
        ids = {name: record.id for name, record in self.things.items() if name != 'people'}
        for route, mark, letters in ROUTES:
            for role, letter in self._cells(letters):
                with self.subTest(route=route, role=role), mute_logger('odoo.http'):
                    answer = self.url_open(route.format(**ids))
                    self.assertEqual(
                        self._route_letter(answer, self._marks()[mark]), letter, (route, role),
                    )

    def _route_letter(self, answer, mark):
        if '/web/login' in answer.url:
            return 'L'
        if answer.status_code in (403, 404):
            return '-'
        self.assertEqual(answer.status_code, 200)
        return 'S' if mark in answer.text else 'n'

    def test_models(self):
        for model, thing, letters in MODELS:
            for role, letter in zip(ROLES, letters, strict=True):
                record = self.things[thing].with_user(self.things['people'][role])
                with self.subTest(model=model, role=role):
                    self.assertEqual(record._name, model)
                    self.assertEqual(self._model_letter(record), letter)
                    if letter == '-':
                        with self.assertRaises(AccessError):
                            record.invalidate_recordset()
                            record.read(['display_name'])

    def test_wizards(self):
        for model, letters in WIZARDS:
            for role, letter in zip(ROLES, letters, strict=True):
                wizard = self.env[model].with_user(self.things['people'][role])
                with self.subTest(model=model, role=role):
                    may = 'r' if wizard.has_access('read') else '-'
                    self.assertEqual('c' if wizard.has_access('create') else may, letter)

    def _model_letter(self, record):
        if not record.has_access('read'):
            return '-'
        return 'w' if record.has_access('write') else 'r'

    def test_attachments(self):
        for thing, letters in ATTACHMENTS:
            path = f'/web/content/{self.things[thing].id}'
            for role, letter in self._cells(letters):
                with self.subTest(attachment=thing, role=role), mute_logger('odoo.http'):
                    answer = self.url_open(path)
                    served = answer.status_code == 200 and answer.content.startswith(b'%PDF')
                    self.assertEqual('S' if served else '-', letter, (thing, role))
                    if not served:
                        self.assertIn(answer.status_code, (403, 404))
