#!/usr/bin/env bash
# The two roles beside the superuser: the one Odoo works with, which may create databases and
# nothing else, and the one a replica streams with. Run by the image of PostgreSQL when it makes
# the cluster; run again by hand, it gives the roles the passwords that the secrets hold now.
set -euo pipefail
export SECRETS=${SECRETS:-/run/secrets}

# psql reads the passwords by itself: on its command line everybody could read them.
psql -XAtq -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
\set password `cat "$SECRETS/pg_password"`
\set replicator_password `cat "$SECRETS/pg_replicator"`
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY['odoo', 'replicator']) AS name
 WHERE name NOT IN (SELECT rolname FROM pg_roles)
\gexec
ALTER ROLE odoo CREATEDB PASSWORD :'password';
ALTER ROLE replicator REPLICATION PASSWORD :'replicator_password';
SQL

# `all` of a line of this file covers every database but not replication.
line='host replication replicator samenet scram-sha-256'
rules=$(psql -XAtq -U "${POSTGRES_USER:-postgres}" -d postgres -c 'SHOW hba_file')
grep -qxF "$line" "$rules" || echo "$line" >> "$rules"
psql -XAtq -U "${POSTGRES_USER:-postgres}" -d postgres -c 'SELECT pg_reload_conf()' > /dev/null
