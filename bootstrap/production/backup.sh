#!/usr/bin/env bash
# One backup: BACKUPS/<UTC instant>/ with database.dump, figures, checksums and filestore/.
# Files that the last backup holds already are hard links to it: a copy a day costs what is new.
#   PGDATABASE   the database
#   FILESTORE    the folder of the files of every database
#   BACKUPS      where backups go: another disk than the data, copied elsewhere by the host
set -euo pipefail
export PGDATABASE=${PGDATABASE:-perles}
files=${FILESTORE:-/var/lib/odoo/filestore}/$PGDATABASE
backups=${BACKUPS:-/backups}
here=$(cd "$(dirname "$0")" && pwd)
draft=$backups/.draft

taken() {
    find "$backups" -mindepth 1 -maxdepth 1 -type d -name '????-??-??T??????Z' -printf '%f\n' | sort
}

# Two hexadecimal digits, then the file: the rest of the folder is Odoo's own book-keeping.
listed() {
    find "$1" -type f -path "$1/[0-9a-f][0-9a-f]/*" -printf '%P\n' | LC_ALL=C sort
}

# Never over a file that is there: other backups share it.
add_new_files() {
    LC_ALL=C comm -23 <(listed "$files") <(listed "$draft/filestore") > "$draft/new"
    # One that Odoo sweeps meanwhile cannot be copied: whether it is missed is verified below.
    (cd "$files" && xargs -r -d '\n' cp --parents --preserve=timestamps -t "$draft/filestore") \
        < "$draft/new" || true
}

forget_swept_files() {
    LC_ALL=C comm -13 <(listed "$files") <(listed "$draft/filestore") > "$draft/swept"
    (cd "$draft/filestore" && xargs -r -d '\n' rm -f) < "$draft/swept"
}

take() {
    local previous
    previous=$(taken | tail -1)
    rm -rf "$draft"
    mkdir -p "$draft/filestore"
    [ -z "$previous" ] || cp -al "$backups/$previous/filestore" "$draft/"
    # Once before the dump, for what Odoo might sweep during it; once after, for what the dump
    # names and came last.
    add_new_files
    forget_swept_files
    (cd "$draft" && psql -XAtq -v ON_ERROR_STOP=1 -f "$here/snapshot.sql")
    add_new_files
    rm "$draft/new" "$draft/swept"
    (cd "$draft" && sha256sum database.dump figures > checksums) || true
    bash "$here/verify.sh" "$draft"
    sync -f "$draft"
    mv "$draft" "$backups/$1"
}

rotate() {
    comm -23 <(taken) <(taken | bash "$here/keep.sh" | sort) | while read -r name; do
        rm -rf "${backups:?}/$name"
    done
}

exec 9> "$backups/.lock"
flock -n 9 || { echo "another backup is being taken" >&2; exit 1; }
name=$(date -u +%Y-%m-%dT%H%M%SZ)
take "$name"
rotate
echo "backup: $backups/$name, $(du -sh "$backups/$name" | cut -f1)"
