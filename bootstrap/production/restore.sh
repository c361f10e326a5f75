#!/usr/bin/env bash
# Restores a backup in a database of its own and proves it: restore.sh [BACKUP], the last one by
# default. The figures of the restored database are compared with those taken with the dump.
#   TARGET      the database to make: `perles_restored`, a neutralised copy, unless told otherwise
#   LIVE        `yes` brings a lost production back: the copy then mails and charges again
#   FILESTORE, BACKUPS   as for backup.sh
#   APPLICATION   as for init.sh
set -euo pipefail
target=${TARGET:-perles_restored}
backups=${BACKUPS:-/backups}
files=${FILESTORE:-/var/lib/odoo/filestore}/$target
here=$(cd "$(dirname "$0")" && pwd)
name=${1:-$(find "$backups" -mindepth 1 -maxdepth 1 -name '????-??-??T??????Z' -printf '%f\n' | sort | tail -1)}
backup=$backups/${name:?"there is no backup in $backups"}

query() {
    psql -XAtq -v ON_ERROR_STOP=1 -d "$1" -c "$2"
}

fail() {
    echo "REFUSED: $1" >&2
    exit 1
}

# Only what an earlier drill left may be replaced.
clear_target() {
    [ -n "$(query postgres "SELECT 1 FROM pg_database WHERE datname = '$target'")" ] || return 0
    local mark="SELECT value FROM ir_config_parameter WHERE key = 'database.is_neutralized'"
    [ "$(query "$target" "$mark")" = true ] || fail "$target exists and is no neutralised copy"
    dropdb "$target"
}

forget() {
    dropdb --if-exists "$target"
    rm -rf "${files:?}"
    echo "the restored copy did not stand the comparison and was removed" >&2
}

bash "$here/verify.sh" "$backup"
clear_target
[ "${LIVE:-no}" = yes ] || rm -rf "${files:?}"
[ ! -e "$files" ] || fail "$files exists: these files may be the only ones left"

trap forget ERR
createdb --template=template0 --encoding=UTF8 --lc-collate=C "$target"
pg_restore --no-owner --exit-on-error --jobs=2 --dbname="$target" "$backup/database.dump"
mkdir -p "$files"
cp -R --preserve=timestamps "$backup/filestore/." "$files/"

diff "$backup/figures" <(cd "$here" && psql -XAtq -v ON_ERROR_STOP=1 -d "$target" -f figures.sql) >&2
diff <(cd "$backup/filestore" && find . -type f | sort) <(cd "$files" && find . -type f | sort) >&2
[ "${LIVE:-no}" = yes ] || odoo neutralize -d "$target"
[ -z "${APPLICATION:-}" ] ||
    psql -XAtq -d "$target" -v application="$APPLICATION" -f "$here/owners.sql"
trap - ERR

echo "restored: $name in $target, $(wc -l < "$backup/figures") figures the same"
grep -v '^rows of' "$backup/figures"
echo "files|$(find "$files" -type f | wc -l)"
