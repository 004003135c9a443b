-- sheet:  Risks
-- intro:  Events that may happen, how likely they are, how one sees them coming, and what keeps them small. Expected hours are in the price; hours are of the event as a whole, a fixed amount wherever there is any finding, whatever their number. What it takes above those expected, a contingency pays.
-- empty:  No event is priced.
-- column: No.           5   count
-- column: Event        30   word
-- column: Probability  10   percent
-- column: Hours, low    8   hours
-- column: Hours, likely 8   hours
-- column: Hours, high   8   hours
-- column: Expected hours 10 hours  total
-- column: Sign that it comes  25  word
-- column: What keeps it small  31  word
-- column: Owner        12   owner
-- column: Decide by    11   edit
-- column: Open, came true or over  10  edit
-- column: Hours spent   8   edit
-- column: Findings     20   word
-- column: For example  30   place
-- column: Source       28   word
WITH answer(unit, sign, keeps, what) AS (VALUES
  ('packaging', 'Two tools lock different versions',
   'Settle one tool in discovery; build from the lock file from the first week.',
   'Inputs: no packaging tool is settled'),
  ('async_regression', 'Requests a second fall under load',
   'Load test the first endpoint before the others follow; no blocking call in a handler.',
   'endpoints that call other services: the new handler must wait for them without blocking'),
  ('cpu_bound', 'One request slows all others',
   'Move such work to a worker or a service of its own.', ''),
  ('raw_sql_dialect', 'A query gives other rows or types on the copy',
   'Run every raw query on a copy of the data before its endpoint is accepted.', ''),
  ('unresolved', 'Discovery finds routes or models that the list lacks',
   'Go through what was not read with the people who wrote it, in discovery.', ''),
  ('undocumented_api', 'A client of the API fails in the parallel run',
   'Record traffic of the old side and replay it against the new one.',
   'no machine-readable description of the API (OpenAPI) was found'),
  ('no_tests', 'Recorded answers of the old side differ from the new one''s',
   'Pin the present behaviour down by recorded answers before an endpoint moves.',
   'under one line of tests for ten lines of code was found'),
  ('orm_behaviour', 'Rows are written twice, late or not at all',
   'Test each use of events, unit of work and lazy loads on its own.', ''),
  ('job_semantics', 'Jobs run twice or wait after the change of queue',
   'Make jobs repeatable; run both queues side by side on test traffic.', ''),
  ('session_cutover', 'Users must sign in again at the change-over',
   'Let both sides read one session store, or announce the moment.', ''))
SELECT row_number() OVER (ORDER BY e.hours DESC, e.rank), e.label, e.quantity, e.low, e.likely,
       e.high, e.hours, coalesce(a.sign, ''), coalesce(a.keeps, ''), NULL, NULL, 'open', NULL,
       (SELECT CASE WHEN count(*) > 0 THEN count(*) || iif(count(*) = 1, ' finding', ' findings')
               || iif(coalesce(a.what, '') <> '', ': ' || a.what, '')
               ELSE coalesce(a.what, '') END FROM evidence WHERE risk = e.unit),
       coalesce((SELECT f.file || ':' || f.line FROM evidence i JOIN fact f ON f.id = i.fact
                  WHERE i.risk = e.unit ORDER BY i.id LIMIT 1), ''),
       e.source
  FROM effort e LEFT JOIN answer a ON a.unit = e.unit
 WHERE e.grp = 'risk' AND e.quantity > 0
 ORDER BY e.hours DESC, e.rank;
