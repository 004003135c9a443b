/* reach.c - what a handler does through the functions that it calls. */
#include "reach/reach.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "detect/need.h"
#include "handler/guard.h"
#include "reach/delegate.h"
#include "reach/global.h"
#include "reach/keeps.h"
#include "reach/reach_graph.h"
#include "reach/wrapper.h"
#include "syntax/callees.h"
#include "syntax/lang.h"

enum {
	STEPS_MAX = 12, /* calls between a handler and what it reaches */
};

/* ---- facts by place ------------------------------------------------------------------
 */

static int by_place(const void *a, const void *b)
{
	const struct inside *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

static size_t first_from(const struct reach *r, const char *file, uint32_t line)
{
	struct inside wanted = { .file = file, .line = line };
	size_t low = 0, high = r->inside_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (by_place(&r->inside[mid], &wanted) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void sort_inside(struct reach *r)
{
	struct facts *fs = r->l->facts;

	r->inside = arena_alloc(r->l->arena, (fs->n + 1) * sizeof *r->inside);
	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];

		if (f->kind == FACT_query || f->kind == FACT_stream ||
		    (f->kind == FACT_external && !wrapper_holds(r, f->file, f->line)))
			r->inside[r->inside_count++] = (struct inside){
				i, f->file, f->line, f->kind,
				f->variety && strcmp(f->variety, "crud") != 0
			};
	}
	qsort(r->inside, r->inside_count, sizeof *r->inside, by_place);
}

static void count_inside(const struct reach *r, const char *file, uint32_t from,
                         uint32_t to, struct sites *n)
{
	for (size_t i = first_from(r, file, from);
	     i < r->inside_count && r->inside[i].line <= to &&
	     !strcmp(r->inside[i].file, file);
	     i++) {
		switch (r->inside[i].kind) {
		case FACT_external: n->externals++; break;
		case FACT_stream: n->streams++; break;
		default: n->queries++; n->hard_queries += r->inside[i].is_hard;
		}
	}
}

/* ---- who is called --------------------------------------------------------------------
 */

static const char *package_of(const struct value *v)
{
	while (v->kind == VALUE_MEMBER && v->of)
		v = v->of;
	return v->kind == VALUE_EXTERNAL || v->kind == VALUE_OBJECT ? v->module : NULL;
}

static const struct scope *class_around(const struct scope *s)
{
	for (; s; s = s->parent)
		if (s->kind == SCOPE_CLASS)
			return s;
	return NULL;
}

static bool is_own_object(struct name n)
{
	return name_is(n, "self") || name_is(n, "this") || name_is(n, "cls") ||
	       name_is(n, "super");
}

/* What the name at the head of a chain may be. */
static void head_values(struct reach *r, struct name n, const struct scope *s,
                        struct values *out)
{
	const struct scope *class = is_own_object(n) ? class_around(s) : NULL;

	out->n = 0;
	if (class) {
		out->v[0] = (struct value){ .kind = VALUE_OBJECT, .scope = class };
		out->n = 1;
	} else {
		eval_name(&r->l->eval, n, s, NULL, out);
	}
}

static void member_values(struct reach *r, const struct values *of, struct name n,
                          struct values *out)
{
	out->n = 0;
	for (size_t i = 0; i < of->n; i++) {
		struct values v;

		v.n = 0;
		eval_member(&r->l->eval, &of->v[i], n, &v);
		for (size_t k = 0; k < v.n && out->n < VALUES_MAX; k++)
			out->v[out->n++] = v.v[k];
	}
}

struct node *reach_node(struct reach *r, const struct scope *f)
{
	struct node **slot = &r->node[((uintptr_t)f >> 5) % NODE_SLOTS], *n;

	for (n = *slot; n; n = n->next)
		if (n->f == f)
			return n;
	n = arena_zero(r->l->arena, sizeof *n);
	n->f = f;
	n->next = *slot;
	n->older = r->newest;
	return r->newest = *slot = n;
}

static void add_call(struct reach *r, struct node *n, const struct scope *f,
                     const struct callee *c)
{
	struct node *to;

	if (f->unit == n->f->unit && n->f->line <= f->line &&
	    f->end_line <= n->f->end_line)
		return; /* within its own lines */
	to = reach_node(r, f);
	if (wrapper_may_be(f))
		*(struct step *)arena_push(r->l->arena, (void **)&n->steps,
		                           &n->step_count, &n->step_room,
		                           sizeof *n->steps) = (struct step){ to, c->line,
			                                                      c->says };
	if (to->caller == n)
		return; /* a node's calls are read in one go */
	to->caller = n;
	*(struct node **)arena_push(r->l->arena, (void **)&n->calls, &n->call_count,
	                            &n->call_room, sizeof to) = to;
}

static void add_constructor(struct reach *r, struct node *n, const struct scope *class,
                            const struct callee *c)
{
	static const char *const names[] = { "__init__", "constructor" };

	for (int i = 0; i < 2; i++) {
		const struct binding *at = scope_find(class, name_of(names[i]));

		for (const struct scope *m; (m = scope_function(&at));)
			add_call(r, n, m, c);
	}
}

static const struct category *category_of(const struct reach *r,
                                          const struct library *lib)
{
	static const struct category none;
	const struct category **known = &r->category[lib - r->libraries->v];

	if (!*known) {
		*known = category_find(r->categories, lib->category);
		if (!*known)
			*known = &none;
	}
	return *known == &none ? NULL : *known;
}

static bool ends_in(struct name n, const char *end)
{
	size_t len = strlen(end);

	return n.len > len && !strcmp(n.s + n.len - len, end);
}

/* A constructor does not call a service, but frames and pictures are made by one. */
static bool does_work(const struct category *c, struct name last)
{
	if (!last.len || !isupper((unsigned char)last.s[0]))
		return last.len;
	return c && c->fact < 0 && c->is_kept && !ends_in(last, "Error") &&
	       !ends_in(last, "Exception") && !ends_in(last, "Warning");
}

static void add_use(struct reach *r, struct node *n, const struct library *lib,
                    struct name last, uint32_t line)
{
	const struct category *c = lib ? category_of(r, lib) : NULL;

	if (!lib || !does_work(c, last) ||
	    (c && c->names.n && patterns_say(&c->names, last.s) != LIKE_YES))
		return;
	for (size_t i = 0; i < n->use_count; i++)
		if (n->uses[i].library == lib && n->uses[i].line == line)
			return;
	*(struct use *)arena_push(r->l->arena, (void **)&n->uses, &n->use_count,
	                          &n->use_room, sizeof(struct use)) =
	    (struct use){ lib, c, n->f->unit, line };
}

static const struct library *imported_library(const struct reach *r, const struct node *n,
                                              const char *module)
{
	return library_find_import(r->libraries, n->f->unit->language == LANG_PYTHON,
	                           module);
}

/* Name.as_view(): whoever makes a view of a class hands on to its methods. */
static bool is_wrap(const struct reach *r, struct name last)
{
	struct indexed *at = detectors_first(r->l->detectors, last);
	const struct rule *x;

	while ((x = detectors_next(r->l->detectors, last, &at)))
		if (x->word == WORD_wrap)
			return true;
	return false;
}

static void add_methods(struct reach *r, struct node *n, const struct values *of,
                        const struct callee *c)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct scope *class = of->v[i].kind == VALUE_SCOPE &&
		                                    of->v[i].scope->kind == SCOPE_CLASS
		                              ? of->v[i].scope->first_child
		                              : NULL;

		for (const struct scope *m = class; m; m = m->sibling)
			if (m->kind == SCOPE_FUNCTION)
				add_call(r, n, m, c);
	}
}

static void resolve(struct reach *r, struct node *n, const struct scope *s,
                    const struct callee *c)
{
	const struct unit *u = n->f->unit;
	struct name last = u->words[c->last];
	uint32_t names[] = { c->root, c->head, c->owner, c->last };
	struct values even, odd, *called = &even, *of;
	size_t i = 0;

	while (!names[i])
		i++;
	if (names[i] == c->last && !c->owner)
		eval_name(&r->l->eval, last, s, NULL, called);
	else
		head_values(r, u->words[names[i]], s, called);
	while (++i < sizeof names / sizeof *names) {
		of = called;
		called = of == &even ? &odd : &even;
		member_values(r, of, u->words[names[i]], called);
		if (names[i] == c->last && !n->is_module && is_wrap(r, last))
			add_methods(r, n, of, c);
	}
	for (size_t k = 0; k < called->n; k++) {
		const struct value *v = &called->v[k];
		const char *module = package_of(v);

		if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_FUNCTION)
			add_call(r, n, v->scope, c);
		else if (v->kind == VALUE_SCOPE)
			add_constructor(r, n, v->scope, c);
		else if (module)
			add_use(r, n, imported_library(r, n, module), last, c->line);
	}
	if (!called->n && !c->owner && !n->is_module)
		add_use(r, n, global_called(r, s, last), last, c->line);
}

/* What these calls, by line, within its lines come to. */
static void read_calls(struct reach *r, struct node *n, const struct callee *c,
                       size_t count)
{
	const struct scope *rest = n->f->first_child;

	for (size_t i = 0; i < count; i++) {
		while (rest && rest->end_line < c[i].line)
			rest = rest->sibling; /* they come in the order of lines */
		resolve(r, n, scope_at(n->f, rest, c[i].line), &c[i]);
	}
}

static void read_node(struct reach *r, struct node *n)
{
	const struct callee *c;
	size_t count;

	if (n->is_read)
		return;
	n->is_read = true;
	c = callees_within(n->f->unit, n->f->line, n->f->end_line, &count);
	read_calls(r, n, c, count);
}

static const struct sites *sites_of(const struct reach *r, struct node *n)
{
	if (!n->is_counted)
		count_inside(r, n->f->unit->path, n->f->line, n->f->end_line, &n->sites);
	n->is_counted = true;
	return &n->sites;
}

/* ---- calls of libraries, wherever they stand ------------------------------------------
 */

/* Does the file import a library whose calls are facts? */
static bool may_call(const struct reach *r, const struct unit *u)
{
	for (size_t i = 0; i < u->import_count; i++) {
		const struct library *lib =
		    library_find_import(r->libraries, u->language == LANG_PYTHON,
		                        u->imports[i].module);
		const struct category *c = lib ? category_of(r, lib) : NULL;

		if (c && c->fact >= 0)
			return true;
	}
	return false;
}

struct fact *reach_add(struct reach *r, const struct use *u, enum fact_kind kind,
                       int64_t parent)
{
	struct facts *fs = r->l->facts;
	struct fact *f = arena_push(r->l->arena, (void **)&fs->v, &fs->n, &fs->room,
	                            sizeof *fs->v);

	*f = (struct fact){ .kind = (uint8_t)kind,
		            .file = u->unit->path,
		            .parent = parent,
		            .line = u->line,
		            .framework = u->library->ecosystem,
		            .variety = u->library->category,
		            .name = u->library->name,
		            .target = u->library->equivalent,
		            .detail = u->library->mapping,
		            .status = "resolved" };
	return f;
}

/* A node that nothing comes to. */
static struct node *add_module(struct reach *r, const struct unit *u)
{
	struct node *n = arena_zero(r->l->arena, sizeof *n);

	n->f = u->module;
	n->is_module = true;
	return *(struct node **)arena_push(r->l->arena, (void **)&r->modules,
	                                   &r->module_count, &r->module_room,
	                                   sizeof n) = n;
}

static void read_module(struct reach *r, const struct unit *u)
{
	read_calls(r, add_module(r, u), u->callees, u->callee_count);
}

static void read_globals(struct reach *r, const struct unit *u)
{
	struct node *n = add_module(r, u);

	for (size_t i = 0; i < u->callee_count; i++) {
		const struct callee *c = &u->callees[i];
		struct name last = u->words[c->last];

		if (!c->owner)
			add_use(r, n,
			        global_called(r,
			                      scope_at(u->module, u->module->first_child,
			                               c->line),
			                      last),
			        last, c->line);
	}
}

static void library_calls(struct reach *r, const struct node *n)
{
	for (size_t i = 0; i < n->use_count; i++) {
		const struct category *c = n->uses[i].category;

		if (c && c->fact >= 0)
			reach_add(r, &n->uses[i], (enum fact_kind)c->fact, -1);
	}
}

/* ---- handlers
 * --------------------------------------------------------------------------
 */

static bool is_handled(const struct fact *f)
{
	switch (f->kind) {
	case FACT_endpoint:
	case FACT_operation:
	case FACT_action:
	case FACT_channel:
	case FACT_schedule:
	case FACT_job: return f->handler_line != 0;
	default: return false;
	}
}

/* The function or class of these lines, among c, what follows it and what they hold. */
static const struct scope *scope_of_lines(const struct scope *c, uint32_t line,
                                          uint32_t end)
{
	while (c && (c->line != line || c->end_line != end))
		c = c->line <= line && line <= c->end_line ? c->first_child : c->sibling;
	return c;
}

/* What serves a fact; NULL: none is there. */
static const struct scope *handler_scope(struct reach *r, const struct fact *f)
{
	const char *file = f->handler_file ? f->handler_file : f->file;
	const struct unit *u = program_unit(r->l->program, file);
	const struct scope *c = r->last, *found = NULL;

	/* Facts come in the order of lines, most often. */
	if (u && u->module && c && c->unit == u && c->line <= f->handler_line) {
		while (c->parent != u->module && c->parent->end_line < f->handler_line)
			c = c->parent;
		found = scope_of_lines(c, f->handler_line, f->handler_end);
	}
	if (!found && u && u->module)
		found = scope_of_lines(u->module->first_child, f->handler_line,
		                       f->handler_end);
	if (found)
		r->last = found;
	return found;
}

static void come_to(struct reach *r, struct node *n)
{
	if (n->stamp == r->stamp)
		return;
	if (r->reached_count == REACHED_MAX) {
		const struct scope *from = r->reached[0]->f;

		link_limit(r->l, from->unit, from->line,
		           "a handler with more functions behind it than are followed: "
		           "what the others reach is not counted");
		return;
	}
	n->stamp = r->stamp;
	r->reached[r->reached_count++] = n;
}

/* What is called by those reached from the first on. */
static void walk_on(struct reach *r, size_t first)
{
	for (size_t i = first, end = r->reached_count, steps = 0; i < r->reached_count;
	     i++) {
		struct node *n = r->reached[i];

		if (i == end) {
			end = r->reached_count;
			steps++;
		}
		if (steps >= STEPS_MAX)
			break;
		read_node(r, n);
		for (size_t k = 0; k < n->call_count; k++)
			come_to(r, n->calls[k]);
	}
}

static void walk(struct reach *r, struct node *from)
{
	r->stamp++;
	r->reached_count = 0;
	come_to(r, from);
	walk_on(r, 0);
}

/* What its route runs in front of it, too: where that begins among those reached. */
static size_t walk_chain(struct reach *r, const struct steps *chain)
{
	size_t first = r->reached_count;

	for (size_t i = 0; chain && i < chain->n; i++)
		come_to(r, reach_node(r, chain->v[i]));
	walk_on(r, first);
	return first;
}

static void add_trait(struct reach *r, struct fact *f, const char *name,
                      const char *value)
{
	if (value)
		f->traits = arena_printf(r->l->arena, "%s%s%s=%s",
		                         f->traits ? f->traits : "",
		                         f->traits && *f->traits ? " " : "", name, value);
}

/* A share of what many handlers come to may round to none: that there is something is
 * told beside it. */
static void share(struct reach *r, struct fact *f)
{
	double queries = 0, hard = 0, externals = 0;

	for (size_t i = 0; i < r->reached_count; i++) {
		struct node *n = r->reached[i];
		const struct sites *own = sites_of(r, n);
		double by = i && n->reached_by > 1 ? n->reached_by : 1;

		queries += own->queries / by;
		hard += own->hard_queries / by;
		externals += own->externals / by;
	}
	f->queries = (uint32_t)(queries + 0.5);
	f->hard_queries = (uint32_t)(hard + 0.5);
	f->externals = (uint32_t)(externals + 0.5);
	if (queries > 0 || externals > 0)
		add_trait(r, f, "reaches",
		          queries <= 0     ? "services"
		          : externals <= 0 ? "queries"
		                           : "queries,services");
}

/* Streams that it comes to, and no handler before it: they are its own. */
static void own_streams(struct reach *r, size_t at)
{
	struct fact *facts = r->l->facts->v;

	for (size_t i = 0; i < r->reached_count; i++) {
		const struct scope *f = r->reached[i]->f;
		const char *file = f->unit->path;

		if (!sites_of(r, r->reached[i])->streams)
			continue;
		for (size_t k = first_from(r, file, f->line);
		     k < r->inside_count && r->inside[k].line <= f->end_line &&
		     !strcmp(r->inside[k].file, file);
		     k++) {
			struct fact *s = &facts[r->inside[k].fact];

			if (s->kind != FACT_stream || s->parent >= 0)
				continue;
			s->parent = (int64_t)at;
			s->method = facts[at].method;
			s->path = facts[at].path;
			s->handler = facts[at].handler;
		}
	}
}

/* One row a library that the handler at `at` comes to. */
static void reached_libraries(struct reach *r, int64_t at)
{
	for (size_t i = 0; i < r->reached_count; i++) {
		for (size_t k = 0; k < r->reached[i]->use_count; k++) {
			const struct use *u = &r->reached[i]->uses[k];
			uint32_t *told = &r->told[u->library - r->libraries->v];

			if (!u->category || !u->category->is_kept || *told == r->stamp)
				continue;
			*told = r->stamp;
			reach_add(r, u, FACT_reach, at);
		}
	}
}

/* ---- traits ---------------------------------------------------------------------------
 */

static bool has_trait(const struct category *c, const char *trait)
{
	return c && c->trait && strcmp(c->trait, trait) == 0;
}

/* The libraries of a trait among the first `nodes` reached, each once: "a,b". */
static const char *libraries_of_trait(struct reach *r, size_t nodes, const char *trait)
{
	const char *text = NULL;

	for (size_t i = 0; i < r->reached_count && i < nodes; i++) {
		for (size_t k = 0; k < r->reached[i]->use_count; k++) {
			const struct use *u = &r->reached[i]->uses[k];
			const struct library *lib = u->library;

			if (!has_trait(u->category, trait) ||
			    (text && strstr(text, lib->name)))
				continue;
			text = text ? arena_printf(r->l->arena, "%s,%s", text, lib->name)
			            : lib->name;
		}
	}
	return text;
}

static bool is_of_trait(struct reach *r, const struct scope *at, const struct value *v,
                        const char *trait)
{
	const struct library *lib =
	    v->module ? library_find_import(r->libraries,
	                                    at->unit->language == LANG_PYTHON, v->module)
		      : NULL;

	return lib && has_trait(category_of(r, lib), trait);
}

/* A class that a detector says to check what it is made of. */
static bool is_validating(struct reach *r, const struct value *v)
{
	const char *dot = v->module ? strrchr(v->path, '.') : NULL;
	struct name n = name_of(!v->module ? "" : dot ? dot + 1 : v->path);
	bool is_heard_of = n.len && needs_hear_of(r->l->detectors, v->module);

	for (const struct detector *d = is_heard_of ? r->l->detectors->first : NULL; d;
	     d = d->next) {
		if (!detector_needs(d, v->module))
			continue;
		for (const struct rule *x = d->rules; x; x = x->next)
			for (size_t i = 0; x->word == WORD_validates && i < x->word_count;
			     i++)
				if (name_eq(x->words[i], n))
					return true;
	}
	return false;
}

/* Is a member of the class decorated by the library? */
static bool has_checked_member(struct reach *r, const struct scope *class)
{
	for (const struct binding *f = class->first_binding; f; f = f->next) {
		for (const struct expr *d = binding_decorators(f); d; d = d->next) {
			struct values v;

			eval_expr(&r->l->eval, call_target(d), class->parent, NULL, &v);
			for (size_t i = 0; i < v.n; i++)
				if (is_of_trait(r, class, &v.v[i], "schema"))
					return true;
		}
	}
	return false;
}

enum { SCHEMA_DEEP = 4 };

static const char *schema_given(struct reach *r, const struct expr *e,
                                const struct scope *s, int depth);

/* class Order(BaseModel), or a class whose fields, or those of one above it, are
 * decorated by the library; also what a function makes of such a class:
 * PartialType(Order). */
static bool find_schema(struct reach *r, const struct scope *class, int depth)
{
	struct bases b;

	eval_bases(&r->l->eval, class, &b);
	for (size_t i = 0; i < b.external_count; i++)
		if (is_of_trait(r, class, &b.external[i], "schema") ||
		    is_validating(r, &b.external[i]))
			return true;
	for (size_t i = 0; i < b.local_count; i++) {
		const struct expr *base = b.local[i]->bases;

		if (has_checked_member(r, b.local[i]))
			return true;
		for (const struct expr *a =
		         base && base->kind == EXPR_CALL ? expr_first(base) : NULL;
		     a; a = a->next)
			if (schema_given(r, a, b.local[i]->parent, depth + 1))
				return true;
	}
	return false;
}

/* The same, each class once: those that are made of each other are none. */
static bool is_schema(struct reach *r, const struct scope *class, int depth)
{
	enum { ASKED, CHECKS };

	if (!places_has(&r->schemas, class, ASKED)) {
		places_add(&r->schemas, r->l->arena, class, ASKED);
		if (find_schema(r, class, depth))
			places_add(&r->schemas, r->l->arena, class, CHECKS);
	}
	return places_has(&r->schemas, class, CHECKS);
}

/* z.object({..}), also in a chain: z.object({..}).strict() */
static bool is_made_schema(struct reach *r, const struct scope *s, const struct value *v)
{
	if (v->kind != VALUE_OBJECT && v->kind != VALUE_MEMBER)
		return false;
	while (v->of)
		v = v->of;
	return is_of_trait(r, s, v, "schema");
}

/* The class that checks input among those that an annotation names, through names that
 * stand for one: list[Order], Order | None, Body = Annotated[Order, ..]; or the name of a
 * schema that is made. */
static const char *schema_in(struct reach *r, const struct expr *e, const struct scope *s,
                             int depth)
{
	const char *name = NULL;
	struct values v;

	if (!e || depth > SCHEMA_DEEP)
		return NULL;
	if (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) {
		eval_expr(&r->l->eval, e, s, NULL, &v);
		for (size_t i = 0; i < v.n && !name; i++) {
			const struct value *x = &v.v[i];

			if (x->kind == VALUE_SCOPE && x->scope->kind == SCOPE_CLASS)
				name = is_schema(r, x->scope, depth) ? x->scope->name.s
				                                     : NULL;
			else if (x->kind == VALUE_LITERAL && x->expr != e &&
			         !guard_depends(r->l, x->expr, x->scope))
				name = schema_in(r, x->expr, x->scope, depth + 1);
			else if (is_made_schema(r, s, x))
				name = e->text.s;
		}
		return name;
	}
	if (e->kind != EXPR_INDEX && e->kind != EXPR_BINARY && e->kind != EXPR_LIST)
		return NULL;
	name = schema_in(r, expr_left(e), s, depth + 1);
	for (const struct expr *x = expr_first(e); x && !name; x = x->next)
		name = schema_in(r, x, s, depth + 1);
	return name;
}

/* The same of an argument, which may be a call: OmitType(Order, ["id"]), and
 * orderSchema.optional(). */
static const char *schema_given(struct reach *r, const struct expr *e,
                                const struct scope *s, int depth)
{
	const struct expr *head = e;
	const char *name = NULL;
	struct values v;

	if (e->kind != EXPR_CALL || depth > SCHEMA_DEEP)
		return schema_in(r, e, s, depth);
	eval_expr(&r->l->eval, e, s, NULL, &v);
	while (head->kind == EXPR_CALL || head->kind == EXPR_ATTR)
		head = expr_left(head);
	for (size_t i = 0; i < v.n && head->kind == EXPR_NAME; i++)
		if (is_made_schema(r, s, &v.v[i]))
			return head->text.s;
	for (const struct expr *a = expr_first(e); a && !name; a = a->next)
		name = schema_given(r, a, s, depth + 1);
	return name;
}

/* @Body(new ValidationPipe(OrderSchema)), @UsePipes(new ZodPipe(orderSchema)) */
static const char *schema_of_pipes(struct reach *r, const struct expr *decorators,
                                   const struct scope *s)
{
	const char *name = NULL;

	for (const struct expr *d = decorators; d; d = d->next)
		for (const struct expr *a = d->kind == EXPR_CALL ? expr_first(d) : NULL;
		     a; a = a->next)
			for (const struct expr *x = a->kind == EXPR_CALL ? expr_first(a)
			                                                 : NULL;
			     x && !name; x = x->next)
				name = schema_given(r, x, s, 0);
	return name;
}

static const char *schema_of(struct reach *r, const struct scope *handler)
{
	const char *name = NULL;

	for (const struct param *p = handler->params; p && !name; p = p->next) {
		name = schema_of_pipes(r, p->decorators, handler->parent);
		if (!name && p->annotation && !guard_is_dependency(r->l, handler, p))
			name = schema_in(r, p->annotation, handler->parent, 0);
	}
	if (!name)
		name = schema_of_pipes(r, handler->decorators, handler->parent);
	return name ? name : libraries_of_trait(r, 1, "schema");
}

static void set_traits(struct reach *r, struct fact *f, const struct scope *handler)
{
	add_trait(r, f, "schema", schema_of(r, handler));
	add_trait(r, f, "state", libraries_of_trait(r, r->reached_count, "state"));
}

/* ---- what is kept ---------------------------------------------------------------------
 */

/* A class that is made, or called: its methods of that. */
static void reach_dependency(struct reach *r, const struct scope *s)
{
	static const char *const names[] = { "__init__", "__call__" };

	if (s->kind != SCOPE_CLASS) {
		come_to(r, reach_node(r, s));
		return;
	}
	for (int i = 0; i < 2; i++) {
		const struct binding *at = scope_find(s, name_of(names[i]));

		for (const struct scope *m; (m = scope_function(&at));)
			come_to(r, reach_node(r, m));
	}
}

static const char *kept_in(struct reach *r, struct node *n)
{
	if (!n->is_kept_known)
		n->kept = keeps_of(r->l, n->f);
	n->is_kept_known = true;
	return n->kept;
}

/* Asked once for a handler: one that many routes lead to has as many decorators. */
static const char *kept_around(struct reach *r, struct node *n)
{
	if (!n->is_around_known)
		n->around = keeps_around(r->l, n->f);
	n->is_around_known = true;
	return n->around;
}

/* Asked once for a class: of many methods it states as much before each. */
static const struct dependencies *before_methods(struct reach *r,
                                                 const struct scope *class)
{
	struct node *n = reach_node(r, class);
	struct dependencies *d;

	if (!n->before) {
		d = arena_alloc(r->l->arena, sizeof *d);
		guard_class_dependencies(r->l, class, d);
		n->before = d;
	}
	return n->before;
}

static const char *reach_dependencies(struct reach *r, const struct dependencies *d,
                                      const char *name)
{
	for (size_t i = 0; i < d->n; i++)
		reach_dependency(r, d->v[i]);
	return !name && d->is_more ? "dependency" : name;
}

/* What tells it first: in its own reach, or in that of what runs before it. */
static const char *kept(struct reach *r, struct node *handler)
{
	const char *name = kept_around(r, handler);
	size_t own = r->reached_count;

	for (size_t i = 0; !name && i < r->reached_count; i++) {
		const struct scope *f = r->reached[i]->f, *class;
		size_t before = r->reached_count;
		struct dependencies d;

		name = kept_in(r, r->reached[i]);
		if (!name && i)
			name = keeps_decorated(r->l, f);
		if (!name && i >= own && sites_of(r, r->reached[i])->queries)
			name = r->reached[i]->f->name.s;
		class = f->kind == SCOPE_CLASS ? f : f->parent;
		if (f->kind == SCOPE_FUNCTION) {
			guard_dependencies(r->l, f, &d);
			name = reach_dependencies(r, &d, name);
		}
		if (class && class->kind == SCOPE_CLASS)
			name = reach_dependencies(r, before_methods(r, class), name);
		walk_on(r, before);
	}
	return name;
}

static bool is_known_to_keep(const struct fact *f)
{
	return f->queries || (f->traits && (strstr(f->traits, "reaches=queries") ||
	                                    strstr(f->traits, "state=")));
}

static int by_node(const void *a, const void *b)
{
	const struct handled *x = a, *y = b;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return x->chain < y->chain ? -1 : x->chain > y->chain;
}

/* Each handler once, whatever number of facts it serves, and each chain in front of it.
 */
static void count_handlers(struct reach *r, const struct handled *h, size_t n)
{
	struct handled *sorted = arena_alloc(r->l->arena, (n + 1) * sizeof *sorted);

	if (n)
		memcpy(sorted, h, n * sizeof *h);
	qsort(sorted, n, sizeof *sorted, by_node);
	for (size_t i = 0; i < n; i++) {
		bool is_again = i && sorted[i].node == sorted[i - 1].node;
		size_t first;

		if (is_again && sorted[i].chain == sorted[i - 1].chain)
			continue;
		walk(r, sorted[i].node);
		for (size_t k = 0; !is_again && k < r->reached_count; k++)
			r->reached[k]->reached_by++;
		first = walk_chain(r, sorted[i].chain);
		for (size_t k = first; k < r->reached_count; k++)
			r->reached[k]->reached_by++;
	}
}

static void find_handlers(struct reach *r)
{
	const struct facts *fs = r->l->facts;

	r->handled = arena_alloc(r->l->arena, (fs->n + 1) * sizeof *r->handled);
	for (size_t i = 0; i < fs->n; i++) {
		const struct scope *s = is_handled(&fs->v[i])
		                          ? handler_scope(r, &fs->v[i])
		                          : NULL;

		if (s)
			r->handled[r->handled_count++] =
			    (struct handled){ i, reach_node(r, s), fs->v[i].chain };
	}
}

/* ---- what stays ----------------------------------------------------------------------
 */

/* A library without a peer, whose category may stay where it is. */
static bool may_stay(const struct node *n)
{
	for (size_t i = 0; i < n->use_count; i++) {
		const struct use *u = &n->uses[i];

		if (u->category && u->category->stays &&
		    (!strcmp(u->library->mapping, "none") ||
		     !strcmp(u->library->mapping, "rewrite")))
			return true;
	}
	return false;
}

static bool reaches_what_stays(const struct reach *r)
{
	for (size_t i = 0; i < r->reached_count; i++)
		if (may_stay(r->reached[i]))
			return true;
	return false;
}

static void add_staying(struct reach *r, const struct scope *f, int64_t parent)
{
	struct facts *fs = r->l->facts;

	*(struct fact *)arena_push(r->l->arena, (void **)&fs->v, &fs->n, &fs->room,
	                           sizeof *fs->v) =
	    (struct fact){ .kind = FACT_reach,
		           .file = f->unit->path,
		           .parent = parent,
		           .line = f->line,
		           .variety = "stays",
		           .name = link_scope_name(r->l, f),
		           .statements = f->statements,
		           .status = "resolved" };
}

/* Functions that no handler comes to but such as may stay: they stay with it. A row of
 * kind reach and the variety `stays` each, for the first of the handlers. */
static void rows_of_what_stays(struct reach *r)
{
	for (size_t i = 0; i < r->handled_count; i++) {
		bool stays;

		walk(r, r->handled[i].node);
		stays = reaches_what_stays(r);
		for (size_t k = 0; k < r->reached_count; k++) {
			r->reached[k]->moves |= !stays;
			r->reached[k]->may_stay |= stays;
		}
	}
	for (size_t i = 0; i < r->handled_count; i++) {
		walk(r, r->handled[i].node);
		for (size_t k = 1; k < r->reached_count; k++) {
			struct node *n = r->reached[k];

			if (n->moves || !n->may_stay || n->is_handler)
				continue;
			n->may_stay = false; /* told */
			add_staying(r, n->f, (int64_t)r->handled[i].fact);
		}
	}
}

struct reach *reach_begin(struct linker *l, const struct libraries *libs,
                          const struct categories *c)
{
	static const struct libraries no_libraries;
	static const struct categories no_categories;
	struct reach *r = arena_zero(l->arena, sizeof *r);

	r->l = l;
	r->libraries = libs ? libs : &no_libraries;
	r->categories = c ? c : &no_categories;
	r->category = arena_zero(l->arena,
	                         (r->libraries->count + 1) * sizeof *r->category);
	r->told = arena_zero(l->arena, (r->libraries->count + 1) * sizeof *r->told);
	global_begin(r);
	for (size_t i = 0; i < l->program->n; i++)
		if (may_call(r, l->program->units[i]))
			read_module(r, l->program->units[i]);
	find_handlers(r);
	count_handlers(r, r->handled, r->handled_count);
	for (size_t i = 0; i < l->program->n; i++)
		if (global_may_call(r, l->program->units[i]))
			read_globals(r, l->program->units[i]);
	wrapper_find(r);
	delegate_measure(r);
	return r;
}

/* Where somebody logs in, by the path, and nothing else has told it. */
static void keep_by_path(struct reach *r, struct fact *f)
{
	bool is_told = is_known_to_keep(f) || (f->traits && strstr(f->traits, "keeps="));

	if ((f->kind == FACT_endpoint || f->kind == FACT_operation ||
	     f->kind == FACT_channel) &&
	    f->path && !is_told && keeps_at(r->l, f->path))
		add_trait(r, f, "keeps", "path");
}

void reach_finish(struct reach *r)
{
	struct facts *fs = r->l->facts;

	for (size_t i = 0; i < r->module_count; i++)
		library_calls(r, r->modules[i]);
	wrapper_facts(r);
	sort_inside(r);
	for (size_t i = 0; i < r->handled_count; i++) {
		const struct handled *h = &r->handled[i];

		walk(r, h->node);
		walk_chain(r, h->chain);
		share(r, &fs->v[h->fact]);
		if (fs->v[h->fact].kind == FACT_endpoint ||
		    fs->v[h->fact].kind == FACT_operation ||
		    fs->v[h->fact].kind == FACT_action)
			own_streams(r, h->fact);
		set_traits(r, &fs->v[h->fact], h->node->f);
		reached_libraries(r, (int64_t)h->fact);
		if (fs->v[h->fact].kind != FACT_job &&
		    fs->v[h->fact].kind != FACT_schedule &&
		    !is_known_to_keep(&fs->v[h->fact]))
			add_trait(r, &fs->v[h->fact], "keeps", kept(r, h->node));
	}
	rows_of_what_stays(r);
	for (size_t i = 0; i < fs->n; i++)
		keep_by_path(r, &fs->v[i]);
}
