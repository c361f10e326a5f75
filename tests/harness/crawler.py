"""Walks from link to link through the site as somebody sees it, in one browser."""

import re
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Error

from .findings import Finding, foreign, of_snapshot

# Addresses that end something, are files, or are no page.
ASIDE = re.compile(
    r'/(web/(session|content|image|assets|static|login_totp)|website/|odoo|mail/|report/'
    r'|shop/(change_pricelist|wishlist/|print)|payment/)'
    r'|.*(logout|/pdf|/photo|/photo_small|\.(ics|pdf|csv|xml|png|jpg|svg|zip))$'
)
FILE = re.compile(r'report_type=|download=')
# What tells records of one kind apart.
RECORD = re.compile(r'(?<=/)(?:[\w%.-]*-)?\d+(?=$|[/?])')
SNAPSHOT = r"""
() => {
    const main = document.body;
    const texts = [main.innerText];
    for (const node of main.querySelectorAll('[placeholder], [aria-label], img[alt], [title]')) {
        if (!node.checkVisibility()) continue;
        for (const name of ['placeholder', 'aria-label', 'alt', 'title']) {
            // on anything else it is what the website editor shows in an empty place
            if (name === 'placeholder' && !node.matches('input, textarea, select')) continue;
            if (node.getAttribute(name)) texts.push(node.getAttribute(name));
        }
    }
    const links = [...main.querySelectorAll('a[href]')].filter(a => a.checkVisibility()).map(a => ({
        href: a.getAttribute('href'), url: a.href, text: (a.innerText || a.title).trim(),
        // those that a script of Odoo makes work are buttons
        bare: !a.matches('[role], [data-bs-toggle], [data-bs-target], [data-bs-slide], '
            + '.o-mail-Message [data-oe-model], .o_form_view .o_field_widget a, '
            + '.passkey_login_link, .js_add_cart_json, .o_website_form_send, .o_add_wishlist'),
    }));
    const prices = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent;
        let holder = walker.currentNode.parentElement;
        if (!/€/.test(text) || !holder.checkVisibility()) continue;
        let around = holder.innerText;
        for (let level = 0; level < 7 && holder.parentElement; level++) {
            holder = holder.parentElement;
            if (holder.innerText.length > 1500) break;
            around = holder.innerText;
            if (/\b(TTC|HT|TVA)\b/.test(around)) break;
        }
        prices.push({text: `${text.trim()} in ${around.slice(0, 80)}`, around});
    }
    return {
        title: document.title, texts, links, prices,
        samples: document.querySelectorAll('.o_view_sample_data').length,
    };
}
"""


class Crawler:
    """One person on the site: which pages were opened, and what was found there."""

    # so many pages of one kind: lots, orders and wishes look like one another
    OF_A_KIND = 1

    def __init__(self, page, url, name):
        """Watch a page of a browser.

        :param page: of Playwright, signed in already as who walks.
        :param str name: how findings name this person.
        """
        self.page, self.url, self.name = page, url, name
        self.findings, self.opened = [], []
        self._requested, self._refused = [], []
        page.on('request', lambda request: self._requested.append(request.url))
        page.on('response', self._note_answer)

    def walk(self, *starts):
        """Open these pages, and all that links lead to."""
        waiting, kinds = list(starts), Counter()
        seen = set()
        while waiting:
            path = waiting.pop(0)
            kind = RECORD.sub('*', path)
            if path in seen or kinds[kind] >= self.OF_A_KIND:
                continue
            seen.add(path)
            kinds[kind] += 1
            waiting += self._open(path)
        return self

    def look(self, name):
        """Note what stands on the page as it is now; return the snapshot."""
        snapshot = self.page.evaluate(SNAPSHOT)
        name = f'{self.name} {name}'
        self.findings += of_snapshot(name, snapshot, self.url)
        self.findings += [
            Finding(name, 'foreign request', address)
            for address in dict.fromkeys(self._requested) if foreign(self.url, address)
        ]
        self.findings += [Finding(name, 'refused', answer) for answer in self._refused]
        self._requested.clear()
        self._refused.clear()
        self.opened.append(name)
        return snapshot

    def _open(self, path):
        """Open a page; return the addresses that it links to."""
        try:
            self.page.goto(f'{self.url}{path}', wait_until='domcontentloaded')
        except Error as error:
            # a file is saved, and is no page
            if 'Download is starting' not in error.message:
                raise
            self._refused.clear()
            self._requested.clear()
            return []
        snapshot = self.look(path)
        return [address for link in snapshot['links'] if (address := self._inside(link['url']))]

    def _inside(self, url):
        """The address of a page of this site, or '' for anything else."""
        place = urlsplit(url)
        if foreign(self.url, url) or place.scheme not in ('http', 'https'):
            return ''
        address = place.path or '/'
        if ASIDE.match(address) or FILE.search(place.query):
            return ''
        return address

    def _note_answer(self, answer):
        # who leaves a page interrupts what it was asking for: no answer comes, and none is noted
        if answer.status >= 400:
            self._refused.append(f'{answer.status} {answer.url.removeprefix(self.url)}')
