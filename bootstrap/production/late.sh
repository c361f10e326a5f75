#!/usr/bin/env bash
# Health of the clocks: fails when a scheduled action is an hour late or more.
set -euo pipefail
late=$(psql -XAtq -v ON_ERROR_STOP=1 -c "
    SELECT string_agg(cron_name, ', ') FROM ir_cron
     WHERE active AND nextcall < (now() AT TIME ZONE 'UTC') - interval '1 hour'")
[ -z "$late" ] || { echo "late: $late" >&2; exit 1; }
