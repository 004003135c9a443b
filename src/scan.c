/* scan.c - read a code base into the store: walk, read, match, link. */
#include "scan.h"

#include "commit.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "around.h"
#include "built.h"
#include "fact_rows.h"
#include "file_place.h"
#include "cross_check.h"
#include "imported.h"
#include "lang.h"
#include "lex.h"
#include "content.h"
#include "lex_bytes.h"
#include "construct.h"
#include "library.h"
#include "link.h"
#include "manifest.h"
#include "migration.h"
#include "openapi.h"
#include "pages.h"
#include "platform.h"
#include "prisma.h"
#include "python.h"
#include "reach.h"
#include "script.h"
#include "template.h"
#include "unit.h"
#include "utf8.h"
#include "version.h"
#include "walk.h"
#include "why.h"

/* What one worker found; only its own thread touches it. */
struct gathered {
	struct arena arena;
	struct tokens tokens; /* of the file at hand */
	struct said *said;    /* for all of its files */
	struct unit **units;
	size_t unit_count, unit_room;
	struct manifest_file *manifests;
	size_t manifest_count, manifest_room;
	struct prisma_file *schemas;
	size_t schema_count, schema_room;
	struct other *others;
	size_t other_count, other_room;
	struct mark *marks;
	size_t mark_count, mark_room;
	struct migration_file *migrations;
	size_t migration_count, migration_room;
	struct template_file *templates;
	size_t template_count, template_room;
};

/* A file whose name says something; its operations when it describes the API. */
struct mark {
	const char *path;
	const struct platform *platform;
	struct description described;
};

/* A file that counts but has no unit: a schema, a manifest, another language. */
struct other {
	const char *path, *language, *kind;
	size_t bytes;
	uint64_t content;
	uint32_t lines;
};

struct scan {
	const struct scan_options *options;
	struct detectors detectors;
	struct platforms platforms;
	struct gathered *by_worker;
	unsigned workers;
	atomic_uint_fast64_t files, bytes;
	size_t beside; /* files read of packages around the root */
};

static const char *const kind_names[UNIT_KINDS] = { "source", "test", "migration",
	                                            "generated" };

/* ---- one file, in any worker -------------------------------------------- */

static uint32_t count_lines(const char *s, size_t n)
{
	uint32_t lines = 0;

	for (const char *p = s, *end = s + n; p < end; lines++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			return lines + 1;
		p++;
	}
	return lines;
}

/* An Alembic revision says what it stands on. */
static bool is_revision(const struct unit *u)
{
	bool down = false, upgrade = false;

	for (const struct binding *b = u->module->first_binding; b; b = b->next) {
		down |= name_is(b->name, "down_revision");
		upgrade |= b->kind == BIND_DEF && name_is(b->name, "upgrade");
	}
	return down && upgrade;
}

/* A module of some test package: django.test, unittest, tornado.testing. */
static bool is_of_tests(struct name module)
{
	static const char *const parts[] = { "test", "testing", "unittest",
		                             "test_utils" };

	for (size_t at = 0; at < module.len;) {
		size_t n = at;

		while (n < module.len && module.s[n] != '.')
			n++;
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (strlen(parts[i]) == n - at &&
			    !memcmp(parts[i], module.s + at, n - at))
				return true;
		at = n + 1;
	}
	return false;
}

/* class Base(TestCase), the name being one of a test package. */
static bool is_test_case(const struct scope *module, const struct scope *class)
{
	static const char end[] = "TestCase";
	const size_t n = sizeof end - 1;

	for (const struct expr *e = class->bases; e; e = e->next) {
		const struct expr *head = e;
		const struct binding *b;

		if ((e->kind != EXPR_NAME && e->kind != EXPR_ATTR) || e->text.len < n ||
		    memcmp(e->text.s + e->text.len - n, end, n) != 0)
			continue;
		while (head->kind == EXPR_ATTR && head->left)
			head = head->left;
		for (b = module->first_binding; b; b = b->next)
			if (b->kind == BIND_IMPORT && head->kind == EXPR_NAME &&
			    name_eq(b->name, head->text) &&
			    is_of_tests(import_of(b)->module))
				return true;
	}
	return false;
}

/* Most of a file that tests build on are the classes that they inherit, whatever its
 * name. */
static bool is_test_base(const struct unit *u)
{
	uint32_t lines = 0;

	for (const struct scope *s = u->module->first_child; s; s = s->sibling)
		if (s->kind == SCOPE_CLASS && is_test_case(u->module, s))
			lines += s->end_line - s->line + 1;
	return lines * 2 > u->lines;
}

/* What a line is that begins with a character: all others are code. */
enum { LINE_BLANK = 1, LINE_NOTE, LINE_SLASH };
static const uint8_t line_kind[256] = {
	['\0'] = LINE_NOTE, ['\n'] = LINE_NOTE,  ['#'] = LINE_NOTE,   ['*'] = LINE_NOTE,
	[' '] = LINE_BLANK, ['\t'] = LINE_BLANK, ['\r'] = LINE_BLANK, ['/'] = LINE_SLASH,
};

/* More than blanks and a comment, as near as that can be told without reading the code.
 * A line ends with a newline or with the padding. */
static bool is_code(const char *line)
{
	unsigned kind = line_kind[(unsigned char)*line];

	if (kind == LINE_BLANK) {
		line = bytes_blanks_end(line);
		kind = line_kind[(unsigned char)*line];
	}
	return !kind || (kind == LINE_SLASH && line[1] != '/' && line[1] != '*');
}

/* What a file is measured by that gives no facts. */
static void count_code(struct unit *u, const char *s, size_t size)
{
	const char *line = s, *end = s + size;

	for (; s < end; s += 64)
		for (uint64_t at = bytes_newlines(s); at; at &= at - 1) {
			u->lines++;
			u->code_lines += is_code(line);
			line = s + __builtin_ctzll(at) + 1;
		}
	if (line < end) {
		u->lines++;
		u->code_lines += is_code(line);
	}
}

static void read_source(struct scan *x, struct gathered *g, struct unit *u,
                        const struct walk_file *f, const struct walk_text *t)
{
	u->arena = &g->arena;
	u->tokens = &g->tokens;
	if (!g->said)
		g->said = arena_zero(&g->arena, NAMES_SAID * sizeof *g->said);
	u->said = g->said;
	if (f->language == LANG_PYTHON)
		python_read(u, t->s, t->size, &x->detectors.vocabulary);
	else
		script_read(u, t->s, t->size, &x->detectors.vocabulary);
	u->tokens = NULL;
	u->said = NULL;
	unit_settle(u, &x->detectors);
	for (const struct defect *d = u->defects; d; d = d->next)
		walk_problem_add(f, "defect", d->line, d->text);
	if (is_revision(u)) {
		u->kind = UNIT_MIGRATION; /* wherever it lies */
		migration_note(u, &x->detectors, t->s, t->size);
	} else if (f->language == LANG_PYTHON && is_test_base(u)) {
		u->kind = UNIT_TEST;
	}
}

/* What a file is for. The folders that a route's path is made of do not tell:
 * app/api/tests/[id]/route.ts is no test. */
static uint8_t kind_of(struct scan *x, struct gathered *g, const struct walk_file *f)
{
	const char *path = f->path;
	int kind = lang_unit_kind(path);
	size_t app = kind == UNIT_SOURCE
	               ? 0
	               : file_place_any(&x->detectors, path, f->language == LANG_PYTHON);

	if (app)
		kind = lang_unit_kind(arena_printf(&g->arena, "%.*s/%s", (int)app - 1,
		                                   path, file_name_of(path)));
	return (uint8_t)kind;
}

/* A description of the API that is written as an object of code. */
static void mark_description(struct scan *x, struct gathered *g, const struct unit *u,
                             const struct walk_text *t)
{
	struct mark m = { .path = u->path, .described.file = u->path };

	if (u->kind != UNIT_SOURCE ||
	    !openapi_read_code(&m.described, &g->arena, t->s, t->size))
		return;
	m.platform = platform_kind(&x->platforms, "api-description");
	if (!m.platform)
		return;
	*(struct mark *)arena_push(&g->arena, (void **)&g->marks, &g->mark_count,
	                           &g->mark_room, sizeof m) = m;
}

static void read_unit(struct scan *x, struct gathered *g, const struct walk_file *f,
                      const struct walk_text *t)
{
	struct unit *u = arena_zero(&g->arena, sizeof *u);

	u->path = arena_strdup(&g->arena, f->path);
	u->language = (uint8_t)f->language;
	u->kind = kind_of(x, g, f);
	u->bytes = t->size;
	u->content = content_digest(t->s, t->size);
	atomic_fetch_add(&x->bytes, t->size);
	if (u->kind == UNIT_TEST && lang_only_named_test(u->path, t->s, t->size))
		u->kind = UNIT_SOURCE;
	if (u->kind == UNIT_SOURCE)
		read_source(x, g, u, f, t);
	else
		count_code(u, t->s, t->size);
	u->arena = &g->arena;
	if (u->kind == UNIT_MIGRATION && !u->migration &&
	    !migration_note(u, &x->detectors, t->s, t->size) &&
	    f->language == LANG_PYTHON && !u->module)
		read_source(x, g, u, f, t); /* see imported_sources() */
	built_read(u, &x->detectors, &g->tokens, t->s, t->size);
	mark_description(x, g, u, t);
	*(struct unit **)arena_push(&g->arena, (void **)&g->units, &g->unit_count,
	                            &g->unit_room, sizeof u) = u;
}

static void keep_other(struct gathered *g, const struct walk_file *f,
                       const struct walk_text *t)
{
	struct other o = {
		arena_strdup(&g->arena, f->path),    lang_other_name(f->path),
		kind_names[lang_unit_kind(f->path)], t->size,
		content_digest(t->s, t->size),       count_lines(t->s, t->size)
	};

	*(struct other *)arena_push(&g->arena, (void **)&g->others, &g->other_count,
	                            &g->other_room, sizeof o) = o;
}

static void read_manifest(struct gathered *g, const struct walk_file *f,
                          enum manifest_use use)
{
	struct manifest_file m = { arena_strdup(&g->arena, f->path), NULL, 0 };
	struct walk_text t = { NULL, 0 };

	if (use == MANIFEST_TEXT) {
		if (!walk_read(&t, f))
			return;
		m.text = arena_strndup(&g->arena, t.s, t.size);
		m.size = t.size;
		if (f->language != LANG_PYTHON) /* setup.py: it has a unit */
			keep_other(g, f, &t);
	}
	*(struct manifest_file *)arena_push(&g->arena, (void **)&g->manifests,
	                                    &g->manifest_count, &g->manifest_room,
	                                    sizeof m) = m;
}

static void read_schema(struct gathered *g, const struct walk_file *f,
                        const struct walk_text *t)
{
	struct prisma_file p = { arena_strdup(&g->arena, f->path),
		                 arena_strndup(&g->arena, t->s, t->size), t->size };

	keep_other(g, f, t);
	*(struct prisma_file *)arena_push(&g->arena, (void **)&g->schemas,
	                                  &g->schema_count, &g->schema_room,
	                                  sizeof p) = p;
}

static bool is_marked(const void *scan, const char *path)
{
	const struct scan *x = scan;

	return platform_of(&x->platforms, path) || migration_named(&x->detectors, path);
}

static void keep_migration(struct scan *x, struct gathered *g, const struct walk_file *f)
{
	struct migration_file m = { .rule = migration_named(&x->detectors, f->path) };
	struct walk_text t;

	if (!m.rule || !walk_read(&t, f))
		return;
	m.path = arena_strdup(&g->arena, f->path);
	migration_read(&m, &g->arena, t.s, t.size);
	*(struct migration_file *)arena_push(&g->arena, (void **)&g->migrations,
	                                     &g->migration_count, &g->migration_room,
	                                     sizeof m) = m;
}

static void keep_template(struct gathered *g, const struct walk_file *f)
{
	struct template_file page;
	struct walk_text t;

	if (lang_unit_kind(f->path) != UNIT_SOURCE || !walk_read(&t, f))
		return;
	page = (struct template_file){ .path = arena_strdup(&g->arena, f->path),
		                       .lines = count_lines(t.s, t.size) };
	*(struct template_file *)arena_push(&g->arena, (void **)&g->templates,
	                                    &g->template_count, &g->template_room,
	                                    sizeof page) = page;
}

static void mark_file(struct scan *x, struct gathered *g, const struct walk_file *f)
{
	const struct platform *p = platform_of(&x->platforms, f->path);
	struct mark m = { .platform = p };
	struct walk_text t;

	if (!p)
		return;
	if (strcmp(p->variety, "page") == 0) {
		keep_template(g, f);
		return;
	}
	m.path = m.described.file = arena_strdup(&g->arena, f->path);
	if (strcmp(p->variety, "api-description") == 0 && walk_read(&t, f))
		openapi_read(&m.described, &g->arena, t.s, t.size);
	*(struct mark *)arena_push(&g->arena, (void **)&g->marks, &g->mark_count,
	                           &g->mark_room, sizeof m) = m;
}

static void found(void *arg, const struct walk_file *f)
{
	struct scan *x = arg;
	struct gathered *g = &x->by_worker[f->worker];
	enum manifest_use use = manifest_use_of(f->path);
	struct walk_text t;

	mark_file(x, g, f);
	if (use != MANIFEST_NO)
		read_manifest(g, f, use);
	switch (f->language) {
	case LANG_PYTHON:
	case LANG_JAVASCRIPT:
	case LANG_TYPESCRIPT:
	case LANG_TSX:
		if (walk_read(&t, f))
			read_unit(x, g, f, &t);
		break;
	case LANG_PRISMA:
		if (walk_read(&t, f))
			read_schema(g, f, &t);
		break;
	case LANG_OTHER_CODE:
		if (walk_read(&t, f))
			keep_other(g, f, &t);
		break;
	case LANG_MANIFEST: break;
	case LANG_NONE: keep_migration(x, g, f); break;
	}
	atomic_fetch_add(&x->files, 1);
	if (x->options->progress && atomic_load(&x->files) % 64 == 0)
		x->options->progress(x->options->progress_arg, atomic_load(&x->files),
		                     atomic_load(&x->bytes));
}

/* ---- together ----------------------------------------------------------- */

static int by_unit_path(const void *a, const void *b)
{
	const struct unit *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

static int by_other_path(const void *a, const void *b)
{
	const struct other *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_migration_path(const void *a, const void *b)
{
	const struct migration_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_mark_path(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_schema_path(const void *a, const void *b)
{
	const struct prisma_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_template_path(const void *a, const void *b)
{
	return strcmp(((const struct template_file *)a)->path,
	              ((const struct template_file *)b)->path);
}

struct whole {
	struct unit **units;
	size_t unit_count;
	struct manifest_file *manifests;
	size_t manifest_count;
	struct prisma_file *schemas;
	size_t schema_count;
	struct other *others;
	size_t other_count;
	struct mark *marks;
	size_t mark_count;
	struct migration_file *migrations;
	size_t migration_count;
	struct template_file *templates;
	size_t template_count;
};

static void *gather(struct arena *a, size_t total, size_t size)
{
	return arena_alloc(a, total ? total * size : 1);
}

/* The order of chance ends here. */
static void merge(struct scan *x, struct arena *a, struct whole *w)
{
	struct whole at = { 0 };

	*w = at;
	for (unsigned i = 0; i < x->workers; i++) {
		w->unit_count += x->by_worker[i].unit_count;
		w->manifest_count += x->by_worker[i].manifest_count;
		w->schema_count += x->by_worker[i].schema_count;
		w->other_count += x->by_worker[i].other_count;
		w->mark_count += x->by_worker[i].mark_count;
		w->migration_count += x->by_worker[i].migration_count;
		w->template_count += x->by_worker[i].template_count;
	}
	w->units = gather(a, w->unit_count, sizeof *w->units);
	w->manifests = gather(a, w->manifest_count, sizeof *w->manifests);
	w->schemas = gather(a, w->schema_count, sizeof *w->schemas);
	w->others = gather(a, w->other_count, sizeof *w->others);
	w->marks = gather(a, w->mark_count, sizeof *w->marks);
	w->migrations = gather(a, w->migration_count, sizeof *w->migrations);
	w->templates = gather(a, w->template_count, sizeof *w->templates);
	for (unsigned i = 0; i < x->workers; i++) {
		struct gathered *g = &x->by_worker[i];

		for (size_t k = 0; k < g->unit_count; k++)
			w->units[at.unit_count++] = g->units[k];
		for (size_t k = 0; k < g->manifest_count; k++)
			w->manifests[at.manifest_count++] = g->manifests[k];
		for (size_t k = 0; k < g->schema_count; k++)
			w->schemas[at.schema_count++] = g->schemas[k];
		for (size_t k = 0; k < g->other_count; k++)
			w->others[at.other_count++] = g->others[k];
		for (size_t k = 0; k < g->mark_count; k++)
			w->marks[at.mark_count++] = g->marks[k];
		for (size_t k = 0; k < g->migration_count; k++)
			w->migrations[at.migration_count++] = g->migrations[k];
		for (size_t k = 0; k < g->template_count; k++)
			w->templates[at.template_count++] = g->templates[k];
	}
	qsort(w->units, w->unit_count, sizeof *w->units, by_unit_path);
	qsort(w->schemas, w->schema_count, sizeof *w->schemas, by_schema_path);
	qsort(w->others, w->other_count, sizeof *w->others, by_other_path);
	qsort(w->marks, w->mark_count, sizeof *w->marks, by_mark_path);
	qsort(w->migrations, w->migration_count, sizeof *w->migrations,
	      by_migration_path);
	qsort(w->templates, w->template_count, sizeof *w->templates, by_template_path);
}

/* ---- use of libraries that have a kind ---------------------------------- */

static void library_use(struct facts *fs, struct arena *a, const struct libraries *libs,
                        const struct unit *u, const char *module, uint32_t line)
{
	const char *ecosystem = u->language == LANG_PYTHON ? "pypi" : "npm";
	const struct library *lib = *module && *module != '.'
	                              ? library_find_import(libs, ecosystem, module)
	                              : NULL;
	struct fact *f;

	if (!lib)
		return;
	for (size_t i = fs->n;
	     i > 0 && fs->v[i - 1].kind == FACT_library && fs->v[i - 1].file == u->path;
	     i--)
		if (fs->v[i - 1].name == lib->name)
			return;
	f = arena_push(a, (void **)&fs->v, &fs->n, &fs->room, sizeof *fs->v);
	*f = (struct fact){ .kind = FACT_library,
		            .file = u->path,
		            .parent = -1,
		            .line = line,
		            .framework = lib->ecosystem,
		            .variety = lib->category,
		            .name = lib->name,
		            .target = lib->equivalent,
		            .detail = lib->mapping,
		            .status = "resolved" };
}

static void libraries_of(struct facts *fs, struct arena *a, const struct libraries *libs,
                         const struct unit *u)
{
	for (size_t i = 0; i < u->import_count; i++)
		library_use(fs, a, libs, u, u->imports[i].module, u->imports[i].line);
	for (const struct required *r = u->required; r; r = r->next)
		library_use(fs, a, libs, u, r->module, r->line);
}

/* ---- into the store ----------------------------------------------------- */

/* The files of both lists, by path. */
struct files {
	const struct whole *whole;
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
		*f = (struct store_file){ o->path,  o->language, o->kind,
			                  o->bytes, o->content,  o->lines,
			                  o->lines, 0,           0 };
		x->other++;
		return true;
	}
	*f = (struct store_file){ u->path,
		                  lang_name((enum language)u->language),
		                  kind_names[u->kind],
		                  u->bytes,
		                  u->content,
		                  u->lines,
		                  u->code_lines,
		                  u->params,
		                  u->typed };
	x->unit++;
	return true;
}

static bool write_files(struct store *s, const struct whole *w, struct err *e)
{
	struct files x = { .whole = w };

	return store_files(s, next_file, &x, e);
}

static bool write_problems(struct store *s, const struct walk_result *r,
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

static bool write_unresolved(struct store *s, const struct facts *fs, struct err *e)
{
	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		char text[320];

		if (!f->status || strcmp(f->status, "unresolved") ||
		    (f->traits && strstr(f->traits, "only=debug")))
			continue;
		snprintf(text, sizeof text, "%s %s%s%s: %s",
		         fact_kind_name((enum fact_kind)f->kind),
		         f->method ? f->method : "", f->method ? " " : "",
		         f->path   ? f->path
		         : f->name ? f->name
		                   : "",
		         f->reason ? f->reason : "");
		if (!store_problem(s, "unresolved", f->file, f->line, text, e))
			return false;
	}
	return true;
}

/* How much of the path a and b lie in, at most n: a folder with its slash. */
static size_t common_folder(const char *a, const char *b, size_t n)
{
	size_t folder = 0;

	for (size_t i = 0; i < n && a[i] && a[i] == b[i]; i++)
		folder = a[i] == '/' ? i + 1 : folder;
	return folder;
}

/* Files that pages are made from, of which no code was seen to: a row for those of a
 * first folder, with where they all lie. */
static bool write_unnamed(struct store *s, struct arena *a, const struct whole *w,
                          struct err *e)
{
	for (size_t i = 0, n; i < w->template_count; i += n) {
		const char *path = w->templates[i].path, *slash = strchr(path, '/'),
			   *first = NULL;
		size_t folder = slash ? (size_t)(slash - path) + 1 : strlen(path),
		       open = 0, lie = 0;

		for (n = 0; i + n < w->template_count &&
		            !strncmp(w->templates[i + n].path, path, folder);
		     n++) {
			const char *file = w->templates[i + n].path;

			if (w->templates[i + n].is_fact)
				continue;
			open++;
			lie = first ? common_folder(first, file, lie) : strlen(file);
			first = first ? first : file;
		}
		if (open && !store_problem(s, "skipped", arena_strndup(a, first, lie), 0,
		                           arena_printf(a,
		                                        "pages that no code was seen to "
		                                        "make: %zu",
		                                        open),
		                           e))
			return false;
	}
	return true;
}

static bool write_packages(struct store *s, const struct manifests *m,
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

/* What is migrated: the side on which the work of a back end was found. */
static const char *language_from(const struct facts *fs)
{
	size_t python = 0, node = 0;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		const char *dot = strrchr(f->file, '.');

		if (f->kind != FACT_endpoint && f->kind != FACT_model &&
		    f->kind != FACT_job && f->kind != FACT_channel &&
		    f->kind != FACT_operation)
			continue;
		if (dot && !strcmp(dot, ".py"))
			python++;
		else
			node++;
	}
	return python && node ? "mixed" : python ? "python" : node ? "node" : "none";
}

static const char *last_folder(struct arena *a, const char *root)
{
	char *real = realpath(root, NULL);
	const char *name = "";

	if (real) {
		char *slash = strrchr(real, '/');

		name = arena_strdup(a, slash ? slash + 1 : real);
		free(real);
	}
	return name;
}

static bool write_meta(struct store *s, struct arena *a, const char *root,
                       const char *name, const char *from, uint64_t bytes, struct err *e)
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
	       store_meta(s, "language_from", from, e) &&
	       store_meta(s, "bytes", arena_printf(a, "%llu", (unsigned long long)bytes),
	                  e);
}

/* ---- descriptions of the API beside the code ------------------------------------------
 */

static void mark_facts(struct facts *fs, struct arena *a, const struct whole *w)
{
	for (size_t i = 0; i < w->mark_count; i++) {
		const struct mark *m = &w->marks[i];
		struct fact *f = arena_push(a, (void **)&fs->v, &fs->n, &fs->room,
		                            sizeof *fs->v);

		*f = (struct fact){ .kind = FACT_platform,
			            .file = m->path,
			            .parent = -1,
			            .line = 1,
			            .framework = m->platform->name,
			            .variety = m->platform->variety,
			            .name = m->platform->name,
			            .detail = m->platform->meaning,
			            .status = "resolved" };
	}
}

static void runtime_facts(struct facts *fs, struct arena *a, const struct manifests *m)
{
	for (size_t i = 0; i < m->runtime_count; i++)
		*(struct fact *)arena_push(a, (void **)&fs->v, &fs->n, &fs->room,
		                           sizeof *fs->v) =
		    (struct fact){ .kind = FACT_platform,
			           .file = m->runtimes[i].path,
			           .parent = -1,
			           .line = 1,
			           .framework = m->runtimes[i].name,
			           .variety = "runtime",
			           .name = m->runtimes[i].name,
			           .detail = m->runtimes[i].version,
			           .status = "resolved" };
}

static bool write_described(struct store *s, struct arena *a, const struct whole *w,
                            const struct facts *fs, struct err *e)
{
	struct cross_check c = { 0 };

	for (size_t i = 0; i < w->mark_count; i++) {
		const struct description *d = &w->marks[i].described;
		const char *base;

		if (!d->n)
			continue;
		if (!c.v)
			cross_check_init(&c, a, fs);
		base = cross_check_base(&c, d);
		for (size_t k = 0; k < d->n; k++)
			if (!store_exec(
				s, e,
				"INSERT INTO described (file, line, method, path, "
				"is_found) VALUES (%Q, %u, %Q, %Q, %d)",
				d->file, d->v[k].line, d->v[k].method, d->v[k].path,
				cross_check_has(&c, base, &d->v[k])))
				return false;
	}
	return true;
}

/* What needs no linking is written while it goes on, by a thread of its own; and what
 * is found, as soon as it is settled. */
struct aside {
	pthread_t thread;
	struct store *store; /* nobody else's until the thread is joined */
	const struct whole *whole;
	const struct walk_result *walked;
	const struct manifests *manifests;
	const struct libraries *libraries;
	const struct constructs *constructs;
	const struct categories *categories;
	const struct program *program;
	struct arena arena;
	struct facts
	    uses; /* of libraries; constructs by packages and files; migrations */
	struct fact_rows rows;
	struct facts found[LINK_PARTS]; /* once they are settled */
	sem_t is_settled[LINK_PARTS];
	struct err e;
	bool ok;
};

static void constructs_of(struct aside *x)
{
	const struct whole *w = x->whole;

	construct_packages(&x->uses, &x->arena, x->constructs, x->manifests);
	for (size_t i = 0; i < w->unit_count; i++)
		construct_file(&x->uses, &x->arena, x->constructs, w->units[i]->path);
	for (size_t i = 0; i < w->other_count; i++)
		construct_file(&x->uses, &x->arena, x->constructs, w->others[i].path);
}

static void *write_aside(void *arg)
{
	/* As they will be ready, more or less. */
	static const enum link_part order[] = { LINK_MODELS, LINK_OTHERS, LINK_QUERIES };
	struct aside *x = arg;
	const struct program *p = x->program;

	mark_facts(&x->uses, &x->arena, x->whole);
	runtime_facts(&x->uses, &x->arena, x->manifests);
	for (size_t i = 0; i < p->n; i++)
		libraries_of(&x->uses, &x->arena, x->libraries, p->units[i]);
	constructs_of(x);
	migration_facts(&x->uses, &x->arena, x->whole->units, x->whole->unit_count);
	x->ok = store_begin_scan(x->store, &x->e) &&
	        write_files(x->store, x->whole, &x->e) &&
	        write_packages(x->store, x->manifests, x->libraries, &x->e) &&
	        write_problems(x->store, x->walked, x->manifests, &x->e) &&
	        fact_rows_write(&x->rows, &x->uses, &x->e);
	for (size_t i = 0; i < LINK_PARTS; i++) {
		enum link_part part = order[i];

		while (sem_wait(&x->is_settled[part]) != 0)
			;
		x->ok = x->ok &&
		        fact_rows_settled(&x->rows, part, &x->found[part], &x->e);
	}
	return NULL;
}

static void on_settled(void *aside, enum link_part part, const struct facts *found)
{
	struct aside *x = aside;

	x->found[part] = *found;
	sem_post(&x->is_settled[part]);
}

static bool write_rest(struct store *s, struct aside *x, struct arena *a,
                       const struct scan *scan, const char *name, const struct facts *fs,
                       struct err *e)
{
	if (!x->ok) {
		*e = x->e;
		return false;
	}
	return write_meta(s, a, scan->options->root, name, language_from(fs),
	                  x->walked->bytes, e) &&
	       store_meta(s, "files_beside", arena_printf(a, "%zu", scan->beside), e) &&
	       write_described(s, a, x->whole, fs, e) &&
	       fact_rows_rest(&x->rows, fs, e) && write_unresolved(s, fs, e) &&
	       write_unnamed(s, a, x->whole, e) && store_commit(s, e);
}

static bool link_and_write(struct store *s, struct scan *x, struct arena *a,
                           struct aside *side, const char *name, struct err *e)
{
	struct facts fs = { 0 };
	bool ok;

	side->rows = (struct fact_rows){ .store = s, .constructs = side->constructs };
	for (int i = 0; i < LINK_PARTS; i++)
		sem_init(&side->is_settled[i], 0, 0);
	if (pthread_create(&side->thread, NULL, write_aside, side) != 0)
		return err_set(e, ERR_IO, "cannot start a thread");
	link_run(&fs, a, side->program, &x->detectors,
	         &(struct link_options){ .libraries = side->libraries,
	                                 .categories = side->categories,
	                                 .why = x->options->why,
	                                 .platforms = &x->platforms,
	                                 .templates = side->whole->templates,
	                                 .template_count = side->whole->template_count,
	                                 .settled = on_settled,
	                                 .settled_arg = side });
	prisma_load(&fs, a, side->whole->schemas, side->whole->schema_count);
	migration_files(&fs, a, side->whole->migrations, side->whole->migration_count);
	built_facts(&fs, a, side->manifests, side->whole->units, side->whole->unit_count);
	pthread_join(side->thread, NULL);
	ok = write_rest(s, side, a, x, name, &fs, e);
	if (!ok)
		store_rollback(s);
	return ok;
}

/* Only sources take part in linking. */
static void source_units(struct whole *w, struct arena *a, struct unit ***units,
                         size_t *n)
{
	*units = gather(a, w->unit_count, sizeof **units);
	*n = 0;
	for (size_t i = 0; i < w->unit_count; i++)
		if (w->units[i]->kind == UNIT_SOURCE)
			(*units)[(*n)++] = w->units[i];
}

static void projects_of(struct program *p, struct arena *a, const char *root,
                        const struct whole *w)
{
	size_t room = 0;

	for (size_t i = 0; i < w->manifest_count; i++) {
		const struct manifest_file *m = &w->manifests[i];
		const char *slash = strrchr(m->path, '/');
		const char *base = slash ? slash + 1 : m->path;
		struct project project = { NULL, m->text, m->size };

		if (!m->text || (strcmp(base, "setup.py") && strcmp(base, "setup.cfg") &&
		                 strcmp(base, "pyproject.toml")))
			continue;
		project.dir = arena_printf(a, "%s/%.*s", root, (int)(base - m->path),
		                           m->path);
		*(struct project *)arena_push(a, (void **)&p->projects, &p->project_count,
		                              &room, sizeof project) = project;
	}
}

/* The tables that nothing needs while files are read: loaded beside it. */
struct tables {
	pthread_t thread;
	struct arena arena;
	struct libraries libraries;
	struct categories categories;
	struct constructs constructs;
	struct err e;
	bool ok;
};

static void *load_tables(void *arg)
{
	struct tables *t = arg;

	t->ok = library_load(&t->libraries, &t->arena, &t->e) &&
	        categories_load(&t->categories, &t->arena, &t->e) &&
	        construct_load(&t->constructs, &t->arena, &t->e);
	return NULL;
}

static bool walk_and_load(struct scan *x, struct arena *a, struct walk_result *r,
                          struct tables *t, struct err *e)
{
	const struct scan_options *o = x->options;
	struct walk_options wo = { .threads = o->threads,
		                   .max_bytes = o->max_bytes,
		                   .is_wanted = is_marked,
		                   .wanted_arg = x };
	bool ok;

	if (pthread_create(&t->thread, NULL, load_tables, t) != 0)
		return err_set(e, ERR_IO, "cannot start a thread");
	ok = detectors_load(&x->detectors, a, e) && platforms_load(&x->platforms, a, e);
	if (ok) {
		x->workers = walk_threads(&wo);
		x->by_worker = arena_zero(a, x->workers * sizeof *x->by_worker);
		ok = walk_run(r, a, o->root, &wo, found, x, e);
	}
	pthread_join(t->thread, NULL);
	if (ok && !t->ok)
		*e = t->e;
	return ok && t->ok && construct_check(&t->constructs, a, &x->detectors, e);
}

static bool scan_in(struct store *s, struct scan *x, struct arena *a, struct err *e)
{
	const struct scan_options *o = x->options;
	const char *name = last_folder(a, o->root);
	struct tables tables = { 0 };
	struct walk_result r;
	struct manifests m;
	struct program p;
	struct whole w;
	struct aside side = { .store = s,
		              .whole = &w,
		              .walked = &r,
		              .manifests = &m,
		              .libraries = &tables.libraries,
		              .constructs = &tables.constructs,
		              .categories = &tables.categories,
		              .program = &p };
	struct unit **sources;
	size_t source_count;
	bool ok;

	if (!walk_and_load(x, a, &r, &tables, e)) {
		arena_release(&tables.arena);
		return false;
	}
	for (unsigned i = 0; i < x->workers; i++)
		tokens_release(&x->by_worker[i].tokens);
	merge(x, a, &w);
	manifest_load(&m, a, &tables.libraries, w.manifests, w.manifest_count);
	imported_sources(w.units, w.unit_count, a, &m, name);
	source_units(&w, a, &sources, &source_count);
	program_init(&p, a, sources, source_count, &m, name);
	projects_of(&p, a, o->root, &w);
	x->beside = o->is_alone ? 0 : around_read(&p, a, o->root, &x->detectors);
	ok = link_and_write(s, x, a, &side, name, e);
	fact_rows_release(&side.rows);
	arena_release(&side.arena);
	arena_release(&tables.arena);
	return ok;
}

bool scan_run(struct store *s, const struct scan_options *o, struct err *e)
{
	struct scan x = { .options = o };
	struct arena a = { 0 };
	bool ok = scan_in(s, &x, &a, e);

	for (unsigned i = 0; x.by_worker && i < x.workers; i++) {
		tokens_release(&x.by_worker[i].tokens);
		arena_release(&x.by_worker[i].arena);
	}
	arena_release(&a);
	pieces_trim();
	return ok;
}
