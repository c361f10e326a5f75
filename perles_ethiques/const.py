"""The addon and the two groups of the house, by their names."""

ADDON = 'perles_ethiques'
TEAM = 'perles_ethiques.group_perles_user'
MANAGER = 'perles_ethiques.group_perles_manager'
# Login that `base` gives to an account that its person closed: nobody can sign in with it again.
CLOSED_LOGIN = r'\_\_deleted\_user\_%'

# === What a native Odoo would ask or tell outside services, and is kept from it (000-88) === #

# Addons that install themselves along, and send what is typed or billed here elsewhere. Removed at
# installation and at each upgrade, unless something that somebody chose stands on them.
OUTSIDE_ADDONS = (
    # asks a directory about each customer who is billed, by SIRET or VAT number
    'account_edi_proxy_client', 'account_peppol',
    # names of companies, addresses to print, telephone numbers
    'iap', 'iap_mail', 'partner_autocomplete', 'sms', 'snailmail', 'snailmail_account',
    # pictures that are searched
    'web_unsplash',
)

# Bridges that install themselves between those and others: they go along.
OUTSIDE_BRIDGES = (
    'calendar_sms', 'crm_iap_enrich', 'crm_iap_mine', 'crm_sms', 'event_sms', 'hr_recruitment_sms',
    'iap_crm', 'project_sms', 'sale_sms', 'stock_sms', 'website_crm_sms', 'website_sms',
)

# Those that must stay → the parameters by which they are kept from speaking, and their values.
NOWHERE = 'http://127.0.0.1:9'
OUTSIDE_MUTED = {
    'account_peppol': {'account_peppol.edi.mode': 'demo'},
    'iap': dict.fromkeys(('iap.endpoint', 'enrich.endpoint', 'reveal.endpoint'), NOWHERE),
    'partner_autocomplete': {'iap.partner_autocomplete.endpoint': NOWHERE},
    'sms': {'sms.endpoint': NOWHERE},
    'snailmail': {'snailmail.endpoint': NOWHERE},
}

# Parameters of native addons that cannot be taken away.
OUTSIDE_PARAMETERS = {
    # the server opens each link that somebody writes in a message
    'mail.link_preview_throttle': '0',
}

# The clock that tells the publisher of Odoo who lives here.
OUTSIDE_CLOCK = 'mail.ir_cron_module_update_notification'
