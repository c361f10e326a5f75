#!/usr/bin/env bash
# Whether a backup can be trusted: verify.sh FOLDER. Says what is wrong and fails otherwise.
set -euo pipefail
folder=${1:?"usage: verify.sh FOLDER"}
dump=$folder/database.dump

fail() {
    echo "REFUSED: $folder: $1" >&2
    exit 1
}

# The files that the attachments of the dump name, without a database to restore them in.
named() {
    pg_restore --data-only --table=ir_attachment -f - "$dump" | awk -F '\t' '
        /^COPY public\.ir_attachment \(/ {
            gsub(/^[^(]*\(|\).*$/, "")
            count = split($0, names, ", ")
            for (i = 1; i <= count; i++) if (names[i] == "store_fname") column = i
            next
        }
        $0 == "\\." { column = 0 }
        column && $column != "\\N" { print $column }' | LC_ALL=C sort -u
}

held() {
    find "$folder/filestore" -type f -printf '%P\n' | LC_ALL=C sort
}

[ -s "$dump" ] || fail "there is no dump"
[ -s "$folder/figures" ] || fail "there are no figures"
pg_restore --list "$dump" > /dev/null || fail "the dump has no table of contents"
# The contents stand first: a dump cut in the middle still lists. So it is read to its end.
pg_restore -f /dev/null "$dump" || fail "the dump cannot be read to its end"
# A list that leaves one of them out would be checked without it.
listed=$(awk '{ sub(/^\*/, "", $2); print $2 }' "$folder/checksums" | LC_ALL=C sort)
[ "$listed" = $'database.dump\nfigures' ] || fail "its checksums are not those of the dump and its figures"
(cd "$folder" && sha256sum --check --quiet checksums) || fail "the dump or its figures have changed"

missing=$(LC_ALL=C comm -23 <(named) <(held))
[ -z "$missing" ] || fail "$(wc -l <<< "$missing") attachments have no file, first $(head -1 <<< "$missing")"
# Odoo names a file after the SHA-1 of its content.
held | awk -F/ '{ print $NF "  " $0 }' |
    (cd "$folder/filestore" && sha1sum --check --quiet --status) || fail "a file is not what it was"
