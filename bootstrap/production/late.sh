#!/usr/bin/env bash
# Health of the clocks: fails when a scheduled action is an hour late or more, or when one of ours
# is switched off: nothing is late then, and nothing is done.
set -euo pipefail
late=$(psql -XAtq -v ON_ERROR_STOP=1 -c "
    SELECT string_agg(cron_name, ', ') FROM ir_cron
     WHERE active AND nextcall < (now() AT TIME ZONE 'UTC') - interval '1 hour'")
off=$(psql -XAtq -v ON_ERROR_STOP=1 -c "
    SELECT string_agg(c.cron_name, ', ') FROM ir_cron c
      JOIN ir_model_data d ON d.model = 'ir.cron' AND d.res_id = c.id
     WHERE c.active IS NOT TRUE AND d.module = 'perles_ethiques'")
[ -z "$late" ] || echo "late: $late" >&2
[ -z "$off" ] || echo "switched off: $off" >&2
[ -z "$late$off" ]
