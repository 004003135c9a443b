-- sheet:  Found and priced
-- intro:  From what the scan found to what is priced: each count of the scan, and what became of all of it.
-- empty:  Nothing was found: the counts were given by hand.
-- column: What                 30   word
-- column: Found                 9   count
-- column: Priced by itself     11   count
-- column: In another price     11   count
-- column: Not priced           11   count
-- column: As what, or why      64   word
-- column: Up to three of them  56  place
WITH noun(rank, kind, plural) AS (VALUES (1, 'endpoint', 'endpoints'), (2, 'operation', 'operations'),
  (3, 'action', 'server actions'), (4, 'channel', 'channels'), (5, 'model', 'models'),
  (6, 'field', 'fields of models, each where it is written'), (7, 'relation', 'relations of models'), (8, 'job', 'jobs'),
  (9, 'schedule', 'schedules'), (10, 'workflow', 'workflows of jobs'), (11, 'queue', 'queues'),
  (12, 'worker', 'workers'), (13, 'enqueue', 'job senders'), (14, 'middleware', 'middlewares'),
  (15, 'auth', 'auth checks'), (16, 'role', 'roles'), (17, 'session', 'sessions'),
  (18, 'query', 'database queries'), (19, 'transaction', 'transactions'), (20, 'event', 'events'),
  (21, 'migration', 'migrations'), (22, 'datasource', 'datasources'), (23, 'external', 'external calls'),
  (24, 'command', 'commands'), (25, 'form', 'forms and schemas of requests'), (26, 'storage', 'file store calls'),
  (27, 'email', 'e-mail calls'), (28, 'cache', 'cache calls'), (29, 'template', 'templates'),
  (30, 'admin', 'admin pages'), (31, 'construct', 'features of libraries'),
  (32, 'library', 'library uses'), (33, 'platform', 'files of containers, CI and tools'),
  (34, 'stream', 'streams of answers and uploads'),
  (1, 'include', 'packages with routes of their own')),
-- What has a price of its own stands with its place on a sheet of its own.
finding AS MATERIALIZED (SELECT kind, state, reason, file, line FROM priced WHERE kind <> 'reach'),
counted AS MATERIALIZED (SELECT kind, state, reason, count(*) AS n FROM finding GROUP BY reason, state, kind),
place AS (SELECT *, row_number() OVER (PARTITION BY kind, state, reason, file ORDER BY line) AS of_file
  FROM (SELECT DISTINCT * FROM finding WHERE state <> 'priced' AND file <> '')),
first AS (SELECT kind, state, reason, group_concat(file || iif(line > 0, ':' || line, ''), ', ') AS places
  FROM (SELECT *, row_number() OVER (PARTITION BY kind, state, reason ORDER BY of_file, file) AS nth FROM place
  WHERE of_file <= 3) WHERE nth <= 3 GROUP BY 1, 2, 3),
part(rank, what, state, n, reason, places) AS (
  SELECT coalesce(noun.rank, 50), coalesce(plural, p.kind), p.state, n,
         CASE p.state WHEN 'priced' THEN coalesce((SELECT label FROM effort WHERE unit = p.reason),
         (SELECT group_concat(label, ', ') FROM effort
          WHERE instr(',' || p.reason || ',', ',' || unit || ','))) ELSE p.reason END, places
    FROM counted AS p LEFT JOIN noun USING (kind) LEFT JOIN first USING (kind, state, reason)
  UNION ALL
  SELECT 40, 'packages of the manifests, at run time', iif(state IN ('open', 'none'), 'excluded', state),
         count(*), place, group_concat(iif(nth <= 3, name, NULL), ', ')
    FROM (SELECT *, row_number() OVER (PARTITION BY state, place ORDER BY name) AS nth FROM library_price)
   GROUP BY 3, 5
  UNION ALL
  SELECT 60, 'lines of code', state, lines, coalesce((SELECT label FROM effort WHERE label = reason), reason), NULL
    FROM code_part),
ordered AS (SELECT *, CASE state WHEN 'priced' THEN 1 WHEN 'counted' THEN 2 ELSE 3 END AS block FROM part)
SELECT what, CASE WHEN row_number() OVER one = 1 THEN round(sum(n) OVER (PARTITION BY rank, what)) END,
       CASE WHEN block = 1 THEN round(n) END, CASE WHEN block = 2 THEN round(n) END,
       CASE WHEN block = 3 THEN round(n) END, reason, places
  FROM ordered WINDOW one AS (PARTITION BY rank, what ORDER BY block, n DESC, reason)
 ORDER BY rank, what, block, n DESC, reason;
