-- What a backup says of itself and a restored database has to repeat: one `name|figures` a line.
SELECT 'memberships ' || state, count(*) FROM perles_membership GROUP BY state ORDER BY state;
SELECT 'members', count(DISTINCT partner_id) FROM perles_membership;
SELECT 'periods', count(*), min(start_date), max(end_date) FROM perles_membership_period;
SELECT 'posted ' || move_type, count(*), sum(amount_total)
  FROM account_move WHERE state = 'posted' GROUP BY move_type ORDER BY move_type;
SELECT 'notices ' || state, count(*) FROM perles_notice GROUP BY state ORDER BY state;
SELECT 'acceptances', count(*) FROM perles_acceptance;
-- Published contracts whose bytes are still those that were accepted.
SELECT 'contracts', count(*), count(*) FILTER (WHERE pdf_sha256 = encode(
           sha256(decode(convert_from(pdf, 'UTF8'), 'base64')), 'hex'
       ))
  FROM perles_terms_version;
SELECT 'attachments', count(*), count(store_fname), sum(file_size) FROM ir_attachment;
SELECT 'modules', count(*), md5(string_agg(name || latest_version, ',' ORDER BY name))
  FROM ir_module_module WHERE state = 'installed';
-- Then every table, whatever a later chapter adds.
SELECT 'rows of ' || relname, (
           xpath('/row/rows/text()', query_to_xml(
               format('SELECT count(*) AS rows FROM public.%I', relname), false, true, ''
           ))
       )[1]
  FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
 ORDER BY relname;
