/* unit.c - the last step of reading a file: what its scopes say together. */
#include "value/unit.h"

#include "detect/file_place.h"
#include "detect/need.h"
#include "read/python.h"
#include "read/script.h"
#include "syntax/lang.h"
#include "value/asked.h"
#include "value/value.h"

/* An assignment in a function to a variable of a scope around it. */
struct outer {
	struct binding binding;
	struct scope *to;
	struct outer *next;
};

struct settling {
	struct unit *unit;
	const struct detectors *detectors;
	struct outer *outer;
};

typedef void settle_fn(struct settling *x, const struct scope *s);

static void visit(struct settling *x, const struct scope *s, settle_fn *fn)
{
	fn(x, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		visit(x, c, fn);
}

/* ---- names of functions ------------------------------------------------- */

/* const index = () => {}, const index = wrapped(() => {}) */
static const struct expr *function_in(const struct expr *value)
{
	if (value && value->kind == EXPR_CALL &&
	    !(value->flags & (EXPR_NEW | EXPR_AWAIT)) && expr_left(value) &&
	    expr_left(value)->kind == EXPR_NAME && expr_first(value) &&
	    !expr_first(value)->next && expr_first(value)->kind == EXPR_FUNCTION)
		value = expr_first(value);
	return value && (value->kind == EXPR_FUNCTION || value->kind == EXPR_CLASS)
	         ? value
	         : NULL;
}

/* exports.index = () => {}, too: the function is called so. */
static void name_function(const struct binding *b)
{
	struct name n = binding_target(b) && binding_target(b)->kind == EXPR_ATTR
	                  ? binding_target(b)->text
	                  : b->name;
	struct scope *f = function_in(binding_value(b))->scope;

	if (!f || f->name.len ||
	    (binding_target(b) && binding_target(b)->kind != EXPR_ATTR) ||
	    name_is(n, "exports"))
		return;
	f->name = n;
}

/* from a import b as c, const c = require("b") */
static bool renames(const struct binding *b)
{
	const struct expr *made = binding_value(b) && binding_value(b)->kind == EXPR_CALL
	                            ? expr_left(binding_value(b))
	                            : NULL;

	if (b->kind == BIND_IMPORT)
		return b->imported.len && !name_eq(b->imported, b->name);
	return made && made->kind == EXPR_NAME &&
	       (name_is(made->text, "require") || name_is(made->text, "import"));
}

/* class App(web.Application): rules that ask for what it is made as may ask for it. */
static bool is_made_as_asked(const struct settling *x, const struct binding *b)
{
	const struct scope *class = b->kind == BIND_DEF ? binding_def(b) : NULL;
	const struct expr *base = class && class->kind == SCOPE_CLASS ? class->bases
	                                                              : NULL;

	return base && (base->kind == EXPR_NAME || base->kind == EXPR_ATTR) &&
	       detectors_uses(x->detectors, base->text,
	                      x->unit->language == LANG_PYTHON) &
	           USE_MOUNT;
}

static void note_names(struct settling *x, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		if (function_in(binding_value(b)))
			name_function(b);
		if (renames(b) || is_made_as_asked(x, b))
			x->unit->plain_names &= ~((uint64_t)1 << (b->name.hash & 63));
	}
}

/* ---- callbacks ---------------------------------------------------------- */

static bool runs_for_each(const struct detectors *d, struct name called)
{
	struct indexed *at = detectors_first(d, called);
	struct rule *r;

	while ((r = detectors_next(d, called, &at)))
		if (r->word == WORD_each)
			return true;
	return false;
}

static void add_loop(struct settling *x, struct scope *callback, struct name n,
                     const struct expr *list, const struct scope *s)
{
	const struct param *p = callback->params;
	struct binding *b;

	if (!n.len)
		return;
	b = arena_zero(x->unit->arena, sizeof *b);
	b->kind = BIND_LOOP;
	b->line = callback->line;
	b->name = n;
	b->target_ = p->pattern;
	b->value_ = (struct expr *)(uintptr_t)list;
	b->annotation_ = p->annotation;
	seldom_of(b, x->unit->arena)->in = s;
	b->next = callback->first_binding;
	callback->first_binding = b;
	if (!callback->last_binding)
		callback->last_binding = b;
}

/* The first parameter is no parameter any more, but the variable of a loop. */
static void make_loop(struct settling *x, struct scope *callback, const struct expr *list,
                      const struct scope *s)
{
	struct param *p = callback->params;

	if (!p || p->rest)
		return;
	add_loop(x, callback, p->name, list, s);
	for (const struct expr *e = p->pattern ? expr_first(p->pattern) : NULL; e;
	     e = e->next) {
		const struct expr *to = e->kind == EXPR_PAIR ? expr_first(e) : e;

		if (to && to->kind == EXPR_BINARY)
			to = expr_left(to); /* a default */
		if (to && to->kind == EXPR_NAME)
			add_loop(x, callback, to->text, list, s);
	}
	p->name = (struct name){ 0 };
	p->pattern = NULL;
	callback->index = NULL; /* made anew when it is asked for */
}

static void callbacks_of(struct settling *x, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		for (const struct expr *e = t->call; e; e = expr_left(e)) {
			if (e->kind == EXPR_CALL && expr_left(e) &&
			    expr_left(e)->kind == EXPR_ATTR && expr_first(e) &&
			    expr_first(e)->kind == EXPR_FUNCTION &&
			    expr_first(e)->scope &&
			    runs_for_each(x->detectors, expr_left(e)->text))
				make_loop(x, expr_first(e)->scope,
				          expr_left(expr_left(e)), s);
			if (e->kind != EXPR_CALL && e->kind != EXPR_ATTR &&
			    e->kind != EXPR_INDEX)
				break;
		}
	}
}

/* ---- variables of a scope around ---------------------------------------- */

/* queue = new Queue() of the module's, once a function; list.push(x) of any list around.
 */
static bool is_of_outer(const struct scope *s, const struct binding *b)
{
	if (!b->is_assignment || binding_target(b) || binding_in(b, NULL))
		return false;
	if (b->kind != BIND_AUGMENT || !binding_value(b) ||
	    !(binding_value(b)->flags & EXPR_MORE))
		return scope_find(s, b->name) == b;
	for (const struct binding *x = scope_find(s, b->name); x; x = x->same)
		if (!x->is_assignment)
			return false;
	for (const struct param *p = s->params; p; p = p->next)
		if (name_eq(p->name, b->name))
			return false;
	return true;
}

static struct scope *declares(struct scope *outer, struct name n)
{
	for (; outer; outer = outer->parent)
		if (outer->kind != SCOPE_CLASS && scope_find(outer, n) &&
		    !scope_find(outer, n)->is_assignment)
			break;
	return outer;
}

/* let queue; function start() { queue = new Queue() }: binds the outer name, too. */
static void outer_assignments(struct settling *x, const struct scope *s)
{
	if (s->kind != SCOPE_FUNCTION)
		return;
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		struct outer *o;

		struct scope *outer = is_of_outer(s, b) ? declares(s->parent, b->name)
		                                        : NULL;
		if (!outer || (outer->kind != SCOPE_MODULE && b->kind != BIND_AUGMENT))
			continue;
		o = arena_alloc(x->unit->arena, sizeof *o);
		*o = (struct outer){ binding_alone(b), outer, x->outer };
		o->binding.seldom = NULL;
		seldom_of(&o->binding, x->unit->arena)->in = s;
		o->binding.seldom->is_said = b->kind == BIND_AUGMENT &&
		                             eval_said_by(b, s);
		x->outer = o;
	}
}

static void bind_outer(struct settling *x)
{
	for (struct outer *o = x->outer; o; o = o->next) {
		struct scope *to = o->to;

		o->binding.next = o->binding.same = NULL;
		to->last_binding->next = &o->binding;
		to->last_binding = &o->binding;
		to->index = NULL; /* made anew when it is asked for */
	}
}

/* How much of a Python file says its types; of TypeScript the lines are enough. */
static void count_types(struct settling *x, const struct scope *s)
{
	const struct param *p = s->params;

	/* self, cls */
	if (p && s->parent && s->parent->kind == SCOPE_CLASS &&
	    !decorated_with(s, "staticmethod"))
		p = p->next;
	for (; p; p = p->next) {
		x->unit->params++;
		x->unit->typed += p->annotation != NULL;
	}
}

void unit_settle(struct unit *u, const struct detectors *d)
{
	struct settling x = { u, d, NULL };

	needs_of_unit(u, d);
	u->plain_names = UINT64_MAX;
	visit(&x, u->module, note_names);
	if (u->language == LANG_PYTHON) {
		visit(&x, u->module, count_types);
	} else {
		visit(&x, u->module, callbacks_of);
		visit(&x, u->module, outer_assignments);
		bind_outer(&x);
	}
	asked_note(u, d);
}

size_t unit_nearness(const struct unit *app, const struct unit *u)
{
	size_t common = file_common_folder(app->path, u->path);

	/* In the very folder of the application, which is nearer than one beside it. */
	return 2 * common + (app->path + common == file_name_of(app->path));
}

struct unit *unit_read(struct arena *a, const char *path, enum language language,
                       const char *text, size_t size, struct tokens *t,
                       const struct detectors *d)
{
	struct unit *u = arena_zero(a, sizeof *u);

	u->path = arena_strdup(a, path);
	u->language = (uint8_t)language;
	u->kind = UNIT_SOURCE;
	u->bytes = size;
	u->arena = a;
	u->tokens = t;
	if (language == LANG_PYTHON)
		python_read(u, text, size, &d->vocabulary);
	else
		script_read(u, text, size, &d->vocabulary);
	u->tokens = NULL;
	unit_settle(u, d);
	return u;
}
