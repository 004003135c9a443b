-- sheet:  Coverage and method
-- intro:  For who checks the estimate: how much of the code is known, what it was made with, and what this way of counting cannot see.
-- column: About        12   word
-- column: What         70   word
-- column: Value        68   word
-- column: Known        10   count
-- column: There are    10   count
-- column: Share         9   percent
WITH known AS MATERIALIZED (SELECT * FROM coverage)
SELECT about, what, value, part, whole, CASE WHEN about = 'coverage' AND rank = 99
       THEN (SELECT CAST(value AS REAL) FROM result WHERE key = 'coverage')
       WHEN whole > 0 THEN 1.0 * part / whole END
  FROM (SELECT 1 AS block, rank, 'coverage' AS about, meaning AS what, '' AS value, part, whole
          FROM known WHERE whole > 0
        UNION ALL
        SELECT 1, 99, 'coverage', 'all of these that are items, not their handlers or descriptions, times the files that were read: what widens the range',
               NULL, total(part), total(whole) FROM known WHERE is_item
        HAVING total(whole) > 0
        UNION ALL
        SELECT 2, 1, 'made with', 'migcost, version', value, NULL, NULL FROM meta
         WHERE key = 'version'
        UNION ALL
        SELECT 2, 2, 'made with', 'commit of the tree',
               coalesce((SELECT nullif(value, '') FROM meta WHERE key = 'commit'), 'none'), NULL, NULL
        UNION ALL
        SELECT 2, 2.5, 'made with', 'files read', printf('%,d (%,d bytes)', n, bytes), NULL, NULL
          FROM (SELECT count(*) AS n, coalesce(sum(bytes), 0) AS bytes FROM file) WHERE n > 0
        UNION ALL
        SELECT 2, 2.6, 'made with', 'SHA-256 over path, size and a 64-bit digest of the content of each file read', value, NULL, NULL
          FROM result WHERE key = 'files_sha256'
        UNION ALL
        SELECT 2, 3, 'made with', 'read on', value, NULL, NULL FROM meta WHERE key = 'scanned_at'
        UNION ALL
        SELECT 2, 4, 'made with', 'inputs of the estimate that were given by hand (names: see Inputs)',
               coalesce((SELECT group_concat(key || '=' || value, '  ') FROM (SELECT * FROM input
               WHERE source LIKE 'user%' OR source LIKE '--%' ORDER BY rank)), 'none'), NULL, NULL
        UNION ALL
        SELECT 2, 5, 'made with', 'seed of the simulation', value, NULL, NULL FROM result
         WHERE key = 'seed'
        UNION ALL
        SELECT 2, 6, 'made with', 'draws of the simulation', value, NULL, NULL FROM result
         WHERE key = 'draws'
        UNION ALL
        SELECT 2, 7, 'made with', 'SHA-256 of all findings', value, NULL, NULL FROM result
         WHERE key = 'findings_sha256'
        UNION ALL
        SELECT 2, 8, 'made with', 'SHA-256 of the rules, weights and sheets in force', value, NULL, NULL
          FROM result WHERE key = 'model_sha256'
        UNION ALL
        SELECT 3, rank, 'method', text, source, NULL, NULL FROM assumption WHERE if_false = ''
        UNION ALL
        SELECT 4, column1, 'limit', column2, '', NULL, NULL FROM (VALUES
          (1, 'The code is read and never run: what is made at run time is not seen, or stands as unresolved.'),
          (2, 'Complexity is read from statements, branches, queries and calls, not from what the business means.'),
          (3, 'Data, its volume and its quality are not looked at; neither is the load in production.'),
          (4, 'Hours rest on weights: the sheet Weights says of each what it rests on, Calibration how much of the hours.')))
 ORDER BY block, rank;
