-- schema.sql - the store: what a scan found and what an estimate made of it.
--
-- One file a project. The scan writes the tables of the first half in one
-- transaction; the estimate reads them and writes the second half, again in one.
-- No stage keeps a pointer into another: this file is the hand-over.
-- user_version is SCHEMA_VERSION of store.h.

-- ---- scan ---------------------------------------------------------------------

-- key: root, name (of the project), commit, version (of migcost), scanned_at
-- (SOURCE_DATE_EPOCH or now, UTC, ISO 8601), told_in_words (endpoints that documents name), bytes, language_from (python | node |
-- mixed | none), counts_only (1: quote --counts, there was no scan).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
	path       TEXT NOT NULL,                -- relative to the root, in that order
	language   TEXT NOT NULL,                -- Python, TypeScript, ..., lang_name()
	-- Not IN (..): SQLite would build that set anew for every row.
	kind       TEXT NOT NULL CHECK (kind = 'source' OR kind = 'test' OR kind = 'migration'
	                             OR kind = 'generated' OR kind = 'page'
	                             OR kind = 'vendored'),
	bytes      INTEGER NOT NULL,
	content    INTEGER NOT NULL DEFAULT 0,   -- a digest of 64 bits of what it holds
	lines      INTEGER NOT NULL,
	code_lines INTEGER NOT NULL,
	params     INTEGER NOT NULL DEFAULT 0,   -- Python: parameters of functions, self left out
	typed      INTEGER NOT NULL DEFAULT 0,   -- of them with a type written
	statements INTEGER NOT NULL DEFAULT 0,   -- in its functions: no imports, declarations, fields
	works      INTEGER NOT NULL DEFAULT 1    -- 0: named for background work, and nothing in it is
);
-- An estimate makes the index file_by_path ON file (path).

-- What was not read or not understood. Rows of the sheet "Not read".
-- kind: skipped (by rule, a count is enough: vendored, too large, minified),
-- unread (permission, fifo, device, link out of the root), defect (read, but a part
-- was not understood), unresolved (a fact that could not be linked).
CREATE TABLE problem (
	id     INTEGER PRIMARY KEY,
	kind   TEXT NOT NULL CHECK (kind = 'skipped' OR kind = 'unread' OR kind = 'defect'
	                         OR kind = 'unresolved'),
	path   TEXT NOT NULL,
	line   INTEGER NOT NULL DEFAULT 0,
	reason TEXT NOT NULL
);

-- Packages that manifests name, one row a package and manifest.
CREATE TABLE package (
	id        INTEGER PRIMARY KEY,
	ecosystem TEXT NOT NULL CHECK (ecosystem = 'pypi' OR ecosystem = 'npm'),
	name      TEXT NOT NULL,                 -- normalised (PEP 503; npm as is)
	version   TEXT NOT NULL DEFAULT '',      -- as required: ">=2,<3", "^4.18.0"
	manifest  TEXT NOT NULL,
	line      INTEGER NOT NULL DEFAULT 0,
	is_dev    INTEGER NOT NULL DEFAULT 0,
	category  TEXT NOT NULL DEFAULT '',      -- models/mapping/libraries.tsv: orm, queue, ml, data, image ...
	equivalent TEXT NOT NULL DEFAULT '',     -- on the other side
	mapping   TEXT NOT NULL DEFAULT ''       -- direct | adapt | rewrite | none | '' not in our table
);

-- Files that import a package of which `package` holds no mapping, as far as its name tells
-- what its modules are called.
CREATE TABLE unknown_import (
	package TEXT NOT NULL,                   -- package.name
	file    TEXT NOT NULL,
	PRIMARY KEY (package, file)
) WITHOUT ROWID;

-- Scripts that nothing but pages uses, and that are none themselves: see shown.h.
CREATE TABLE shown (path TEXT PRIMARY KEY) WITHOUT ROWID;

-- Services: a manifest with an entry point of its own in the repository.
CREATE TABLE service (
	id       INTEGER PRIMARY KEY,
	name     TEXT NOT NULL,
	root     TEXT NOT NULL,                  -- folder, '' is the root
	manifest TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT ''
);

-- The findings; the columns are those of fact.h. View `finding` has all of them. None but `parent` is ever NULL: that is
-- not said again for each column, as SQLite would ask it of each of every row.
CREATE TABLE fact (
	id              INTEGER PRIMARY KEY,
	kind            TEXT NOT NULL,
	file            TEXT NOT NULL,
	handler_file    TEXT DEFAULT '',
	parent          INTEGER,
	framework       TEXT DEFAULT '',
	variety         TEXT DEFAULT '',
	name            TEXT DEFAULT '',
	method          TEXT DEFAULT '',
	path            TEXT DEFAULT '',
	handler         TEXT DEFAULT '',
	owner           TEXT DEFAULT '',
	target          TEXT DEFAULT '',
	detail          TEXT DEFAULT '',
	table_name      TEXT DEFAULT '',
	traits          TEXT DEFAULT '',
	guard           TEXT DEFAULT '',
	status          TEXT DEFAULT 'resolved',
	reason          TEXT DEFAULT '',
	line            INTEGER DEFAULT 0,
	handler_line    INTEGER DEFAULT 0,
	statements      INTEGER DEFAULT 0,
	branches        INTEGER DEFAULT 0,
	queries         INTEGER DEFAULT 0,
	hard_queries    INTEGER DEFAULT 0,
	externals       INTEGER DEFAULT 0,
	fields          INTEGER DEFAULT 0,
	relations       INTEGER DEFAULT 0,
	fields_total    INTEGER DEFAULT 0,
	relations_total INTEGER DEFAULT 0,
	is_async        INTEGER DEFAULT 0
);
-- An estimate makes the index fact_by_kind ON fact (kind).

-- Findings of the kind construct that other findings tell: most are, as many as half of
-- all, and say nothing but which row of models/mapping it is.
CREATE TABLE told (
	id        INTEGER PRIMARY KEY,           -- one count with fact.id: never both
	fact      INTEGER NOT NULL,              -- fact.id: what tells it, and where
	construct TEXT NOT NULL                  -- construct.id
);

-- All findings of that kind.
CREATE VIEW construct_fact AS
	SELECT id, name, file, line, framework, owner FROM fact WHERE kind = 'construct'
	UNION ALL SELECT told.id, told.construct, fact.file, fact.line, fact.framework,
		fact.name FROM told JOIN fact ON fact.id = told.fact;

-- How many rows of fact a scan wrote of each sort: what the screen says of it, without a
-- reading of all.
CREATE TABLE tally (
	kind      TEXT NOT NULL,
	framework TEXT NOT NULL,
	variety   TEXT NOT NULL,
	n         INTEGER NOT NULL
);

-- One endpoint is one METHOD + PATH; a path declared twice is one row in reports.
CREATE VIEW endpoint AS SELECT * FROM fact WHERE kind = 'endpoint';
CREATE VIEW model    AS SELECT * FROM fact WHERE kind = 'model';
CREATE VIEW job      AS SELECT * FROM fact WHERE kind = 'job';
CREATE VIEW background AS SELECT * FROM fact
	WHERE kind IN ('job', 'queue', 'worker', 'enqueue', 'schedule', 'workflow');

-- Every finding: the columns of fact.
CREATE VIEW finding AS SELECT * FROM fact UNION ALL SELECT
		told.id, 'construct', fact.file, '', NULL, fact.framework,
		coalesce(construct.mapping, ''), told.construct, '', '', '', fact.name,
		coalesce(construct.equivalent, ''), coalesce(construct.name, ''), '', '', '',
		'resolved', '', fact.line, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
	FROM told JOIN fact ON fact.id = told.fact
	LEFT JOIN construct ON construct.id = told.construct;

-- What machine-readable descriptions of the API beside the code list (OpenAPI), and
-- whether the scan found it: a cross-check, never a finding.
CREATE TABLE described (
	id       INTEGER PRIMARY KEY,
	file     TEXT NOT NULL,
	line     INTEGER NOT NULL,
	method   TEXT NOT NULL,
	path     TEXT NOT NULL,                  -- as the description writes it
	is_found INTEGER NOT NULL
);

-- What code at run time asks for, of the side that is left; a front end's manifest is no
-- part of it, nor are packages of the same repository.
CREATE VIEW moving_package AS
	SELECT name, version, manifest, line, mapping FROM package
	WHERE is_dev = 0 AND (ecosystem = 'pypi') = (SELECT value = 'python-to-node' FROM input
		WHERE key = 'direction')
	AND name NOT GLOB '@types/*' AND version NOT GLOB 'workspace:*'
	AND version NOT GLOB 'file:*' AND version NOT GLOB 'link:*'
	AND (manifest NOT IN (SELECT manifest FROM package WHERE category = 'frontend')
		OR manifest IN (SELECT manifest FROM package WHERE category = 'web'));

-- Code that is named for background work, itself or its folder, where no job of a known
-- framework was found: jobs of one's own, or of a package that nobody has heard of. Not
-- files of which anything else is known, nor tasks.py of the root, which is Invoke's; nor
-- such as hold nothing that works by itself: types of "tasks" that people are given.
CREATE VIEW background_file AS
	SELECT path FROM file WHERE kind = 'source' AND code_lines > 0 AND works
	AND (SELECT CASE value WHEN 'python-to-node' THEN file.path GLOB '*.py'
		ELSE file.path GLOB '*.[jt]s' OR file.path GLOB '*.[mc][jt]s' END
		FROM input WHERE key = 'direction')
	AND (path GLOB '*/tasks.*' OR '/' || path GLOB '*/jobs.*'
		OR '/' || path GLOB '*/cron.*' OR '/' || path GLOB '*/scheduler.*'
		OR path GLOB '*.job.?s' OR path GLOB '*.cron.?s' OR path GLOB '*.task.?s'
		OR (('/' || path GLOB '*/jobs/*' OR '/' || path GLOB '*/tasks/*'
			OR '/' || path GLOB '*/workers/*' OR '/' || path GLOB '*/scheduler/*'
			OR '/' || path GLOB '*/schedulers/*' OR '/' || path GLOB '*/cron/*'
			OR '/' || path GLOB '*/crons/*')
		AND '/' || path NOT GLOB '*/__init__.py' AND '/' || path NOT GLOB '*/index.*'))
	AND path NOT IN (SELECT file FROM fact WHERE kind IN ('endpoint', 'operation',
		'channel', 'action', 'model', 'command'))
	AND path NOT IN (SELECT handler_file FROM fact WHERE kind = 'endpoint')
	AND NOT EXISTS (SELECT 1 FROM fact
		WHERE kind IN ('job', 'worker', 'schedule', 'workflow')
		OR (kind = 'enqueue' AND handler <> ''));

-- Facts of the side that is left: of all, while nobody has said which one that is. A part
-- of a page is of that of the code which names the pages beside it.
CREATE VIEW moving_fact AS
	SELECT * FROM fact WHERE coalesce((CASE variety WHEN 'part' THEN handler_file ELSE file END
	GLOB '*.py') = (SELECT value = 'python-to-node' FROM input WHERE key = 'direction'), 1);

-- Places that send work to the background of which nothing is known: no function, and no
-- job that it might be.
CREATE VIEW open_sender AS
	SELECT id, name, file, line FROM moving_fact WHERE kind = 'enqueue' AND handler_line = 0
	AND status = 'resolved' AND id NOT IN (SELECT fact FROM item WHERE fact IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM fact WHERE kind IN ('job', 'worker', 'schedule', 'workflow'));

-- What serves requests, and how it says so was not read: the gravest gap there is.
CREATE VIEW unfound AS
	SELECT * FROM fact WHERE kind = 'include' AND variety = 'unfound';

-- Groups of commands, with whether commands hang on them, below other groups or not; else
-- commands of no group may have been added to them.
CREATE VIEW command_group AS
	WITH RECURSIVE held(place) AS (SELECT owner FROM moving_fact WHERE kind = 'command'
		AND variety NOT LIKE '%group' AND owner <> ''
		UNION SELECT g.owner FROM held JOIN moving_fact AS g ON g.kind = 'command'
		AND g.variety LIKE '%group' AND g.owner <> '' AND g.file || ':' || g.line = place)
	SELECT id, name, file, line, file || ':' || line IN (SELECT place FROM held) AS has_commands,
		EXISTS (SELECT 1 FROM moving_fact WHERE kind = 'command'
		AND variety NOT LIKE '%group' AND coalesce(owner, '') = '') AS may_have
	FROM moving_fact WHERE kind = 'command' AND variety LIKE '%group';

-- Templates that code names, a row a name, and whether it has a file.
CREATE VIEW named_template AS
	SELECT name, total(target <> '') > 0 AS is_found, file, line, min(id) AS id
		FROM moving_fact WHERE kind = 'template' AND variety <> 'part'
	AND status = 'resolved' AND (target <> '' OR traits LIKE '%no-file%') GROUP BY name;

-- Names of templates with the ending of no page, whose files are not looked for.
CREATE VIEW other_template AS
	SELECT DISTINCT name FROM moving_fact WHERE kind = 'template' AND variety <> 'part'
	AND status = 'resolved' AND target = '' AND traits NOT LIKE '%no-file%';

-- Where a file lies: a folder of the first level, of the second below apps/, packages/ and
-- the like.
CREATE VIEW file_area AS
	WITH cut AS (SELECT path, instr(path, '/') AS i FROM file)
	SELECT path, CASE WHEN i = 0 THEN '' WHEN substr(path, 1, i) IN ('apps/', 'packages/',
	'services/', 'libs/', 'projects/', 'modules/', 'webapps/')
	THEN substr(path, 1, i + instr(substr(path, i + 1), '/')) ELSE substr(path, 1, i) END AS area
	FROM cut;

-- Tests that ask over HTTP or in a browser, as Cypress and Playwright do: they ask the new
-- side in the same words.
CREATE VIEW outside_test AS SELECT path FROM file WHERE kind = 'test'
	AND ('/' || path GLOB '*/cypress/*' OR path GLOB '*.cy.[jt]s' OR '/' || path GLOB '*/playwright/*'
	OR ('/' || path GLOB '*/e2e*/*' AND EXISTS (SELECT 1 FROM package WHERE name IN ('cypress',
	'@playwright/test', 'pytest-playwright', 'testcafe', 'nightwatch', 'webdriverio')
	AND (name = 'pytest-playwright') = (path GLOB '*.py')
	AND substr(path, 1, length(rtrim(manifest, replace(manifest, '/', ''))))
	= rtrim(manifest, replace(manifest, '/', '')))));

-- What packages are priced by: places of the features that they bring.
CREATE VIEW package_feature AS
	SELECT DISTINCT f.owner AS name, c.id AS fact FROM fact AS f
	JOIN construct_fact AS c ON c.name = f.name
	WHERE f.kind = 'construct' AND f.owner <> ''
	AND (f.owner, f.file) IN (SELECT name, manifest FROM package)
	AND c.id IN (SELECT fact FROM item);

-- Files of a front end: they say so, have elements of a page in them, are used by nothing
-- but such (or are the tests of what is), or import what only a front end is made with
-- (React has a cache for servers, too) and have nothing of a back end.
CREATE VIEW front_end_file AS
	WITH use(file, category) AS (SELECT f.file, p.category FROM fact AS f
		JOIN (SELECT DISTINCT name, category FROM package WHERE ecosystem = 'npm') AS p
		ON p.name = f.name WHERE f.kind = 'library' AND f.file GLOB '*.[jt]s')
	SELECT path FROM file WHERE kind = 'page' OR path GLOB '*.[jt]sx'
	UNION SELECT path FROM shown
	UNION SELECT path FROM file WHERE kind = 'test'
	AND replace(replace(path, '.test.', '.'), '.spec.', '.') IN (SELECT path FROM shown)
	UNION SELECT file FROM use WHERE category = 'frontend'
	AND file NOT IN (SELECT file FROM use WHERE category IN ('database', 'orm', 'queue', 'cache',
	'mail', 'messaging', 'llm', 'payment', 'cloud', 'storage', 'server'))
	AND file NOT IN (SELECT file FROM fact WHERE kind IN ('endpoint', 'operation', 'channel',
	'model', 'job', 'middleware', 'command', 'template', 'query', 'transaction', 'enqueue',
	'cache', 'email', 'auth'));

-- Files that ask a database by its driver, in folders that serve requests, where queries are
-- few for so many files: what they ask is not among the queries that are found.
CREATE VIEW driver_use AS
	WITH serving AS (SELECT DISTINCT area FROM file_area AS a JOIN fact ON fact.file = a.path
		WHERE kind IN ('endpoint', 'operation', 'channel')),
	used AS (SELECT DISTINCT name, file FROM moving_fact AS f WHERE kind = 'library'
		AND name IN (SELECT name FROM package WHERE category = 'database')
		AND file IN (SELECT path FROM file_area JOIN file USING (path)
		WHERE kind = 'source' AND area IN (SELECT area FROM serving)))
	SELECT name, file FROM used WHERE 2 * (SELECT count(DISTINCT file) FROM used)
		> (SELECT count(*) FROM moving_fact WHERE kind = 'query');

-- Files whose code is ported: not of pages, and where something to migrate was found.
CREATE VIEW ported_file AS
	SELECT path FROM file_area WHERE area IN (SELECT area FROM fact
		JOIN file_area AS f ON f.path = fact.file WHERE kind IN ('endpoint', 'operation',
		'channel', 'model', 'job', 'middleware'))
	AND path NOT IN (SELECT path FROM front_end_file);
-- Packages of which nothing is known: not what stands for them on the other side, nor what
-- they are to the code (a login, a middleware, a feature that is priced).
CREATE VIEW unknown_package AS
	WITH used(package, is_ported) AS (SELECT package,
		max(file IN (SELECT path FROM ported_file)) FROM unknown_import GROUP BY package)
	SELECT name, min(manifest) AS manifest FROM moving_package WHERE mapping = ''
	AND name NOT IN (SELECT name FROM fact WHERE kind IN ('auth', 'session', 'middleware')
	UNION ALL SELECT target FROM fact WHERE kind IN ('auth', 'session', 'middleware'))
	AND name NOT IN (SELECT package FROM used WHERE NOT is_ported)
	AND name NOT IN (SELECT name FROM package_feature)
	GROUP BY name;

-- How much of what is there is known: part of whole, a row a question. Of those that are
-- items an estimate's share is made. Facts are counted in FROM: who asks one question does
-- not count for the others.
CREATE VIEW coverage AS
	SELECT 1 AS rank, 'files' AS what, 'files of source that were read' AS meaning,
		(SELECT count(*) FROM file WHERE kind = 'source') AS part,
		(SELECT count(*) FROM file WHERE kind = 'source')
		+ (SELECT count(*) FROM problem WHERE kind = 'unread') AS whole, 0 AS is_item
	UNION ALL SELECT 2, 'understood', 'files read without a part that was not understood',
		(SELECT count(*) FROM file WHERE kind = 'source')
		- (SELECT count(DISTINCT path) FROM problem WHERE kind = 'defect'
		AND path IN (SELECT path FROM file WHERE kind = 'source')),
		(SELECT count(*) FROM file WHERE kind = 'source'), 0
	UNION ALL SELECT 3, 'endpoints', 'endpoints with a full path; routes that a package brings count as one without',
		part, whole, 1
		FROM (SELECT count(*) FILTER (WHERE kind = 'endpoint' AND status = 'resolved') AS part,
		count(*) AS whole FROM moving_fact WHERE kind = 'endpoint'
		OR (kind = 'include' AND traits NOT LIKE '%only=debug%'))
	UNION ALL SELECT 4, 'handlers', 'endpoints whose handler was found', part, whole, 0
		FROM (SELECT count(*) FILTER (WHERE handler_line > 0) AS part,
		count(*) AS whole FROM moving_fact WHERE kind = 'endpoint')
	UNION ALL SELECT 5, 'operations', 'operations of GraphQL and RPC, and channels, resolved',
		part, whole, 1
		FROM (SELECT count(*) FILTER (WHERE status = 'resolved') AS part,
		count(*) AS whole FROM moving_fact WHERE kind IN ('operation', 'channel'))
	UNION ALL SELECT 6, 'models', 'models whose base is known', part, whole, 1
		FROM (SELECT count(*) FILTER (WHERE status = 'resolved') AS part,
		count(*) AS whole FROM moving_fact WHERE kind = 'model')
	UNION ALL SELECT 7, 'jobs', 'jobs, and places that send work whose job is known',
		part - (SELECT count(*) FROM open_sender), whole, 1
		FROM (SELECT count(*) FILTER (WHERE status = 'resolved') AS part,
		count(*) AS whole FROM moving_fact WHERE kind IN ('job', 'enqueue', 'schedule'))
	UNION ALL SELECT 8, 'templates', 'pages and e-mails that code names and whose file was found; a name that is not constant counts as one without',
		(SELECT count(*) FROM named_template WHERE is_found),
		(SELECT count(*) FROM named_template) + (SELECT count(*) FROM moving_fact
		WHERE kind = 'template' AND status <> 'resolved'), 1
	UNION ALL SELECT 9, 'described', 'operations of API descriptions that were found',
		(SELECT count(*) FROM described WHERE is_found),
		(SELECT count(*) FROM described), 0
	UNION ALL SELECT 10, 'libraries', 'libraries of which it is known what stands for them on the other side',
		(SELECT count(DISTINCT name) FROM moving_package)
		- (SELECT count(*) FROM unknown_package),
		(SELECT count(DISTINCT name) FROM moving_package), 1;

-- The rows of models/mapping/constructs*.tsv that the scan found (construct_fact), for the
-- queries of models/cost and for reports. The scan writes them, an estimate anew.
CREATE TABLE construct (
	id            TEXT PRIMARY KEY,          -- fact.name
	source_system TEXT NOT NULL,
	name          TEXT NOT NULL,
	target_system TEXT NOT NULL,
	equivalent    TEXT NOT NULL,
	mapping       TEXT NOT NULL,             -- direct | adapt | rewrite | none
	difficulty    INTEGER NOT NULL,          -- 1 .. 5
	work          TEXT NOT NULL,
	seen          TEXT NOT NULL,             -- as construct.h says
	source        TEXT NOT NULL
) WITHOUT ROWID;

-- What an estimate is asked for first: here, so that it can be told that there is none.

-- Every input of the estimate that a person may change, with where it comes from.
-- key: rate_per_hour, rate_usd_per_hour, currency, exchange_rate, hours_per_week, contingency, team, start_date, qa_share,
-- calibration, tests, typed, experience, risk_appetite, learning, direction, target_web, target_orm,
-- target_queue, seed, draws, ...
CREATE TABLE input (
	key    TEXT PRIMARY KEY,
	label  TEXT NOT NULL,                    -- for a person: "Hourly rate"
	value  TEXT NOT NULL,
	unit   TEXT NOT NULL DEFAULT '',
	source TEXT NOT NULL,                    -- rule, document:line, "user", "found in the scan"
	rank   INTEGER NOT NULL,                 -- order on the sheet
	low    REAL,                             -- least and most that it may be; NULL: no limit
	high   REAL,
	choices TEXT NOT NULL DEFAULT ''         -- the words that it may be: "port, keep"
) WITHOUT ROWID;

-- What the scan says each fact is, in terms of the unit table: one row a priced fact.
CREATE TABLE item (
	id       INTEGER PRIMARY KEY,
	fact     INTEGER,                        -- fact.id; NULL: counted otherwise (kloc, package)
	unit     TEXT NOT NULL,                  -- endpoint_simple, job_complex ...
	quantity REAL NOT NULL,
	reason   TEXT NOT NULL,                  -- "22 statements, 5 branches, 3 queries"
	-- "learning:SP-019": one of a series in which each doubling makes the next cheaper by
	-- the input before the colon: quantity = learned(nth) - learned(nth - 1). '': none.
	series   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX item_by_fact ON item (fact);

-- Named results. key: hours_units (before scale), scale, hours_engineering, hours_qa,
-- hours_pm, hours_risk, hours, price (without contingency), contingency, total,
-- cost_p10, cost_p50, cost_p80, cost_p90, hours_p10.., weeks, weeks_p10..,
-- team (FTE), person_months, class, class_reason, verdict, verdict_text, coverage,
-- nothing_to_migrate (0 | 1), finish_p50, finish_p80 (ISO dates), sd_ln, seed, draws,
-- stack_from ("FastAPI + SQLAlchemy + Celery"). All money is in `currency`, of which
-- exchange_rate units are a US dollar, on exchange_date; rate is of an hour, with overheads.
-- price_offered, weeks_offered, finish_offered: those of the risk appetite; before tax.
-- weeks_reserve: of them, behind the plan, which ends on `finish`. price_offered_probability,
-- finish_offered_probability: the share of the draws that keeps each, straight between the
-- rows of percentile.
-- sd_ln_common, sd_ln_other: parts of sd_ln, whose squares add up: what follows the common
-- factor, whose spread is common_sd_ln, and the rest.
-- past_projects: of past_project, how many the range was tried on; past_as_priced,
-- past_below, past_above: how many came within, below and above this estimate's P10 to P90
-- about their hours at the level that is priced; past_covered: within a range made from the
-- others. past_hours_estimated, past_hours_actual: their sums; past_ratio, past_sd_ln: of
-- actual / estimated, geometric mean and sd of ln.
-- closed_mu and closed_sigma: of the lognormal that the hours are about (closed_form.h).
-- rate_basis says what rate_per_hour is: given, usd (rate_usd_per_hour exchanged), or card:
-- then card_currency and card_per_usd are those of the rate card.
-- fixed_price (P80), time_and_material (P50), tax (of the total), tax_share, and
-- total_with_tax, fixed_price_with_tax, time_and_material_with_tax.
CREATE TABLE result (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- ---- estimate -------------------------------------------------------------------
-- The first estimate makes what follows: most of the time of a store without contents went
-- into it.

-- The levels that an input may take when its value is a word, and the factor of each:
-- tests good 0.95, some 1, none 1.2; the same for typed and experience.
CREATE TABLE level (
	key    TEXT NOT NULL,                    -- input.key
	level  TEXT NOT NULL,                    -- what input.value may say
	factor REAL NOT NULL,
	source TEXT NOT NULL,
	rank   INTEGER NOT NULL,
	PRIMARY KEY (key, level)
) WITHOUT ROWID;

-- The constants of the model, which the workbook's formulas need as cells. key:
-- scale_reference_hours, pm_base, pm_rise, pm_half_hours,
-- reference_rate, reference_contingency, hours_per_month, weeks_per_month,
-- nominal_factor, nominal_from_months, floor_nominal, floor_documented, floor_from_months,
-- head_loss.
CREATE TABLE constant (
	key    TEXT PRIMARY KEY,
	label  TEXT NOT NULL,
	value  REAL NOT NULL,
	unit   TEXT NOT NULL DEFAULT '',
	source TEXT NOT NULL,
	rank   INTEGER NOT NULL
) WITHOUT ROWID;

-- The items of each unit added up: they are many, and so are those who ask. A sum of a
-- quantity that is no finding counts as what it says, a finding as one.
CREATE TABLE item_sum (
	unit     TEXT PRIMARY KEY,
	quantity REAL NOT NULL,
	counted  REAL NOT NULL,
	in_part  INTEGER NOT NULL,               -- findings that count as less than one
	places   INTEGER NOT NULL,
	repeats  INTEGER NOT NULL,               -- of a series, that count in part
	less     INTEGER NOT NULL,               -- other findings of fact that count as less than one
	more     INTEGER NOT NULL,
	unseen   INTEGER NOT NULL                -- templates known by a name alone
) WITHOUT ROWID;

-- Findings that speak for an event: they cost nothing by themselves.
CREATE TABLE evidence (
	id     INTEGER PRIMARY KEY,
	risk   TEXT NOT NULL,                    -- effort.unit of the event
	fact   INTEGER,
	reason TEXT NOT NULL
);

-- Findings without an item, and why: counted (in the price of something else) or
-- excluded; by finding, and for the rest of a kind.
CREATE TABLE left_out (
	fact   INTEGER PRIMARY KEY,
	how    TEXT NOT NULL,
	reason TEXT NOT NULL
);
CREATE TABLE left_out_kind (
	kind   TEXT PRIMARY KEY,
	how    TEXT NOT NULL,
	reason TEXT NOT NULL
) WITHOUT ROWID;

-- Where the lines of code that were read went: in a price of their own, in that of
-- something else, in none.
CREATE TABLE code_part (
	state  TEXT NOT NULL,                    -- priced, counted, excluded
	lines  REAL NOT NULL,
	reason TEXT NOT NULL                     -- effort.label of what is priced, else why
);

-- What became of each finding; state: priced, counted, excluded. Empty would be a gap. Not
-- from the view `finding`, of which each row is put together whole; and as most findings
-- have one item, only of the others are the units put together, and only what has none is
-- looked up among what was left out.
CREATE VIEW priced AS
	WITH found(fact, kind, file, line, name) AS (SELECT id, kind, file, line, name FROM fact
		UNION ALL SELECT told.id, 'construct', file, line, construct
		FROM told JOIN fact ON fact.id = told.fact),
	several AS (SELECT fact FROM item WHERE fact IS NOT NULL
		GROUP BY fact HAVING count(*) > 1)
	SELECT found.*, CASE WHEN item.id IS NOT NULL THEN 'priced'
		ELSE coalesce(left_out.how, left_out_kind.how, '') END AS state,
		CASE WHEN found.fact IN several THEN (SELECT group_concat(DISTINCT unit) FROM
		(SELECT unit FROM item AS i WHERE i.fact = found.fact ORDER BY id))
		ELSE coalesce(unit, left_out.reason, left_out_kind.reason, '') END AS reason
	FROM found LEFT JOIN item ON item.fact = found.fact
	LEFT JOIN left_out ON left_out.fact = iif(item.id IS NULL, found.fact, NULL)
	LEFT JOIN left_out_kind ON left_out_kind.kind = iif(item.id IS NULL, found.kind, NULL)
	WHERE item.id IS NULL OR found.fact NOT IN several
	OR item.id = (SELECT min(id) FROM item AS i WHERE i.fact = found.fact);

-- The effort table: one row a kind of work, in the order of the unit table.
-- hours = quantity * (low + 4 likely + high)/6 * multiplier * scale  for group 'unit';
-- without scale for 'set-up' (quantity = 1 - exp(-n/n0)) and 'fixed' (quantity 1);
-- a share of the engineering hours for 'overhead' (QA, PM); probability * PERT for 'risk'.
CREATE TABLE effort (
	rank       INTEGER PRIMARY KEY,
	unit       TEXT NOT NULL UNIQUE,
	label      TEXT NOT NULL,                -- "Endpoints, simple"
	grp        TEXT NOT NULL CHECK (grp IN ('unit', 'set-up', 'fixed', 'overhead', 'risk')),
	phase      TEXT NOT NULL,                -- endpoints, orm, jobs, auth, middleware, pages, logic, tests, ml, split, foundation, discovery, cutover, qa, pm, risk
	quantity   REAL NOT NULL,
	counts_as  TEXT NOT NULL DEFAULT '',     -- unit: what it counts as: endpoints, models, jobs
	means      TEXT NOT NULL DEFAULT '',     -- unit: what it is, for who pays
	is_offered INTEGER NOT NULL DEFAULT 0,   -- unit: one more has a price though there is none
	driver     TEXT NOT NULL DEFAULT '',     -- set-up: what n counts: models, jobs, endpoints
	n          REAL NOT NULL DEFAULT 0,      -- set-up: the count
	n0         REAL NOT NULL DEFAULT 0,      -- set-up: the constant
	low        REAL NOT NULL,
	likely     REAL NOT NULL,
	high       REAL NOT NULL,
	multiplier REAL NOT NULL DEFAULT 1,
	multipliers TEXT NOT NULL DEFAULT '',    -- what it is the product of: "tests none x1.2"
	follows    TEXT NOT NULL DEFAULT '',     -- keys of all inputs it is the product of: "tests,calibration"
	hours      REAL NOT NULL,                -- expected, all in
	source     TEXT NOT NULL,
	rests_on   TEXT NOT NULL DEFAULT ''      -- measured, whole projects, analogy, documented band, expert prior; '': follows the others
);

-- Items of constructs, a place each, with what the feature is and what stands for it.
CREATE VIEW feature AS
	SELECT i.id, coalesce(t.construct, f.name) AS construct, c.name, c.source_system,
		c.equivalent, c.target_system, c.mapping, c.difficulty, i.unit,
		coalesce(e.label, i.unit) AS label, e.rank, i.series, i.quantity, i.reason,
		f.file, f.line
	FROM item i LEFT JOIN told t ON t.id = i.fact
		JOIN fact f ON f.id = coalesce(t.fact, i.fact)
		LEFT JOIN construct c ON c.id = coalesce(t.construct, f.name)
		LEFT JOIN effort e ON e.unit = i.unit
	WHERE i.unit LIKE 'construct%' AND (t.id IS NOT NULL OR f.kind = 'construct');

-- Where the work of a package is priced: in a line of effort that has hours, or in none,
-- and why. state: priced (by itself), counted (in something else), open, none.
CREATE VIEW library_price AS
	WITH used AS MATERIALIZED (SELECT DISTINCT name FROM fact WHERE kind = 'library'
		AND file IN (SELECT path FROM ported_file)),
	open AS MATERIALIZED (SELECT name FROM unknown_package),
	package_of AS (SELECT name, max(category) AS category, max(mapping) AS mapping,
		max(equivalent) AS equivalent FROM package
		WHERE name IN (SELECT name FROM moving_package) AND is_dev = 0 GROUP BY name),
	named(name, fact, kind) AS (SELECT name, id, kind FROM fact
		WHERE kind IN ('auth', 'session', 'middleware', 'library')
		UNION SELECT target, id, kind FROM fact
		WHERE kind IN ('auth', 'session', 'middleware')
		-- code of a package that settings name: allow_all.backends.Anybody
		UNION SELECT p.name, fact.id, kind FROM package_of AS p JOIN fact
		ON kind = 'auth' AND substr(target, 1, length(p.name) + 1)
		= replace(p.name, '-', '_') || '.'
		UNION ALL SELECT name, fact, 'construct' FROM package_feature),
	own AS (SELECT name, group_concat(label, ', ') AS labels FROM (SELECT DISTINCT
		named.name, effort.label FROM named JOIN item ON item.fact = named.fact
		JOIN effort ON effort.unit = item.unit AND effort.hours > 0) GROUP BY name),
	told AS (SELECT named.name, max(left_out.reason) AS reason FROM named
		JOIN left_out ON left_out.fact = named.fact
		WHERE kind <> 'library' OR reason LIKE 'in the price of: %' GROUP BY named.name),
	home(category, phase, grp, words) AS (VALUES ('web', 'endpoints', 'unit', 'in the price of the endpoints'),
		('web-part', 'endpoints', 'unit', 'in the price of the endpoints'),
		('orm', 'orm', 'unit', 'in the price of the models'),
		('database', 'orm', 'set-up', 'in the set-up of the mapper'),
		('queue', 'jobs', 'unit', 'in the price of the jobs'),
		('schedule', 'jobs', 'unit', 'in the price of the jobs'),
		('auth', 'auth', 'set-up', 'in the set-up of authentication'),
		('session', 'auth', 'set-up', 'in the set-up of authentication'),
		('server', 'foundation', 'fixed', 'in the foundation'),
		('config', 'foundation', 'fixed', 'in the foundation'),
		('log', 'foundation', 'fixed', 'in the foundation')),
	paid AS (SELECT category, words FROM home WHERE EXISTS (SELECT 1 FROM effort
		WHERE effort.phase = home.phase AND effort.grp = home.grp AND hours > 0)
		UNION ALL SELECT 'template', 'in the price of templates' WHERE EXISTS
		(SELECT 1 FROM effort WHERE unit IN ('template', 'template_part') AND hours > 0)
		UNION ALL SELECT 'admin', 'in the price of admin pages' WHERE EXISTS
		(SELECT 1 FROM effort WHERE unit = 'admin_model' AND hours > 0)
		UNION ALL SELECT column1, 'in the price of ML and data code'
		FROM (VALUES ('ml'), ('data')) WHERE EXISTS
		(SELECT 1 FROM effort WHERE phase = 'ml' AND hours > 0))
	SELECT p.name, CASE WHEN labels IS NOT NULL THEN 'priced'
		WHEN mapping = '' AND told.name IS NULL
		THEN iif(p.name IN (SELECT name FROM open), 'open', 'none')
		WHEN told.name IS NULL AND words IS NULL AND NOT is_used
		AND (mapping <> 'direct' OR equivalent <> '') THEN 'none' ELSE 'counted' END AS state,
		CASE WHEN labels IS NOT NULL THEN 'in the price of: ' || labels
		WHEN told.name IS NOT NULL THEN told.reason
		WHEN p.name IN (SELECT name FROM open)
		THEN 'not in our table: settled in discovery, in no price'
		WHEN mapping = 'direct' AND equivalent = '' THEN 'built in there: no work of its own'
		WHEN words IS NOT NULL AND mapping <> '' THEN words
		WHEN is_used AND mapping <> '' THEN 'in the hours of the code that uses it'
		ELSE 'no code that is ported was seen to use it, in no price' END AS place
	FROM (SELECT *, name IN (SELECT name FROM used) AS is_used FROM package_of) AS p
	LEFT JOIN own USING (name) LEFT JOIN told USING (name)
	LEFT JOIN paid USING (category);

-- What one more of has a price: first what the project has.
-- places: findings; repeats: of a series, that count in part; less, more: others that do not
-- count as one; unseen: known by a name alone.
CREATE VIEW unit_price AS SELECT row_number() OVER (ORDER BY effort.quantity <= 0, rank) AS place,
	effort.*, coalesce(places, 0) AS places, coalesce(repeats, 0) AS repeats,
	coalesce(less, 0) AS less, coalesce(more, 0) AS more, coalesce(unseen, 0) AS unseen
	FROM effort LEFT JOIN item_sum USING (unit)
	WHERE grp = 'unit' AND (is_offered OR effort.quantity > 0);

-- What one more of a unit costs, as the formulas of the workbook reckon it.
CREATE VIEW price_of_unit AS
	WITH known AS (SELECT
		(SELECT value + 0 FROM result WHERE key = 'scale') AS scale,
		(SELECT value + 0 FROM result WHERE key = 'rate') AS rate,
		(SELECT value + 0 FROM input WHERE key = 'hours_per_day') AS day,
		iif((SELECT value + 0 FROM result WHERE key = 'hours_engineering') > 0,
		((SELECT value + 0.0 FROM result WHERE key = 'hours')
		- (SELECT value FROM result WHERE key = 'hours_risk'))
		/ (SELECT value FROM result WHERE key = 'hours_engineering'),
		1 + (SELECT value FROM input WHERE key = 'qa_share')) AS overhead,
		round(iif((SELECT value FROM input WHERE key = 'risk_appetite') <> 'expected'
		AND (SELECT value + 0 FROM result WHERE key = 'price') > 0,
		(SELECT value + 0.0 FROM result WHERE key = 'price_offered')
		/ (SELECT value FROM result WHERE key = 'price'),
		1 + (SELECT value FROM input WHERE key = 'contingency')), 3) AS markup)
	SELECT unit, place, round(round(round((low + 4 * likely + high) / 6 * multiplier * scale
		* overhead / day, 3) * day * rate * markup, 6), 2) AS price
	FROM unit_price, known;

-- How many there are of what an estimate is called by, and how many of them are priced in part.
CREATE VIEW scope_count AS SELECT counts_as AS what, total(counted) AS n,
	sum(in_part) AS in_part
	FROM item_sum JOIN effort USING (unit) WHERE counts_as <> '' GROUP BY counts_as;

-- The spread of the simulation, closer than the results name it: 1, 5, 10 .. 95, 99. Money
-- without contingency, weeks of the same draws.
CREATE TABLE percentile (
	percent INTEGER PRIMARY KEY,
	hours   REAL NOT NULL,
	cost    REAL NOT NULL,
	weeks   REAL NOT NULL
);

-- What moves the price most, biggest first.
CREATE TABLE driver (
	rank  INTEGER PRIMARY KEY,
	unit  TEXT NOT NULL,                     -- effort.unit
	label TEXT NOT NULL,                     -- "31 endpoints, moderate"
	hours REAL NOT NULL,
	cost  REAL NOT NULL,
	share REAL NOT NULL                      -- of the total price, 0..1
);

-- What has a unit price costs what that comes to, as it stands elsewhere, where the offer holds
-- the contingency.
CREATE VIEW driver_price AS SELECT d.rank, d.unit, d.label, d.hours,
	coalesce((SELECT round(round(p.price * round(e.quantity, 2), 4))
		FROM price_of_unit AS p JOIN effort AS e USING (unit) WHERE p.unit = d.unit AND
		(SELECT value FROM input WHERE key = 'risk_appetite') = 'expected'), d.cost) AS cost,
	d.share FROM driver AS d;

-- Public holidays that dates skip, of the years that the plan may touch.
CREATE TABLE holiday (
	date   TEXT PRIMARY KEY,                 -- ISO
	name   TEXT NOT NULL,
	source TEXT NOT NULL
) WITHOUT ROWID;

-- The team: who does which share of the hours, at which rate an hour (with overheads).
CREATE TABLE role (
	rank   INTEGER PRIMARY KEY,
	name   TEXT NOT NULL,
	label  TEXT NOT NULL,
	share  REAL NOT NULL,                    -- of all hours; they add up to 1
	rate   REAL NOT NULL,
	hours  REAL NOT NULL,
	cost   REAL NOT NULL,
	source TEXT NOT NULL                     -- of the share
);

-- Currencies that the quote may be in; the quote's own has the rate of the inputs.
CREATE TABLE currency (
	rank    INTEGER PRIMARY KEY,
	code    TEXT NOT NULL UNIQUE,            -- EUR
	label   TEXT NOT NULL,
	symbol  TEXT NOT NULL,
	per_usd REAL NOT NULL,                   -- units of it for a US dollar
	date    TEXT NOT NULL,                   -- of that rate
	source  TEXT NOT NULL
);

CREATE TABLE phase (
	rank       INTEGER PRIMARY KEY,
	name       TEXT NOT NULL,
	label      TEXT NOT NULL,
	hours      REAL NOT NULL,                -- with its share of QA and PM
	start_week REAL NOT NULL,
	end_week   REAL NOT NULL,
	least      REAL NOT NULL,                -- of its weeks: hours / all hours, at least
	needs      TEXT NOT NULL                 -- labels of the phases that come before
);

-- What a phase of the plan waits for: others of the plan, those without work left out.
CREATE TABLE phase_need (
	phase TEXT NOT NULL,                     -- phase.name
	needs TEXT NOT NULL,                     -- phase.name
	PRIMARY KEY (phase, needs)
) WITHOUT ROWID;

-- The part that a phase takes of the hours of a line of effort.
CREATE TABLE phase_take (
	phase TEXT NOT NULL,                     -- phase.name
	unit  TEXT NOT NULL,                     -- effort.unit
	kind  TEXT NOT NULL,                     -- effort.phase
	part  REAL NOT NULL,
	keeps TEXT NOT NULL,                     -- 'no', 'yes': of its items, those that keep state or do not; '': all
	rank  INTEGER NOT NULL,                  -- the order of the work in the phase
	PRIMARY KEY (phase, unit)
) WITHOUT ROWID;

-- Who does how much of a phase.
CREATE TABLE phase_role (
	phase TEXT NOT NULL,                     -- phase.name
	role  TEXT NOT NULL,                     -- role.name
	hours REAL NOT NULL,
	PRIMARY KEY (phase, role)
) WITHOUT ROWID;

-- What is handed over, and paid, when the phases of milestone_need are done.
CREATE TABLE milestone (
	rank        INTEGER PRIMARY KEY,
	name        TEXT NOT NULL,
	label       TEXT NOT NULL,
	deliverable TEXT NOT NULL,
	acceptance  TEXT NOT NULL,
	share       REAL NOT NULL,               -- of the price; they add up to 1
	amount      REAL NOT NULL,               -- of the price offered: whole units, to which the last adds the rest
	fixed       REAL NOT NULL,               -- of the share, what does not follow the hours
	hours       REAL NOT NULL,               -- that it pays; 0: all of it is fixed
	week        REAL NOT NULL,               -- from the start, expected
	due         TEXT NOT NULL,               -- date, as it is offered
	source      TEXT NOT NULL
);

CREATE TABLE milestone_need (
	milestone TEXT NOT NULL,                 -- milestone.name
	phase     TEXT NOT NULL,                 -- phase.name
	until     REAL NOT NULL,                 -- share of the phase's time that is over then
	part      REAL NOT NULL,                 -- share of its hours, since the one before
	PRIMARY KEY (milestone, phase)
) WITHOUT ROWID;

-- People by role in each week, from 1: hours of the week / hours a person gives it.
CREATE TABLE staffing (
	week   INTEGER NOT NULL,
	role   TEXT NOT NULL,                    -- role.name
	hours  REAL NOT NULL,
	people REAL NOT NULL,
	PRIMARY KEY (week, role)
) WITHOUT ROWID;

-- What another team would do: weeks, the share of its time lost to more heads, and
-- whether the weeks are the shortest possible.
CREATE TABLE team_option (
	people   REAL PRIMARY KEY,
	weeks    REAL NOT NULL,
	loss     REAL NOT NULL,
	is_floor INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE assumption (
	rank     INTEGER PRIMARY KEY,
	text     TEXT NOT NULL,
	if_false TEXT NOT NULL DEFAULT '',       -- what then happens to the price; '': of the method
	is_question INTEGER NOT NULL DEFAULT 0,  -- to be asked before the price is relied on
	on_quote INTEGER NOT NULL DEFAULT 0,     -- stands first on the page that is signed
	asks     TEXT NOT NULL DEFAULT '',       -- what is filled in there before it is signed
	unit     TEXT,                           -- effort.unit that is at stake when it does not hold
	more     REAL,                           -- and how many more of it at most
	source   TEXT NOT NULL
);

-- What was not read, not understood or is not known: the rows of the sheet of that name.
-- is_open: all but what was skipped by a rule.
CREATE VIEW not_read AS
	SELECT 0 AS part, 'question' AS what, '' AS path, 0 AS line, text AS reason, rank AS id,
		1 AS is_open FROM assumption WHERE is_question
	UNION ALL SELECT CASE kind WHEN 'unresolved' THEN 1 WHEN 'defect' THEN 2
		WHEN 'unread' THEN 3 ELSE 9 END, kind, path, line, reason, id, kind <> 'skipped'
		FROM problem
	UNION ALL SELECT 4, 'job sender', file, line,
		'sends ' || coalesce(nullif(name, '') || ' ', 'work ') || 'to the background, of which no job of a known framework was found: in no price of its own',
		id, 1 FROM open_sender
	UNION ALL SELECT 5, 'job file', path, 0,
		'named for background work, itself or its folder, and no job of a known framework was found: in the lines of business logic, in no price of its own',
		0, 1 FROM background_file
	UNION ALL SELECT 5, 'command group', file, line,
		name || ': a group of which no command was found: in no price', id, 1
		FROM command_group WHERE NOT has_commands AND NOT may_have
	UNION ALL SELECT 6, 'template', file, line, name || ': no file of that name was found: priced by its name', id, 1
		FROM named_template WHERE NOT is_found
		AND (SELECT count(*) FROM named_template WHERE NOT is_found) <= 3
	UNION ALL SELECT 6, 'template', min(file) || ' ...', 0, count(*)
		|| ' templates have no file, each is priced by its name: '
		|| (SELECT group_concat(name, ', ') FROM (SELECT name FROM named_template
		WHERE NOT is_found ORDER BY name LIMIT 12)) || iif(count(*) > 12, ' ...', ''), 0, 1
		FROM named_template WHERE NOT is_found HAVING count(*) > 3
	UNION ALL SELECT 7, 'library', name || ' (' || manifest || ')', 0,
		'not in our table: what stands for it on the other side is not known, and in no price',
		0, 1 FROM unknown_package;

-- From each item up to the money: its own hours of its line, and what they cost with QA,
-- management and contingency spread over all engineering (drivers add up the same way).
CREATE VIEW trail AS
	SELECT item.id AS item, item.fact, item.unit, effort.label, effort.phase, effort.grp,
		coalesce(fact.file, '') AS file, coalesce(fact.line, 0) AS line,
		CASE WHEN told.id IS NOT NULL THEN 'construct' ELSE coalesce(fact.kind, '') END
		AS kind, item.quantity, item.reason,
		CASE WHEN effort.quantity > 0 THEN effort.hours * item.quantity / effort.quantity
		ELSE 0 END AS hours,
		CASE WHEN effort.quantity > 0 THEN driver.cost * item.quantity / effort.quantity
		ELSE 0 END AS cost, effort.source
	FROM item JOIN effort ON effort.unit = item.unit
	LEFT JOIN driver ON driver.unit = item.unit
	LEFT JOIN told ON told.id = item.fact
	LEFT JOIN fact ON fact.id = coalesce(told.fact, item.fact)
	WHERE effort.grp = 'unit';

-- What moves the result most, each thing alone from its low to its high; kind: work, risk,
-- spread (factors common to all), input (a level that somebody decides). Differences to
-- what is expected, low <= 0 <= high, without contingency.
CREATE TABLE tornado (
	id         INTEGER PRIMARY KEY,
	rank       INTEGER NOT NULL DEFAULT 0,   -- 1: widest
	kind       TEXT NOT NULL,
	label      TEXT NOT NULL,
	low_hours  REAL NOT NULL,
	high_hours REAL NOT NULL,
	low        REAL NOT NULL,                -- money
	high       REAL NOT NULL,
	source     TEXT NOT NULL
);

-- Other ways to do it, each priced as a whole with other inputs. saving: of the total,
-- negative when it costs more.
CREATE TABLE alternative (
	rank     INTEGER PRIMARY KEY,
	name     TEXT NOT NULL,
	label    TEXT NOT NULL,
	text     TEXT NOT NULL,                  -- what it means, for a person
	inputs   TEXT NOT NULL,                  -- "queue=keep"
	hours    REAL NOT NULL,
	total    REAL NOT NULL,                  -- with contingency
	cost_p50 REAL NOT NULL,
	cost_p80 REAL NOT NULL,
	weeks    REAL NOT NULL,                  -- with the time of the contingency
	saving   REAL NOT NULL,
	source   TEXT NOT NULL
);

-- Is it a good idea at all? Options with points, best first, and what they are made of.
CREATE TABLE decision (
	rank   INTEGER NOT NULL,                 -- 1: best
	name   TEXT PRIMARY KEY,
	label  TEXT NOT NULL,
	score  REAL NOT NULL,                    -- 0 .. 10
	reasons TEXT NOT NULL,                   -- of most weight first, "+2.0 why; -1.0 why"
	text   TEXT NOT NULL,                    -- the advice when it is the best
	source TEXT NOT NULL
) WITHOUT ROWID;

-- What the points of the options rest on: one row a reason, of most weight first. follows
-- (gain, api_gain: how much better the target scores, by decision_criterion; or empty):
-- the points are factor times that.
CREATE TABLE decision_reason (
	option  TEXT NOT NULL,                   -- decision.name
	rank    INTEGER NOT NULL,
	points  REAL NOT NULL,
	reason  TEXT NOT NULL,
	follows TEXT NOT NULL,
	factor  REAL NOT NULL,
	PRIMARY KEY (option, rank)
) WITHOUT ROWID;

-- The documents' scores of both sides, 10 the best, and how much each counts here.
CREATE TABLE decision_criterion (
	rank    INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,
	node    REAL NOT NULL,
	python  REAL NOT NULL,
	weight  REAL NOT NULL,
	of_api  INTEGER NOT NULL,                -- counts for the API alone, too
	why     TEXT NOT NULL,                   -- what in the code gives the weight
	source  TEXT NOT NULL
);

-- What the hours were held against: own projects when there are some, else the measured
-- ones of models/evidence. Of these hours are engineering alone, as commits show it.
-- What the targets are called, in their order: of the parts that there is something of. A
-- queue is no part of a proposal in which no background work is priced, a mapper none of
-- one whose code asks no database.
CREATE VIEW stack AS SELECT key, value, rank FROM input
	WHERE key GLOB 'target_*' AND value <> ''
	AND (key <> 'target_queue' OR NOT EXISTS (SELECT 1 FROM item)
	OR EXISTS (SELECT 1 FROM item WHERE unit IN ('schedule', 'workflow')
	OR (unit GLOB 'job_*' AND unit <> 'job_kept')))
	AND (key <> 'target_orm' OR NOT EXISTS (SELECT 1 FROM item)
	OR EXISTS (SELECT 1 FROM item WHERE unit GLOB 'model_*' OR unit GLOB 'construct_orm_*'
	OR unit IN ('raw_query', 'driver_query', 'schema_move', 'db_collection'))
	OR EXISTS (SELECT 1 FROM fact WHERE kind IN ('query', 'transaction', 'datasource')));

-- What the frameworks that are left are called, by fact.framework.
CREATE TABLE called (framework TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
-- Endpoints of such a framework that go by the name of something on top of it.
CREATE TABLE called_apart (fact INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- Endpoints, operations and channels that are not known to keep no state: those that were
-- seen to run queries or to keep something (keeps.h: files, who asks, logins), that write
-- by their method, are guarded (by whom is logged in), keep a connection open, whose
-- handler was not read or is of a class that runs queries, or with one of these in its
-- lines: sessions, mail, jobs, files, caches. By whatever path a handler is reached, it is
-- one piece of work. All of them, where queries are not seen.
CREATE VIEW keeps_state AS
	WITH served AS (SELECT id, coalesce(nullif(handler_file, ''), file) AS body,
		iif(handler_line > 0, handler_line, line) AS start, handler_line,
		CASE WHEN instr(handler, '.') > 1 THEN substr(handler, 1, instr(handler, '.') - 1)
		END AS class, queries > 0 OR traits LIKE '%reaches=queries%' AS is_reading,
		traits LIKE '%state=%' OR traits LIKE '%keeps=%' OR guard <> ''
		OR status <> 'resolved' OR kind = 'channel' OR (statements = 0 AND handler_line = 0)
		OR upper(method) IN ('POST', 'PUT', 'PATCH', 'DELETE')
		OR variety LIKE '%mutation%' AS is_other
		FROM fact WHERE kind IN ('endpoint', 'operation', 'channel')),
	hit AS (SELECT file, line FROM fact WHERE kind IN ('session', 'transaction', 'email',
		'enqueue', 'storage', 'cache')),
	touched AS (SELECT body, start FROM (SELECT file AS body, is_hit,
		max(start) OVER (PARTITION BY file ORDER BY line) AS start
		FROM (SELECT body AS file, start AS line, start, 0 AS is_hit FROM served
		WHERE body IN (SELECT file FROM hit)
		UNION ALL SELECT file, line, NULL, 1 FROM hit)) WHERE is_hit)
	SELECT id FROM served WHERE is_reading OR is_other
		OR EXISTS (SELECT 1 FROM driver_use)
		OR (body, class) IN (SELECT body, class FROM served WHERE is_reading)
		OR (body, start) IN (SELECT body, start FROM touched WHERE start > 0)
		OR (body, handler_line) IN (SELECT body, handler_line FROM served
		WHERE handler_line > 0 AND (is_reading OR is_other));

-- The same, as an estimate found it: many ask.
CREATE TABLE stateful (id INTEGER PRIMARY KEY);

-- What stands behind the short names of sources.
CREATE TABLE cited (
	rank  INTEGER PRIMARY KEY,
	key   TEXT NOT NULL,                     -- of the file, or the short name itself
	name  TEXT NOT NULL,                     -- as figures name it
	title TEXT NOT NULL,
	what  TEXT NOT NULL,                     -- what was taken from it, or where it is
	date  TEXT NOT NULL DEFAULT ''
);

CREATE TABLE past_project (
	rank      INTEGER PRIMARY KEY,
	is_own    INTEGER NOT NULL,
	name      TEXT NOT NULL,
	what      TEXT NOT NULL,                 -- "Flask -> FastAPI"
	compared  TEXT NOT NULL,                 -- endpoints, swap: with which others; or why not
	estimated REAL NOT NULL,                 -- hours by the table, on counts or a scan
	actual    REAL NOT NULL,
	low       REAL NOT NULL,                 -- of the actual hours; 0: they are exact
	high      REAL NOT NULL,
	endpoints REAL NOT NULL,                 -- counts that were estimated from; 0: none, or a scan
	models    REAL NOT NULL,
	jobs      REAL NOT NULL,
	kloc      REAL NOT NULL,                 -- lines before, in thousands; 0: not known
	source    TEXT NOT NULL
);

-- How what is used maps to the target, by places in the code (libraries: by name). part:
-- orm, queue, web, library; mapping as above, and unknown.
CREATE VIEW mapped AS
	WITH t(system, side, part) AS (VALUES ('Prisma', 'node', 'orm'),
		('Drizzle', 'node', 'orm'), ('SQLAlchemy', 'python', 'orm'),
		('Django ORM', 'python', 'orm'), ('Django', 'python', 'orm'),
		('BullMQ', 'node', 'queue'), ('Celery', 'python', 'queue'),
		('Node', 'node', 'web'), ('Python', 'python', 'web')),
	way(side) AS (SELECT substr(value, instr(value, '-to-') + 4) FROM input
		WHERE key = 'direction')
	SELECT t.part, c.mapping, count(*) AS places FROM construct_fact f
		JOIN construct c ON c.id = f.name JOIN t ON t.system = c.target_system
		JOIN way ON way.side = t.side GROUP BY 1, 2
	UNION ALL SELECT 'library', iif(mapping = '', 'unknown', mapping),
		count(DISTINCT name) FROM moving_package GROUP BY 2;

-- What somebody asked for with --scenario: the same code with other inputs. difference:
-- of the total to the estimate's, above 0 when it costs more.
CREATE TABLE scenario (
	rank       INTEGER PRIMARY KEY,
	name       TEXT NOT NULL,
	text       TEXT NOT NULL,
	inputs     TEXT NOT NULL,                -- "team=6, experience=high"
	hours      REAL NOT NULL,
	total      REAL NOT NULL,                -- with contingency
	cost_p50   REAL NOT NULL,
	cost_p80   REAL NOT NULL,
	weeks      REAL NOT NULL,                -- with the time of the contingency
	difference REAL NOT NULL
);

-- The files of models/ that made this estimate, so that it can be compared with another
-- one made by others.
CREATE TABLE model_file (
	path   TEXT PRIMARY KEY,                 -- cost/units.ini
	text   TEXT NOT NULL,
	is_own INTEGER NOT NULL                  -- 1: the user's, not built in
) WITHOUT ROWID;

-- The documented bands as the estimate used them.
CREATE TABLE band (
	rank       INTEGER PRIMARY KEY,
	name       TEXT NOT NULL,                -- Small, Medium, Large
	cost_low   REAL NOT NULL,
	cost_high  REAL NOT NULL,
	weeks_low  REAL NOT NULL,
	weeks_high REAL NOT NULL,
	is_open    INTEGER NOT NULL,             -- 1: "700K+"
	criteria   TEXT NOT NULL,
	source     TEXT NOT NULL
);
