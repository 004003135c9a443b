/* gather.c - what the files of a code base say, each by itself. */
#include "scan/gather.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "files/built.h"
#include "files/content.h"
#include "files/prose.h"
#include "files/purpose.h"
#include "files/shell.h"
#include "files/submodule.h"
#include "read/page_import.h"
#include "read/python.h"
#include "read/script.h"
#include "syntax/lang.h"
#include "syntax/lex.h"
#include "syntax/lex_bytes.h"
#include "text/json.h"
#include "value/unit.h"

/* What one worker found; only its own thread touches it. */
struct gathered {
	struct arena arena;
	struct tokens tokens;           /* of the file at hand */
	struct said *said;              /* for all of its files */
	struct expr *spare[EXPR_SIZES]; /* the same */
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
	struct listed_file *listed;
	size_t listed_count, listed_room;
	struct template_file *templates;
	size_t template_count, template_room;
};

/* ---- lines ---------------------------------------------------------------- */

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

/* The line of code above ends with a colon, or there is none in the whole file. */
static bool is_below_head(const char *begin, const char *line, bool is_top)
{
	for (const char *end = line; end > begin;) {
		const char *last = end - 1;
		const char *eol = memrchr(begin, '\n', (size_t)(last - begin));

		eol = eol ? eol + 1 : begin;
		while (last > eol && line_kind[(unsigned char)last[-1]] == LINE_BLANK)
			last--;
		if (last > eol && is_code(eol))
			return last[-1] == ':';
		end = eol;
	}
	return is_top;
}

/* Lines of Python's texts that stand first in a file, or below a line that ends with a
 * colon: they document it and are no code, as python.h has it of what gives facts. */
static uint32_t documented_lines(const char *s, size_t size)
{
	const char *const end = s + size, *at = s, *begin = s;
	uint32_t n = 0;

	while ((at = bytes_three_quotes(at, end))) {
		const char *close = at + 3, *line;

		for (line = at; line > begin && (line[-1] == 'r' || line[-1] == 'u');)
			line--; /* its prefix: blanks alone stand in front */
		if (at - line > 1) {
			at = close;
			continue;
		}
		while (line > begin && (line[-1] == ' ' || line[-1] == '\t'))
			line--;
		if ((line > s && line[-1] != '\n') ||
		    !is_below_head(begin, line, begin == s)) {
			at = close;
			continue;
		}
		n += is_code(line);
		close = bytes_find(close, (size_t)(end - close), at, 3);
		close = close ? close : end;
		for (const char *p = at; (p = memchr(p, '\n', (size_t)(close - p)));)
			n += is_code(++p);
		begin = memchr(close, '\n', (size_t)(end - close));
		begin = begin ? begin + 1 : end;
		at = begin;
	}
	return n;
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

/* ---- one file, in any worker ---------------------------------------------- */

static void read_source(struct gatherer *x, struct gathered *g, struct unit *u,
                        const struct walk_file *f, const struct walk_text *t)
{
	u->arena = &g->arena;
	u->tokens = &g->tokens;
	if (!g->said)
		g->said = arena_zero(&g->arena, NAMES_SAID * sizeof *g->said);
	u->said = g->said;
	u->spare = g->spare;
	if (f->language == LANG_PYTHON)
		python_read(u, t->s, t->size, &x->detectors->vocabulary);
	else
		script_read(u, t->s, t->size, &x->detectors->vocabulary);
	u->tokens = NULL;
	u->said = NULL;
	u->spare = NULL;
	unit_settle(u, x->detectors);
	if (u->kind == UNIT_TEST)
		return; /* see imported_sources() */
	for (const struct defect *d = u->defects; d; d = d->next)
		walk_problem_add(f, "defect", d->line, d->text);
	if (purpose_is_revision(x->detectors, u)) {
		u->kind = UNIT_MIGRATION; /* wherever it lies */
		migration_note(u, x->detectors, t->s, t->size);
	} else if (f->language == LANG_PYTHON && purpose_is_test_base(u)) {
		u->kind = UNIT_TEST;
	}
}

static void add_mark(struct gathered *g, struct mark m)
{
	*(struct mark *)arena_push(&g->arena, (void **)&g->marks, &g->mark_count,
	                           &g->mark_room, sizeof m) = m;
}

/* A description of the API that is written as an object of code. */
static void mark_description(struct gatherer *x, struct gathered *g, const struct unit *u,
                             const struct walk_text *t)
{
	struct mark m = { .path = u->path, .described.file = u->path };

	if (u->kind != UNIT_SOURCE ||
	    !openapi_read_code(&m.described, &g->arena, t->s, t->size))
		return;
	m.platform = platform_kind(x->platforms, "api-description");
	if (!m.platform)
		return;
	add_mark(g, m);
}

static void read_unit(struct gatherer *x, struct gathered *g, const struct walk_file *f,
                      const struct walk_text *t)
{
	struct unit *u = arena_zero(&g->arena, sizeof *u);

	u->arena = &g->arena;
	u->path = arena_strdup(&g->arena, f->path);
	u->language = (uint8_t)f->language;
	u->kind = (uint8_t)purpose_of_path(x->detectors, &g->arena, f->path, f->language);
	u->bytes = t->size;
	u->content = content_digest(t->s, t->size);
	atomic_fetch_add(&x->bytes, t->size);
	if (u->kind == UNIT_TEST && lang_only_named_test(u->path, t->s, t->size))
		u->kind = UNIT_SOURCE;
	if (u->kind == UNIT_SOURCE &&
	    (f->is_generated || purpose_says_generated(t->s, t->size)))
		u->kind = UNIT_GENERATED;
	if (u->kind == UNIT_SOURCE && f->language != LANG_PYTHON &&
	    purpose_says_page(x->detectors, t->s))
		u->kind = UNIT_PAGE;
	if (u->kind == UNIT_SOURCE ||
	    (u->kind == UNIT_TEST && lang_only_among_tests(u->path, t->s, t->size)))
		read_source(x, g, u, f, t);
	else
		count_code(u, t->s, t->size);
	if (u->kind == UNIT_PAGE)
		page_import_note(u, t->s);
	if (u->kind == UNIT_TEST && f->language == LANG_PYTHON && !u->module)
		u->code_lines -= documented_lines(t->s, t->size);
	if (u->kind == UNIT_MIGRATION && !u->migration &&
	    !migration_note(u, x->detectors, t->s, t->size) &&
	    f->language == LANG_PYTHON && !u->module)
		read_source(x, g, u, f, t); /* see imported_sources() */
	built_read(u, x->detectors, &g->tokens, t->s, t->size);
	mark_description(x, g, u, t);
	*(struct unit **)arena_push(&g->arena, (void **)&g->units, &g->unit_count,
	                            &g->unit_room, sizeof u) = u;
}

static void keep_other(struct gathered *g, const struct walk_file *f,
                       const struct walk_text *t)
{
	struct other o = {
		arena_strdup(&g->arena, f->path),        lang_other_name(f->path),
		lang_kind_name(lang_unit_kind(f->path)), t->size,
		content_digest(t->s, t->size),           count_lines(t->s, t->size)
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

/* May the file be a description of the API, whatever it is called? */
static bool may_describe(const struct gatherer *x, const char *path)
{
	const char *slash = strrchr(path, '/');

	return openapi_may_be(path) &&
	       !platform_is_below(x->platforms, "text-folder", path,
	                          slash ? (size_t)(slash + 1 - path) : 0);
}

static bool is_marked(const void *scan, const char *path)
{
	const struct gatherer *x = scan;

	return platform_of(x->platforms, path) || migration_named(x->detectors, path) ||
	       may_describe(x, path) || submodule_lists(path) || prose_may_be(path);
}

static void keep_listed(struct gathered *g, const struct walk_file *f,
                        const struct rule *rule)
{
	struct listed_file l = { .path = arena_strdup(&g->arena, f->path), .rule = rule };
	struct json *root;
	struct walk_text t;
	uint32_t line;

	if (lang_unit_kind(f->path) != UNIT_SOURCE || !walk_read(&t, f))
		return;
	json_parse(&root, &g->arena, t.s, t.size, &line);
	l.root = root;
	*(struct listed_file *)arena_push(&g->arena, (void **)&g->listed,
	                                  &g->listed_count, &g->listed_room,
	                                  sizeof l) = l;
}

static void keep_migration(struct gatherer *x, struct gathered *g,
                           const struct walk_file *f)
{
	struct migration_file m = { .rule = migration_named(x->detectors, f->path) };
	struct walk_text t;

	if (m.rule && m.rule->form == FORM_LISTED) {
		keep_listed(g, f, m.rule);
		return;
	}
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
		                       .lines = count_lines(t.s, t.size),
		                       .is_shell = shell_is(t.s, t.size) };
	*(struct template_file *)arena_push(&g->arena, (void **)&g->templates,
	                                    &g->template_count, &g->template_room,
	                                    sizeof page) = page;
}

/* Operations, of a file that nothing but its first key tells. */
static void peek_description(struct gatherer *x, struct gathered *g,
                             const struct walk_file *f)
{
	struct mark m = { 0 };
	char head[512];
	struct walk_text t;

	if (f->language != LANG_NONE || !may_describe(x, f->path) ||
	    lang_unit_kind(f->path) != UNIT_SOURCE ||
	    !openapi_begins(head, walk_peek(head, sizeof head, f)) || !walk_read(&t, f))
		return;
	m.path = m.described.file = arena_strdup(&g->arena, f->path);
	openapi_read(&m.described, &g->arena, t.s, t.size);
	add_mark(g, m);
}

static void keep_prose(struct gathered *g, const struct walk_file *f)
{
	struct mark m = { .described.is_prose = true };
	struct walk_text t;

	if (f->language != LANG_NONE || !walk_read(&t, f))
		return;
	m.path = m.described.file = arena_strdup(&g->arena, f->path);
	prose_read(&m.described, &g->arena, t.s, t.size);
	if (m.described.n)
		add_mark(g, m);
}

static void mark_file(struct gatherer *x, struct gathered *g, const struct walk_file *f)
{
	const struct platform *p = platform_of(x->platforms, f->path);
	struct mark m = { .platform = p };
	struct walk_text t;

	if (!p) {
		if (prose_may_be(f->path))
			keep_prose(g, f);
		else
			peek_description(x, g, f);
		return;
	}
	if (strcmp(p->variety, "page") == 0) {
		keep_template(g, f);
		return;
	}
	m.path = m.described.file = arena_strdup(&g->arena, f->path);
	if (strcmp(p->variety, "api-description") == 0 && walk_read(&t, f))
		openapi_read(&m.described, &g->arena, t.s, t.size);
	add_mark(g, m);
}

static void found(void *arg, const struct walk_file *f)
{
	struct gatherer *x = arg;
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
	case LANG_NONE:
		keep_migration(x, g, f);
		if (submodule_lists(f->path) && walk_read(&t, f))
			submodule_missing(f, &t, &g->arena);
		break;
	}
	atomic_fetch_add(&x->files, 1);
	if (x->progress && atomic_load(&x->files) % 64 == 0)
		x->progress(x->progress_arg, atomic_load(&x->files),
		            atomic_load(&x->bytes));
}

bool gather_run(struct gatherer *x, struct arena *a, struct walk_result *r,
                const char *root, const struct walk_options *o, struct err *e)
{
	struct walk_options wo = *o;

	wo.is_wanted = is_marked;
	wo.wanted_arg = x;
	x->workers = walk_threads(&wo);
	x->by_worker = arena_zero(a, x->workers * sizeof *x->by_worker);
	if (!walk_run(r, a, root, &wo, found, x, e))
		return false;
	for (unsigned i = 0; i < x->workers; i++)
		tokens_release(&x->by_worker[i].tokens);
	return true;
}

/* ---- all together --------------------------------------------------------- */

static int by_unit_path(const void *a, const void *b)
{
	const struct unit *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/* Whatever begins with its path. */
static int by_path(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}
static_assert(!offsetof(struct other, path) && !offsetof(struct migration_file, path) &&
                  !offsetof(struct mark, path) && !offsetof(struct prisma_file, path) &&
                  !offsetof(struct listed_file, path) &&
                  !offsetof(struct template_file, path),
              "by_path() looks at what comes first");

static void *room_for(struct arena *a, size_t total, size_t size)
{
	return arena_alloc(a, total ? total * size : 1);
}

/* The order of chance ends here. */
void gather_merge(struct gatherer *x, struct arena *a, struct whole *w)
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
		w->listed_count += x->by_worker[i].listed_count;
		w->template_count += x->by_worker[i].template_count;
	}
	w->units = room_for(a, w->unit_count, sizeof *w->units);
	w->manifests = room_for(a, w->manifest_count, sizeof *w->manifests);
	w->schemas = room_for(a, w->schema_count, sizeof *w->schemas);
	w->others = room_for(a, w->other_count, sizeof *w->others);
	w->marks = room_for(a, w->mark_count, sizeof *w->marks);
	w->migrations = room_for(a, w->migration_count, sizeof *w->migrations);
	w->listed = room_for(a, w->listed_count, sizeof *w->listed);
	w->templates = room_for(a, w->template_count, sizeof *w->templates);
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
		for (size_t k = 0; k < g->listed_count; k++)
			w->listed[at.listed_count++] = g->listed[k];
		for (size_t k = 0; k < g->template_count; k++)
			w->templates[at.template_count++] = g->templates[k];
	}
	qsort(w->units, w->unit_count, sizeof *w->units, by_unit_path);
	qsort(w->schemas, w->schema_count, sizeof *w->schemas, by_path);
	qsort(w->others, w->other_count, sizeof *w->others, by_path);
	qsort(w->marks, w->mark_count, sizeof *w->marks, by_path);
	qsort(w->migrations, w->migration_count, sizeof *w->migrations, by_path);
	qsort(w->listed, w->listed_count, sizeof *w->listed, by_path);
	qsort(w->templates, w->template_count, sizeof *w->templates, by_path);
}

void gather_release(struct gatherer *x)
{
	for (unsigned i = 0; x->by_worker && i < x->workers; i++) {
		tokens_release(&x->by_worker[i].tokens);
		arena_release(&x->by_worker[i].arena);
	}
}
