"""What must stand on no page of the house: a finding names the page, the rule and the words."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

# Words that are none in French: what Odoo left in English holds one of them.
ENGLISH = frozenset("""
about add added after amount amounts and any apply are available before billing button by buy cart
check checkout choose create created customer customers days delete delivery details
discard download draft each edit empty enter expected filters for from group guarantee
here his how if into invoice invoices is it items its loading log logout missing
money more most must my new next not of open order orders our ours paid payment payments please
previous pricelist product products quantity quotation quotations refund remaining remove required
returns save search select send settings she shipped shipping should show signed sign since
subject submit subtotal summary tax terms than that the their them then there these they
this those to today try unknown untaxed until update upload user users valid
warehouse was week weeks were what when where which while who will with would yes yesterday you
your
""".split())
# Names of things: they are no sentence of ours.
NAMES = re.compile(
    r'https?://\S+|\S+@\S+|www\.\S+|[\w-]+\.(?:pdf|csv|xml)'
    r'|Made in France|mood-?boards?|BIS Billing',
    re.IGNORECASE,
)
NATIVE = ('My Company', 'My Website', 'YourCompany', 'Your Company', 'Odoo S.A.', '555-555')
TAX = re.compile(r'\b(TTC|HT|TVA|taxes?|hors taxes?)\b', re.IGNORECASE)


class Finding(NamedTuple):
    """What is wrong on a page."""

    page: str
    rule: str
    text: str

    def __str__(self):
        return f'{self.page} – {self.rule}: {self.text}'


def english_words(text):
    """The English words of a text, with what stands around the first one.

    :return: '' for a text that is French.
    """
    for line in NAMES.sub(' ', text).splitlines():
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", line)
        found = [word for word in words if word.lower() in ENGLISH]
        if found:
            return f'{", ".join(dict.fromkeys(found))} in “{" ".join(line.split())[:120]}”'
    return ''


def of_snapshot(page, seen, own):
    """What a page shows that it must not.

    :param str page: how the page is named.
    :param dict seen: title, texts, links, prices and samples, as `crawler.SNAPSHOT` reads them.
    :param str own: address of the site.
    :return: list of `Finding`
    """
    found = [
        Finding(page, 'English', words)
        for text in (seen['title'], *seen['texts']) if (words := english_words(text))
    ]
    everything = '\n'.join((seen['title'], *seen['texts']))
    found += [Finding(page, 'native name', name) for name in NATIVE if name in everything]
    for link in seen['links']:
        if link['href'] == '#' and link['bare']:
            found.append(Finding(page, 'link to nowhere', link['text']))
        elif 'localhost' in link['href']:
            found.append(Finding(page, 'another place', link['href']))
    if 'localhost' in everything:
        found.append(Finding(page, 'another place', 'localhost'))
    found += [
        Finding(page, 'price without tax', price['text'])
        for price in seen['prices'] if not TAX.search(price['around'])
    ]
    if seen['samples']:
        found.append(Finding(page, 'sample rows', seen['title']))
    return list(dict.fromkeys(found))


def foreign(own, address):
    """Tell whether a request leaves the site; data and blobs of the page itself do not."""
    place = urlsplit(address)
    return place.scheme not in ('data', 'blob', 'about') and place.netloc != urlsplit(own).netloc
