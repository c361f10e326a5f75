"""Who may see and do what: each line is a thing of one member (Atelier A), each letter of its
last column is what the role of that position gets. A model or a route that is added gets its line
here: `TestAccessTable` refuses what has none.
"""

ROLES = ('visitor', 'customer', 'other', 'member', 'colleague', 'employee', 'manager')

# Pages. S: sees the member's own data · n: answers without it · L: is sent to sign in · -: refused
# Several addresses of one page are so many lines.
PAGES = (
    ('/adhesion', 'SECRET', 'nnnnnnn'),
    ('/adhesion/contrat', 'SECRET', 'nnnnnnn'),
    ('/adhesion/merci', 'SECRET', 'nnnnnnn'),
    ('/adhesion/confirmer/{joining}/forged', 'SECRET', '-------'),
    ('/my/membership', 'SECRET', 'LnnSSnn'),
    ('/my/adhesion', 'SECRET', 'LnnSSnn'),
    ('/my/membership/pay', 'SECRET', 'LnnSSnn'),
    ('/my/membership/terms', 'v1', 'LSSSSSS'),
    ('/my/contrat', 'v1', 'LSSSSSS'),
    ('/my/membership/terms/1', 'v1', 'L-SSS--'),
    ('/my/membership/withdraw', 'SECRET', 'Lnnnnnn'),
    ('/my/membership/leave', 'SECRET', 'LnnSSnn'),
    ('/my/membership/calendar.ics', 'SECRET', 'LnnSSnn'),
    ('/resilier', 'SECRET', 'nnnSSnn'),
    ('/my/resilier', 'SECRET', 'nnnSSnn'),
    ('/resilier/merci', 'SECRET', 'nnnSSnn'),
    ('/resilier/annuler/{termination}/forged', 'SECRET', '-------'),
    ('/resilier/valider/{termination}/forged', 'SECRET', '-------'),
    ('/my/wishes', 'WISH', 'LnnSSnn'),
    ('/my/demande', 'WISH', 'LnnSSnn'),
    ('/my/wishes/page/1', 'WISH', 'LnnSSnn'),
    ('/my/wishes?state=open&search=Secret', 'WISH', 'LnnSSnn'),
    ('/my/wishes/new', 'PROJECT', 'LnnSSnn'),
    ('/my/wishes/{wish}', 'WISH', 'L--SS--'),
    ('/my/orders/{order}', 'ORDER', 'LnnSSSS'),
    ('/my/orders/{quotation}/choices', 'QUOTATION', 'LnnSSSS'),
    ('/my/newsletter', 'SECRET', 'Lnnnnnn'),
    ('/my/invoices/{invoice}', 'INVOICE', 'LnnSSSS'),
    ('/terms/{version}/pdf', '', 'SSSSSSS'),
    ('/my/offers?show=all', 'OFFER', 'LnnSSnn'),
    ('/my/offers/page/1?show=all', 'OFFER', 'LnnSSnn'),
    ('/my/offers/{offer}', 'OFFER', 'L--SS--'),
    ('/my/claims', 'CLAIM', 'LnnSSnn'),
    ('/my/claims/page/1', 'CLAIM', 'LnnSSnn'),
    ('/my/claims/{claim}', 'CLAIM', 'L--SS--'),
    ('/my/claims/{claim}/done', 'CLAIM', 'L--SS--'),
    ('/my/lots/{lot}', '', 'L-SSS--'),
    ('/my/lots/{lot}/photo', '', 'L--SSSS'),
    ('/my/lots/{lot}/photo_small', '', 'L--SSSS'),
    ('/offers/photo/{letter}/{lot}/forged', '', '-------'),
)
# Forms, with what they send. w: changes something of the member's · n: answers and changes
# nothing of the member's · L: is sent to sign in · -: refused
FORMS = (
    ('/adhesion', {'email': 'a@atelier.example'}, '-------'),
    ('/adhesion/confirmer/{joining}/forged', {'password': 'Forged-password-1'}, '-------'),
    ('/my/membership/leave', {}, 'Lnnwwnn'),
    ('/my/membership/stay', {}, 'Ln---nn'),
    ('/my/membership/withdraw', {'confirm': '1'}, 'Lnn--nn'),
    ('/resilier', {'contract_ref': '{reference}'}, '--nnn--'),
    ('/resilier/confirmer', {'contract_ref': '{reference}'}, '--nww--'),
    ('/resilier/annuler/{termination}/forged', {}, '-------'),
    ('/resilier/valider/{termination}/forged', {}, '-------'),
    ('/my/wishes/new', {'project_id': '{project}'}, 'L------'),
    ('/my/wishes/{wish}', {'quantity': '5', 'unit': 'pieces', 'categ_id': '{category}',
                           'value_ids': '{glass}', 'max_price': '3'}, 'L--ww--'),
    ('/my/wishes/{wish}/photo', {'remove': '1'}, 'L--ww--'),
    ('/my/wishes/{wish}/move', {'move': 'pause'}, 'L--ww--'),
    ('/my/wishes/{wish}/duplicate', {}, 'L--ww--'),
    ('/my/wishes/confirm', {}, 'Lnnwwnn'),
    ('/my/offers/{offer}/accept', {'quantity': '1'}, 'L--ww--'),
    ('/my/offers/{offer}/decline', {}, 'L--ww--'),
    ('/my/claims/{claim}/give-up', {}, 'L--ww--'),
    ('/my/lots/{lot}/take', {'quantity': '1', 'key': 'f0f0f0f0f0f0f0f0'}, 'L-nww--'),
    ('/my/orders/{quotation}/choices', {'packaging': '1'}, 'nnnwwww'),
    ('/shop/packaging', {'packaging': '1'}, 'nnnnnnn'),
    ('/web/pivot/export_xlsx', {'data': '[]'}, 'L------'),
    ('/my/newsletter', {'news': '1'}, 'Lnnwwnn'),
)
# Calls of a script, with their parameters: letters as those of the forms.
CALLS = (
    ('/my/wishes/{wish}/effect', {'post': {'quantity': '9'}, 'value_ids': []}, 'L--nn--'),
    ('/my/orders/{quotation}/accept', {'name': "Camille", 'signature': 'R0lGODlhAQABAAD/ACwAAAAA'
                                       'AQABAAACADs='}, '---ww--'),
    # native tools of editors, which ask nobody outside
    ('/html_editor/media_library_search', {'query': "perle"}, 'Lnnnnnn'),
    ('/html_editor/save_library_media', {'media': {}}, 'L------'),
    ('/web_editor/save_library_media', {'media': {}}, 'L------'),
    ('/html_editor/generate_text', {'prompt': "", 'conversation_history': []}, 'L------'),
    ('/web_editor/generate_text', {'prompt': "", 'conversation_history': []}, 'L------'),
    ('/html_editor/link_preview_external', {'preview_url': 'https://luz.example'}, 'nnnnnnn'),
    ('/website/seo_suggest', {'keywords': "perle", 'lang': 'fr_FR'}, 'Lnnnnnn'),
    ('/website/google_font_metadata', {}, 'Lnnnnnn'),
)
# Records. r: reads · w: reads and writes · -: refused
MODELS = (
    ('perles.membership', 'membership', '---rrww'),
    ('perles.membership.period', 'period', '---rrrr'),
    ('perles.membership.announcement', 'announcement', '-----rr'),
    ('perles.membership.figure', 'figure', '-----rr'),
    ('perles.membership.plan', 'plan', '-----rw'),
    ('perles.project', 'project', '---rrww'),
    ('perles.wish', 'wish', '---rrww'),
    ('perles.wish.slice', 'slice', '---rrrr'),
    ('perles.demand', 'demand', '-----rr'),
    ('perles.joining', 'joining', '-----ww'),
    ('perles.termination', 'termination', '-----ww'),
    ('perles.terms', 'terms', '-----rw'),
    ('perles.terms.clause', 'clause', '-----rw'),
    ('perles.terms.version', 'version', '-----rr'),
    ('perles.acceptance', 'acceptance', '-----rr'),
    ('perles.notice', 'notice', '-----rw'),
    ('perles.clock', 'clock', '-----rr'),
    ('perles.sign.in.failure', 'failure', '------r'),
    ('perles.today.card', 'card', '-----rw'),
    ('perles.letter', 'letter', '---rrrr'),
    ('perles.offer', 'offer', '---rrww'),
    ('perles.claim', 'claim', '---rrww'),
    ('perles.match', 'match', '-----rr'),
    ('perles.instalment', 'share', '-----ww'),
    ('perles.packaging', 'box', '-----ww'),
    ('perles.packaging.trip', 'trip', '-----rr'),
    ('stock.lot', 'lot', '-----ww'),
    ('perles.care', 'care', '-----ww'),
    ('perles.care.step', 'step', '-----rr'),
    ('perles.care.photo', 'care_photo', '-----ww'),
    # native ones, for which the house has rules: the page of a lot in preview, and its pictures
    ('product.template', 'page', '--rrrrw'),
    ('product.image', 'picture', '--rrrrw'),
)
# c: fills in · r: reads · -: refused
WIZARDS = (
    ('perles.arrival.entry', '-----cc'),
    ('perles.arrival.entry.line', '-----cc'),
    ('perles.care.end', '-----cc'),
    ('perles.lot.correction', '-----cc'),
    ('perles.lot.member', '-----cc'),
    ('perles.membership.gesture', '-----cc'),
    ('perles.near.miss', '-----rr'),
    ('perles.payment.received', '-----cc'),
    ('perles.payment.undone', '-----cc'),
    ('perles.promise.change', '------c'),
    ('perles.renewal.rehearsal', '-----cc'),
    ('perles.renewal.rehearsal.line', '-----cc'),
    ('perles.sale.by.hand', '------c'),
    ('perles.order.end', '-----cc'),
    ('perles.termination.decision', '-----cc'),
    ('perles.termination.record', '-----cc'),
    ('perles.terms.publish', '------c'),
)
# S: is served the file · -: refused. Portal users have no right on attachments at all: they
# read files through the page of a checked document.
ATTACHMENTS = (
    ('contract', '-----SS'),
    ('invoice_pdf', '-----SS'),
)
