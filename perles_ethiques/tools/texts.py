"""Texts as they are kept: composed, without what cannot be seen, addresses that mails reach.

The one door for what is typed: forms, imports and calls all come through here.
"""

import re
import unicodedata
from hmac import compare_digest

import idna

# What looks like a space or like nothing, and is a letter to Unicode.
BLANKS = re.compile('[\u115f\u1160\u2800\u3164\uffa0]')
LINE_ENDS = re.compile('\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]')
# Control and format characters, halves of a pair; a joiner is kept where it binds an emoji.
UNSEEN = ('Cc', 'Cf', 'Cs')
JOINER = '\u200d'
# French puts a space that does not break before these, behind « and between groups of digits.
SPACES = re.compile(r'(?<=(.))?\s+(?=(.))?', re.DOTALL)
FIRM = '\u00a0\u202f'
BEFORE, BEHIND = frozenset(':;!?»%€'), frozenset('«')
# RFC 5321: what a mail server takes without extensions, with the lengths that it may have.
LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I)
LABEL = re.compile(r'[a-z0-9]([a-z0-9-]*[a-z0-9])?')
LONGEST_LOCAL, LONGEST_LABEL, LONGEST_ADDRESS = 64, 63, 254
ADDRESS = re.compile(r'[^\s<>@,;:"()\[\]]+@[^\s<>@,;:"()\[\]]+')
NAMED = re.compile(r'[^<>]*<([^<>]*)>')


# Digits, signs and strokes of other keyboards, as they stand in numbers of identity and phone.
PLAIN = str.maketrans(
    '０１２３４５６７８９＋．（）／\u00a0\u202f\u2007\u2009\u2010\u2011\u2012\u2013\u2014\u2212',
    '0123456789+.()/    ------',
)
PHONE = re.compile(r'[+]?[0-9 .()/-]{6,30}')
FEWEST_DIGITS, MOST_DIGITS = 6, 15


class NotMailable(ValueError):
    """An address to which no mail can be sent."""


def clean_line(text):
    """A text of one line: composed (NFC), trimmed, one space between words, nothing unseen.

    :param str text: as it was typed, line ends and control characters included.
    """
    return SPACES.sub(_space, _composed(text)).strip()


def clean_lines(text):
    """A text of several lines: each as `clean_line` has it, one empty line at most between two.

    It is read, and not looked for: firm spaces stay wherever somebody has put them, as in
    “15 décembre” or “article L. 221-18”.

    :param str text: as it was typed, whatever ends its lines.
    """
    lines = (SPACES.sub(_any_space, _composed(line)).strip() for line in LINE_ENDS.split(str(text)))
    return re.sub(r'\n{3,}', '\n\n', '\n'.join(lines)).strip()


def clean_values(fields, vals):
    """Values as they are kept: every text of them is cleaned, the others are as they were.

    :param fields: mapping of a model: name → field, of which `type` is asked.
    :param dict vals: of `create` or `write`.
    :return: ``vals`` itself when nothing changes, so that nothing is copied for nothing
    """
    cleaned = {}
    for name, value in vals.items():
        field = fields.get(name)
        if isinstance(value, str) and field is not None and field.type in CLEANERS:
            text = CLEANERS[field.type](value)
            if text != value:
                cleaned[name] = text
    return {**vals, **cleaned} if cleaned else vals


def clean_header(value):
    """What stands in a header of a mail: a text or a list of them, on one line each.

    :param value: a str, a list of str, or what else a header may be, which is left alone.
    """
    if isinstance(value, str):
        return clean_line(value)
    return [clean_line(one) for one in value] if isinstance(value, list) else value


CLEANERS = {'char': clean_line, 'text': clean_lines}


def _composed(text):
    text = BLANKS.sub(' ', LINE_ENDS.sub(' ', str(text)))
    return unicodedata.normalize('NFC', _without_unseen(text.replace('\t', ' ')))


def _without_unseen(text):
    kept = []
    for place, character in enumerate(text):
        if unicodedata.category(character) not in UNSEEN:
            kept.append(character)
        elif character == JOINER and kept and _is_picture(kept[-1]) and _is_picture(
            text[place + 1:place + 2],
        ):
            kept.append(character)
    return ''.join(kept)


def _is_picture(character):
    return bool(character) and (
        unicodedata.category(character) in ('So', 'Sk') or character == '\ufe0f'
    )


def _space(found):
    """One space for some: a firm one where French wants it, if one was typed."""
    before, behind = found[1] or '', found[2] or ''
    firm = next((one for one in found[0] if one in FIRM), '')
    wanted = behind in BEFORE or before in BEHIND or (before.isdigit() and behind.isdigit())
    return firm if firm and behind and before and wanted else ' '


def _any_space(found):
    """One space for some, a firm one if one was typed between two words."""
    firm = next((one for one in found[0] if one in FIRM), '')
    return firm if firm and found[1] and found[2] else ' '


def clean_email(text):
    """An address as mail servers take it: its domain in ASCII (IDNA), in small letters.

    :param str text: such as ``contact@perles-éthiques.fr`` or ``Camille <camille@luz.example>``.
    :return: the bare address
    :raise NotMailable: for what is no address, or one that no mail reaches.
    """
    text = clean_line(text)
    named = NAMED.fullmatch(text)
    text = named[1].strip() if named else text.removeprefix('mailto:')
    local, at, domain = text.rpartition('@')
    if not at or not LOCAL_PART.fullmatch(local) or len(local) > LONGEST_LOCAL:
        raise NotMailable(text)
    address = f'{local.lower()}@{ascii_domain(domain)}'
    if len(address) > LONGEST_ADDRESS:
        raise NotMailable(text)
    return address


def ascii_domain(domain):
    """A domain as mail servers know it: ``perles-éthiques.fr`` → ``xn--perles-thiques-bhb.fr``.

    :raise NotMailable: for what is no domain of the Internet.
    """
    try:
        ascii_name = idna.encode(domain.rstrip('.'), uts46=True).decode('ascii').lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise NotMailable(domain) from error
    labels = ascii_name.split('.')
    if len(labels) < 2 or labels[-1].isdigit() or not all(
        LABEL.fullmatch(label) and len(label) <= LONGEST_LABEL for label in labels
    ):
        raise NotMailable(domain)
    return ascii_name


def clean_emails(text):
    """A text with addresses, such as a contact has: domains in ASCII, the rest as it is.

    :param str text: one address or several, with or without names.
    :raise NotMailable: if one of them is an address that no mail reaches; what has no “@” is
        left as it was typed.
    """
    return ADDRESS.sub(lambda found: clean_email(found[0]), clean_line(text))


def plain_code(text):
    """A number of identity or of a phone, with plain digits, spaces and strokes.

    :param str text: such as ``０６ 12 34 56 78`` or a SIRET between line ends.
    """
    return clean_line(clean_line(text).translate(PLAIN))


def is_phone(text):
    """Whether a text can be dialled: digits with what people write between them.

    :param str text: what `plain_code` has returned.
    """
    digits = sum(one.isdigit() for one in text)
    return bool(PHONE.fullmatch(text)) and FEWEST_DIGITS <= digits <= MOST_DIGITS


def same_secret(expected, given):
    """Whether a secret is the right one, in the same time whatever was given.

    :param str expected: of the house.
    :param str given: by anybody: it may hold characters that no secret has.
    """
    return compare_digest(expected.encode(), given.encode('utf-8', 'surrogatepass'))
