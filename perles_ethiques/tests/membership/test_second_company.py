from contextlib import ExitStack
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from ..kit.lots import ARRIVAL
from ..kit.wishes import MORNING, WISHED, WishCommon


@tagged('post_install', '-at_install')
class TestSecondCompany(WishCommon):
    """Two cooperatives in one database: what one owes its members, it owes nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.env['res.company'].create({
            'name': "Les Perles du Nord", 'email': "nord@perles.example",
            'country_id': cls.env.ref('base.fr').id, 'currency_id': cls.company.currency_id.id,
        })
        cls.second._perles_apply_house_defaults()
        cls.second_plan = cls._found_plan()
        cls.here = cls._wishing_member(1)
        with cls._at_the_second():
            cls.there = cls._wishing_member(2)
        cls.user_here = cls._portal_user(cls.here)
        cls.user_there = cls._portal_user(cls.there)
        cls.user_there.write({
            'company_ids': [Command.set(cls.second.ids)], 'company_id': cls.second.id,
        })

    @classmethod
    def _found_plan(cls):
        """A plan of the second company with its own product, contract and price list."""
        terms = cls.env['perles.terms'].create({
            'name': "Contrat du Nord", 'code': 'north', 'company_id': cls.second.id,
            'clause_ids': [Command.create({
                'key': 'price', 'title': "Prix", 'body': "90 € HT.",
            })],
        })
        with freeze_time('2026-01-05 10:00:00'):
            cls.env['perles.terms.version']._freeze(terms, date(2020, 1, 1), "First version")
        terms.invalidate_recordset()
        return cls.env['perles.membership.plan'].create({
            'name': "Adhésion du Nord", 'company_id': cls.second.id, 'terms_id': terms.id,
            'product_id': cls.env['product.product'].create({
                'name': "Adhésion du Nord", 'type': 'service', 'list_price': 90.0,
                'company_id': cls.second.id,
            }).id,
        })

    @classmethod
    def _at_the_second(cls):
        """The kit works for the second company meanwhile."""
        stack = ExitStack()
        for name, value in (
            ('company', cls.second), ('plan', cls.second_plan),
            ('terms', cls.second_plan.terms_id), ('env', cls.env(context={
                **cls.env.context, 'allowed_company_ids': [cls.second.id, cls.company.id],
            })),
        ):
            stack.enter_context(patch.object(cls, name, value))
        return stack

    @classmethod
    def _lot_there(cls, name='N-1', quantity=300):
        [lot] = cls._lots({'name': name, 'quantity': quantity}, company_id=cls.second.id)
        return lot

    @classmethod
    def _site_there(cls):
        return cls.env['website'].create({'name': "Nord", 'company_id': cls.second.id})

    # === RIGHTS === #

    def test_in_force_at_home_alone(self):
        for partner, home, other in (
            (self.here, self.company, self.second), (self.there, self.second, self.company),
        ):
            with freeze_time(WISHED):
                self.assertEqual(partner._membership_at(company=home).company_id, home)
                self.assertFalse(partner._membership_at(company=other))
                self.assertFalse(partner._memberships_in_force(other))

    def test_wishes_are_told_to_ones_own(self):
        wish = self._wish(self.there, company_id=self.second.id)
        self.assertEqual(wish.company_id, self.second)
        for partner, other in ((self.here, self.second), (self.there, self.company)):
            with self.assertRaises(UserError):
                self._wish(partner, company_id=other.id)

    def test_a_lot_answers_wishes_of_its_company(self):
        theirs = self._wish(self.there, 50, company_id=self.second.id)
        self._wish(self.here, 50, '2026-11-01 09:00:00')
        lot, other = self._lot_there(), self._lot('H-1')
        self._arrive(lot)
        self.assertEqual(self._offers(lot).wish_id, theirs)
        self.assertEqual(self._offers(lot).company_id, self.second)
        self.assertEqual(self._offers(other).partner_id, self.here)
        self.assertFalse(self.env['perles.match']._near_misses(lot))

    def test_nobody_takes_elsewhere(self):
        lot = self._lot_there()
        for partner, is_taken in ((self.here, False), (self.there, True)):
            claim_id, reason = self._take(lot, partner, 10, f'key-{partner.id}')
            self.assertEqual((bool(claim_id), bool(reason)), (is_taken, not is_taken))
        claim = self.env['perles.claim'].search([('lot_id', '=', lot.id)])
        self.assertEqual((claim.partner_id, claim.company_id), (self.there, self.second))
        with freeze_time(MORNING):
            self.assertFalse(lot._perles_may_take(self.user_here))
            self.assertTrue(lot._perles_may_take(self.user_there))

    def test_preview(self):
        lot = self._lot_there()
        page = lot.product_id.product_tmpl_id
        self.assertEqual(page.company_id, self.second)
        with freeze_time(MORNING):
            for user, is_seen in ((self.user_here, False), (self.user_there, True)):
                pages = page.with_user(user)
                self.assertEqual(not pages._perles_is_unseen(), is_seen)
                self.assertEqual(bool(pages.search([('id', '=', page.id)])), is_seen)
        # once it is public, it is on the shop of its company
        with freeze_time('2027-03-01 10:00:00'):
            self.env.invalidate_all()
            pages = page.with_user(self.user_here)
            self.assertFalse(pages.search([('id', '=', page.id)]))

    def test_price(self):
        for plan, price in ((self.plan, 80.0), (self.second_plan, 60.0)):
            plan.pricelist_id = self.env['product.pricelist'].create({
                'name': f"For members at {price}", 'company_id': plan.company_id.id,
                'item_ids': [Command.create({
                    'compute_price': 'percentage', 'percent_price': 100 - price,
                    'applied_on': '3_global',
                })],
            })
        self.env.user.group_ids += self.env.ref('product.group_product_pricelist')
        lists = self.env['product.pricelist']
        site = self._site_there()
        with freeze_time(MORNING):
            found = lists._perles_member_lists(self.here | self.there, self.second)
            self.assertEqual(found, {self.there.id: self.second_plan.pricelist_id})
            # a user who may not enter the company of a website has one of their own there
            self.assertFalse(site.with_user(self.user_here)._perles_member_list())
            self.assertEqual(
                site.with_user(self.user_there)._perles_member_list(),
                self.second_plan.pricelist_id,
            )

    # === NUMBERS, MAILS, CHECKLISTS, PLACES === #

    def test_numbers(self):
        sequence = self.env.ref('perles_ethiques.seq_membership').copy({
            'company_id': self.second.id, 'prefix': 'NORD/%(range_year)s/',
        })
        with self._at_the_second(), freeze_time(MORNING):
            theirs = self._join(email='n@nord.example')
        with freeze_time(MORNING):
            ours = self._join(email='h@ici.example')
        self.assertEqual(sequence.company_id, theirs.company_id)
        self.assertEqual(theirs.name, 'NORD/2026/0001')
        self.assertTrue(ours.name.startswith('ADH/2026/'))

    def test_mails(self):
        with freeze_time(MORNING):
            self._send_notices()
        for partner, company in ((self.here, self.company), (self.there, self.second)):
            membership = partner.perles_membership_ids
            notice = self._notices(membership, 'welcome')
            self.assertEqual((notice.state, notice.company_id), ('sent', company))
            mail = self.env['mail.mail'].search([('message_id', '=', notice.message_ref)])
            self.assertEqual(mail.email_from, company.email_formatted)

    def test_digest_speaks_of_ones_own(self):
        """Who is a member of both hears from each of what it has."""
        with self._at_the_second(), freeze_time('2026-10-02 10:00:00'):
            joining = self.env['perles.joining'].create({
                **self._form_values(), 'company_id': self.second.id,
            })
            both = joining._prove_for(self.here)
            both._write_state('active')
            both.period_ids = [Command.create({
                'number': 1, 'start_date': '2026-10-02', 'end_date': '2027-10-01', 'price': 90.0,
            })]
        mine = self.here.perles_membership_ids - both
        self._wish(self.here, 50, company_id=self.second.id)
        lot = self._lot_there(quantity=20)
        with freeze_time(ARRIVAL):
            self._take(lot, self.there, 20, 'all', instant=ARRIVAL)
            (mine | both)._owe_digest()
            self.assertTrue(both._waiting_lines())
            self.assertFalse(mine._waiting_lines())
        self.assertTrue(self._notices(both, 'waiting_digest'))
        self.assertFalse(self._notices(mine, 'waiting_digest'))

    def test_checklists(self):
        """What the second one lacks stops it, and not the first."""
        self.assertTrue(self.company._perles_is_ready())
        self.assertFalse(self.second._perles_is_ready())
        current = self.env['perles.membership.plan']._current
        self.assertEqual(current(self.company), self.plan)
        self.assertEqual(current(self.second), self.second_plan)

    def test_places(self):
        lot, other = self._lot_there(), self._lot('H-1')
        self.assertEqual(self._in(lot, self.second.perles_thalasso_id), 300)
        self.assertEqual(self._in(lot, self.thalasso), 0)
        self.assertEqual(self._in(other, self.thalasso), 300)
        self.assertEqual(self._care(lot).company_id, self.second)
        self._end_care(lot, usable=200)
        self.assertEqual(self._in(lot, self.second.perles_reserved_id), 200)
        self.assertEqual(self._in(lot, self.reserved), 0)

    def test_the_team_of_one_sees_nothing_of_the_other(self):
        wish = self._wish(self.there, 50, company_id=self.second.id)
        lot = self._lot_there()
        self._arrive(lot)
        team = new_test_user(
            self.env, 'north', 'perles_ethiques.group_perles_user',
            company_ids=[Command.set(self.second.ids)], company_id=self.second.id,
        )
        seen = self.there.perles_membership_ids
        for document in (seen, wish, self._offers(lot), self._care(lot), lot, self.second_plan):
            self.assertTrue(document.with_user(team).has_access('read'), document)
            with self.assertRaises(AccessError):
                document.with_user(self.employee).check_access('read')
