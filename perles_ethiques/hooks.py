"""What installing and removing the addon does beyond its data files."""

from .const import OUTSIDE_CLOCK, OUTSIDE_MUTED


def _post_init_hook(env):
    """Keep the house closed: no outside service, no publisher notice (clause 000-88)."""
    env['ir.module.module']._perles_close_house()
    companies = env['res.company'].with_context(active_test=False).search([])
    companies._perles_find_again()
    companies._perles_apply_house_defaults()


def _uninstall_hook(env):
    """Leave a native house: previews off the shop, places known, the publisher's notice back."""
    env['res.company'].with_context(active_test=False).search([])._perles_before_removal()
    env.cr.execute('DROP MATERIALIZED VIEW IF EXISTS perles_demand')
    env.cr.execute('DROP FUNCTION IF EXISTS perles_append_only() CASCADE')
    notice_cron = env.ref(OUTSIDE_CLOCK, raise_if_not_found=False)
    if notice_cron:
        notice_cron.active = True
    for name, value in (item for muted in OUTSIDE_MUTED.values() for item in muted.items()):
        env['ir.config_parameter'].search([('key', '=', name), ('value', '=', value)]).unlink()
