-- sheet:  Libraries
-- intro:  Packages that the manifests name, what stands for each on the other side, and where its work is priced.
-- empty:  No manifest named a package.
-- column: Package     30   text
-- column: Required    18   text
-- column: Registry     9   text
-- column: Category    14   word
-- column: Equivalent  34   text
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
own AS (SELECT substr(reason, 1, instr(reason, ':') - 1) AS name FROM item
         WHERE unit = 'integration')
SELECT name, version, ecosystem, category,
       CASE WHEN stays THEN ''
            ELSE coalesce((SELECT one FROM chosen WHERE list = equivalent), equivalent) END,
       CASE WHEN stays THEN 'stays' WHEN is_dev THEN 'development only'
            WHEN mapping <> '' THEN mapping ELSE 'unknown' END,
       CASE WHEN stays THEN 'stays as it is'
            WHEN mapping IN ('', 'none') AND is_dev THEN 'for development only: in no price'
            WHEN mapping = 'direct' AND equivalent = '' THEN 'built in there: no work of its own'
            WHEN mapping = '' THEN 'not in our table: settled in discovery, in no price'
            ELSE CASE mapping WHEN 'direct' THEN 'swapped'
                              WHEN 'adapt' THEN 'a local change'
                              WHEN 'rewrite' THEN 'expressed anew' ELSE 'no peer' END || ': '
              || CASE WHEN is_dev THEN 'in the foundation and the tests'
                      WHEN name IN own THEN 'priced by itself, as a library to be rewritten'
                      WHEN category IN ('ml', 'data') AND ecosystem = 'pypi' AND mapping IN ('rewrite', 'none')
                      THEN 'in the price of ML and data code'
                      WHEN category = 'web' THEN 'in the price of the endpoints'
                      WHEN category = 'orm' THEN 'in the price of the models'
                      WHEN category IN ('queue', 'schedule') THEN 'in the price of the jobs'
                      WHEN category IN ('auth', 'session') THEN 'in the price of logins and sessions'
                      WHEN category IN ('template', 'admin') THEN 'in the price of templates and admin pages'
                      WHEN mapping IN ('rewrite', 'none') AND name NOT IN (SELECT name FROM fact WHERE kind = 'library')
                      THEN 'no code was seen to use it, in no price'
                      ELSE 'in the hours of the code that uses it' END END,
       CASE WHEN line > 0 THEN manifest || ':' || line ELSE manifest END
  FROM p
 ORDER BY is_dev, category = '', category, name, manifest;
