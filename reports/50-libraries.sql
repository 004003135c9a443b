-- sheet:  Libraries
-- intro:  Packages that the manifests name, and what stands for them on the other side. direct: swapped, or built in there; adapt: a local change; rewrite: expressed anew; none: no peer; unknown: not in our table, in no price of its own; stays: of the side that stays.
-- empty:  No manifest named a package.
-- column: Package     30   text
-- column: Required    18   text
-- column: Registry     9   text
-- column: Category    14   word
-- column: Equivalent  34   text
-- column: Mapping     18   word
-- column: Manifest    46   place
SELECT name, version, ecosystem, category, CASE WHEN stays THEN '' ELSE equivalent END,
       CASE WHEN stays THEN 'stays' WHEN mapping <> '' THEN mapping
            WHEN is_dev THEN 'development only' ELSE 'unknown' END,
       CASE WHEN line > 0 THEN manifest || ':' || line ELSE manifest END
  FROM (SELECT *, EXISTS (SELECT 1 FROM input WHERE key = 'direction' AND value =
                          CASE ecosystem WHEN 'npm' THEN 'python-to-node'
                                         ELSE 'node-to-python' END) AS stays
          FROM package)
 ORDER BY is_dev, category = '', category, name, manifest;
