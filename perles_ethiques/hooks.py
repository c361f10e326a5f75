"""What installing and removing the addon does beyond its data files."""

# Native addons that install themselves and send what is typed here to outside services:
# company names, addresses to print, searched pictures. The contract promises the contrary
# (clause 000-88).
OUTSIDE_SERVICES = ('partner_autocomplete', 'snailmail', 'snailmail_account', 'web_unsplash')


def _post_init_hook(env):
    """Keep the house closed: no outside service, no publisher notice (clause 000-88)."""
    env['ir.module.module'].search([
        ('name', 'in', OUTSIDE_SERVICES),
        ('state', 'in', ('installed', 'to install', 'to upgrade')),
    ]).button_uninstall()
    notice_cron = env.ref('mail.ir_cron_module_update_notification', raise_if_not_found=False)
    if notice_cron:
        notice_cron.active = False
    companies = env['res.company'].with_context(active_test=False).search([])
    companies._perles_find_again()
    companies._perles_apply_house_defaults()


def _uninstall_hook(env):
    """Leave a native house: previews off the shop, places known, the publisher's notice back."""
    env['res.company'].with_context(active_test=False).search([])._perles_before_removal()
    env.cr.execute('DROP MATERIALIZED VIEW IF EXISTS perles_demand')
    env.cr.execute('DROP FUNCTION IF EXISTS perles_append_only() CASCADE')
    notice_cron = env.ref('mail.ir_cron_module_update_notification', raise_if_not_found=False)
    if notice_cron:
        notice_cron.active = True
