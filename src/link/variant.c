/* variant.c - the ways that one call site runs: by class and by item of a loop. */
#include "link/variant.h"

#include <string.h>

#include "syntax/callees.h"
#include "syntax/hashes.h"
#include "syntax/lang.h"
#include "value/asked.h"

enum { FAMILY_SLOTS = 512, LOOPS_MAX = 3, VARIANTS_IN_ALL = 50000, CALLS_DEEP = 2 };

/* A class and one of those that inherit from it. */
struct heir {
	const struct scope *class, *heir;
	struct heir *next;
};

struct family {
	struct heir *slot[FAMILY_SLOTS];
	struct hashes called; /* whatever is called in a source, by its last name */
	bool has_called;
};

static const struct env *as_it_stands[] = { NULL };

static void by_loop(struct linker *l, const struct expr *call, const struct scope *s,
                    struct variants *all);

/* ---- classes that inherit ------------------------------------------------------------
 */

static size_t family_slot(const struct scope *class)
{
	return ((uintptr_t) class >> 5) % FAMILY_SLOTS;
}

static void add_heirs(struct linker *l, const struct scope *s)
{
	struct bases b;

	if (s->kind == SCOPE_CLASS && s->bases) {
		eval_bases(&l->eval, s, &b);
		for (size_t i = 1; i < b.local_count; i++) {
			struct heir *h = arena_alloc(l->arena, sizeof *h);
			size_t slot = family_slot(b.local[i]);

			*h = (struct heir){ b.local[i], s, l->family->slot[slot] };
			l->family->slot[slot] = h;
		}
	}
	for (const struct scope *c = s->asked_within & ASKED_SELF ? s->first_child : NULL;
	     c; c = c->sibling)
		add_heirs(l, c);
}

static const struct heir *heirs_of(struct linker *l, const struct scope *class)
{
	const struct heir *h;

	if (!l->family) {
		l->family = arena_zero(l->arena, sizeof *l->family);
		for (size_t i = 0; i < l->program->n; i++)
			add_heirs(l, l->program->units[i]->module);
	}
	for (h = l->family->slot[family_slot(class)]; h && h->class != class;)
		h = h->next;
	return h;
}

bool class_has_heirs(struct linker *l, const struct scope *class)
{
	const struct heir *h = heirs_of(l, class);

	while (h && h->class != class)
		h = h->next;
	return h;
}

bool class_is_base(struct linker *l, const struct scope *class)
{
	bool has_heirs = false;

	for (const struct heir *h = heirs_of(l, class); h; h = h->next) {
		if (h->class != class)
			continue;
		if (name_eq(h->heir->name, class->name))
			return false;
		has_heirs = true;
	}
	return has_heirs;
}

/* Are there objects of this class itself, and not of its heirs alone? */
static bool is_made(struct linker *l, const struct scope *class)
{
	struct family *f = l->family;

	for (size_t i = 0; i < l->program->n && !f->has_called; i++) {
		const struct unit *u = l->program->units[i];

		for (size_t k = 0; u->kind == UNIT_SOURCE && k < u->callee_count; k++)
			hashes_add(&f->called, l->arena,
			           u->words[u->callees[k].last].hash);
	}
	f->has_called = true;
	return hashes_has(&f->called, class->name.hash);
}

/* super().register(), Base.register(self) in a method of that name: the one above runs,
 * too. */
static bool hands_up(const struct scope *f, const struct scope *above)
{
	const struct unit *u = f->unit;
	size_t n;
	const struct callee *c = callees_within(u, f->line, f->end_line, &n);

	for (size_t i = 0; i < n; i++)
		if (c[i].owner && !c[i].head &&
		    name_eq(u->words[c[i].last], above->name) &&
		    (name_is(u->words[c[i].owner], "super") ||
		     name_eq(u->words[c[i].owner], above->parent->name)))
			return true;
	return false;
}

/* Does this method run for an heir? A constructor does by super(). */
static bool runs_for(struct linker *l, const struct scope *method,
                     const struct scope *heir)
{
	struct bases b;

	if (scope_is_constructor(method))
		return true;
	eval_bases(&l->eval, heir, &b);
	for (size_t i = 0; i < b.local_count && b.local[i] != method->parent; i++) {
		const struct binding *at = scope_find(b.local[i], method->name);

		const struct scope *f = scope_function(&at);

		if (f && !hands_up(f, method))
			return false;
	}
	return true;
}

/* ---- environments ---------------------------------------------------------------------
 */

static void add(struct linker *l, struct variants *out, const struct env *env)
{
	if (out->n == VARIANTS_MAX)
		return;
	if (out->n == out->room || out->v == as_it_stands) {
		const struct env **more;

		out->room = out->room < 4 ? 8 : out->room * 2;
		more = arena_alloc(l->arena, out->room * sizeof *more);
		for (size_t i = 0; i < out->n; i++)
			more[i] = out->v[i];
		out->v = more;
	}
	out->v[out->n++] = env;
}

/* What a method calls its object; empty: it has none. */
static struct name self_of(const struct scope *method)
{
	if (method->unit->language != LANG_PYTHON)
		return name_of("this");
	return method->params && !decorated_with(method, "staticmethod")
	         ? method->params->name
	         : (struct name){ 0 };
}

/* The method that a site stands in, if it says self or this. */
static const struct scope *method_of(const struct expr *call, const struct scope *s)
{
	const struct scope *f = scope_method(s);
	struct name self = f ? self_of(f) : (struct name){ 0 };

	return self.len && eval_uses(call, self, s) ? f : NULL;
}

void variants_by_class(struct linker *l, const struct expr *call, const struct scope *s,
                       struct variants *out)
{
	const struct scope *method = method_of(call, s);
	const struct heir *h = method ? heirs_of(l, method->parent) : NULL;

	*out = (struct variants){ as_it_stands, 0, 1 };
	for (; h; h = h->next) {
		struct value *self;
		struct env *env;

		if (h->class != method->parent || !runs_for(l, method, h->heir))
			continue;
		self = arena_zero(l->arena, sizeof *self);
		*self = (struct value){ .kind = VALUE_OBJECT, .scope = h->heir };
		env = arena_zero(l->arena, sizeof *env);
		env->function = method;
		env->self = self;
		add(l, out, env);
	}
	if (!out->n)
		*out = (struct variants){ as_it_stands, 1, 1 };
	else if (method->unit->language == LANG_PYTHON && is_made(l, method->parent))
		add(l, out, NULL);
}

/* ---- callers --------------------------------------------------------------------------
 */

/* router.use(..) of a router that the function makes: what hangs on it is said by other
 * lines, too, that do not depend on who called. */
static bool is_made_within(const struct expr *call, const struct scope *s,
                           const struct scope *f)
{
	const struct expr *head = expr_left(call);

	while (head && head->kind != EXPR_NAME)
		head = expr_left(head);
	for (; head && s; s = s->parent) {
		const struct binding *b = scope_find(s, head->text);

		if (b && b->kind == BIND_VALUE && !binding_target(b))
			return true;
		if (s == f)
			break;
	}
	return false;
}

/* The function around a site whose parameters its arguments say, self aside. */
static const struct scope *given_by(const struct expr *call, const struct scope *s)
{
	for (const struct scope *f = s; f; f = f->parent) {
		const struct param *p = f->params;

		if (f->kind != SCOPE_FUNCTION)
			continue;
		if (p && f->parent && f->parent->kind == SCOPE_CLASS &&
		    f->unit->language == LANG_PYTHON &&
		    !decorated_with(f, "staticmethod"))
			p = p->next;
		for (; p; p = p->next)
			for (const struct expr *a = expr_first(call); p->name.len && a;
			     a = a->next)
				if (eval_uses(a, p->name, s))
					return f;
	}
	return NULL;
}

/* const r = Router(); r.use(given); app.use(path, r): f hangs it on something else, for
 * whoever called, and keeps it: nobody else says anything of it. */
static bool is_hung_within(const struct expr *call, const struct scope *s,
                           const struct scope *f)
{
	const struct expr *head = expr_left(call);

	while (head->kind != EXPR_NAME)
		head = expr_left(head);
	for (const struct expr *r = f->returns; r; r = r->next)
		if (eval_uses(r, head->text, f))
			return false;
	for (const struct site *t = s->first_site; t; t = t->next)
		for (const struct expr *a = expr_first(t->call); a; a = a->next)
			if (a->kind == EXPR_NAME && name_eq(a->text, head->text) &&
			    expr_left(t->call) && expr_left(t->call)->kind == EXPR_ATTR)
				return given_by(t->call, s) == f &&
				       !is_made_within(t->call, s, f);
	return false;
}

static const struct scope *function_of(const struct expr *call, const struct scope *s)
{
	const struct scope *f = given_by(call, s);

	return f && is_made_within(call, s, f) && !is_hung_within(call, s, f) ? NULL : f;
}

/* What a constructor runs for. */
static const struct value *object_made(struct linker *l, const struct scope *constructor,
                                       const struct caller *c, const struct env *known)
{
	struct value *v = arena_zero(l->arena, sizeof *v);

	*v = (struct value){ .kind = VALUE_OBJECT,
		             .scope = constructor->parent,
		             .expr = c->call,
		             .env = known };
	return v;
}

/* A call of f as its environment, once for each call of the function which that one
 * stands in and for each item of the loops around it, where its arguments depend on them.
 */
static void add_callers(struct linker *l, const struct scope *f, int depth,
                        bool by_object, struct variants *out)
{
	const struct caller *c = eval_caller(&l->eval, f, NULL);

	for (; c; c = eval_caller(&l->eval, f, c)) {
		const struct scope *outer = depth < CALLS_DEEP
		                              ? function_of(c->call, c->from)
		                              : NULL;
		struct variants around = { NULL, 0, 0 };
		struct env *env;

		if (!outer && by_object && depth < CALLS_DEEP && caller_is_of_same(c))
			outer = scope_method(c->from);
		if (outer && outer != f)
			add_callers(l, outer, depth + 1, by_object, &around);
		if (!around.n)
			add(l, &around, NULL);
		by_loop(l, c->call, c->from, &around);
		for (size_t i = 0; i < around.n; i++) {
			const struct env *known = around.v[i];

			env = arena_zero(l->arena, sizeof *env);
			*env = (struct env){ .function = f,
				             .call = c->call,
				             .from = c->from,
				             .outer = known,
				             .self = known && known->self &&
				                             caller_is_of_same(c)
				                       ? known->self
				                       : c->self };
			if (!c->self && scope_is_constructor(f))
				env->self = object_made(l, f, c, known);
			add(l, out, env);
		}
	}
}

/* Does every call say for which class that inherits the method it is? */
static void keep_heirs(const struct variants *by_class, struct variants *calls)
{
	size_t n = 0;

	for (size_t i = 0; i < calls->n; i++)
		for (size_t k = 0; calls->v[i]->self && k < by_class->n; k++)
			if (by_class->v[k] &&
			    by_class->v[k]->self->scope == calls->v[i]->self->scope) {
				calls->v[n++] = calls->v[i];
				break;
			}
	calls->n = n;
}

/* for route in self.routes: app.add(route): the method that hangs what its object holds
 * on what it is given; NULL: it is no such. */
static const struct scope *hangs_on(const struct expr *call, const struct scope *s)
{
	const struct scope *m = method_of(call, s);
	const struct expr *head = expr_left(call);
	const struct param *p = m ? m->params : NULL;

	while (head && head->kind != EXPR_NAME)
		head = expr_left(head);
	while (p && head && !name_eq(p->name, head->text))
		p = p->next;
	if (!p || !head || name_eq(p->name, self_of(m)))
		return NULL;
	for (const struct scope *x = s; x != m->parent; x = x->parent)
		for (const struct binding *b = x->first_binding; b; b = b->next)
			if (b->kind == BIND_LOOP && binding_value(b) &&
			    eval_uses(binding_value(b), self_of(m), x) &&
			    eval_uses(call, b->name, s))
				return m;
	return NULL;
}

/* Which object it is, a call must say. */
static void keep_objects(struct variants *calls)
{
	size_t n = 0;

	for (size_t i = 0; i < calls->n; i++)
		if (calls->v[i]->self && calls->v[i]->self->expr)
			calls->v[n++] = calls->v[i];
	calls->n = n;
}

/* Once for each object that the method around is called on. */
static void by_object(struct linker *l, const struct expr *call, const struct scope *s,
                      struct variants *out)
{
	const struct scope *m = hangs_on(call, s);
	struct variants calls = { NULL, 0, 0 };

	if (!m)
		return;
	add_callers(l, m, 0, true, &calls);
	keep_objects(&calls);
	if (calls.n)
		*out = calls;
}

/* Once for each known call of the function that a site stands in. */
static void by_caller(struct linker *l, const struct expr *call, const struct scope *s,
                      struct variants *out)
{
	const struct scope *f = function_of(call, s);
	struct variants calls = { NULL, 0, 0 };

	if (!f) {
		by_object(l, call, s, out);
		return;
	}
	if (!eval_caller(&l->eval, f, NULL)) {
		/* A method that classes inherit, and none calls: get(path, handler) */
		if (out->v[0] && s->unit->language != LANG_PYTHON)
			out->n = 0;
		return;
	}
	add_callers(l, f, 0, false, &calls);
	if (out->n != 1 || out->v[0])
		keep_heirs(out, &calls);
	if (calls.n)
		*out = calls;
}

/* ---- loops ----------------------------------------------------------------------------
 */

struct looping {
	struct linker *l;
	const struct binding *loop;
	const struct scope *scope;
	const struct env *env;
	struct variants *out;
	size_t items;
	bool has_unknown; /* an item that nothing is known of */
};

static void add_fixed(struct looping *x, const struct value *item, const struct expr *at)
{
	struct value *kept = arena_alloc(x->l->arena, sizeof *kept);
	struct fixed *f = arena_alloc(x->l->arena, sizeof *f);
	struct env *inner = arena_zero(x->l->arena, sizeof *inner);

	*kept = *item;
	if (x->env)
		*inner = *x->env;
	else
		inner->function = x->scope;
	*f = (struct fixed){ x->loop, kept, at, inner->fixed, NULL };
	inner->fixed = f;
	add(x->l, x->out, inner);
}

static void add_item(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env)
{
	struct looping *x = arg;
	struct eval *ev = &x->l->eval;
	struct apart around;
	struct values v;

	x->items++;
	if (x->out->n == VARIANTS_MAX)
		return;
	around = eval_apart(
	    ev); /* each item its own question, however long the list is */
	eval_expr(ev, item, s, env, &v);
	eval_rejoin(ev, around);
	x->has_unknown = x->has_unknown || !v.n;
	for (size_t i = 0; i < v.n; i++)
		add_fixed(x, &v.v[i], item);
}

/* An empty list of a script is filled by push(), which is not read. */
static bool is_collection(const struct value *v)
{
	return v->kind == VALUE_LITERAL &&
	       (v->expr->kind == EXPR_LIST || v->expr->kind == EXPR_DICT) &&
	       (expr_first(v->expr) || v->scope->unit->language == LANG_PYTHON);
}

static bool is_bound_again(const struct binding *loop, const struct scope *s)
{
	return !binding_annotation(loop) &&
	       (loop->same || scope_find(s, loop->name) != loop);
}

/* Every environment once for each item; as it is where the items are not known, and for
 * something that nothing is known of where not all of them are, or where the name means
 * something else elsewhere. */
static void by_item(struct linker *l, const struct binding *loop, const struct scope *s,
                    struct variants *all)
{
	const struct variants before = *all;

	*all = (struct variants){ NULL, 0, 0 };
	for (size_t i = 0; i < before.n; i++) {
		struct looping x = { l, loop, s, before.v[i], all, 0, false };
		const struct value nobody_knows = { .kind = VALUE_OBJECT };
		struct values lists;
		bool is_unknown;

		eval_expr(&l->eval, binding_value(loop), binding_in(loop, s), before.v[i],
		          &lists);
		eval_each_item(&l->eval, &lists, add_item, &x);
		is_unknown = !x.items && !(lists.n && is_collection(&lists.v[0]));
		if (is_unknown && !is_bound_again(loop, s))
			add(l, all, before.v[i]);
		else if (is_unknown || x.has_unknown || eval_is_open(&l->eval, &lists))
			add_fixed(&x, &nobody_knows, binding_value(loop));
	}
}

/* for x in a: ..; for x in b: f(x): is there another loop for the name, nearer to f? */
static bool is_over(const struct binding *b, const struct expr *call)
{
	for (const struct binding *x = b->same; x; x = x->same)
		if (x->kind == BIND_LOOP && x->line > b->line && x->line <= call->line)
			return true;
	return false;
}

/* Loops are walked from the outermost in: what an inner one goes through may be an item
 * of an outer one. */
static void by_loop(struct linker *l, const struct expr *call, const struct scope *s,
                    struct variants *all)
{
	struct {
		const struct binding *loop;
		const struct scope *scope;
	} found[LOOPS_MAX];
	int loops = 0;

	for (const struct scope *x = s; x; x = x->parent) {
		const struct expr *last = NULL;
		bool has_loop = false;
		int before = loops;

		if (x->kind == SCOPE_CLASS || x == l->loopless)
			continue;
		for (const struct binding *b = x->first_binding; b; b = b->next) {
			has_loop |= b->kind == BIND_LOOP;
			if (b->kind != BIND_LOOP || !binding_value(b) ||
			    binding_value(b) == last || b->line > call->line ||
			    is_over(b, call) || !eval_uses(call, b->name, s))
				continue;
			if (loops == LOOPS_MAX)
				break;
			last = binding_value(b);
			/* Those of one scope stand in it from the outermost on. */
			memmove(found + before + 1, found + before,
			        (size_t)(loops - before) * sizeof *found);
			found[before].loop = b;
			found[before].scope = x;
			loops++;
		}
		if (!has_loop && x->kind == SCOPE_MODULE)
			l->loopless = x;
	}
	while (loops--)
		by_item(l, found[loops].loop, found[loops].scope, all);
}

void variants_of(struct linker *l, const struct expr *call, const struct scope *s,
                 struct variants *out)
{
	if (l->variants > VARIANTS_IN_ALL) {
		*out = (struct variants){ as_it_stands, 1, 1 };
		link_limit(l, s->unit, call->line,
		           "calls that run in more ways, by their callers and loops, "
		           "than are followed: from here on they are read as they stand");
		return;
	}
	variants_by_class(l, call, s, out);
	by_caller(l, call, s, out);
	by_loop(l, call, s, out);
	if (out->n == VARIANTS_MAX)
		link_limit(l, s->unit, call->line,
		           "a call that runs in more ways, by its callers and loops, "
		           "than are followed: the others are left out");
	l->variants += out->n - (out->n > 0);
}
