/* shown.c - scripts that nothing but pages uses: they stay with the front end. */
#include "scan/shown.h"

#include <string.h>

#include "syntax/lang.h"

struct use {
	uint32_t by, of; /* program.units */
};

struct shown {
	const struct program *program;
	bool *is_back, *is_front, *is_shown; /* a unit each; shown: a page imports it */
	uint32_t *users; /* the same: uses by what is not of the front end, yet */
	size_t *first;   /* of a unit's uses; they end where the next one's begin */
	struct use *uses;
	size_t count, room;
	uint32_t *todo; /* of the front end, what they use not looked at */
	size_t todo_count;
};

enum { NONE = INT32_MAX }; /* no place of a unit */

static uint32_t place_of(const struct program *p, const char *path)
{
	size_t low = 0, high = p->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(path, p->units[middle]->path);

		if (order == 0)
			return (uint32_t)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NONE;
}

static bool is_page(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && (!strcmp(path + n - 4, ".jsx") || !strcmp(path + n - 4, ".tsx"));
}

static bool tells_back_end(enum fact_kind kind)
{
	switch (kind) {
	case FACT_endpoint:
	case FACT_operation:
	case FACT_action:
	case FACT_channel:
	case FACT_stream:
	case FACT_include:
	case FACT_middleware:
	case FACT_auth:
	case FACT_model:
	case FACT_query:
	case FACT_transaction:
	case FACT_event:
	case FACT_job:
	case FACT_queue:
	case FACT_worker:
	case FACT_enqueue:
	case FACT_schedule:
	case FACT_workflow:
	case FACT_session:
	case FACT_command:
	case FACT_storage:
	case FACT_email:
	case FACT_cache:
	case FACT_template: return true;
	default: return false;
	}
}

static void note_back(struct shown *x, const char *path)
{
	uint32_t at = path && *path && lang_of(path) != LANG_PYTHON
	                ? place_of(x->program, path)
	                : NONE;

	if (at != NONE)
		x->is_back[at] = true;
}

static uint32_t meant(const struct shown *x, const struct unit *by, const char *module)
{
	const struct unit *of = program_resolve(x->program, by, module, NULL);

	return of ? place_of(x->program, of->path) : NONE;
}

static void note_use(struct shown *x, struct arena *a, uint32_t by, const char *module)
{
	uint32_t at = meant(x, x->program->units[by], module);

	if (at == NONE || at == by)
		return;
	*(struct use *)arena_push(a, (void **)&x->uses, &x->count, &x->room,
	                          sizeof *x->uses) = (struct use){ by, at };
	x->users[at]++;
}

/* What it imports, and what it hands on from others. */
static void note_uses(struct shown *x, struct arena *a, uint32_t by)
{
	const struct unit *u = x->program->units[by];

	for (size_t i = 0; i < u->import_count; i++)
		note_use(x, a, by, u->imports[i].module);
	for (const struct required *r = u->required; r; r = r->next)
		note_use(x, a, by, r->module);
	for (const struct required *r = u->reached; r; r = r->next)
		note_use(x, a, by, r->module);
	for (const struct export_entry *out = u->exports; out; out = out->next)
		if (out->module.len)
			note_use(x, a, by, out->module.s);
}

static void take(struct shown *x, uint32_t at)
{
	x->is_front[at] = true;
	x->todo[x->todo_count++] = at;
}

/* Pages that are read as sources, and those that say themselves what they are, of which
 * only the imports are known. Are there any? Most back ends have none. */
static bool take_pages(struct shown *x, const struct whole *w)
{
	bool has = false;

	for (size_t i = 0; i < x->program->n; i++)
		if (!x->is_back[i] && is_page(x->program->units[i]->path))
			take(x, (uint32_t)i);
	for (size_t i = 0; i < w->unit_count; i++) {
		const struct unit *u = w->units[i];

		has |= u->kind == UNIT_PAGE;
		for (const struct required *r = u->required; u->kind == UNIT_PAGE && r;
		     r = r->next) {
			uint32_t at = meant(x, u, r->module);

			if (at != NONE)
				x->is_shown[at] = true;
		}
	}
	return has || x->todo_count > 0;
}

/* What sources do not import, and such pages do. */
static void take_shown(struct shown *x)
{
	for (size_t i = 0; i < x->program->n; i++)
		if (x->is_shown[i] && !x->users[i] && !x->is_back[i] && !x->is_front[i])
			take(x, (uint32_t)i);
}

static void follow(struct shown *x)
{
	while (x->todo_count) {
		uint32_t by = x->todo[--x->todo_count];

		for (size_t i = x->first[by]; i < x->first[by + 1]; i++) {
			uint32_t of = x->uses[i].of;

			if (--x->users[of] == 0 && !x->is_back[of] && !x->is_front[of])
				take(x, of);
		}
	}
}

static void init(struct shown *x, struct arena *a, size_t n)
{
	x->is_back = arena_zero(a, n + 1);
	x->is_front = arena_zero(a, n + 1);
	x->is_shown = arena_zero(a, n + 1);
	x->users = arena_zero(a, (n + 1) * sizeof *x->users);
	x->todo = arena_zero(a, (n + 1) * sizeof *x->todo);
	x->first = arena_zero(a, (n + 2) * sizeof *x->first);
}

bool shown_files(struct store *s, struct arena *a, const struct program *p,
                 const struct whole *w, const struct facts *found, struct err *e)
{
	struct shown x = { .program = p };

	init(&x, a, p->n);
	for (size_t i = 0; i < found->n; i++)
		if (tells_back_end(found->v[i].kind)) {
			note_back(&x, found->v[i].file);
			note_back(&x, found->v[i].handler_file);
		}
	if (!take_pages(&x, w))
		return true;
	for (size_t i = 0; i < p->n; i++) {
		x.first[i] = x.count;
		if (p->units[i]->language != LANG_PYTHON)
			note_uses(&x, a, (uint32_t)i);
	}
	x.first[p->n] = x.count;
	take_shown(&x);
	follow(&x);
	for (size_t i = 0; i < p->n; i++)
		if (x.is_front[i] && !is_page(p->units[i]->path) &&
		    !store_shown(s, p->units[i]->path, e))
			return false;
	return true;
}
