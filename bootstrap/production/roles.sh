#!/usr/bin/env bash
# The three roles beside the superuser: the one the pages and the clocks work with; the one that
# makes, upgrades and restores the database, and owns its evidence (owners.sql); the one a replica
# streams with. The second is given what the first owns, never the other way round. Run by the image
# of PostgreSQL when it makes the cluster; run again by hand, it gives the roles the passwords that
# the secrets hold now.
set -euo pipefail
export SECRETS=${SECRETS:-/run/secrets}

# psql reads the passwords by itself: on its command line everybody could read them.
psql -XAtq -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
\set password `cat "$SECRETS/pg_password"`
\set owner_password `cat "$SECRETS/pg_owner"`
\set replicator_password `cat "$SECRETS/pg_replicator"`
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY['odoo', 'odoo_owner', 'replicator']) AS name
 WHERE name NOT IN (SELECT rolname FROM pg_roles)
\gexec
ALTER ROLE odoo CREATEDB PASSWORD :'password';
ALTER ROLE odoo_owner CREATEDB PASSWORD :'owner_password';
GRANT odoo TO odoo_owner;
ALTER ROLE replicator REPLICATION PASSWORD :'replicator_password';
SQL

# `all` of a line of this file covers every database but not replication.
line='host replication replicator samenet scram-sha-256'
rules=$(psql -XAtq -U "${POSTGRES_USER:-postgres}" -d postgres -c 'SHOW hba_file')
grep -qxF "$line" "$rules" || echo "$line" >> "$rules"
psql -XAtq -U "${POSTGRES_USER:-postgres}" -d postgres -c 'SELECT pg_reload_conf()' > /dev/null
