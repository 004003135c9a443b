/* scan_rows.c - what a scan stores besides its findings. */
#include "scan/scan_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/version.h"
#include "detect/file_place.h"
#include "files/commit.h"
#include "scan/cross_check.h"
#include "syntax/lang.h"

/* Statements of the functions of s, those of its classes with them. One that only returns
 * an expression has one, however it is written. */
static uint32_t function_statements(const struct scope *s)
{
	uint32_t n = 0;

	for (const struct scope *c = s ? s->first_child : NULL; c; c = c->sibling)
		if (c->kind == SCOPE_FUNCTION)
			n += c->statements ? c->statements : 1;
		else
			n += function_statements(c);
	return n;
}

/* Are jobs, tasks, workers or a schedule among the names of the file and its folders? */
static bool is_named_for_work(const char *path)
{
	static const char *const names[] = { "task", "job", "sched", "worker" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strstr(path, names[i]))
			return true;
	return false;
}

/* Python: a function of the module, a class with a method that works, or a call of what
 * starts work. A file with none of them defines what others use. */
static bool may_work(const struct detectors *d, const struct unit *u)
{
	for (const struct scope *c = u->module->first_child; c; c = c->sibling) {
		if (c->kind == SCOPE_FUNCTION && c->name.len)
			return true;
		for (const struct scope *m = c->first_child; m; m = m->sibling)
			if (m->name.len && detectors_say(d, true, WORD_works, m->name.s))
				return true;
	}
	for (size_t i = 0; i < u->callee_count; i++)
		if (detectors_say(d, true, WORD_works, u->words[u->callees[i].last].s))
			return true;
	return false;
}

static bool works(const struct detectors *d, const struct unit *u)
{
	return u->language != LANG_PYTHON || !u->module || !is_named_for_work(u->path) ||
	       may_work(d, u);
}

/* The files of both lists, by path. */
struct files {
	const struct whole *whole;
	const struct detectors *detectors;
	size_t unit, other;
};

static bool next_file(void *arg, struct store_file *f)
{
	struct files *x = arg;
	const struct whole *w = x->whole;
	const struct unit *u = x->unit < w->unit_count ? w->units[x->unit] : NULL;
	const struct other *o = x->other < w->other_count ? &w->others[x->other] : NULL;

	if (!u && !o)
		return false;
	if (o && (!u || strcmp(o->path, u->path) < 0)) {
		*f = (struct store_file){ o->path,    o->language, o->kind,  o->bytes,
			                  o->content, o->lines,    o->lines, 0,
			                  0,          0,           true };
		x->other++;
		return true;
	}
	*f = (struct store_file){ u->path,
		                  lang_name((enum language)u->language),
		                  lang_kind_name(u->kind),
		                  u->bytes,
		                  u->content,
		                  u->lines,
		                  u->code_lines,
		                  u->params,
		                  u->typed,
		                  function_statements(u->module),
		                  works(x->detectors, u) };
	x->unit++;
	return true;
}

bool scan_rows_files(struct store *s, const struct whole *w, const struct detectors *d,
                     struct err *e)
{
	struct files x = { .whole = w, .detectors = d };

	return store_files(s, next_file, &x, e);
}

bool scan_rows_problems(struct store *s, const struct walk_result *r,
                        const struct manifests *m, struct err *e)
{
	for (size_t i = 0; i < r->problem_count; i++) {
		const struct walk_problem *p = &r->problems[i];

		if (!store_problem(s, p->kind, p->path, p->line, p->reason, e))
			return false;
	}
	for (size_t i = 0; i < m->defect_count; i++)
		if (!store_problem(s, "defect", m->defects[i].path, m->defects[i].line,
		                   m->defects[i].text, e))
			return false;
	return true;
}

static bool is_open(const struct fact *f)
{
	return f->status && !strcmp(f->status, "unresolved") &&
	       !(f->traits && strstr(f->traits, "only=debug"));
}

static bool is_like(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* What is sent to one queue, for one reason, is one question: it is told at the first of
 * its places. How many these are; 0: it was told. */
static size_t places_of(const struct facts *fs, size_t at)
{
	const struct fact *f = &fs->v[at];
	size_t n = 1;

	if (f->kind != FACT_enqueue || !f->owner)
		return 1;
	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *o = &fs->v[i];

		if (i == at || o->kind != FACT_enqueue || !is_open(o) ||
		    !is_like(o->owner, f->owner) || !is_like(o->name, f->name) ||
		    !is_like(o->reason, f->reason))
			continue;
		if (i < at)
			return 0;
		n++;
	}
	return n;
}

bool scan_rows_unresolved(struct store *s, const struct facts *fs, struct err *e)
{
	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		const char *method = f->method ? f->method : "";
		const char *said = f->path ? f->path : f->name ? f->name : "";
		size_t places = is_open(f) ? places_of(fs, i) : 0;
		char text[320], of[120] = "";

		if (!places)
			continue;
		if (places > 1)
			snprintf(of, sizeof of, " to %s (%zu places)", f->owner, places);
		snprintf(text, sizeof text, "%s%s%s%s%s%s: %s",
		         fact_kind_name((enum fact_kind)f->kind), *method ? " " : "",
		         method, *said ? " " : "", said, of, f->reason ? f->reason : "");
		if (!store_problem(s, "unresolved", f->file, f->line, text, e))
			return false;
	}
	for (size_t i = 0; i < fs->limits.n; i++) {
		const struct limit *x = &fs->limits.v[i];

		if (!store_problem(s, "unresolved", x->path, x->line, x->what, e))
			return false;
	}
	return true;
}

/* Those of the n files, from the first on, that lie in the folder that the first one's
 * path goes on with behind `at`; 1: it lies there itself. */
static size_t beside(const struct template_file *v, size_t n, size_t at)
{
	const char *slash = strchr(v->path + at, '/');
	size_t folder = slash ? (size_t)(slash - v->path) + 1 : strlen(v->path), i = 1;

	while (slash && i < n && strncmp(v[i].path, v->path, folder) == 0)
		i++;
	return i;
}

/* The folders below that part of the path that the open ones lie in; 0: one lies there
 * itself. */
static size_t folders_below(const struct template_file *v, size_t n, size_t at)
{
	size_t count = 0;

	for (size_t i = 0, step; i < n; i += step) {
		step = 1;
		if (v[i].is_fact || v[i].is_shell)
			continue;
		if (!strchr(v[i].path + at, '/'))
			return 0;
		step = beside(v + i, n - i, at);
		count++;
	}
	return count;
}

/* A row for those of a folder, with where they all lie. What only holds folders, as that
 * of a whole application does, says less than these, unless they are many. */
static bool write_unnamed(struct store *s, struct arena *a, const struct template_file *v,
                          size_t n, struct err *e)
{
	enum { MANY = 8 };
	const char *first = NULL;
	size_t open = 0, lie = 0, shared, below;

	for (size_t i = 0; i < n; i++) {
		if (v[i].is_fact || v[i].is_shell)
			continue;
		open++;
		shared = first ? file_common_folder(first, v[i].path) : strlen(v[i].path);
		lie = !first || shared < lie ? shared : lie;
		first = first ? first : v[i].path;
	}
	if (!open)
		return true;
	below = open > 1 ? folders_below(v, n, lie) : 0;
	if (below < 2 || below > MANY)
		return store_problem(
		    s, "skipped", arena_strndup(a, first, lie), 0,
		    arena_printf(a, "pages that no code was seen to make: %zu", open), e);
	for (size_t i = 0, step; i < n; i += step) {
		step = v[i].is_fact || v[i].is_shell ? 1 : beside(v + i, n - i, lie);
		if (!v[i].is_fact && !v[i].is_shell &&
		    !write_unnamed(s, a, v + i, step, e))
			return false;
	}
	return true;
}

bool scan_rows_unnamed(struct store *s, struct arena *a, const struct whole *w,
                       struct err *e)
{
	for (size_t i = 0, n; i < w->template_count; i += n) {
		n = beside(w->templates + i, w->template_count - i, 0);
		if (!write_unnamed(s, a, w->templates + i, n, e))
			return false;
	}
	return true;
}

bool scan_rows_packages(struct store *s, const struct manifests *m,
                        const struct libraries *libs, struct err *e)
{
	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];
		const struct library *lib = library_find(libs, p->ecosystem, p->name);

		struct store_package row = { p->ecosystem,
			                     p->name,
			                     p->version,
			                     p->manifest,
			                     p->line,
			                     p->is_dev,
			                     lib ? lib->category : "",
			                     lib ? lib->equivalent : "",
			                     lib ? lib->mapping : "" };

		if (!store_package(s, &row, e))
			return false;
	}
	for (size_t i = 0; i < m->service_count; i++) {
		const struct service *v = &m->services[i];

		if (!store_exec(s, e,
		                "INSERT INTO service (name, root, manifest, language) "
		                "VALUES (%Q, %Q, %Q, %Q)",
		                v->name ? v->name : "", v->root,
		                v->manifest ? v->manifest : "",
		                v->language ? v->language : ""))
			return false;
	}
	return true;
}

/* The work of a back end, and what may be hidden behind a package. */
static bool is_work(enum fact_kind kind)
{
	return kind == FACT_endpoint || kind == FACT_model || kind == FACT_job ||
	       kind == FACT_channel || kind == FACT_operation || kind == FACT_include;
}

/* What is migrated: the side on which the work of a back end was found; without any, the
 * side of all else. */
static const char *language_from(const struct facts *fs)
{
	size_t python[2] = { 0 }, node[2] = { 0 };
	int at;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		const char *dot = strrchr(f->file, '.');

		at = is_work((enum fact_kind)f->kind);
		if (dot && !strcmp(dot, ".py"))
			python[at]++;
		else
			node[at]++;
	}
	at = python[1] || node[1];
	return python[at] && node[at] ? "mixed"
	     : python[at]             ? "python"
	     : node[at]               ? "node"
	                              : "none";
}

bool scan_rows_meta(struct store *s, struct arena *a, const char *root, const char *name,
                    const struct facts *fs, uint64_t bytes, struct err *e)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch && *epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm tm;
	char date[32] = "";
	const char *commit = commit_of(a, root);

	if (gmtime_r(&now, &tm))
		strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return store_meta(s, "root", root, e) && store_meta(s, "name", name, e) &&
	       store_meta(s, "version", MIGCOST_VERSION, e) &&
	       store_meta(s, "scanned_at", date, e) &&
	       (!*commit || store_meta(s, "commit", commit, e)) &&
	       store_meta(s, "language_from", language_from(fs), e) &&
	       store_meta(s, "bytes", arena_printf(a, "%llu", (unsigned long long)bytes),
	                  e);
}

bool scan_rows_described(struct store *s, struct arena *a, const struct whole *w,
                         const struct facts *fs, struct err *e)
{
	struct cross_check c = { 0 };

	for (size_t i = 0; i < w->mark_count; i++) {
		const struct description *d = &w->marks[i].described;
		const char *base;
		bool is_ours;

		if (!d->n)
			continue;
		if (!c.v)
			cross_check_init(&c, a, fs);
		base = cross_check_base(&c, d, &is_ours);
		if (!w->marks[i].platform && !is_ours)
			continue;
		if (d->is_prose) {
			for (size_t k = 0; k < d->n; k++)
				cross_check_tell(&c, base, &d->v[k]);
			continue;
		}
		for (size_t k = 0; k < d->n; k++)
			if (!store_exec(
				s, e,
				"INSERT INTO described (file, line, method, path, "
				"is_found) VALUES (%Q, %u, %Q, %Q, %d)",
				d->file, d->v[k].line, d->v[k].method, d->v[k].path,
				cross_check_has(&c, base, &d->v[k])))
				return false;
	}
	return !c.told ||
	       store_meta(s, "told_in_words", arena_printf(a, "%zu", c.told), e);
}
