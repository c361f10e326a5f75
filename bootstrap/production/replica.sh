#!/usr/bin/env bash
# A streaming replica: copied from the primary when its folder is empty, then a hot standby that
# answers the pages that only read. Options of `postgres` may follow.
#   PGDATA                       its folder
#   PRIMARY_HOST, PRIMARY_PORT   the server it follows
set -euo pipefail
data=${PGDATA:?}
draft=$data.draft
slot=replica1
server=(--host="${PRIMARY_HOST:-db}" --port="${PRIMARY_PORT:-5432}" --username=replicator --no-password)

# Named in the standby's settings by its path: the password itself stays in the secret.
export PGPASSFILE=${PASSFILE:-/tmp/replicator}
(umask 077 && echo "*:*:*:replicator:$(< "${SECRETS:-/run/secrets}/pg_replicator")" > "$PGPASSFILE")

copy_primary() {
    # What a copy that was cut short left here, and on the primary: its slot keeps every change.
    rm -rf "$draft"
    psql -XAtq "${server[@]}" -d postgres -c "
        SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
         WHERE slot_name = '$slot' AND NOT active"
    pg_basebackup "${server[@]}" --pgdata="$draft" --checkpoint=fast \
        --write-recovery-conf --wal-method=stream --create-slot --slot="$slot"
    mv "$draft" "$data"
}

[ -s "$data/PG_VERSION" ] || copy_primary
exec postgres -D "$data" "$@"
