/* guard.c - what protects an endpoint: decorators, and dependencies over functions. */
#include "handler/guard.h"

enum { DEPTH_MAX = 5, PARTS_MAX = 60, LEFT_MAX = 600 };

struct guard {
	const struct detector *d;
	const char *text;
	int depth;
	int *left; /* expressions that may still be looked at, over all functions */
};

static bool is_guard(const struct rule *r)
{
	return r->word == WORD_FACT && (r->fact == FACT_auth || r->fact == FACT_role) &&
	       (r->form == FORM_DECORATOR || r->form == FORM_ON_CLASS);
}

static void on_guard(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	struct guard *g = arg;
	char buf[80];

	(void)s;
	(void)m;
	g->text = arena_strdup(l->arena, expr_print(call, buf, sizeof buf));
}

const char *guard_by(struct linker *l, const struct detector *d, const struct expr *e,
                     const struct scope *s)
{
	const struct expr *callee = call_target(e);
	struct guard g = { .text = NULL };
	char buf[80];

	link_decorator(l, e, s, is_guard, on_guard, &g);
	if (!g.text && callee &&
	    (callee->kind == EXPR_NAME || callee->kind == EXPR_ATTR) &&
	    patterns_say(&d->guarding, callee->text.s) == LIKE_YES)
		g.text = arena_strdup(l->arena, expr_print(e, buf, sizeof buf));
	return g.text;
}

static const char *decorated_guard(struct linker *l, const struct scope *s)
{
	struct guard g = { .text = NULL };

	/* A function that serves many paths is asked for each. */
	if (l->guarded == s)
		return l->guard;
	for (const struct expr *d = s->decorators; d; d = d->next)
		link_decorator(l, d, s->parent ? s->parent : s, is_guard, on_guard, &g);
	l->guarded = s;
	l->guard = g.text;
	return g.text;
}

/* ---- dependencies -------------------------------------------------------------------
 */

static bool is_depends(const struct rule *r)
{
	return r->word == WORD_depends && r->form == FORM_CALL;
}

/* An object of a class that the detector calls a scheme of authentication, or of one of
 * ours below it. */
static bool is_scheme(struct linker *l, const struct detector *d, const struct value *v)
{
	if (v->kind != VALUE_OBJECT)
		return false;
	if (v->scope && v->scope->kind == SCOPE_CLASS) {
		struct bases b;

		eval_bases(&l->eval, v->scope, &b);
		for (size_t i = 0; i < b.external_count; i++) {
			struct value base = b.external[i];

			base.kind = VALUE_OBJECT;
			base.scope = NULL;
			if (is_scheme(l, d, &base))
				return true;
		}
	}
	if (!v->module)
		return false;
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_FACT && r->fact == FACT_auth &&
		    r->form == FORM_CALL && !r->chain->is_role &&
		    external_is(d, v->module, v->path, r->last))
			return true;
	return false;
}

static bool function_depends(struct linker *l, struct guard *g, const struct scope *f);

/* Depends(Person), Depends(Verifier("read")): what the class's own method, which makes or
 * calls it, depends on. */
static bool made_depends(struct linker *l, struct guard *g, const struct value *v)
{
	struct bases b;

	if (!v->scope || v->scope->kind != SCOPE_CLASS)
		return false;
	eval_bases(&l->eval, v->scope, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		const struct binding *at =
		    scope_find(b.local[i], name_of(v->kind == VALUE_OBJECT ? "__call__"
		                                                           : "__init__"));
		const struct scope *m = at ? scope_function(&at) : NULL;

		if (m)
			return function_depends(l, g, m);
	}
	return false;
}

/* Depends(get_current_user): by the name of what is called or handed. */
static bool is_guarding(const struct detector *d, const struct expr *e)
{
	e = e->kind == EXPR_CALL ? expr_left(e) : e;
	return (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) &&
	       patterns_say(&d->guarding, e->text.s) == LIKE_YES;
}

static void on_depends(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "value");
	struct guard *g = arg;
	struct values v;
	char buf[80];

	(void)call, (void)s;
	if (g->text || !c || m->rule->detector != g->d)
		return;
	eval_expr(&l->eval, c->expr, c->scope, NULL, &v);
	for (size_t i = 0; i <= v.n && !g->text; i++)
		if (i == v.n
		        ? is_guarding(g->d, c->expr)
		        : is_scheme(l, g->d, &v.v[i]) || made_depends(l, g, &v.v[i]) ||
		              (v.v[i].kind == VALUE_SCOPE &&
		               function_depends(l, g, v.v[i].scope)))
			g->text = arena_strdup(l->arena,
			                       expr_print(c->expr, buf, sizeof buf));
}

/* Every call in e that states a dependency. */
static void depends_in(struct linker *l, struct guard *g, const struct expr *e,
                       const struct scope *s, int *parts)
{
	if (!e || g->text || --*parts < 0 || --*g->left < 0)
		return;
	if (e->kind == EXPR_CALL)
		link_rules(l, e, s, is_depends, on_depends, g);
	if (e->kind == EXPR_INDEX || e->kind == EXPR_BINARY)
		depends_in(l, g, expr_left(e), s, parts);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		depends_in(l, g, x, s, parts);
}

/* allowed("read"), of a function of ours that gives a type: what it gives. */
static const struct expr *given_type(struct linker *l, const struct expr *call,
                                     const struct scope **s)
{
	struct values v;

	eval_expr(&l->eval, expr_left(call), *s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION &&
		    v.v[i].scope->returns) {
			*s = v.v[i].scope;
			return v.v[i].scope->returns;
		}
	return NULL;
}

/* The file that says what a name, or a.name of a module, means. */
static const struct unit *naming_unit(struct linker *l, const struct expr *t,
                                      const struct scope *s)
{
	struct values v;

	if (t->kind == EXPR_NAME)
		return s->unit;
	if (t->kind != EXPR_ATTR)
		return NULL;
	eval_expr(&l->eval, expr_left(t), s, NULL, &v);
	return v.n && v.v[0].kind == VALUE_UNIT ? v.v[0].unit : NULL;
}

/* User = Annotated[Person, Depends(current)]: what the name of a type stands for. */
static const struct expr *named_type(struct linker *l, const struct expr *t,
                                     const struct scope **s)
{
	const struct unit *u = naming_unit(l, t, *s);
	const struct binding *b = u ? scope_find(u->module, t->text) : NULL;

	for (int i = 0; b && b->kind == BIND_IMPORT && i < DEPTH_MAX; i++) {
		struct name n = b->imported;

		u = n.len ? program_resolve(l->program, u, b->module.s, NULL) : NULL;
		if (!u)
			return NULL;
		b = scope_find(u->module, n);
	}
	if (!b || b->kind != BIND_VALUE || binding_target(b))
		return NULL;
	*s = u->module;
	return binding_value(b);
}

/* What a type that is a name, or made by a call, stands for; NULL: for itself. */
static const struct expr *type_behind(struct linker *l, const struct expr *t,
                                      const struct scope **s)
{
	const struct expr *type = t && t->kind != EXPR_CALL ? named_type(l, t, s) : t;

	if (type && type->kind == EXPR_CALL && expr_left(type)) {
		const struct expr *given = given_type(l, type, s);

		return given ? given : type == t ? NULL : type;
	}
	return type == t ? NULL : type;
}

static bool function_depends(struct linker *l, struct guard *g, const struct scope *f)
{
	struct guard inner = { .d = g->d, .depth = g->depth + 1, .left = g->left };
	int parts = PARTS_MAX;

	if (f->kind != SCOPE_FUNCTION || inner.depth > DEPTH_MAX)
		return false;
	for (const struct param *p = f->params; p && !inner.text; p = p->next) {
		const struct scope *s = f->parent;
		const struct expr *type = s ? type_behind(l, p->annotation, &s) : NULL;

		depends_in(l, &inner, p->value, f, &parts);
		depends_in(l, &inner, p->annotation, f, &parts);
		if (type)
			depends_in(l, &inner, type, s, &parts);
	}
	/* The outermost name says it best: the one that the handler itself states. */
	g->text = g->depth ? NULL : inner.text;
	return inner.text != NULL;
}

/* user = Depends(current) in the class of a controller, or in a base of it. */
static bool class_depends(struct linker *l, struct guard *g, const struct scope *class)
{
	struct guard inner = { .d = g->d, .depth = 1, .left = g->left };
	int parts = PARTS_MAX;
	struct bases b;

	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count && !inner.text; i++)
		for (const struct binding *x = b.local[i]->first_binding; x; x = x->next)
			if (x->kind == BIND_VALUE && binding_value(x))
				depends_in(l, &inner, binding_value(x), b.local[i],
				           &parts);
	g->text = inner.text;
	return inner.text != NULL;
}

static bool has_depends(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (is_depends(r))
			return true;
	return false;
}

const char *guard_in(struct linker *l, const struct detector *d, const struct expr *call,
                     const struct scope *s)
{
	int parts = PARTS_MAX, left = LEFT_MAX;
	struct guard g = { .d = d, .left = &left };

	if (!call || call->kind != EXPR_CALL || !s || !has_depends(d))
		return NULL;
	for (const struct expr *a = expr_first(call); a; a = a->next)
		depends_in(l, &g, a, s, &parts);
	return g.text;
}

const char *guard_of_class(struct linker *l, const struct bases *b)
{
	const char *text = NULL;

	for (size_t i = 0; i < b->local_count && !text; i++)
		text = decorated_guard(l, b->local[i]);
	return text;
}

/* @requires_authorization: a decorator of one's own, by its name. */
static const char *named_guard(struct linker *l, const struct detector *d,
                               const struct scope *s)
{
	char buf[80];

	/* As above: one that serves many paths has as many decorators. */
	if (l->named == s && l->named_by == d)
		return l->named_guard;
	l->named = s;
	l->named_by = d;
	l->named_guard = NULL;
	for (const struct expr *x = d->guarding.n ? s->decorators : NULL;
	     x && !l->named_guard; x = x->next) {
		const struct expr *callee = call_target(x);

		if ((callee->kind == EXPR_NAME || callee->kind == EXPR_ATTR) &&
		    patterns_say(&d->guarding, callee->text.s) == LIKE_YES)
			l->named_guard = arena_strdup(l->arena,
			                              expr_print(x, buf, sizeof buf));
	}
	return l->named_guard;
}

static const char *stated_guard(struct linker *l, const struct detector *d,
                                const struct scope *s)
{
	const char *text = decorated_guard(l, s);

	if (!text)
		text = named_guard(l, d, s);
	return text || s->kind != SCOPE_FUNCTION ? text : guard_put_on(l, d, s);
}

const char *guard_of(struct linker *l, const struct detector *d,
                     const struct scope *handler, const struct expr *at,
                     const struct scope *s)
{
	int left = LEFT_MAX;
	struct guard g = { .d = d, .left = &left };
	const char *text = stated_guard(l, d, handler);

	if (!text && handler->parent && handler->parent->kind == SCOPE_CLASS)
		text = stated_guard(l, d, handler->parent);
	if (!text)
		text = guard_in(l, d, at, s);
	if (!text && has_depends(d) &&
	    (function_depends(l, &g, handler) ||
	     (handler->parent && handler->parent->kind == SCOPE_CLASS &&
	      class_depends(l, &g, handler->parent))))
		text = g.text;
	return text;
}

/* ---- what runs before it ------------------------------------------------------------
 */

static void on_dependency(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "value");
	struct dependencies *out = arg;
	struct values v;

	(void)call, (void)s;
	if (!c)
		return;
	eval_expr(&l->eval, c->expr, c->scope, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].scope &&
		    (v.v[i].kind == VALUE_SCOPE || v.v[i].kind == VALUE_OBJECT) &&
		    out->n < DEPENDENCIES_MAX)
			out->v[out->n++] = v.v[i].scope;
		else if (v.v[i].kind != VALUE_SCOPE)
			out->is_more = true;
	if (!v.n)
		out->is_more = true;
}

static void add_dependencies(struct linker *l, const struct expr *e,
                             const struct scope *s, struct dependencies *out, int *parts)
{
	if (!e || --*parts < 0)
		return;
	if (e->kind == EXPR_CALL)
		link_rules(l, e, s, is_depends, on_dependency, out);
	if (e->kind == EXPR_INDEX || e->kind == EXPR_BINARY)
		add_dependencies(l, expr_left(e), s, out, parts);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		add_dependencies(l, x, s, out, parts);
}

static void add_of_param(struct linker *l, const struct scope *f, const struct param *p,
                         struct dependencies *out, int *parts)
{
	const struct scope *s = f->parent;
	const struct expr *type = s ? type_behind(l, p->annotation, &s) : NULL;

	add_dependencies(l, p->value, f, out, parts);
	add_dependencies(l, p->annotation, f, out, parts);
	if (type)
		add_dependencies(l, type, s, out, parts);
}

bool guard_is_dependency(struct linker *l, const struct scope *f, const struct param *p)
{
	struct dependencies out = { 0 };
	int parts = PARTS_MAX;

	add_of_param(l, f, p, &out, &parts);
	return out.n || out.is_more;
}

bool guard_depends(struct linker *l, const struct expr *e, const struct scope *s)
{
	struct dependencies out = { 0 };
	int parts = PARTS_MAX;

	add_dependencies(l, e, s, &out, &parts);
	return out.n || out.is_more;
}

static void add_of_function(struct linker *l, const struct scope *f,
                            struct dependencies *out, int *parts)
{
	for (const struct param *p = f->params; p; p = p->next)
		add_of_param(l, f, p, out, parts);
	for (const struct expr *d = f->decorators; d; d = d->next)
		for (const struct expr *a = expr_first(d); a; a = a->next)
			add_dependencies(l, a, f->parent ? f->parent : f, out, parts);
}

void guard_dependencies(struct linker *l, const struct scope *f, struct dependencies *out)
{
	int parts = LEFT_MAX;

	*out = (struct dependencies){ 0 };
	add_of_function(l, f, out, &parts);
}

void guard_class_dependencies(struct linker *l, const struct scope *class,
                              struct dependencies *out)
{
	int parts = LEFT_MAX;
	struct bases b;

	*out = (struct dependencies){ 0 };
	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		const struct binding *at = scope_find(b.local[i], name_of("__init__"));

		for (const struct binding *x = b.local[i]->first_binding; x; x = x->next)
			if (x->kind == BIND_VALUE)
				add_dependencies(l, binding_value(x), b.local[i], out,
				                 &parts);
		for (const struct scope *m; (m = scope_function(&at));)
			add_of_function(l, m, out, &parts);
	}
}
