"""A bill in the mail, and how it is paid."""

import re

from .gestures import choose, submit_payment

PAY = re.compile(r'https?://[^"\s]+/my/invoices/[^"\s<]+')
PAID = """
SELECT t.is_post_processed AND t.state IN ('done', 'pending')
  FROM payment_transaction t JOIN res_partner p ON p.id = t.partner_id
 WHERE p.email = '{email}' ORDER BY t.id DESC LIMIT 1
"""


def mail_about(site, email, words):
    """The one mail whose subject or body has these words."""
    mails = [mail for mail in site.mails.all(to=email)
             if words in mail['Subject'] or words in site.mails.text(mail)]
    assert len(mails) == 1, [mail['Subject'] for mail in site.mails.all(to=email)]
    return mails[0]


def pay_by_link(site, page, email, means):
    """Follow the link of the mail, without signing in, and pay."""
    link = PAY.search(site.mails.text(mail_about(site, email, 'Facture'))).group(0)
    page.goto(link.replace('&amp;', '&'))
    pay_invoice(site, page, email, means)


def pay_invoice(site, page, email, means):
    """Pay on the native page of an invoice, and wait until the house has done with it."""
    page.click('#o_sale_portal_paynow, a[data-bs-target="#pay_with"], a[href="#portal_pay"]')
    choose(page, means)
    submit_payment(page, landing='**/my/invoices/**')
    # the address was the same before: the payment itself is looked at
    assert site.comes(lambda: site.psql(PAID.format(email=email)) == [['t']]), 'not paid'
