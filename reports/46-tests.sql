-- sheet:  Tests
-- intro:  File by file, the lines of tests that the line of tests on Effort is taken from: of the code that is ported, without recorded answers (cassettes, snapshots) and without those that ask over HTTP or in a browser, which stay. So many of them as Assumptions name are ported in full, of the others a share.
-- empty:  No tests were found.
-- column: File         90   place
-- column: Code lines   11   count  total
WITH side(is_python) AS (SELECT value = 'python-to-node' FROM input WHERE key = 'direction'),
source AS (SELECT path, kind, code_lines, area FROM file JOIN file_area USING (path), side
  WHERE kind = 'test' AND iif(is_python, path GLOB '*.py', path GLOB '*.[jt]s' OR path GLOB '*.[mc][jt]s'))
SELECT path, code_lines FROM source
 WHERE (area = '' OR area LIKE 'test%' OR area LIKE 'spec%' OR area LIKE 'e2e%'
    OR area IN (SELECT area FROM file_area AS a JOIN moving_fact AS f ON f.file = a.path
    WHERE f.traits NOT LIKE '%only=debug%'
    AND f.kind IN ('endpoint', 'operation', 'channel', 'model', 'job', 'middleware')))
   AND path NOT LIKE '%/cassettes/%' AND path NOT LIKE '%/snapshots/%'
   AND path NOT LIKE '%/!_!_snapshots!_!_/%' ESCAPE '!'
   AND path NOT IN (SELECT path FROM outside_test)
   AND path NOT IN (SELECT path FROM front_end_file)
   AND code_lines > 0
   AND EXISTS (SELECT 1 FROM effort WHERE unit = 'test_kloc' AND quantity > 0)
 ORDER BY code_lines DESC, path;
