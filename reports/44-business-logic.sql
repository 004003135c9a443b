-- sheet:  Business logic
-- intro:  File by file, what the line of business logic on Effort is made of: statements in functions of the folders in which there is something to migrate, a line and a half for each and no more than the file has lines, without functions that endpoints, jobs, middlewares and commands are priced by, and without those that stay in Python with the handlers that call them. What is declared outside of functions (imports, tables, fields, lists, settings) is no logic. Of what is left a share is logic to port, the same of each file. Below 0: a handler of the file has code of other files.
-- empty:  No lines of code were read.
-- column: File         80   place
-- column: Code lines   11   count  total
-- column: In functions, lines  11  hours  total
-- column: Priced with handlers  14  hours  total
-- column: Left         11   hours  total
-- column: Taken as logic, lines  12  hours  total
WITH side(is_python) AS (SELECT value = 'python-to-node' FROM input WHERE key = 'direction'),
source AS (SELECT path, code_lines, min(code_lines, statements * 1.5) AS lines, area FROM file JOIN file_area USING (path), side
  WHERE kind = 'source' AND iif(is_python, path GLOB '*.py', path GLOB '*.[jt]s' OR path GLOB '*.[mc][jt]s')
  AND path NOT IN (SELECT path FROM front_end_file)),
here AS (SELECT *, coalesce(nullif(handler_file, ''), file) AS body_file FROM moving_fact
  WHERE traits NOT LIKE '%only=debug%'
  AND id NOT IN (SELECT fact FROM left_out WHERE reason = 'of a front end and the server that hands it out: stays')),
scope AS (SELECT * FROM source WHERE area IN (SELECT area FROM file_area AS a JOIN here ON here.file = a.path
  WHERE here.kind IN ('endpoint', 'operation', 'channel', 'model', 'job', 'middleware'))),
body(file, lines) AS (SELECT body_file, max(statements) * 1.5 FROM here
  WHERE kind IN ('endpoint', 'operation', 'action', 'channel', 'job', 'schedule', 'enqueue', 'middleware')
  OR (kind = 'command' AND variety NOT LIKE '%group' AND file IN (SELECT path FROM scope))
  GROUP BY body_file, handler, handler_line
  UNION ALL SELECT file, statements * 1.5 FROM fact WHERE kind = 'reach' AND variety = 'stays'
  AND parent IN (SELECT fact FROM item WHERE unit = 'ml_endpoint_hybrid'))
SELECT path, code_lines, lines, coalesce(priced, 0), lines - coalesce(priced, 0),
       (lines - coalesce(priced, 0)) * (SELECT value FROM input WHERE key = 'logic_share')
  FROM scope LEFT JOIN (SELECT file, total(lines) AS priced FROM body GROUP BY file) AS b ON b.file = path
 WHERE EXISTS (SELECT 1 FROM effort WHERE unit = 'logic_kloc' AND quantity > 0)
   AND (code_lines > 0 OR priced > 0)
 ORDER BY path;
