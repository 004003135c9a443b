/* listing.c - the tables of a scan as people and machines read them: TSV and JSON. */
#include "form/listing.h"

#include <string.h>

#define PLACE "file || ':' || line"
#define HANDLER_PLACE                                                                    \
	"CASE WHEN handler_line = 0 THEN '' ELSE "                                       \
	"coalesce(nullif(handler_file, ''), file) || ':' || handler_line END"
#define OF_MODEL(kind)                                                                   \
	"(SELECT f.*, coalesce(m.name, '') AS model FROM fact f LEFT JOIN fact m "       \
	"ON m.id = f.parent WHERE f.kind = '" kind "')"

/* What is served beside endpoints: the columns of endpoints first. */
#define SERVED(name, kind)                                                               \
	{                                                                                \
		name, "(SELECT * FROM fact WHERE kind = '" kind "')",                    \
		    "path, method, name, file, line, id",                                \
		    "method, path, " PLACE ", framework, handler, " HANDLER_PLACE        \
		    ", guard, statements, branches, status, reason, variety, name",      \
		    "variety, name, method, path, file, line, framework, handler, "      \
		    "handler_file, "                                                     \
		    "handler_line, guard, statements, branches, queries, externals, "    \
		    "is_async, "                                                         \
		    "status, reason"                                                     \
	}

/* One table: what it holds, in which order, its columns as TSV (the first ones are those
 * that other tools agreed on, so new ones go to the end) and as keys of JSON. */
struct listing {
	const char *name, *from, *order, *tsv, *json;
};

static const struct listing listings[] = {
	{ "endpoints", "endpoint", "path, method, file, line, id",
	  "method, path, " PLACE ", framework, handler, " HANDLER_PLACE
	  ", guard, statements, branches, status, reason, traits",
	  "method, path, file, line, framework, handler, handler_file, handler_line, "
	  "owner, guard, statements, branches, queries, externals, is_async, traits, "
	  "status, reason" },
	SERVED("operations", "operation"),
	SERVED("channels", "channel"),
	SERVED("actions", "action"),
	{ "models", "model", "variety, name, file, line, id",
	  "variety, name, fields, relations, " PLACE
	  ", table_name, fields_total, relations_total, framework, status, reason",
	  "variety, name, file, line, framework, table_name, fields, relations, "
	  "fields_total, "
	  "relations_total, detail, status, reason" },
	{ "fields", OF_MODEL("field"), "model, file, line, id",
	  "model, name, detail, " PLACE ", framework, status, reason, traits",
	  "model, name, detail, traits, file, line, framework, status, reason" },
	{ "relations", OF_MODEL("relation"), "model, file, line, id",
	  "model, name, target, detail, " PLACE
	  ", framework, status, reason, variety, traits",
	  "model, name, target, variety, detail, traits, file, line, framework, status, "
	  "reason" },
	{ "jobs", "background", "variety, name, file, line, id",
	  "variety, name, detail, " PLACE ", owner, status, reason, target, framework, "
	  "statements, branches, kind, traits",
	  "kind, variety, name, detail, file, line, owner, target, framework, "
	  "statements, "
	  "branches, is_async, traits, status, reason" },
	{ "files", "file", "path",
	  "path, language, kind, bytes, lines, code_lines, params, typed, statements",
	  "path, language, kind, bytes, lines, code_lines, params, typed, statements" },
	{ "described", "described", "file, path, method, id",
	  "method, path, file || ':' || line, is_found",
	  "method, path, file, line, is_found" },
	{ "coverage", "coverage", "rank", "what, part, whole, meaning",
	  "what, part, whole, meaning" },
	{ "problems", "problem", "kind, path, line, id",
	  "kind, path || ':' || line, reason", "kind, path, line, reason" },
	{ "packages", "package", "ecosystem, name, manifest, line, id",
	  "ecosystem, name, version, manifest || ':' || line, is_dev, category, "
	  "equivalent, "
	  "mapping",
	  "ecosystem, name, version, manifest, line, is_dev, category, equivalent, "
	  "mapping" },
	{ "services", "service", "root, name, id", "name, root, manifest, language",
	  "name, root, manifest, language" },
};

enum { LISTINGS = sizeof listings / sizeof *listings };

/* Kinds of facts that need no columns of their own. */
static struct listing of_kind(struct arena *a, enum fact_kind k)
{
	const char *name = fact_kind_name(k);

	return (struct listing){
		.name = listing_plural(a, name),
		.from = arena_printf(a, "(SELECT * FROM finding WHERE kind = '%s')",
		                     name),
		.order = "variety, name, file, line, id",
		.tsv = "variety, name, detail, " PLACE
		       ", owner, target, framework, status, reason",
		.json = "variety, name, detail, file, line, owner, target, framework, "
			"status, "
			"reason",
	};
}

const char *listing_plural(struct arena *a, const char *noun)
{
	size_t n = strlen(noun);

	if (n && noun[n - 1] == 'y')
		return arena_printf(a, "%.*sies", (int)n - 1, noun);
	return arena_printf(a, n > 1 && !strcmp(noun + n - 2, "ch") ? "%ses" : "%ss",
	                    noun);
}

static bool is_special(struct arena *a, enum fact_kind k)
{
	const char *plural = listing_plural(a, fact_kind_name(k));

	for (size_t i = 0; i < LISTINGS; i++)
		if (strcmp(listings[i].name, plural) == 0)
			return true;
	return false;
}

static bool find(struct arena *a, const char *name, struct listing *l, struct err *e)
{
	const char *names = "";

	for (size_t i = 0; i < LISTINGS; i++) {
		const char *known = listings[i].name;

		if (strcmp(known, name) == 0 ||
		    (strncmp(known, name, strlen(known) - 1) == 0 &&
		     !name[strlen(known) - 1])) {
			*l = listings[i];
			return true;
		}
		names = arena_printf(a, "%s%s%s", names, *names ? ", " : "", known);
	}
	for (enum fact_kind k = 0; k < FACT_KINDS_END; k++) {
		if (is_special(a, k))
			continue;
		*l = of_kind(a, k);
		if (strcmp(l->name, name) == 0 || strcmp(fact_kind_name(k), name) == 0)
			return true;
		names = arena_printf(a, "%s, %s", names, l->name);
	}
	return err_set(e, ERR_USAGE, "there is no table '%s', but these: %s", name,
	               names);
}

bool listing_exists(const char *name, struct err *e)
{
	struct arena a = { 0 };
	struct listing l;
	bool ok = find(&a, name, &l, e);

	arena_release(&a);
	return ok;
}

static void print_value(FILE *out, const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (*s == '\t')
			fputs("\\t", out);
		else if (*s == '\n')
			fputs("\\n", out);
		else if (*s < 0x20 || *s == 0x7f)
			fprintf(out, "\\x%02x", *s);
		else if (*s == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0) /* C1 controls */
			fprintf(out, "\\x%02x", *++s);
		else
			putc(*s, out);
	}
}

static sqlite3_stmt *select_rows(struct store *s, struct arena *a,
                                 const struct listing *l, const char *columns,
                                 struct err *e)
{
	return store_select(s, a, e, "SELECT %s FROM %s ORDER BY %s", columns, l->from,
	                    l->order);
}

bool listing_print(struct store *s, const char *name, FILE *out, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = NULL;
	struct listing l = { 0 };

	if (find(&a, name, &l, e))
		q = select_rows(s, &a, &l, l.tsv, e);
	while (q && sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0, n = sqlite3_column_count(q); i < n; i++) {
			print_value(out, (const char *)sqlite3_column_text(q, i));
			putc(i + 1 < n ? '\t' : '\n', out);
		}
	arena_release(&a);
	return q != NULL;
}

static void json_column(struct json_out *j, sqlite3_stmt *q, int i)
{
	const char *key = sqlite3_column_name(q, i);

	if (strncmp(key, "is_", 3) == 0)
		json_put_bool(j, key, sqlite3_column_int(q, i));
	else if (sqlite3_column_type(q, i) == SQLITE_INTEGER)
		json_put_integer(j, key, sqlite3_column_int64(q, i));
	else
		json_put_text(j, key, (const char *)sqlite3_column_text(q, i));
}

static bool json_listing(struct store *s, struct json_out *j, const struct listing *l,
                         struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = select_rows(s, &a, l, l->json, e);

	if (!q)
		return false;
	json_put_array(j, l->name);
	while (sqlite3_step(q) == SQLITE_ROW) {
		json_put_row(j, NULL);
		for (int i = 0, n = sqlite3_column_count(q); i < n; i++)
			json_column(j, q, i);
		json_put_end_object(j);
	}
	json_put_end_array(j);
	arena_release(&a);
	return true;
}

/* The kinds that "jobs" holds already. */
static bool is_background(enum fact_kind k)
{
	return k == FACT_queue || k == FACT_worker || k == FACT_enqueue ||
	       k == FACT_schedule || k == FACT_workflow;
}

bool listing_json(struct store *s, struct json_out *j, struct err *e)
{
	struct arena a = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < LISTINGS; i++)
		ok = json_listing(s, j, &listings[i], e);
	for (enum fact_kind k = 0; ok && k < FACT_KINDS_END; k++) {
		struct listing l = of_kind(&a, k);

		if (!is_special(&a, k) && !is_background(k))
			ok = json_listing(s, j, &l, e);
	}
	arena_release(&a);
	return ok;
}
