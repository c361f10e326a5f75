#!/usr/bin/env bash
# A backup a day, at BACKUP_AT (UTC), and at once when today has none. One that fails is tried
# again; the health check of the service tells when the last good one is too old.
set -euo pipefail
here=$(dirname "$0")
backups=${BACKUPS:-/backups}
at=${BACKUP_AT:-01:30}

while true; do
    if compgen -G "$backups/$(date -u +%F)T*Z" > /dev/null || bash "$here/backup.sh"; then
        sleep $(($(date -u -d "tomorrow $at" +%s) - $(date -u +%s)))
    else
        echo "the backup FAILED; tried again in ${RETRY_SECONDS:-900} s" >&2
        sleep "${RETRY_SECONDS:-900}"
    fi
done
