#!/usr/bin/env bash
# Starts every container: refuses example secrets, hands the others over as variables, then
# becomes the program. A variable is seen by that program alone; an option like --db_password
# would be seen by whoever lists the processes.
#   SECRET_VARIABLES   'PGPASSWORD=pg_password …': which variable takes which secret
set -euo pipefail
secrets=${SECRETS:-/run/secrets}

bash "$(dirname "$0")/secrets.sh" check "$secrets"
for pair in ${SECRET_VARIABLES:-}; do
    value=$(< "$secrets/${pair#*=}")
    export "${pair%%=*}=$value"
done
exec "$@"
