-- sheet:  Other work
-- intro:  What is priced beside endpoints, models and jobs: queries, middleware, auth, commands, templates, libraries, logic.
-- empty:  Nothing else is priced.
-- column: What        34   text
-- column: Kind        14   word
-- column: Class       30   unit
-- column: Repeat       7   repeat
-- column: Quantity     9   quantity
-- column: Hours        9   unit-hours  total
-- column: Status       9   status
-- column: Owner       12   owner
-- column: Why         50   word
-- column: File and line   50  place
-- Where code names a page by its path, the file name is its name, and the path its place.
-- What has neither name nor target is told apart by its file and a number. What is called by
-- its file goes without the ending: that is no name.
WITH base AS (SELECT id, rtrim(file, replace(file, '/', '')) AS dir,
  substr(file, length(rtrim(file, replace(file, '/', ''))) + 1) AS base FROM fact
  WHERE name = '' AND target = '' AND handler IN ('', '<function>')),
stem AS MATERIALIZED (SELECT id, substr(dir, length(rtrim(rtrim(dir, '/'), replace(dir, '/', ''))) + 1)
  || rtrim(rtrim(base, replace(base, '.', '')), '.') AS stem FROM base)
SELECT CASE WHEN i.fact IS NULL THEN coalesce(e.label, i.unit)
            WHEN f.kind = 'template' AND f.name = f.target
            THEN substr(f.name, length(rtrim(f.name, replace(f.name, '/', ''))) + 1)
            WHEN f.variety = 'management'
            THEN replace(substr(f.file, length(rtrim(f.file, replace(f.file, '/', ''))) + 1), '.py', '')
            WHEN f.file LIKE '%/' || f.name AND f.name LIKE '%_.%'
            THEN rtrim(rtrim(f.name, replace(f.name, '.', '')), '.')
            WHEN f.name <> '' THEN f.name
            WHEN f.target <> '' THEN f.target
            WHEN i.unit = 'driver_query' THEN 'tables that code names'
            WHEN f.handler NOT IN ('', '<function>') THEN f.handler
            ELSE stem || iif(count(*) OVER same = 1, '', ' ' || row_number() OVER (same ORDER BY f.line, i.id)) END,
       coalesce(f.kind, 'counted'), coalesce(e.label, i.unit), i.series, i.quantity, NULL,
       'todo', NULL, iif(i.reason IN (f.name, '<function>'), '', i.reason),
       CASE WHEN f.kind = 'template' AND f.name = f.target THEN f.name
            WHEN f.line > 0 THEN f.file || ':' || f.line
            ELSE coalesce(f.file, '') END
  FROM item i
  LEFT JOIN fact f ON f.id = i.fact
  LEFT JOIN stem ON stem.id = f.id
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE (i.fact IS NULL AND coalesce(e.driver, '') = '') OR i.unit IN ('ml_endpoint_hybrid', 'job_kept')
    OR f.kind NOT IN ('endpoint', 'operation', 'channel', 'stream', 'model', 'job', 'schedule', 'workflow',
                      'queue', 'worker', 'enqueue', 'construct')
WINDOW same AS (PARTITION BY i.unit, f.kind, stem)
 ORDER BY e.rank, f.file, f.line, i.id;
