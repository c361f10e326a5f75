#!/usr/bin/env bash
# Makes the database when there is none, installs what it lacks, upgrades what is outdated, and
# refuses to let a production start with the demonstration payment. Safe at each start.
#   PGDATABASE            the database
#   MODULES               what has to be installed
#   DEMONSTRATION         `yes` on a database that is no production
#   UPGRADE               modules to upgrade although their version has not risen, or `all`
#   DOMAIN                for a new database: the public name that mails link to
#   APPLICATION           the role of the pages and the clocks, when another one owns the database:
#                         it gets everything but the evidence, its guard and the schema
#   ADMIN_PASSWORD_FILE   for a new database: where its first user's password is
set -euo pipefail
database=${PGDATABASE:-perles}
draft=${database}_draft
files=${FILESTORE:-/var/lib/odoo/filestore}
read -ra modules <<< "${MODULES:-l10n_fr_account perles_ethiques}"

query() {
    psql -XAtq -v ON_ERROR_STOP=1 -d "$1" -c "$2"
}

fail() {
    echo "REFUSED: $1" >&2
    exit 1
}

exists() {
    [ -n "$(query postgres "SELECT 1 FROM pg_database WHERE datname = '$1'")" ]
}

state_of() {
    query "$1" "SELECT state FROM ir_module_module WHERE name = '$2'"
}

# One after the other: Odoo loads the chart of accounts at the end of a run, and forgets to when
# another module of that run removes some, as ours does. It also passes over a module that it does
# not find, and tells it in its log only.
install() {
    for module in "${modules[@]}"; do
        [ "$(state_of "$1" "$module")" != installed ] || continue
        odoo module install -d "$1" "$module"
        [ "$(state_of "$1" "$module")" = installed ] || fail "$module could not be installed in $1"
    done
}

refuse_demonstration() {
    [ "${DEMONSTRATION:-no}" != yes ] || return 0
    case $(state_of "$1" payment_demo) in
        '' | uninstalled | uninstallable) ;;
        *) fail "payment_demo is installed in $1: anybody would pay with no money. Uninstall it." ;;
    esac
}

# The first user leaves its factory password before anybody can reach the site.
settle() {
    odoo shell -d "$1" --no-http <<'PYTHON'
import os
from pathlib import Path

company = env.company
assert company.country_id.code == 'FR', "the country was not known before accounting"
assert company.chart_template == 'fr', "the chart of accounts is not the French one"
secret = os.environ.get('ADMIN_PASSWORD_FILE')
if secret:
    env.ref('base.user_admin').password = Path(secret).read_text().strip()
domain = os.environ.get('DOMAIN')
if domain:
    env['ir.config_parameter'].set_param('web.base.url', f'https://{domain}')
    env['ir.config_parameter'].set_param('web.base.url.freeze', 'True')
env.cr.commit()
PYTHON
}

# Under another name until it is complete: what a crash leaves is never taken for the database.
create() {
    dropdb --if-exists "$draft"
    rm -rf "${files:?}/$draft"
    # The country before accounting: it chooses the chart of accounts.
    odoo db init "$draft" --country FR --language fr_FR
    install "$draft"
    settle "$draft"
    odoo db rename "$draft" "$database"
}

# Also before an upgrade: a database of a release before belongs to the application.
hand_over() {
    [ -z "${APPLICATION:-}" ] ||
        psql -XAtq -d "$database" -v application="$APPLICATION" -f "$(dirname "$0")/owners.sql"
}

exists "$database" || create
refuse_demonstration "$database"
hand_over
install "$database"
odoo module upgrade -d "$database" --outdated all
if [ -n "${UPGRADE:-}" ]; then
    read -ra upgraded <<< "$UPGRADE"
    odoo module upgrade -d "$database" "${upgraded[@]}"
fi
refuse_demonstration "$database"
hand_over
echo "ready: $database"
