#!/usr/bin/env bash
# The addon's own tests inside the image, on a fresh database that is dropped in the end.
#   TEST_DATABASE   its name; never that of the production
set -euo pipefail
export PGDATABASE=${TEST_DATABASE:?} DEMONSTRATION=yes
here=$(dirname "$0")
addon=perles_ethiques

clear() {
    dropdb --if-exists "$PGDATABASE"
    rm -rf "${FILESTORE:-/var/lib/odoo/filestore}/$PGDATABASE"
}

clear
trap clear EXIT
MODULES='l10n_fr_account payment_demo' bash "$here/init.sh"
odoo -d "$PGDATABASE" -i "$addon" --test-enable --test-tags "/$addon" --stop-after-init
