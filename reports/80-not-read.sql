-- sheet:  Not read
-- intro:  Files skipped or unreadable, code that was not understood, findings that could not be resolved, libraries that our table does not know.
-- empty:  Every file was read, every item resolved.
-- column: What        14   word
-- column: File and line   70  place
-- column: Reason      80   word
SELECT kind, place, reason FROM (
SELECT kind, CASE WHEN line > 0 THEN path || ':' || line ELSE path END AS place, reason,
       CASE kind WHEN 'unresolved' THEN 1 WHEN 'defect' THEN 2 WHEN 'unread' THEN 3
                 ELSE 6 END AS part, path, line, id
  FROM problem
UNION ALL
SELECT 'job sender', CASE WHEN line > 0 THEN file || ':' || line ELSE file END,
       'sends work to the background, of which no job of a known framework was found: in no price of its own',
       4, file, line, id
  FROM fact WHERE kind = 'enqueue' AND id NOT IN (SELECT fact FROM item WHERE fact IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM fact
       WHERE kind IN ('job', 'worker', 'schedule', 'workflow'))
UNION ALL
SELECT 'job folder', path,
       'its folder is named for background work, and no job of a known framework was found: in the lines of business logic, in no price of its own',
       4.5, path, 0, 0
  FROM background_file
UNION ALL
SELECT 'library', name || ' (' || min(manifest) || ')',
       'not in our table: what stands for it on the other side is not known, and in no price',
       5, name, 0, 0
  FROM moving_package WHERE mapping = '' GROUP BY name)
 ORDER BY part, path, line, id;
