"""Words that are looked for: without their accents and capitals, however they are kept."""

import re
import unicodedata

from odoo.fields import Domain
from odoo.tools import SQL

# Between the words of a search: “glass matt”, “glass + matt”, “glass, matt”.
BETWEEN = re.compile(r'[\s+,;/\x00]+')
LIGATURES = {'œ': 'oe', 'æ': 'ae', 'ß': 'ss'}


def folded(text):
    """A text as it is compared: small letters, without accents.

    :param str text: any.
    """
    bare = ''.join(
        one for one in unicodedata.normalize('NFD', text.lower()) if not unicodedata.combining(one)
    )
    return ''.join(LIGATURES.get(one, one) for one in bare)


# letters that fold to a single one: what PostgreSQL translates
ACCENTED = [chr(code) for code in range(0xc0, 0x250) if len(folded(chr(code))) == 1
            and folded(chr(code)) != chr(code)]


def folded_sql(text):
    """The same of a column, as SQL.

    :param SQL text: a text, composed as the house keeps them.
    """
    bare = SQL(
        "translate(lower(%s), %s, %s)", text,
        ''.join(ACCENTED), ''.join(folded(one) for one in ACCENTED),
    )
    for ligature, letters in LIGATURES.items():
        bare = SQL("replace(%s, %s, %s)", bare, ligature, letters)
    return bare


def words_of(text, longest=200):
    """The words of a search, folded.

    :param str text: as somebody types it.
    :param int longest: of it that is read.
    """
    return [word for word in BETWEEN.split(folded(text[:longest])) if word]


def holds(name, word):
    """Domain of the records whose field holds a word, whatever its accents and capitals.

    :param str name: a stored text of the model.
    :param str word: one of `words_of`.
    """
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "strpos(%s, %s) > 0", folded_sql(model._field_to_sql(alias, name, query)), word,
        ),
        predicate=lambda record: word in folded(record[name] or ''),
    )
