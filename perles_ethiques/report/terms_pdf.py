"""Draw a contract text as a PDF: a pure function of its content, the same bytes for ever."""
import io
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

_INK = HexColor('#22313a')
_ACCENT = HexColor('#0f5c5c')
_MUTED = HexColor('#55646c')

_TITLE = ParagraphStyle(
    'title', fontName='Helvetica-Bold', fontSize=18, leading=22, textColor=_ACCENT, spaceAfter=4,
)
_META = ParagraphStyle('meta', fontName='Helvetica', fontSize=9, leading=12, textColor=_MUTED)
_HEADING = ParagraphStyle(
    'heading', fontName='Helvetica-Bold', fontSize=11.5, leading=15, textColor=_ACCENT,
    spaceBefore=9, spaceAfter=3, keepWithNext=True,
)
_BODY = ParagraphStyle(
    'body', fontName='Helvetica', fontSize=10, leading=14, textColor=_INK, alignment=TA_LEFT,
    spaceAfter=4,
)
_BULLET = ParagraphStyle('bullet', parent=_BODY, leftIndent=12, bulletIndent=2)


def draw_terms(title, version, effective_date, identity, clauses, digest):
    """PDF of a version of a contract, without any date of drawing inside.

    :param str title: title of the document.
    :param int version: number of the version.
    :param date effective_date: printed as dd/mm/yyyy.
    :param list identity: lines naming the company.
    :param list clauses: dicts with ``title`` and ``body`` (plain text).
    :param str digest: SHA-256 of the text, printed at the end.
    :return: bytes, identical for identical arguments (reportlab's invariant mode)
    """
    story = [
        Paragraph(_text(title), _TITLE),
        Paragraph(_text(
            f'Version {version} – applicable à compter du {effective_date:%d/%m/%Y}'
        ), _META),
        *(Paragraph(_text(line), _META) for line in identity),
        Spacer(1, 5 * mm),
    ]
    for index, clause in enumerate(clauses, start=1):
        story.append(Paragraph(_text(f'{index}. {clause["title"]}'), _HEADING))
        story.extend(_paragraphs(clause['body']))
    story += [Spacer(1, 6 * mm), Paragraph(_text(f'Empreinte SHA-256 du texte : {digest}'), _META)]
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=A4, invariant=1, lang='fr-FR', title=title,
        leftMargin=22 * mm, rightMargin=22 * mm, topMargin=20 * mm, bottomMargin=18 * mm,
    )
    footer = _footer(f'{title} – v{version}')
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return buffer.getvalue()


def _text(words):
    # the standard fonts have no narrow no-break space
    return escape(words.replace('\u202f', '\u00a0'), quote=False)


def _paragraphs(body):
    for block in body.strip().split('\n\n'):
        plain = []
        for line in block.splitlines():
            if line.startswith('- '):
                yield Paragraph(_text(line[2:]), _BULLET, bulletText='•')
            else:
                plain.append(line)
        if plain:
            yield Paragraph(_text(' '.join(plain)), _BODY)


def _footer(words):
    def draw(canvas, document):
        canvas.saveState()
        canvas.setFont('Helvetica', 8)
        canvas.setFillColor(_MUTED)
        canvas.drawString(22 * mm, 10 * mm, words.replace('\u202f', '\u00a0'))
        canvas.drawRightString(A4[0] - 22 * mm, 10 * mm, f'Page {document.page}')
        canvas.restoreState()
    return draw
