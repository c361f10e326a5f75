-- A dump and its figures, of one and the same instant however busy the house is.
-- Run in the folder of the backup, the database being that of PGDATABASE.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
-- What fails half-way leaves no dump, and without one the backup is refused.
\! pg_dump -Fc --snapshot="$SNAPSHOT" -f database.dump || rm -f database.dump
\o figures
\ir figures.sql
\o
COMMIT;
