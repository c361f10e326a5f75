"""The mails a site has sent, read from the files of its catcher."""

import email
import email.policy
from collections import Counter

from bootstrap.daemon import wait_until


class Mailbox:
    """The folder of the catcher; what was there before the tests is left aside."""

    def __init__(self, folder):
        self.folder = folder
        self.clear()

    def clear(self):
        """Forget the mails received so far."""
        self._known = set(self._files())

    def all(self, to=None, subject=None):
        """Return the new mails in their order of arrival, filtered by recipient or subject."""
        mails = [self._read(path) for path in self._files() if path not in self._known]
        return [
            mail for mail in mails
            if (to is None or to in mail['To']) and (subject is None or subject in mail['Subject'])
        ]

    def wait(self, count=1, to=None, subject=None, seconds=60):
        """Return the mails once there are `count` of them; fail when they do not come."""
        wait_until(lambda: len(self.all(to, subject)) >= count, seconds)
        mails = self.all(to, subject)
        assert len(mails) >= count, f'{len(mails)} mails instead of {count} after {seconds} s'
        return mails

    def by_message(self, to=None):
        """Count how often each message came: {(recipient, subject, Message-Id): times}.

        A mail that is sent again after a crash keeps its Message-Id: mail programs show it once.
        """
        return Counter(
            (mail['To'], mail['Subject'], mail['Message-Id']) for mail in self.all(to)
        )

    @staticmethod
    def text(mail):
        """Return the words of a mail: its HTML body, else its plain one."""
        return mail.get_body(preferencelist=('html', 'plain')).get_content()

    def _files(self):
        return sorted(self.folder.glob('*.eml')) if self.folder.exists() else []

    @staticmethod
    def _read(path):
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
