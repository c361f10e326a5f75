#!/usr/bin/env bash
# Which backups are kept: reads names that begin with their date, prints the kept ones.
# The newest of each day, week (Monday to Sunday) and month, for as many of these as are asked
# and *have* a backup: a house that was off for a year loses nothing when it comes back. Of the
# last day all are kept: the one before an upgrade is worth more than the one after it.
#   KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS
set -euo pipefail
names=$(sort -ru)
[ -n "$names" ] || exit 0

paste -d' ' - <(cut -c1-10 <<< "$names" | date -u -f - '+%F %G-%V %Y-%m') <<< "$names" |
    awk -v days="${KEEP_DAYS:-7}" -v weeks="${KEEP_WEEKS:-4}" -v months="${KEEP_MONTHS:-12}" '
        function opens(kind, value, limit) {
            if (value == last[kind] || count[kind] == limit) return 0
            last[kind] = value
            return ++count[kind]
        }
        NR == 1 { today = $2 }
        {
            day = opens("day", $2, days)
            week = opens("week", $3, weeks)
            month = opens("month", $4, months)
        }
        day || week || month || $2 == today { print $1 }'
