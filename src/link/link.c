/* link.c - from units and detectors to facts: sites matched, findings handed on. */
#include "link/link.h"

#include <ctype.h>
#include <string.h>

#include "link/item.h"
#include "link/variant.h"
#include "syntax/lang.h"
#include "value/decorator.h"

/* ---- facts --------------------------------------------------------------------------
 */

void link_reserve(struct linker *l)
{
	struct facts *fs = l->facts;
	enum { USUAL = 1 << 14 };

	arena_reserve(l->arena, (void **)&fs->v, fs->n, &fs->room, fs->n + USUAL,
	              sizeof *fs->v);
}

struct fact *link_fact(struct linker *l, enum fact_kind kind, const struct unit *u,
                       uint32_t line, const struct rule *r)
{
	struct facts *fs = l->facts;
	struct fact *f = arena_push(l->arena, (void **)&fs->v, &fs->n, &fs->room,
	                            sizeof *fs->v);

	*f = (struct fact){
		.kind = (uint8_t)kind, .file = u->path, .parent = -1, .line = line
	};
	f->framework = r->detector->name;
	f->variety = r->variety;
	f->detail = r->detail;
	f->status = r->status ? r->status : "resolved";
	if (kind == FACT_construct)
		f->name = r->row;
	return f;
}

void link_limit(struct linker *l, const struct unit *u, uint32_t line, const char *what)
{
	limit_tell(&l->facts->limits, l->arena, u ? u->path : "", line, what);
}

/* What was found is a row of the constructs, too. */
void link_row(struct linker *l, const struct unit *u, uint32_t line, const struct rule *r)
{
	if (r->row && r->fact != FACT_construct)
		link_fact(l, FACT_construct, u, line, r);
}

static bool is_function(const struct scope *s)
{
	return s && s->kind == SCOPE_FUNCTION;
}

/* One text for a person: constants when they resolve, else as the code writes it. */
static const char *capture_text(struct linker *l, const struct capture *c)
{
	struct texts t;
	char buf[160];
	struct values v;

	eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
	if (t.n) {
		const char *s = t.v[0].s;

		for (size_t i = 1; i < t.n; i++)
			s = arena_printf(l->arena, "%s, %s", s, t.v[i].s);
		return s;
	}
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (v.n == 1 && v.v[0].kind == VALUE_SCOPE && v.v[0].scope->name.len)
		return v.v[0].scope->name.s;
	return arena_strdup(l->arena, expr_print(c->expr, buf, sizeof buf));
}

/* Has every part of what it says at least a name: "{minutes} * * * *"? What says nothing
 * is written as it stands. */
static bool is_told(struct linker *l, const struct capture *c)
{
	struct texts t;

	eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
	return !t.n || t.v[0].complete || !strstr(t.v[0].s, "{}");
}

/* () => Post, lambda: Post: named late, because it may come later in the file. */
static void see_through(struct linker *l, struct capture *c)
{
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_SCOPE || !is_function(v.v[0].scope) ||
	    v.v[0].scope->name.len || !v.v[0].scope->returns)
		return;
	c->expr = v.v[0].scope->returns;
	c->scope = v.v[0].scope;
	c->env = NULL;
}

/* What an object or class is: the package that its class comes from, else its class. */
static const char *class_text(struct linker *l, const struct capture *c)
{
	struct values v;
	char buf[160];

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_OBJECT && v.v[i].kind != VALUE_EXTERNAL)
			continue;
		if (v.v[i].module)
			return v.v[i].module;
		if (v.v[i].scope && v.v[i].scope->name.len)
			return v.v[i].scope->name.s;
	}
	if (c->expr->kind == EXPR_CALL && expr_left(c->expr))
		return arena_strdup(l->arena,
		                    expr_print(expr_left(c->expr), buf, sizeof buf));
	return capture_text(l, c);
}

void link_captures(struct linker *l, struct fact *f, const struct match *m)
{
	for (const struct capture *at = m->captures; at; at = at->next) {
		struct capture seen = *at, *c = &seen;
		const char *text;

		if (name_is(c->name, "target"))
			see_through(l, c);
		if (name_is(c->name, "table") && c->expr->kind == EXPR_DICT)
			continue; /* options of a table that has no name in them */
		if (f->kind == FACT_enqueue && name_is(c->name, "name") &&
		    c->expr->kind == EXPR_DICT)
			continue; /* add({data}): a job without a name */
		if (name_is(c->name, "scheme")) {
			f->name = f->name ? f->name : class_text(l, c);
			continue;
		}
		text = capture_text(l, c);
		if (f->kind == FACT_schedule && name_is(c->name, "detail") &&
		    !is_told(l, c)) {
			f->status = "unresolved";
			f->reason = "when it runs is not constant";
		}

#define FIELD(column, meaning)                                                           \
	if (name_is(c->name, #column) && !f->column)                                     \
		f->column = text;
		FACT_TEXTS(FIELD)
#undef FIELD
		if (name_is(c->name, "queue"))
			f->owner = text;
		if (name_is(c->name, "table"))
			f->table_name = text;
	}
}

const char *link_scope_name(struct linker *l, const struct scope *s)
{
	if (!s->name.len)
		return "<function>";
	if (s->parent && s->parent->kind == SCOPE_CLASS && s->parent->name.len)
		return arena_printf(l->arena, "%s.%s", s->parent->name.s, s->name.s);
	return s->name.s;
}

void link_measure(struct fact *f, const struct scope *s, const struct unit *at)
{
	f->statements = s->statements;
	f->branches = s->branches;
	f->is_async = s->flags & SCOPE_ASYNC ? 1 : 0;
	f->handler_line = s->line;
	f->handler_end = s->end_line;
	if (s->unit != at)
		f->handler_file = s->unit->path;
}

static const struct scope *handler_of_value(const struct value *v)
{
	return v->kind == VALUE_SCOPE              ? v->scope
	     : v->kind == VALUE_OBJECT && v->scope ? v->scope
	                                           : NULL;
}

static const struct scope *handler_at(struct linker *l, const struct expr *e,
                                      const struct scope *s, const struct env *env,
                                      int depth);

static bool is_only_function(const struct scope *f)
{
	for (const struct scope *c = f->parent->first_child; c; c = c->sibling)
		if (c != f && c->kind == SCOPE_FUNCTION)
			return false;
	return true;
}

/* add = login_required(Add.as_view()), login_required(add_item): a decorator of ours that
 * is called by hand, with nothing but what it decorates. */
static bool decorates(const struct env *env)
{
	const struct param *p = env->function->params;
	const struct expr *a = expr_first(env->call);

	return env->function->unit->language == LANG_PYTHON && p && !p->next && a &&
	       !a->next && a->kind != EXPR_KEYWORD;
}

/* const list = wrapped(async (req, res) => ..): what the wrapper returns is a function of
 * its own; the work is done in the one it was given, written there if that has a name. */
static const struct scope *wrapped(struct linker *l, const struct value *v, int depth)
{
	const struct env *env = v->env;

	if (v->kind != VALUE_SCOPE || !env || !env->call ||
	    env->function != v->scope->parent || depth > 4)
		return NULL;
	if (decorates(env))
		return handler_at(l, expr_first(env->call), env->from, env->outer,
		                  depth + 1);
	for (const struct expr *a = expr_first(env->call); a; a = a->next) {
		/* With a name it may do the work itself, with what it is given. */
		if (v->scope->name.len &&
		    (a->kind != EXPR_FUNCTION || !is_only_function(v->scope)))
			continue;
		const struct scope *inner = handler_at(l, a, env->from, env->outer,
		                                       depth + 1);

		if (is_function(inner))
			return inner;
	}
	return NULL;
}

/* () => import("./users"): the class that the file is; else f. */
static const struct scope *class_loaded(struct linker *l, const struct scope *f)
{
	const struct expr *r = f && f->kind == SCOPE_FUNCTION ? f->returns : NULL;
	struct values v, c;

	if (!r || r->kind != EXPR_CALL || !expr_left(r) ||
	    expr_left(r)->kind != EXPR_NAME || !name_is(expr_left(r)->text, "import"))
		return f;
	eval_expr(&l->eval, r, f, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		c.n = 0;
		if (v.v[i].kind == VALUE_UNIT)
			eval_unit_member(&l->eval, v.v[i].unit, name_of("default"), &c);
		for (size_t k = 0; k < c.n; k++)
			if (c.v[k].kind == VALUE_SCOPE)
				return c.v[k].scope;
	}
	return f;
}

/* [Class, "method"]: that method; the class, where it has none. */
static const struct scope *paired(struct linker *l, const struct expr *pair,
                                  const struct scope *s, const struct env *env, int depth)
{
	const struct expr *class = expr_first(pair), *method = class ? class->next : NULL;
	const struct scope *c, *m;
	struct bases b;

	if (!class || (method && (method->kind != EXPR_STRING || method->next)))
		return NULL;
	c = handler_at(l, class, s, env, depth + 1);
	if (!c || c->kind != SCOPE_CLASS)
		return NULL;
	if (!method)
		return c;
	eval_bases(&l->eval, c, &b);
	for (size_t i = 0; i < b.local_count; i++)
		for (m = b.local[i]->first_child; m; m = m->sibling)
			if (m->kind == SCOPE_FUNCTION && name_eq(m->name, method->text))
				return m;
	return c;
}

static bool is_made(struct linker *l, const struct expr *e, const struct scope *s,
                    const struct env *env)
{
	struct values v;

	eval_expr(&l->eval, e, s, env, &v);
	return v.n && v.v[0].kind == VALUE_OBJECT;
}

/* add = login_required(Add.as_view()): what a call of a package is given, which stands
 * where the variable gets its value. */
static const struct scope *wrapped_before(struct linker *l, const struct values *v,
                                          const struct expr *e, int depth)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value *x = &v->v[i];
		const struct scope *inner;

		if (x->kind != VALUE_OBJECT || x->scope || x->param || !x->expr ||
		    x->expr == e || x->expr->kind != EXPR_CALL || !x->expr->scope ||
		    x->expr->scope->unit->language != LANG_PYTHON)
			continue;
		inner = handler_at(l, x->expr, x->expr->scope, x->env, depth + 1);
		if (inner)
			return inner;
	}
	return NULL;
}

static const struct scope *handler_at(struct linker *l, const struct expr *e,
                                      const struct scope *s, const struct env *env,
                                      int depth)
{
	const struct scope *class = NULL;
	bool is_object = false;
	struct values v;

	if (!e || depth > 4)
		return NULL;
	/* wrap({ handler: async () => .. }) */
	if (e->kind == EXPR_DICT && depth) {
		for (const struct expr *p = expr_first(e); p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_first(p) &&
			    expr_first(p)->kind == EXPR_FUNCTION)
				return expr_first(p)->scope;
		return NULL;
	}
	if (e->kind == EXPR_LIST && s->unit->language != LANG_PYTHON)
		return paired(l, e, s, env, depth);
	/* wrap(handler), handler.bind(x), View.as_view(): what is inside comes first, and
	 * a function before a class. */
	if (e->kind == EXPR_CALL) {
		for (const struct expr *a = expr_first(e); a; a = a->next) {
			const struct expr *given = a->kind == EXPR_KEYWORD ? expr_first(a)
			                                                   : a;
			const struct scope *inner = handler_at(l, given, s, env,
			                                       depth + 1);

			if (is_function(inner))
				return inner;
			if (!class && (class = inner))
				is_object = is_made(l, given, s, env);
		}
	}
	v.n = 0;
	if (!eval_made_anew(&l->eval, e, s, env, &v))
		eval_expr(&l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n && !class; i++) {
		const struct scope *inner = wrapped(l, &v.v[i], depth);

		if (inner || handler_of_value(&v.v[i]))
			return inner ? inner : class_loaded(l, handler_of_value(&v.v[i]));
	}
	if (e->kind == EXPR_NAME || e->kind == EXPR_ATTR)
		return wrapped_before(l, &v, e, depth);
	if (e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_ATTR) {
		const struct scope *inner = handler_at(l, expr_left(expr_left(e)), s, env,
		                                       depth + 1);

		/* View.as_view(api=api): an object is what the view is given */
		if (is_function(inner) || !class || (inner && is_object))
			return inner;
	}
	return class;
}

const struct scope *link_handler(struct linker *l, const struct expr *e,
                                 const struct scope *s, const struct env *env)
{
	return handler_at(l, e, s, env, 0);
}

/* ---- rules ------------------------------------------------------------------------- */

bool link_uses(const struct linker *l, const struct detector *d)
{
	return l->is_used[d->index];
}

/* A head that nothing is known of counts where the package is used at all. */
bool link_believes(struct linker *l, const struct match *m)
{
	bool open = m->head_unknown ||
	            (m->rule->any && m->rule->form == FORM_CALL &&
	             m->rule->word == WORD_FACT && !m->rule->chain->is_role) ||
	            (m->rule->fact == FACT_query && m->rule->word == WORD_FACT &&
	             m->rule->chain->is_role && !m->heads.n);

	return !open || m->rule->is_global || link_uses(l, m->rule->detector);
}

void link_rules(struct linker *l, const struct expr *call, const struct scope *s,
                bool (*wanted)(const struct rule *r), link_fn *fn, void *arg)
{
	link_rules_in(l, call, s, NULL, wanted, fn, arg);
}

/* App(handlers), where class App(web.Application) has no constructor of its own: the
 * name of what it is made as. Else n. */
static struct name made_as(struct name n, const struct scope *s)
{
	const struct binding *b = NULL;
	const struct expr *base;

	if (s->unit->plain_names >> (n.hash & 63) & 1)
		return n;
	for (; s && !(b = scope_find(s, n)); s = s->parent)
		;
	if (!b || b->kind != BIND_DEF || !binding_def(b) ||
	    binding_def(b)->kind != SCOPE_CLASS || !binding_def(b)->bases)
		return n;
	for (const struct scope *m = binding_def(b)->first_child; m; m = m->sibling)
		if (scope_is_constructor(m))
			return n;
	base = binding_def(b)->bases;
	return base->kind == EXPR_NAME || base->kind == EXPR_ATTR ? base->text : n;
}

struct name link_other_name(struct linker *l, const struct expr *callee,
                            const struct scope *s)
{
	const struct expr *base = super_base(callee, s);
	struct name other;

	if (base && (base->kind == EXPR_NAME || base->kind == EXPR_ATTR))
		return link_other_name(l, base, s->parent);
	if (callee->kind != EXPR_NAME)
		return callee->text;
	other = imported_name(&l->eval, callee->text, s);
	return name_eq(other, callee->text) ? made_as(callee->text, s) : other;
}

/* super(name, run): what new Base(name, run) would be. */
static const struct expr *as_base(struct linker *l, const struct expr *call,
                                  const struct scope *s)
{
	const struct expr *callee = call_target(call);
	const struct expr *base = callee ? super_base(callee, s) : NULL;
	struct expr *made, *of;

	if (!base || call->kind != EXPR_CALL)
		return call;
	of = arena_alloc(l->arena, sizeof *of);
	*of = expr_alone(base);
	of->line = callee->line;
	made = arena_alloc(l->arena, sizeof *made);
	*made = expr_alone(call);
	made->left_ = of;
	return made;
}

/* The rules that are found under a name; false: there is none. */
static bool rules_named(struct linker *l, const struct expr *call, struct name n,
                        const struct scope *s, const struct env *env,
                        bool (*wanted)(const struct rule *r), link_fn *fn, void *arg)
{
	struct indexed *at = detectors_first(l->detectors, n);
	bool any = false;
	struct rule *r;

	while ((r = detectors_next(l->detectors, n, &at))) {
		struct match m;

		any = true;
		if (!wanted(r))
			continue;
		if (r->has_items && items_each(l, r, call, s, env, fn, arg))
			continue;
		if (!match_call(&l->eval, r, call, s, env, &m) || !link_believes(l, &m))
			continue;
		m.last = n;
		fn(l, &m, call, s, arg);
	}
	return any;
}

void link_rules_below(struct linker *l, const struct expr *call, struct name base,
                      const struct scope *s, bool (*wanted)(const struct rule *r),
                      link_fn *fn, void *arg)
{
	rules_named(l, call, base, s, NULL, wanted, fn, arg);
}

/* By its own name and that which it was imported by; false: there is no such rule. */
static bool rules_called(struct linker *l, const struct expr *call, const struct scope *s,
                         const struct env *env, bool (*wanted)(const struct rule *r),
                         link_fn *fn, void *arg)
{
	const struct expr *callee = call_target(call);
	struct name last, other;
	bool any;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return true;
	call = as_base(l, call, s);
	last = callee->text;
	/* `from flask import Flask as F`: look under the imported name, too. */
	other = link_other_name(l, callee, s);
	any = rules_named(l, call, last, s, env, wanted, fn, arg);
	if (!name_eq(other, last))
		any |= rules_named(l, call, other, s, env, wanted, fn, arg);
	return any;
}

void link_rules_in(struct linker *l, const struct expr *call, const struct scope *s,
                   const struct env *env, bool (*wanted)(const struct rule *r),
                   link_fn *fn, void *arg)
{
	rules_called(l, call, s, env, wanted, fn, arg);
}

/* import { OrmColumn } from "./mapper", which exports a package's Column so: what that
 * calls it. NULL: it is no name of a file of ours. */
static const char *package_name(struct linker *l, const struct expr *callee,
                                const struct scope *s)
{
	const struct binding *b = scope_find(s->unit->module, callee->text);
	struct values v;

	if (!b || b->kind != BIND_IMPORT ||
	    !program_resolve(l->program, s->unit, b->module.s, NULL))
		return NULL;
	eval_expr(&l->eval, callee, s->unit->module, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		const char *path = v.v[i].kind == VALUE_EXTERNAL ? v.v[i].path : NULL;
		const char *dot = path ? strrchr(path, '.') : NULL;

		if (path && *path)
			return dot ? dot + 1 : path;
	}
	return NULL;
}

/* A decorator that one of ours applies. */
static void rules_behind(struct linker *l, const struct expr *d, const struct scope *s,
                         const struct env *env, bool (*wanted)(const struct rule *r),
                         link_fn *fn, void *arg)
{
	const struct expr *callee = call_target(d);
	const char *name;

	if (!rules_called(l, d, s, env, wanted, fn, arg) && callee &&
	    callee->kind == EXPR_NAME && (name = package_name(l, callee, s)) != NULL)
		rules_named(l, d, name_of(name), s, env, wanted, fn, arg);
}

void link_decorator_or(struct linker *l, const struct expr *d, const struct scope *s,
                       bool (*wanted)(const struct rule *r),
                       bool (*called)(const struct rule *r), link_fn *fn, void *arg)
{
	struct variants ways;
	struct behind b;

	variants_by_class(l, d, s, &ways);
	for (size_t i = 0; i < ways.n; i++)
		link_rules_in(l, d, s, ways.v[i], wanted, fn, arg);
	decorators_behind(&l->eval, d, s, &b);
	for (size_t i = 0; i < b.n; i++)
		if (!b.v[i].is_call || called)
			rules_behind(l, b.v[i].decorator, b.v[i].scope, b.v[i].env,
			             b.v[i].is_call ? called : wanted, fn, arg);
}

void link_decorator(struct linker *l, const struct expr *d, const struct scope *s,
                    bool (*wanted)(const struct rule *r), link_fn *fn, void *arg)
{
	link_decorator_or(l, d, s, wanted, NULL, fn, arg);
}

/* Is there a rule for such a last name whose findings depend on class and item? */
static bool is_routing(struct linker *l, const struct expr *call, const struct scope *s,
                       bool (*wanted)(const struct rule *r))
{
	bool is_python = s->unit->language == LANG_PYTHON;
	struct name last = expr_left(call)->text;
	struct indexed *at = detectors_first(l->detectors, last);
	struct rule *r;

	if (expr_left(call)->kind != EXPR_NAME && expr_left(call)->kind != EXPR_ATTR)
		return false;
	while ((r = detectors_next(l->detectors, last, &at)))
		if (r->detector->is_python == is_python && wanted(r) &&
		    (r->word != WORD_FACT || r->fact == FACT_endpoint ||
		     r->fact == FACT_channel ||
		     (r->fact == FACT_model && rule_makes_model(r))))
			return true;
	return false;
}

/* The call as that of a member by its name. */
static const struct expr *named_call(struct linker *l, const struct expr *call,
                                     struct name n)
{
	struct expr *named = arena_alloc(l->arena, sizeof *named);
	struct expr *callee = arena_alloc(l->arena, sizeof *callee);

	*callee = expr_alone(expr_left(call));
	callee->kind = EXPR_ATTR;
	callee->first_ = NULL;
	callee->text = n;
	*named = expr_alone(call);
	named->left_ = callee;
	return named;
}

/* router[method](..) whose method is not known: as a router's all(), which
 * route_endpoint() says. */
static void any_call(struct linker *l, const struct expr *call, const struct scope *s,
                     const struct env *env, bool (*wanted)(const struct rule *r),
                     link_fn *fn, void *arg)
{
	const struct expr *named = named_call(l, call, name_of("all"));

	l->is_any_method = true;
	if (is_routing(l, named, s, wanted))
		link_rules_in(l, named, s, env, wanted, fn, arg);
	l->is_any_method = false;
}

/* config.method || "GET": no router has such a member, so that it is seldom so. */
static bool is_capital(struct linker *l, const char *method)
{
	char *lower = arena_strdup(l->arena, method);

	for (char *c = lower; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return strcmp(lower, method) != 0 &&
	       !detectors_use(l->detectors, name_of(method), false, USE_FACT) &&
	       detectors_use(l->detectors, name_of(lower), false, USE_FACT);
}

/* router[method](path, ..): once for each name that the index may be. False: for none. */
static bool each_name(struct linker *l, const struct expr *call, const struct scope *s,
                      const struct env *env, bool (*wanted)(const struct rule *r),
                      link_fn *fn, void *arg)
{
	const struct expr *named;
	struct texts names;
	bool is_known = false;

	eval_texts(&l->eval, expr_first(expr_left(call)), s, env, &names);
	for (size_t k = 0; k < names.n; k++) {
		if (!names.v[k].complete || is_capital(l, names.v[k].s))
			continue;
		is_known = true;
		named = named_call(l, call, name_of(names.v[k].s));
		if (is_routing(l, named, s, wanted))
			link_rules_in(l, named, s, env, wanted, fn, arg);
	}
	return is_known;
}

/* Where one way says the method and another does not, that one is told by itself. */
static void computed_call(struct linker *l, const struct expr *call,
                          const struct scope *s, bool (*wanted)(const struct rule *r),
                          link_fn *fn, void *arg)
{
	struct variants ways;
	size_t unknown = 0;

	variants_of(l, call, s, &ways);
	for (size_t i = 0; i < ways.n; i++)
		if (!each_name(l, call, s, ways.v[i], wanted, fn, arg) && unknown++ < i)
			ways.v[unknown - 1] = ways.v[i];
	if (unknown == ways.n)
		any_call(l, call, s, NULL, wanted, fn, arg);
	else
		for (size_t i = 0; i < unknown; i++)
			any_call(l, call, s, ways.v[i], wanted, fn, arg);
}

/* Does any rule for this use ask for the call's last name, or what it is imported as? */
static bool is_asked_for(struct linker *l, const struct expr *call, const struct scope *s,
                         unsigned use)
{
	const struct expr *callee = call_target(call);
	bool is_python = s->unit->language == LANG_PYTHON;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return false;
	return detectors_use(l->detectors, callee->text, is_python, use) ||
	       (callee->kind == EXPR_NAME &&
	        detectors_use(l->detectors, link_other_name(l, callee, s), is_python,
	                      use));
}

static void rules_of_call(struct linker *l, const struct expr *e, const struct scope *s,
                          bool (*wanted)(const struct rule *r), link_fn *fn)
{
	struct variants ways;

	if (e->kind != EXPR_CALL || !expr_left(e) || s->kind == SCOPE_CLASS ||
	    !is_routing(l, e, s, wanted)) {
		link_rules(l, e, s, wanted, fn, NULL);
		return;
	}
	variants_of(l, e, s, &ways);
	for (size_t i = 0; i < ways.n; i++)
		link_rules_in(l, e, s, ways.v[i], wanted, fn, NULL);
}

static bool is_computed(const struct expr *e, const struct scope *s)
{
	return e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_INDEX &&
	       expr_first(e) && s->unit->language != LANG_PYTHON;
}

void link_chain(struct linker *l, const struct expr *call, const struct scope *s,
                unsigned use, bool (*wanted)(const struct rule *r), link_fn *fn)
{
	for (const struct expr *e = call; e; e = expr_left(e)) {
		if (is_computed(e, s)) {
			if (use != USE_MODEL)
				computed_call(l, e, s, wanted, fn, NULL);
		} else if (e->kind == EXPR_CALL ||
		           (e->kind == EXPR_TEMPLATE && e->flags & EXPR_TAGGED)) {
			if (is_asked_for(l, e, s, use))
				rules_of_call(l, e, s, wanted, fn);
		}
		if (e->kind != EXPR_CALL && e->kind != EXPR_ATTR && e->kind != EXPR_INDEX)
			return;
	}
}

static void visit(struct linker *l, const struct scope *s, unsigned asked,
                  link_visit_fn *fn)
{
	if (s->asked & asked || s->kind == SCOPE_MODULE)
		fn(l, s);
	if (!(s->asked_within & asked))
		return;
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		visit(l, c, asked, fn);
}

void link_visit(struct linker *l, unsigned asked, link_visit_fn *fn)
{
	for (size_t i = 0; i < l->program->n; i++)
		visit(l, l->program->units[i]->module, asked, fn);
}

void link_sites(struct linker *l, const struct scope *s, unsigned use,
                bool (*wanted)(const struct rule *r), link_fn *fn)
{
	for (const struct site *t = s->asked & use ? s->first_site : NULL; t; t = t->next)
		if (t->asked & use)
			link_chain(l, t->call, s, use, wanted, fn);
}

static struct name bound_by(const struct binding *b)
{
	return binding_target(b) && binding_target(b)->kind == EXPR_ATTR
	         ? binding_target(b)->text
	         : b->name;
}

struct name link_bound_name(const struct scope *s, const struct expr *call)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		if (binding_value(b) == call)
			return bound_by(b);
	return (struct name){ 0 };
}

struct name link_chain_name(const struct scope *s, const struct expr *call)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		for (const struct expr *e = binding_value(b); e && e->kind == EXPR_CALL;
		     e = expr_left(e) && expr_left(e)->kind == EXPR_ATTR
		           ? expr_left(expr_left(e))
		           : NULL)
			if (e == call)
				return bound_by(b);
	return (struct name){ 0 };
}

uint32_t link_first_line(const struct expr *e)
{
	while (expr_left(e) &&
	       (e->kind == EXPR_CALL || e->kind == EXPR_ATTR || e->kind == EXPR_INDEX))
		e = expr_left(e);
	return e->line;
}

/* const users = table("users", ..), where a value of ours is called: no name that the
 * vocabulary could know. */
void link_given(struct linker *l, const struct scope *s, const struct picked *rules,
                link_fn *fn)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = rules->v[i];

		if (!link_uses(l, r->detector) ||
		    r->detector->is_python != (s->unit->language == LANG_PYTHON))
			continue;
		for (const struct binding *b = s->first_binding; b; b = b->next) {
			struct match m;

			if (binding_value(b) && binding_value(b)->kind == EXPR_CALL &&
			    match_call(&l->eval, r, binding_value(b), s, NULL, &m))
				fn(l, &m, binding_value(b), s, NULL);
		}
	}
}

void link_pick(struct linker *l, struct picked *p, bool (*is)(const struct rule *r))
{
	size_t room = 0;

	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = d->rules; r; r = r->next)
			if (is(r))
				*(const struct rule **)
				    arena_push(l->arena, (void **)&p->v, &p->n, &room,
				               sizeof(struct rule *)) = r;
}
