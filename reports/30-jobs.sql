-- sheet:  Jobs
-- intro:  Background jobs, their schedules and workflows; each must be written again for the target queue.
-- empty:  No background job was found. Commands are on Other work; work sent to the background without a job is named by the assumptions.
-- column: Job         34   text
-- column: Kind        12   word
-- column: Framework   18   text
-- column: Queue       18   text
-- column: Detail      24   text
-- column: Class       24   unit
-- column: Quantity     8   quantity    total
-- column: Hours        9   unit-hours  total
-- column: Status       9   status
-- column: Owner       12   owner
-- column: Why this class  44  word
-- column: File and line   40  place
-- column: Remark      30   word
-- Those of one name are told apart by the folder that they lie in; a name that only says
-- what all of them are, by the file. That of a file goes without the ending.
WITH again AS MATERIALIZED (SELECT kind, name FROM fact WHERE kind IN ('job', 'schedule', 'workflow')
  AND name <> '' GROUP BY 1, 2 HAVING count(DISTINCT file) > 1),
path AS (SELECT DISTINCT file, rtrim(rtrim(file, replace(file, '/', '')), '/') AS dir FROM fact JOIN again USING (kind, name)),
folder AS MATERIALIZED (SELECT file, substr(dir, length(rtrim(dir, replace(dir, '/', ''))) + 1) AS folder FROM path),
base AS (SELECT id, substr(file, length(rtrim(file, replace(file, '/', ''))) + 1) AS base FROM fact
  WHERE kind IN ('job', 'schedule', 'workflow') AND (lower(name) IN ('callback', 'cron', 'cronjob', 'fn', 'handler', 'interval',
  'job', 'schedule', 'task', 'timer', 'worker') OR name GLOB 'self.*' OR name GLOB 'this.*')),
stem AS MATERIALIZED (SELECT id, rtrim(rtrim(base, replace(base, '.', '')), '.') AS stem FROM base)
SELECT CASE WHEN stem <> '' AND f.name GLOB '*.*' THEN stem || ' (' || f.name || ')'
            WHEN stem <> '' AND stem <> f.name THEN f.name || ' (' || stem || ')'
            WHEN (f.kind, f.name) IN again AND folder <> '' THEN f.name || ' (' || folder || ')'
            WHEN said GLOB '*?.[jt]s' OR said GLOB '*?.[cm][jt]s'
            THEN rtrim(rtrim(said, replace(said, '.', '')), '.') ELSE said END,
       CASE WHEN f.kind = 'schedule' AND e.counts_as = 'jobs' THEN 'job (its code)' ELSE f.kind END,
       coalesce(c.name, f.framework), f.owner, f.detail,
       coalesce(e.label, i.unit), i.quantity, NULL,
       CASE WHEN i.id IS NOT NULL THEN 'todo' END, NULL, coalesce(i.reason, ''),
       CASE WHEN f.line > 0 THEN f.file || ':' || f.line ELSE f.file END,
       CASE WHEN f.status <> 'resolved' THEN 'to settle in discovery: ' || f.reason
            WHEN i.id IS NULL AND f.id IN (SELECT fact FROM item)
            THEN 'stays, see Other work'
            WHEN i.id IS NULL THEN 'not priced'
            WHEN f.name GLOB 'self.*' OR f.name GLOB 'this.*' THEN 'named in code when it runs: which jobs are these?' ELSE '' END
  FROM (SELECT *, coalesce(nullif(name, ''), nullif(target, ''),
        nullif(nullif(handler, '<function>'), ''), nullif(owner, ''), 'function') AS said FROM fact) AS f
  LEFT JOIN item i ON i.fact = f.id AND i.unit NOT IN ('ml_endpoint_hybrid', 'job_kept')
  LEFT JOIN folder USING (file)
  LEFT JOIN stem ON stem.id = f.id
  LEFT JOIN called c ON c.framework = f.framework
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE f.kind IN ('job', 'schedule', 'workflow')
    OR (f.kind IN ('queue', 'worker', 'enqueue') AND i.id IS NOT NULL)
 ORDER BY CASE f.kind WHEN 'job' THEN 1 WHEN 'schedule' THEN 2 ELSE 3 END,
       f.name, f.target, f.file, f.line, i.id;
