

from ..kit.members import MemberCommon

REASON = "Les délais de prêt sont précisés"


class TermsCommon(MemberCommon):

    def _change_draft(self, words="Une précision de plus."):
        self.terms.clause_ids[:1].body += f"\n\n{words}"

    def _publish(self, effective_date, reason=REASON, user=None):
        """Publish as the manager does, through the wizard."""
        wizard = self.env['perles.terms.publish'].with_user(user or self.manager).create({
            'terms_ids': self.terms.ids, 'effective_date': effective_date, 'reason': reason,
        })
        wizard.action_publish()
        return self.terms.sudo().version_ids[:1]
