/* inventory.h - for unit tests: code bases that never were, from a seed, as a scan would
 * store them. */
#ifndef INVENTORY_H
#define INVENTORY_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/store.h"

enum { FINDINGS_MAX = 60 };

/* A finding by its kind; numbers in the order of the columns below. */
struct finding {
	const char *kind, *framework, *variety, *method;
	int file, name, path; /* numbers that make names */
	int number[7];
	const char *status, *row; /* row: of models/mapping, for constructs */
};

struct inventory {
	struct finding v[FINDINGS_MAX + 1];
	size_t n;
	int files, code_lines, test_lines, packages;
};

static const char *const finding_columns[] = { "statements",  "branches", "queries",
	                                       "externals",   "fields",   "relations",
	                                       "hard_queries" };

/* Marsaglia's xorshift: the same on every machine. */
static uint64_t chance_state;

static uint32_t chance(uint32_t n)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 7;
	chance_state ^= chance_state << 17;
	return (uint32_t)(chance_state >> 33) % n;
}

/* What each kind may look like; kind NULL ends. Others than these have no price. */
static const struct finding finding_kinds[] = {
	{ .kind = "endpoint", .framework = "flask", .method = "GET" },
	{ .kind = "endpoint", .framework = "flask", .method = "POST" },
	{ .kind = "endpoint", .framework = "fastapi", .method = "HEAD" },
	{ .kind = "operation", .framework = "graphene", .variety = "graphql.query" },
	{ .kind = "operation", .framework = "graphene", .variety = "graphql.field" },
	{ .kind = "action", .framework = "next" },
	{ .kind = "channel", .framework = "fastapi", .method = "WS" },
	{ .kind = "channel", .framework = "fastapi", .method = "SSE" },
	{ .kind = "middleware", .framework = "flask" },
	{ .kind = "auth", .framework = "flask" },
	{ .kind = "model", .framework = "sqlalchemy" },
	{ .kind = "model", .framework = "sqlalchemy", .variety = "sqlalchemy.abstract" },
	{ .kind = "model", .framework = "sqlalchemy", .variety = "sqlalchemy.enum" },
	{ .kind = "query", .framework = "sqlalchemy", .variety = "crud" },
	{ .kind = "query", .framework = "sqlalchemy", .variety = "raw" },
	{ .kind = "job", .framework = "celery" },
	{ .kind = "enqueue", .framework = "celery" },
	{ .kind = "schedule", .framework = "celery" },
	{ .kind = "workflow", .framework = "celery" },
	{ .kind = "queue", .framework = "celery" },
	{ .kind = "session", .framework = "flask" },
	{ .kind = "role", .framework = "django" },
	{ .kind = "template", .framework = "django" },
	{ .kind = "admin", .framework = "django" },
	{ .kind = "transaction", .framework = "sqlalchemy" },
	{ .kind = "event", .framework = "sqlalchemy" },
	{ .kind = "external", .framework = "requests" },
	{ .kind = "form", .framework = "django" },
	{ .kind = "migration", .framework = "alembic" },
	{ .kind = "construct", .framework = "sqlalchemy" },
	{ .kind = NULL },
};

static size_t finding_kind_count(void)
{
	size_t n = 0;

	while (finding_kinds[n].kind)
		n++;
	return n;
}

/* They tell of the function that they name by its place: the same to each of them. */
static bool is_of_a_job(const struct finding *f)
{
	return strcmp(f->kind, "job") == 0 || strcmp(f->kind, "enqueue") == 0 ||
	       strcmp(f->kind, "schedule") == 0;
}

static bool is_same_function(const struct finding *a, const struct finding *b)
{
	return a == b || (is_of_a_job(a) && is_of_a_job(b) && a->file == b->file &&
	                  a->path == b->path);
}

/* Few files, names and paths, so that they meet. rows: of the mapping tables. */
static struct finding finding_any(const struct inventory *x, const char *const *rows,
                                  size_t row_count)
{
	static const uint32_t most[] = { 45, 12, 8, 5, 30, 9, 5 };
	struct finding f = finding_kinds[chance((uint32_t)finding_kind_count())];

	f.file = (int)chance((uint32_t)x->files);
	f.name = (int)chance(12);
	f.path = (int)chance(25);
	for (size_t i = 0; i < 7; i++)
		f.number[i] = chance(3) ? (int)chance(most[i]) : 0;
	if (is_of_a_job(&f))
		for (int i = 0; i < 7; i++)
			f.number[i] = (f.file * 13 + f.path * 7 + i * 5) % (int)most[i];
	if (f.number[6] > f.number[2])
		f.number[6] = f.number[2];
	f.status = chance(12) ? "resolved" : "unresolved";
	f.row = row_count ? rows[chance((uint32_t)row_count)] : "";
	return f;
}

static void inventory_any(struct inventory *x, uint64_t seed, const char *const *rows,
                          size_t row_count)
{
	chance_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	*x = (struct inventory){ .files = 1 + (int)chance(6),
		                 .code_lines = (int)chance(6000),
		                 .test_lines = (int)chance(4000) };
	for (size_t n = chance(FINDINGS_MAX); x->n < n;)
		x->v[x->n++] = finding_any(x, rows, row_count);
}

static const char *texts(const char *s)
{
	return s ? s : "";
}

/* The same findings are the same facts, wherever in the order they come. */
static bool finding_store(struct store *s, struct arena *a, const struct finding *f,
                          size_t id, struct err *e)
{
	bool is_construct = strcmp(f->kind, "construct") == 0;
	char name[40];

	snprintf(name, sizeof name, is_construct ? "%s" : "auth_%s%d",
	         is_construct ? f->row : f->kind, f->name);
	return store_exec(
	    s, e,
	    "INSERT INTO fact (id, kind, file, framework, variety, name, method, path,"
	    " handler, handler_line, status, line, statements, branches, queries, "
	    "externals,"
	    " fields_total, relations_total, hard_queries) VALUES (%d, %Q, "
	    "'app%d/f%d.py',"
	    " %Q, %Q, %Q, %Q, %Q, 'h%d', %d, %Q, %d, %d, %d, %d, %d, %d, %d, %d)",
	    (int)id, f->kind, f->file % 2, f->file, f->framework, texts(f->variety), name,
	    texts(f->method), f->method ? arena_printf(a, "/p%d", f->path) : "", f->name,
	    f->path + 1, f->status, 1 + f->name * 40 + f->path, f->number[0],
	    f->number[1], f->number[2], f->number[3], f->number[4], f->number[5],
	    f->number[6]);
}

/* A finding brings the lines that it stands on, as it would in a file. */
static double lines_of(const struct inventory *x, int file)
{
	double lines = (double)x->code_lines / x->files;

	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].file == file)
			lines += 1.5 * x->v[i].number[0] + x->v[i].number[4] +
			         x->v[i].number[5] + 4;
	return lines;
}

/* The same of statements in functions: half of the other lines have one. */
static int statements_of(const struct inventory *x, int file)
{
	int n = x->code_lines / x->files / 2;

	for (size_t i = 0; i < x->n; i++)
		n += x->v[i].file == file ? x->v[i].number[0] : 0;
	return n;
}

/* order: a permutation of the findings, NULL: as they are. */
static bool inventory_store(struct store *s, const struct inventory *x,
                            const size_t *order, struct err *e)
{
	struct arena a = { 0 };
	bool ok = store_begin_scan(s, e);

	for (int i = 0; ok && i < x->files; i++) {
		int file = order ? x->files - 1 - i : i;

		ok = store_exec(
		    s, e,
		    "INSERT INTO file (path, language, kind, bytes, lines,"
		    " code_lines, statements) VALUES ('app%d/f%d.py', 'Python',"
		    " 'source', 1, 1, %.1f, %d)",
		    file % 2, file, lines_of(x, file), statements_of(x, file));
	}
	ok = ok && store_exec(s, e,
	                      "INSERT INTO file (path, language, kind, bytes, lines,"
	                      " code_lines) VALUES ('tests/t.py', 'Python', 'test', 1, 1,"
	                      " %d)",
	                      x->test_lines);
	for (size_t i = 0; ok && i < x->n; i++)
		ok = finding_store(s, &a, &x->v[order ? order[i] : i], i + 1, e);
	arena_release(&a);
	return ok && store_commit(s, e);
}

#endif
