-- Who owns what in a database: everything is the application's, but the database itself, its
-- schema, the tables of evidence and what guards them. Whoever owns a table may switch its
-- triggers off, whoever owns the schema may drop it: the pages and the clocks own neither.
-- Run by the owner, before and after what it makes or upgrades; twice is once.
--   application   the role of the pages and the clocks
\set ON_ERROR_STOP on
BEGIN;
SELECT format('ALTER DATABASE %I OWNER TO %I', current_database(), current_user) \gexec
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I',
              current_database(), :'application') \gexec
GRANT USAGE, CREATE ON SCHEMA public TO :"application";

-- found by its guard, whatever feature it belongs to
CREATE TEMPORARY TABLE evidence ON COMMIT DROP AS
    SELECT DISTINCT t.tgrelid AS id, t.tgfoid AS guard
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.proname = 'perles_append_only' AND NOT t.tgisinternal;
SELECT format('ALTER TABLE %s OWNER TO %I', id::regclass, current_user) FROM evidence \gexec
SELECT DISTINCT format('ALTER FUNCTION %s OWNER TO %I', guard::regprocedure, current_user)
  FROM evidence \gexec
SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE, REFERENCES ON %s TO %I',
              id::regclass, :'application') FROM evidence \gexec
SELECT format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I',
              pg_get_serial_sequence(id::regclass::text, 'id'), :'application') FROM evidence \gexec

-- the rest; a sequence of a column follows its table, what an extension brought stays its own
CREATE TEMPORARY VIEW bound AS
    SELECT classid, objid FROM pg_depend WHERE deptype IN ('a', 'e', 'i');
SELECT format('ALTER %s %s OWNER TO %I', CASE relkind
           WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
           ELSE 'TABLE' END, oid::regclass, :'application')
  FROM pg_class c
 WHERE relnamespace = 'public'::regnamespace AND relowner = current_user::regrole
   AND relkind IN ('r', 'p', 'v', 'm', 'S') AND oid NOT IN (SELECT id FROM evidence)
   AND NOT EXISTS (SELECT FROM bound WHERE classid = 'pg_class'::regclass AND objid = c.oid) \gexec
SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, :'application')
  FROM pg_proc p
 WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
   AND oid NOT IN (SELECT guard FROM evidence)
   AND NOT EXISTS (SELECT FROM bound WHERE classid = 'pg_proc'::regclass AND objid = p.oid) \gexec
DROP VIEW bound;
COMMIT;
