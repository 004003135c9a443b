-- sheet:  Libraries
-- intro:  Packages that the manifests name, what stands for each on the other side, and where its work is priced.
-- empty:  No manifest named a package.
-- column: Package     30   text
-- column: Required    18   text
-- column: Registry     9   text
-- column: Category    14   word
-- column: Equivalent  34   word
-- column: Mapping     18   word
-- column: Where it is priced  56  word
-- column: Manifest    46   place
WITH p AS (SELECT *, NOT is_dev AND (name, manifest) NOT IN (SELECT name, manifest FROM moving_package)
                  OR (ecosystem = 'pypi') = (SELECT value = 'node-to-python' FROM input
                                             WHERE key = 'direction') AS stays
          FROM package),
-- Of several equivalents the one that is the target.
chosen AS (SELECT DISTINCT equivalent AS list, value AS one FROM package JOIN stack
            ON instr(', ' || equivalent || ',', ', ' || value || ',') > 0),
row AS (SELECT p.is_dev, category, name, version, ecosystem,
       CASE WHEN stays THEN ''
            ELSE coalesce((SELECT one FROM chosen WHERE list = equivalent), equivalent) END AS there,
       CASE WHEN stays THEN 'stays' WHEN is_dev THEN 'development only'
            WHEN state = 'none' THEN 'not ported'
            WHEN mapping <> '' THEN mapping ELSE 'unknown' END AS mapped,
       CASE WHEN stays THEN 'stays as it is'
            WHEN is_dev THEN iif(mapping IN ('', 'none'), 'for development only: in no price',
                 'for development only: in the foundation')
            WHEN mapping = '' OR state = 'none' OR (mapping = 'direct' AND equivalent = '') THEN place
            ELSE CASE mapping WHEN 'direct' THEN 'swapped'
                              WHEN 'adapt' THEN 'a local change'
                              WHEN 'rewrite' THEN 'expressed anew' ELSE 'no peer' END || ': ' || place END AS priced_as,
       CASE WHEN line > 0 THEN manifest || ':' || line ELSE manifest END AS at
  FROM p LEFT JOIN library_price USING (name) ORDER BY manifest)
-- Several manifests may ask for the same, each in its own way.
SELECT name, group_concat(nullif(CASE WHEN version LIKE '%://%' AND length(version) > 36
            THEN substr(version, 1, 12) || '...' || substr(version, -20) ELSE version END, ''), '; '), ecosystem, category, there, mapped, priced_as, group_concat(at, ', ')
  FROM (SELECT is_dev, category, name, version, ecosystem, there, mapped, priced_as, group_concat(at, ', ') AS at FROM row
         GROUP BY is_dev, category, name, version, ecosystem, there, mapped, priced_as)
 GROUP BY is_dev, category, name, ecosystem, there, mapped, priced_as
 ORDER BY is_dev, category = '', category, name, min(at);
