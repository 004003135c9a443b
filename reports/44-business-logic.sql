-- sheet:  Business logic
-- intro:  File by file, what the line of business logic on Effort is made of: code lines of the folders in which there is something to migrate, without those that endpoints, models, jobs and commands are priced by (a line and a half for a statement, one for a field, four around a model), and without functions that stay in Python with the handlers that call them. Of what is left a share is logic to port, the same of each file. Below 0: the file has fewer lines than its statements stand for.
-- empty:  No lines of code were read.
-- column: File         80   place
-- column: Code lines   11   count  total
-- column: Priced with handlers and models  14  hours  total
-- column: Left         11   hours  total
-- column: Taken as logic, lines  12  hours  total
WITH side(is_python) AS (SELECT value = 'python-to-node' FROM input WHERE key = 'direction'),
source AS (SELECT path, kind, code_lines, area FROM file JOIN file_area USING (path), side
  WHERE kind = 'source' AND iif(is_python, path GLOB '*.py', path GLOB '*.[jt]s' OR path GLOB '*.[mc][jt]s')),
here AS (SELECT *, coalesce(nullif(handler_file, ''), file) AS body_file FROM moving_fact
  WHERE traits NOT LIKE '%only=debug%'),
scope AS (SELECT * FROM source WHERE area IN (SELECT area FROM file_area AS a JOIN here ON here.file = a.path
  WHERE here.kind IN ('endpoint', 'operation', 'channel', 'model', 'job', 'middleware'))),
body(file, lines) AS (SELECT body_file, max(statements) * 1.5 FROM here
  WHERE kind IN ('endpoint', 'operation', 'channel', 'job') OR (kind = 'command' AND variety NOT LIKE '%group'
  AND file IN (SELECT path FROM scope))
  GROUP BY body_file, handler, handler_line
  UNION ALL SELECT file, fields + relations + 4 FROM here WHERE kind = 'model'
  UNION ALL SELECT file, statements * 1.5 FROM fact WHERE kind = 'reach' AND variety = 'stays'
  AND parent IN (SELECT fact FROM item WHERE unit = 'ml_endpoint_hybrid'))
SELECT path, code_lines, coalesce(b.lines, 0), code_lines - coalesce(b.lines, 0),
       (code_lines - coalesce(b.lines, 0)) * (SELECT value FROM input WHERE key = 'logic_share')
  FROM scope LEFT JOIN (SELECT file, total(lines) AS lines FROM body GROUP BY file) AS b ON b.file = path
 WHERE EXISTS (SELECT 1 FROM effort WHERE unit = 'logic_kloc' AND quantity > 0)
 ORDER BY path;
