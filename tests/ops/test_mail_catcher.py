"""The mail catcher: mails become files that one can open."""

import smtplib
from types import SimpleNamespace

import pytest

from bootstrap.server import MailCatcher
from tests.harness.mailbox import Mailbox


@pytest.fixture
def catcher(house, tmp_path):
    """Run a catcher in a folder of its own."""
    running = MailCatcher(SimpleNamespace(folder=tmp_path, odoo=house.odoo))
    running.start()
    yield running
    running.stop()


def test_a_mail_becomes_a_file(catcher):
    """Its name says when it came and to whom; its content is what was sent."""
    box = Mailbox(catcher.mails)
    with smtplib.SMTP('127.0.0.1', int(catcher.options()['smtp_port'])) as client:
        text = 'To: member@example.com\nSubject: =?utf-8?q?Adh=C3=A9sion?=\n\nBienvenue'
        client.sendmail('house@example.com', ['member@example.com'], text)
    mail = box.wait(to='member@example.com', subject='Adhésion')[0]
    assert box.text(mail).strip() == 'Bienvenue'
    assert [path.name for path in catcher.mails.glob('*_member@example.com.eml')]
