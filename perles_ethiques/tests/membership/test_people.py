import importlib.util
from pathlib import Path

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestPeople(MemberCommon):
    """Gestures on the contacts of a contract that lives: who is the member, who is written to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member(email='alix@luz.example')
        cls.alix = cls.membership.partner_id
        cls.house = cls.env['res.partner'].create({
            'name': "Maison Sol", 'is_company': True, 'street': "2 rue du Sol", 'zip': "84000",
            'city': "Avignon", 'vat': "FR14983939224",
        })
        cls.seat = cls._cheap_member(
            kind='company', company_name="Atelier Mer", email='mer@luz.example',
        )
        cls.workshop, cls.contact = cls.seat.partner_id, cls.seat.contact_id
        cls.env.flush_all()

    def _refused(self, words, gesture, *args):
        """A gesture that is refused in words, and leaves everything as it was."""
        with self.assertRaises(UserError) as refusal:
            gesture(*args)
        self.assertIn(words, str(refusal.exception))

    def _activities(self, membership, summary):
        return membership.activity_ids.filtered(lambda a: a.summary == summary)

    # === PUT UNDER AN ORGANISATION, OR TAKEN OUT OF IT === #

    def test_person_put_under_an_organisation(self):
        self.alix.parent_id = self.house
        self.assertEqual(self.alix.commercial_partner_id, self.alix)
        self.assertEqual(self.alix._membership_at(), self.membership)
        self.assertFalse(self.house._membership_at())
        self.assertEqual((self.alix.street, self.house.street), ("1 rue des Teinturiers",
                                                                 "2 rue du Sol"))
        self.assertFalse(self.alix._perles_is_professional())
        self.assertTrue(self._activities(
            self.membership, "A member was put under an organisation",
        ))
        # their seat is theirs: no second one can be paid
        again = self.env['perles.joining']._prove_by_session(
            self._form_values(email=self.alix.email), self.alix,
        )
        self.assertEqual(again, self.membership)

    def test_address_shown_on_the_form_stays(self):
        self.assertIsNone(self.alix.onchange_parent_id())
        self.alix.parent_id = self.house
        self.assertIsNone(self.alix.onchange_parent_id())
        self.assertIn('value', self.contact.onchange_parent_id())

    def test_person_taken_out_again(self):
        self.alix.parent_id = self.house
        self.alix.parent_id = False
        self.assertEqual(self.alix._membership_at(), self.membership)

    def test_by_whatever_screen(self):
        team = new_test_user(
            self.env, 'people-team', 'perles_ethiques.group_perles_user,base.group_partner_manager',
        )
        self.house.with_user(team).write({'child_ids': [Command.link(self.alix.id)]})
        self.assertEqual(self.alix.parent_id, self.house)
        self.assertEqual(self.alix._membership_at(), self.membership)
        self.assertTrue(self._activities(
            self.membership, "A member was put under an organisation",
        ))
        lone = self._cheap_member(email='lone@luz.example').partner_id
        lone.company_name = "Atelier Lone"
        lone.with_user(team).create_company()
        self.assertTrue(lone.parent_id)
        self.assertTrue(lone._membership_at())

    def test_moved_before_the_rule(self):
        """A database of before: the upgrade gives back what was lost."""
        self.alix.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET parent_id = %(house)s, commercial_partner_id = %(house)s"
            " WHERE id = %(member)s", {'house': self.house.id, 'member': self.alix.id},
        )
        self.env.invalidate_all()
        self.assertFalse(self.alix._membership_at())
        path = Path(__file__).parents[2] / 'migrations' / '19.0.5.0.0' / 'post-people.py'
        spec = importlib.util.spec_from_file_location('post_people', path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, '19.0.4.0.0')
        self.env.invalidate_all()
        self.assertEqual(self.alix._membership_at(), self.membership)
        self.assertEqual(self.alix.street, "1 rue des Teinturiers")

    def test_person_whose_order_waits(self):
        draft = self._join(email='draft@luz.example')
        draft.partner_id.parent_id = self.house
        self._pay_by_card(draft)
        self.assertEqual(draft.partner_id._membership_at(), draft)

    def test_organisation_put_under_a_group(self):
        self.workshop.parent_id = self.house
        self.assertEqual(self.contact._membership_at(), self.seat)
        # a group by mistake: its people stay its own too
        self.workshop.is_company = False
        self.assertEqual(self.workshop.commercial_partner_id, self.workshop)
        self.assertEqual(self.contact._membership_at(), self.seat)

    def test_whoever_signed_nothing_follows(self):
        colleague = self.env['res.partner'].create({'name': "Sacha"})
        colleague.parent_id = self.workshop
        self.assertEqual(colleague._membership_at(), self.seat)

    def test_contract_over_binds_nobody(self):
        self.membership._write_state('ended')
        self.alix.parent_id = self.workshop
        self.assertEqual(self.alix._membership_at(), self.seat)

    def test_reader_does_not_leave_unseen(self):
        for vals in ({'parent_id': False}, {'parent_id': self.house.id}, {'is_company': True}):
            with self.subTest(vals=vals):
                self._refused(self.seat.name, self.contact.write, vals)
        other = self.env['res.partner'].create({
            'name': "Sacha", 'email': 's@luz.example', 'parent_id': self.workshop.id,
        })
        self.seat.contact_id = other
        self.contact.parent_id = False
        self.assertFalse(self.contact._membership_at())
        self.assertEqual(self.seat.contact_id, other)

    def test_card_goes_with_its_owner(self):
        card = self.env['payment.token'].create({
            'provider_id': self.card.id, 'payment_method_id': self.card.payment_method_ids[:1].id,
            'payment_details': "4242", 'provider_ref': "ref", 'partner_id': self.contact.id,
        })
        self.seat.token_id = card
        self.seat.contact_id = self.workshop
        self.contact.phone = "04 90 00 00 00"
        self.assertEqual(self.seat.token_id, card)
        self.contact.parent_id = self.house
        self.assertFalse(self.seat.token_id)
        self.assertTrue(self._activities(self.seat, "The card on file left with its owner"))

    # === ARCHIVED, DELETED === #

    def test_archived_or_deleted_while_a_contract_lives(self):
        for contact in (self.alix, self.workshop, self.contact):
            for gesture in ('action_archive', 'unlink'):
                with self.subTest(contact=contact.name, gesture=gesture):
                    self._refused("ADH/", getattr(contact, gesture))
        self.assertTrue(self.alix.active and self.workshop.active and self.contact.active)
        self.membership._write_state('ended')
        self.alix.action_archive()
        self.assertFalse(self.alix.active)

    # === MERGED === #

    def _merge(self, kept, *others):
        wizard = self.env['base.partner.merge.automatic.wizard'].create({
            'partner_ids': [kept.id, *(other.id for other in others)],
            'dst_partner_id': kept.id,
        })
        wizard.action_merge()

    def _twin(self, of, **values):
        return self.env['res.partner'].create({'name': of.name, 'email': of.email, **values})

    def test_merged_into_a_duplicate(self):
        twin = self._twin(self.alix)
        self._refused("destination", self._merge, twin, self.alix)
        self.assertTrue(self.alix.exists())
        self._merge(self.alix, twin)
        self.assertFalse(twin.exists())
        self.assertEqual(self.alix._membership_at(), self.membership)

    def test_merge_that_brings_an_organisation(self):
        self._merge(self.alix, self._twin(self.alix, parent_id=self.house.id))
        self.assertEqual(self.alix._membership_at(), self.membership)

    def test_merge_of_two_who_signed(self):
        other = self._cheap_member(email='alix2@luz.example').partner_id
        for kept, lost in ((self.alix, other), (other, self.alix)):
            with self.subTest(kept=kept.email):
                self._refused("destination", self._merge, kept, lost)

    def test_merge_of_the_reader(self):
        elsewhere = self._twin(self.contact, parent_id=self.house.id)
        self._refused(self.seat.name, self._merge, elsewhere, self.contact)
        kept = self._twin(self.contact)
        self._merge(kept, self.contact)
        self.assertEqual((self.seat.contact_id, kept.parent_id), (kept, self.workshop))
