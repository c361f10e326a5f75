"""A gallery of all mails: each drawn from the demonstration, on one page to be looked at."""

import html

from . import places, run
from .report import say, step

PAGE = places.BUILD / 'mails.html'
# What the demonstration has of no member: column → SQL, undone once the mail is drawn.
STATES = {
    'ended': {'state': "'ended'", 'left_on': 'current_date', 'leaves_on': 'current_date'},
    'withdrawal': {'state': "'withdrawn'", 'left_on': 'current_date'},
    'reminder': {'past_due_since': 'current_date - 7'},
    'second_reminder': {'past_due_since': 'current_date - 15'},
    'suspended': {'state': "'suspended'", 'suspended_on': 'current_date',
                  'past_due_since': 'current_date - 30'},
    'closed': {'state': "'closed'", 'left_on': 'current_date',
               'past_due_since': 'current_date - 60'},
    'claim_refused': {'state': "'refused'"},
    'offer_changed': {'quantity': 'quantity / 2'},
    'order_ended': {'state': "'cancel'"},
    'stock.mail_template_data_delivery_confirmation': {'date_done': 'now()'},
}
# Drawn in a shell on the demonstration, of which nothing is written.
CODE = """
import base64, re
from odoo.addons.perles_ethiques.models.sale.mail_template import SUBJECTS
from odoo.tools import SQL

STATES = {states!r}
LAYOUT = 'perles_ethiques.mail_layout'
own = env['ir.model.data'].search(
    [('module', '=', 'perles_ethiques'), ('model', '=', 'mail.template')], order='name')
found = [(d.name.removeprefix('mail_template_'), env['mail.template'].browse(d.res_id), LAYOUT)
         for d in own]
found += [(xmlid, env.ref(xmlid, raise_if_not_found=False), 'mail.mail_notification_layout')
          for xmlid in SUBJECTS]

def record_of(kind, template):
    # a document about which this mail was really owed, else the newest that somebody can be told
    records = env[template.model]
    notice = kind != 'offers' and env['perles.notice'].search(
        [('kind', '=', kind), ('res_model', '=', template.model)], limit=1)
    if notice:
        return records.browse(notice.res_id).exists(), notice.partner_id, notice.email
    wanted = {{
        'perles.membership': [('state', '=', 'active')], 'perles.claim': [('state', '!=', 'draft')],
        'sale.order': [('perles_is_of_claims', '=', True)],
        'account.move': [('move_type', '=', 'out_refund' if 'credit' in kind else 'out_invoice'),
                         ('state', '=', 'posted')],
        'stock.picking': [('picking_type_code', '=', 'outgoing')],
        'perles.letter': [('offer_ids.state', '=', 'live')],
        'perles.instalment': [('number', '=', 1 if 'plan' in kind else 2)],
    }}.get(template.model, [])
    found = records.search(wanted, order='id desc', limit=1) or records.search([], limit=1)
    contacts = found and '_contacts' in dir(found) and found._contacts() or {{}}
    partner = contacts.get(found) or found and 'contact_id' in found and found.contact_id
    return found, partner or found and 'partner_id' in found and found.partner_id or None, None

def pictures_inside(body):
    def inside(found):
        lot = env['stock.lot'].browse(int(found[1]))
        return 'src="data:image/webp;base64,%s"' % (lot.photo_small or lot.photo or b'').decode()
    return re.sub(r'src="[^"]*/offers/photo/[0-9]+/([0-9]+)/[^"]*"', inside, body)

drawn = []
for kind, template, layout in found:
    if not template:
        continue
    record, partner, email = record_of(kind, template)
    mail = {{'kind': kind, 'name': template.name, 'about': template.description or ''}}
    with env.cr.savepoint() as savepoint:
        try:
            if record and kind in STATES:
                env.flush_all()
                env.cr.execute(SQL('UPDATE %s SET %s WHERE id = %s', SQL.identifier(record._table),
                    SQL(', ').join(SQL('%s = %s', SQL.identifier(name), SQL(value))
                                   for name, value in STATES[kind].items()), record.id))
                env.invalidate_all()
            values = {{'recipient_ids': [(6, 0, partner.ids)]}} if partner else {{
                'email_to': email or 'camille@exemple.example'}}
            made = env['mail.mail'].browse(template.send_mail(
                record.id, email_values=values, email_layout_xmlid=layout))
            mail.update(subject=made.subject, sender=made.email_from, body=pictures_inside(
                made.body_html or ''), to=', '.join(made.recipient_ids.mapped('email_formatted'))
                or made.email_to or '', papers=made.attachment_ids.mapped('name'))
        except Exception as error:
            mail['fault'] = str(error.__cause__ or error)
        savepoint.rollback()
    env.invalidate_all(flush=False)
    drawn.append(mail)
answer(drawn)
"""
HEAD = """<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Mails of the house</title>
<style>
body { margin: 0; background: #f3efe6; color: #1f2e2f; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: auto; padding: 1rem; }
article { margin: 2rem 0; background: #fff; border: 1px solid #e0d5c3; border-radius: 8px; }
header { padding: 1rem; border-bottom: 1px solid #e0d5c3; }
h2 { margin: 0 0 .5rem; font-size: 1.2rem; } header p { margin: 0; font-size: .85rem; }
iframe { width: 100%; border: 0; } .fault { color: #a3160a; font-weight: bold; }
</style><main><h1>Mails of the house</h1>"""
# a frame is as high as its letter
TAIL = """</main><script>
for (const frame of document.querySelectorAll("iframe")) {
    const fit = () => frame.style.height =
        frame.contentDocument.documentElement.scrollHeight + 8 + "px";
    frame.onload = fit;
    fit();
}
</script></html>"""


def mails():
    """Draw every mail of the house from the demonstration, on one page in build."""
    house = run.ready_house()
    with step('mails of the house'):
        drawn = house.shell(
            places.DATABASE, CODE.format(states=STATES), 'drawing the mails', places.log('mails'),
        )
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(drawn), encoding='utf-8')
    faults = [mail['kind'] for mail in drawn if 'fault' in mail]
    say(f'{len(drawn)} mails: {PAGE}')
    if faults:
        say(f'not drawn: {", ".join(faults)}')


def page(drawn):
    """Return the gallery of drawn mails, as HTML.

    :param list drawn: dicts of ``kind``, ``name``, ``about``, and ``subject``, ``sender``, ``to``,
        ``papers``, ``body`` of what was drawn, or ``fault``.
    """
    links = ' · '.join(f'<a href="#{word(mail["kind"])}">{word(mail["kind"])}</a>'
                       for mail in drawn)
    return HEAD + f'<nav>{links}</nav>' + ''.join(map(_article, drawn)) + TAIL


def word(text):
    """Return a text as it stands in HTML, between tags or in an attribute."""
    return html.escape(str(text or ''), quote=True)


def _article(mail):
    if 'fault' in mail:
        content = f'<p class="fault">{word(mail["fault"])}</p>'
    else:
        content = f'<iframe srcdoc="{word(mail["body"])}"></iframe>'
    papers = ', '.join(mail.get('papers') or [])
    return (
        f'<article id="{word(mail["kind"])}"><header><h2>{word(mail.get("subject"))}</h2>'
        f'<p>{word(mail.get("sender"))} → {word(mail.get("to"))}</p>'
        f'<p>{word(mail["kind"])} · {word(mail["name"])}{" · " + word(papers) if papers else ""}'
        f'</p><p>{word(mail["about"])}</p></header>{content}</article>'
    )
