/* link.c - from units and detectors to facts: sites matched, findings handed on. */
#include "link.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "applied.h"
#include "asked.h"
#include "called.h"
#include "channel.h"
#include "combine.h"
#include "decorator.h"
#include "entity.h"
#include "entry.h"
#include "file_route.h"
#include "folder.h"
#include "fork.h"
#include "item.h"
#include "job_made.h"
#include "job_members.h"
#include "job_named.h"
#include "lang.h"
#include "middleware.h"
#include "need.h"
#include "operation.h"
#include "orm.h"
#include "query.h"
#include "reach.h"
#include "reexport.h"
#include "relation.h"
#include "route.h"
#include "route_pages.h"
#include "schema.h"
#include "started.h"
#include "stream.h"
#include "template.h"
#include "tree.h"
#include "trait.h"
#include "unserved.h"
#include "variant.h"
#include "why.h"

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

void link_rules_in(struct linker *l, const struct expr *call, const struct scope *s,
                   const struct env *env, bool (*wanted)(const struct rule *r),
                   link_fn *fn, void *arg)
{
	const struct expr *callee = call_target(call);
	struct name last, other;
	struct indexed *at;
	struct rule *r;
	int tries = 1;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return;
	call = as_base(l, call, s);
	last = callee->text;
	/* `from flask import Flask as F`: look under the imported name, too. */
	other = link_other_name(l, callee, s);
	if (!name_eq(other, last))
		tries = 2;
	for (int i = 0; i < tries; i++) {
		struct name n = i ? other : last;

		at = detectors_first(l->detectors, n);
		while ((r = detectors_next(l->detectors, n, &at))) {
			struct match m;

			if (!wanted(r))
				continue;
			if (r->has_items && items_each(l, r, call, s, env, fn, arg))
				continue;
			if (!match_call(&l->eval, r, call, s, env, &m) ||
			    !link_believes(l, &m))
				continue;
			m.last = n;
			fn(l, &m, call, s, arg);
		}
	}
}

static bool is_on_function(const struct rule *r)
{
	return r->form == FORM_DECORATOR && r->word == WORD_FACT && !r->in.len;
}

static bool is_on_class(const struct rule *r)
{
	return r->form == FORM_ON_CLASS &&
	       (r->word == WORD_FACT || r->word == WORD_controller ||
	        r->word == WORD_module || r->word == WORD_mount ||
	        r->word == WORD_prefix) &&
	       !r->in.len;
}

/* app.add_url_rule(path, view_func=f) */
static bool is_declaring(const struct rule *r)
{
	return r->form == FORM_CALL && r->word == WORD_FACT && r->fact == FACT_endpoint &&
	       !r->in.len;
}

/* called: those wanted of calls that a decorator of ours makes with what it decorates;
 * NULL: none. */
static void decorator_rules(struct linker *l, const struct expr *d, const struct scope *s,
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
			link_rules_in(l, b.v[i].decorator, b.v[i].scope, b.v[i].env,
			              b.v[i].is_call ? called : wanted, fn, arg);
}

void link_decorator(struct linker *l, const struct expr *d, const struct scope *s,
                    bool (*wanted)(const struct rule *r), link_fn *fn, void *arg)
{
	decorator_rules(l, d, s, wanted, NULL, fn, arg);
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
		     (r->fact == FACT_model && schema_wants(r))))
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

static void rules_of_chain(struct linker *l, const struct expr *call,
                           const struct scope *s, unsigned use,
                           bool (*wanted)(const struct rule *r), link_fn *fn)
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
			rules_of_chain(l, t->call, s, use, wanted, fn);
}

/* ---- first pass: mounts, until no more parameters turn out to be routers ----------- */

static bool is_mount(const struct rule *r)
{
	return r->use & USE_MOUNT;
}

static void on_mount(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	(void)arg;
	if (m->rule->word == WORD_prefix)
		route_prefix(l, m, s);
	else if (m->rule->given)
		channel_given(l, m);
	else if (m->rule->word == WORD_schema)
		operation_schema(l, m);
	else if (m->rule->word == WORD_versioning)
		route_versioning(l, m, s);
	else if (m->rule->word == WORD_autoload)
		route_autoload(l, m);
	else if (m->rule->word == WORD_place)
		route_place(l, m, call, s);
	else if (m->rule->word == WORD_area)
		route_area(l, m, call);
	else if (m->rule->word == WORD_pages)
		route_pages(l, m);
	else if (m->rule->word == WORD_everywhere)
		route_everywhere(l, m, call, s);
	else if (m->rule->word != WORD_mount)
		route_made(l, m, call, s);
	else
		route_mount(l, m, call, s);
}

static void mounts_of(struct linker *l, const struct scope *s)
{
	link_sites(l, s, USE_MOUNT, is_mount, on_mount);
}

/* ---- second pass: everything else ----------------------------------------------------
 */

static bool is_fact_call(const struct rule *r)
{
	return r->use & USE_FACT;
}

/* What a decorator of ours declares is told where it is used. */
static bool is_told_here(const struct rule *r)
{
	return is_fact_call(r) && !is_declaring(r);
}

static bool is_on_field(const struct rule *r)
{
	return r->form == FORM_ON_FIELD && r->word == WORD_FACT && !r->in.len;
}

struct name link_bound_name(const struct scope *s, const struct expr *call)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		if (binding_value(b) == call)
			return binding_target(b) && binding_target(b)->kind == EXPR_ATTR
			         ? binding_target(b)->text
			         : b->name;
	return (struct name){ 0 };
}

/* Is what stands in front of the call what it sends, and not where it sends to? */
static bool head_is_sent(const struct match *m)
{
	struct name role = m->rule->chain->names[0];

	return m->rule->chain->is_role &&
	       (m->head_unknown || name_is(role, "job") || name_is(role, "workflow"));
}

/* $job.delay(): which job is sent? */
static void head_names(struct linker *l, struct fact *f, const struct match *m,
                       const struct expr *call)
{
	const struct expr *head = call->kind == EXPR_CALL && expr_left(call)
	                            ? expr_left(expr_left(call))
	                            : NULL;
	char buf[120];

	if (m->heads.n && m->heads.v[0].kind == VALUE_SCOPE) {
		f->name = m->heads.v[0].scope->name.s;
		f->handler = link_scope_name(l, m->heads.v[0].scope);
	}
	if (!f->name)
		f->name = f->target;
	if (!f->name && head && head_is_sent(m))
		f->name = arena_strdup(l->arena, expr_print(head, buf, sizeof buf));
	if (!f->owner && head && m->rule->chain->is_role)
		f->owner = arena_strdup(l->arena, expr_print(head, buf, sizeof buf));
}

static bool is_router(struct linker *l, const struct detector *d, const struct capture *c)
{
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (value_role(&l->eval, d, name_of("router"), &v.v[i]))
			return true;
	return false;
}

uint32_t link_first_line(const struct expr *e)
{
	while (expr_left(e) &&
	       (e->kind == EXPR_CALL || e->kind == EXPR_ATTR || e->kind == EXPR_INDEX))
		e = expr_left(e);
	return e->line;
}

/* Where a fact stands: at the capture that its rule names, else at the call's start. */
static uint32_t call_line(const struct expr *call, const struct match *m)
{
	const struct capture *at = m->rule->at ? match_get(m, m->rule->at) : NULL;

	return at ? at->expr->line : link_first_line(call);
}

/* def logged(fn): def inner(..): ..; actor(inner): what is decorated is the job. */
static bool is_wrapper(struct linker *l, const struct rule *r, const struct capture *h,
                       const struct scope *s)
{
	const struct scope *body = NULL;

	if (r->fact == FACT_job && r->detector->is_python && h &&
	    s->kind == SCOPE_FUNCTION && s->params)
		body = link_handler(l, h->expr, h->scope, h->env);
	return body && body->parent == s;
}

/* process(path.resolve(__dirname, "visit.js")): a file by itself runs the job, with what
 * it exports. */
static void file_runs(struct linker *l, struct fact *f, const struct rule *r,
                      const struct capture *h)
{
	const struct unit *u;
	const char *path, *slash;
	struct values v;

	if (r->detector->is_python || (r->fact != FACT_job && r->fact != FACT_worker))
		return;
	path = folder_path(&l->eval, h->expr, h->scope, h->env);
	if (!path || !*path)
		return;
	slash = strrchr(path, '/');
	f->handler = slash ? slash + 1 : path;
	u = folder_unit(&l->eval, h->expr, h->scope, h->env);
	if (!u)
		return;
	folder_export(&l->eval, u, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && is_function(v.v[i].scope)) {
			link_measure(f, v.v[i].scope, h->scope->unit);
			return;
		}
}

/* The last part of a path, without its end. */
static const char *stem(struct linker *l, const char *path)
{
	const char *slash = strrchr(path, '/'), *from = slash ? slash + 1 : path;
	const char *dot = strchr(from, '.');

	return dot ? arena_strndup(l->arena, from, (size_t)(dot - from)) : from;
}

/* setInterval(f, 1000): a job named as its function, else as its file. */
static void timer_found(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s)
{
	const struct capture *h = match_get(m, "handler");
	const struct scope *body = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;
	struct fact *f;

	if (!started(l, m->rule, s, &body))
		return;
	f = link_fact(l, (enum fact_kind)m->rule->fact, s->unit, call->line, m->rule);
	link_captures(l, f, m);
	f->name = stem(l, s->unit->path);
	if (body) {
		f->target = f->handler = link_scope_name(l, body);
		f->name = body->name.len ? f->handler : f->name;
		link_measure(f, body, s->unit);
	} else {
		f->status = "unresolved";
		f->reason = "what it runs is not known";
	}
	link_row(l, s->unit, call->line, m->rule);
}

/* What the kind of its fact, or the word of its rule, has code of its own for. */
static bool found_by_kind(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s)
{
	const struct rule *r = m->rule;

	if (r->word == WORD_described)
		route_described(l, m, call, s);
	else if (r->word == WORD_viewset && route_is_registered(m))
		route_registered(l, m);
	else if (r->word == WORD_viewset)
		route_viewset(l, m, call, s);
	else if (r->fact == FACT_channel && channel_is(m))
		channel_found(l, m, call, s, NULL);
	else if (r->fact == FACT_endpoint || r->fact == FACT_channel ||
	         r->fact == FACT_include)
		route_endpoint(l, m, call, s, NULL);
	else if (r->fact == FACT_operation)
		operation_found(l, m, call, s, NULL);
	else if (r->fact == FACT_middleware && middleware_has_each(r))
		middleware_each(l, m, s->unit);
	else
		return false;
	return true;
}

static void on_call(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg);

static bool found_as_job(struct linker *l, const struct match *m, const struct expr *call,
                         const struct scope *s)
{
	if (m->rule->started)
		timer_found(l, m, call, s);
	else if (job_has_members(m))
		job_members(l, m);
	else
		return job_is_of_caller(m, s) && job_made(l, m, call, s, on_call);
	return true;
}

/* The function that a call is given: the fact is named for it where nothing names it. */
static void note_handler(struct linker *l, struct fact *f, const struct match *m,
                         const struct capture *h, const struct unit *u)
{
	const struct scope *body = link_handler(l, h->expr, h->scope, h->env);

	if (!body) {
		file_runs(l, f, m->rule, h);
		return;
	}
	f->handler = link_scope_name(l, body);
	link_measure(f, body, u);
	if (!f->name && f->kind == FACT_middleware)
		f->name = middleware_name(l, body, u);
	if (!f->name && body->name.len)
		f->name = f->handler;
}

/* By its package, else by the call alone. */
static void name_middleware(struct linker *l, struct fact *f, const struct match *m,
                            const struct capture *h)
{
	if (!f->target && !f->handler_line)
		f->target = middleware_package(l, h ? h : match_get(m, "name"));
	if (!f->name && !f->handler && !f->target)
		f->name = m->last.s;
}

/* "app.mail.send": a function by its path */
static void name_sender(struct fact *f, struct name bound)
{
	if (!f->name)
		f->name = f->handler ? f->handler : bound.len ? bound.s : NULL;
	if (!f->target && f->kind == FACT_schedule)
		f->target = f->handler;
}

/* The fact that a call is by itself; page: the file that it reads. */
static void call_found(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s, const char *page)
{
	const struct rule *r = m->rule;
	const struct capture *h = match_get(m, "handler");
	struct name bound = link_bound_name(s, call);
	struct fact *f = link_fact(l, (enum fact_kind)r->fact, s->unit,
	                           call_line(call, m), r);
	bool sends = r->fact == FACT_enqueue || r->fact == FACT_schedule;

	if (r->fact == FACT_job)
		f->name = job_queue_name(l, m);
	link_captures(l, f, m);
	if (page)
		f->name = f->target = page;
	trait_note(l, f, r, call, s, m->env);
	if (sends)
		head_names(l, f, m, call);
	if (!f->name && bound.len && !(h && r->fact == FACT_enqueue))
		f->name = bound.s;
	if (h)
		note_handler(l, f, m, h, s->unit);
	if (r->fact == FACT_middleware)
		name_middleware(l, f, m, h);
	if (sends)
		name_sender(f, bound);
	if (m->head_unknown && r->fact != FACT_construct && !r->status) {
		f->status = "unresolved";
		f->reason = "what it is called on is not known";
	}
	if (h && r->dotted && !f->handler_line)
		job_named(l, (size_t)(f - l->facts->v), r, h);
	if (r->fact == FACT_template && !r->reads)
		template_names(l, (size_t)(f - l->facts->v), m);
	link_row(l, s->unit, call_line(call, m), r);
}

static void on_call(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	const struct rule *r = m->rule;
	const struct capture *h = match_get(m, "handler");
	const char *page = NULL;

	(void)arg;
	if (found_by_kind(l, m, call, s))
		return;
	if (r->fact == FACT_stream && !stream_is(l, m, s))
		return;
	if (r->fact == FACT_middleware && m->heads.n)
		route_guarding(l, m, call, s);
	if (is_wrapper(l, r, h, s) || found_as_job(l, m, call, s))
		return;
	if (r->fact == FACT_middleware && h && is_router(l, r->detector, h))
		return; /* a mount */
	if (r->reads && !(page = template_read(l, m)))
		template_read_each(l, m, s->unit, call->line); /* else of no page */
	else
		call_found(l, m, call, s, page);
}

/* A job stands where Python says def, and where scripts decorate it: with a decorator of
 * our own that stands for this one, too. */
static uint32_t decorated_line(const struct match *m, const struct expr *decorator,
                               const struct scope *f)
{
	const struct rule *r = m->rule;
	bool is_job = r->fact == FACT_job || r->fact == FACT_schedule ||
	              r->fact == FACT_construct;

	if (!is_job || r->detector->is_python)
		return f->line;
	return m->env && m->env->call ? m->env->call->line : decorator->line;
}

/* @cli.command(): where the function stands that is the group, else what code calls it;
 * NULL: of no group. */
static const char *group_of(struct linker *l, const struct match *m,
                            const struct expr *call)
{
	const struct expr *callee = call_target(call);
	const struct value *v = m->heads.n ? &m->heads.v[0] : NULL;
	char buf[120];

	if (!m->rule->chain->is_role || !callee || callee->kind != EXPR_ATTR)
		return NULL;
	if (v && v->kind == VALUE_SCOPE)
		return arena_printf(l->arena, "%s:%u", v->scope->unit->path,
		                    v->scope->line);
	return arena_strdup(l->arena, expr_print(expr_left(callee), buf, sizeof buf));
}

static void on_function(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s, void *arg)
{
	const struct scope *f = arg;
	const struct rule *r = m->rule;
	struct fact *fact;
	uint32_t line;

	if (r->fact == FACT_channel && channel_is(m)) {
		channel_found(l, m, call, s, f);
		return;
	}
	if (r->fact == FACT_endpoint || r->fact == FACT_channel) {
		route_endpoint(l, m, call, s, f);
		return;
	}
	if (r->fact == FACT_operation) {
		operation_found(l, m, call, s, f);
		return;
	}
	line = decorated_line(m, call, f);
	fact = link_fact(l, (enum fact_kind)r->fact, f->unit, line, r);
	fact->handler = link_scope_name(l, f);
	link_captures(l, fact, m);
	if (r->fact == FACT_command && !fact->owner)
		fact->owner = group_of(l, m, call);
	trait_note(l, fact, r, call, s, m->env);
	/* A guard is named for itself, not for what it guards. */
	if (!fact->name)
		fact->name = r->fact == FACT_auth || r->fact == FACT_role ? m->last.s
		           : f->name.len                                  ? f->name.s
		                                                          : NULL;
	link_measure(fact, f, f->unit);
	if (r->fact == FACT_job)
		called_note(l, r, f);
	if (r->fact == FACT_template)
		template_names(l, (size_t)(fact - l->facts->v), m);
	link_row(l, f->unit, line, r);
}

static void on_class(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const struct scope *class = arg;
	struct fact *f;
	uint32_t line;

	if (m->rule->word == WORD_controller) {
		route_controller(l, m, class);
		return;
	}
	if (m->rule->word == WORD_module) {
		route_module(l, m, class);
		return;
	}
	if (m->rule->word == WORD_mount) {
		route_below(l, m, class);
		return;
	}
	if (m->rule->word == WORD_prefix) {
		route_prefix(l, m, class);
		return;
	}
	if (m->rule->fact == FACT_endpoint) {
		route_endpoint(l, m, call, s, class);
		return;
	}
	if (m->rule->fact == FACT_channel) {
		channel_found(l, m, call, s, class);
		return;
	}
	if (m->rule->fact == FACT_model)
		return; /* entity.c */
	line = s == class->parent ? call->line : class->line;
	if (m->rule->fact == FACT_job && m->rule->detector->is_python)
		line = class->line;
	f = link_fact(l, (enum fact_kind)m->rule->fact, class->unit, line, m->rule);
	if (!f->name)
		f->name = class->name.s;
	link_captures(l, f, m);
	trait_note(l, f, m->rule, call, s, m->env);
	link_measure(f, class, class->unit);
	link_row(l, class->unit, line, m->rule);
}

static void on_field(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const char *name = arg;
	struct fact *f = link_fact(l, (enum fact_kind)m->rule->fact, s->unit, call->line,
	                           m->rule);

	if (!f->name)
		f->name = name;
	link_captures(l, f, m);
	trait_note(l, f, m->rule, call, s, m->env);
	link_row(l, s->unit, call->line, m->rule);
}

/* def on_failure: methods of a class below a certain one. */
static void methods_by_base(struct linker *l, const struct rule *r,
                            const struct scope *class)
{
	for (const struct scope *f = class->first_child; f; f = f->sibling)
		if (f->kind == SCOPE_FUNCTION && f->name.len &&
		    link_has(r->last, f->name))
			link_fact(l, (enum fact_kind)r->fact, f->unit, f->line, r)
			    ->owner = class->name.s;
}

static void fact_by_base(struct linker *l, const struct rule *r,
                         const struct scope *class)
{
	struct fact *f;

	if (r->form == FORM_METHOD) {
		methods_by_base(l, r, class);
		return;
	}
	if (r->word == WORD_controller) {
		struct match m = { .rule = r };

		route_controller(l, &m, class);
		return;
	}
	if (r->fact == FACT_channel) {
		channel_class(l, r, class);
		return;
	}
	if (r->fact == FACT_template) {
		template_class(l, r, class);
		return;
	}
	f = link_fact(l, (enum fact_kind)r->fact, class->unit, class->line, r);
	if (!f->name)
		f->name = class->name.s;
	f->handler = class->name.s;
	link_measure(f, class, class->unit);
	link_row(l, class->unit, class->line, r);
}

static bool is_by_base(const struct rule *r)
{
	if (r->form == FORM_METHOD)
		return r->in.len > 0;
	return r->form == FORM_CLASS && !r->chain->is_role &&
	       (r->word == WORD_FACT
	            ? r->fact != FACT_model
	            : r->word == WORD_controller || r->word == WORD_answers);
}

/* The external bases of a class, and which of them are of the detector at hand. */
struct inherited {
	struct bases bases;
	struct name tail[BASES_MAX]; /* last part of the path, empty: a module */
	bool is_needed[BASES_MAX];
	uint64_t bits; /* of the tails */
};

static bool needs_one(struct inherited *x, const struct detector *d)
{
	bool any = false;

	for (size_t i = 0; i < x->bases.external_count; i++) {
		const char *module = x->bases.external[i].module;

		x->is_needed[i] = module && detector_needs(d, module);
		any |= x->is_needed[i];
	}
	return any;
}

/* The names that a rule by base asks for; all, when they are not told one by one. */
static uint64_t names_of_base(const struct rule *r)
{
	uint64_t bits = 0;

	if (r->form == FORM_METHOD)
		return name_bit(r->in);
	for (size_t i = 0; i < r->last->n; i++)
		bits |= name_bit(r->last->names[i]);
	return r->last->is_suffix ? UINT64_MAX : bits;
}

static void note_base_names(struct linker *l)
{
	l->base_names = arena_alloc(l->arena, (l->by_base.n + 1) * sizeof(uint64_t));
	for (size_t i = 0; i < l->by_base.n; i++)
		l->base_names[i] = names_of_base(l->by_base.v[i]);
}

static void find_tails(struct inherited *x)
{
	x->bits = 0;
	for (size_t i = 0; i < x->bases.external_count; i++) {
		const char *path = x->bases.external[i].path;
		const char *dot = path ? strrchr(path, '.') : NULL;

		x->tail[i] = name_of(dot ? dot + 1 : path ? path : "");
		x->bits |= x->tail[i].len ? name_bit(x->tail[i]) : UINT64_MAX;
	}
}

static void fact_by_bases(struct linker *l, const struct rule *r,
                          const struct inherited *x, const struct scope *class)
{
	struct link in = { .names = (struct name *)(uintptr_t)&r->in, .n = 1 };
	const struct link *last = r->form == FORM_METHOD ? &in : r->last;

	for (size_t i = 0; i < x->bases.external_count; i++) {
		const struct value *v = &x->bases.external[i];

		if (!x->is_needed[i] || (x->tail[i].len && !link_has(last, x->tail[i])) ||
		    !external_is(r->detector, v->module, v->path, last))
			continue;
		if (r->word == WORD_answers)
			unserved_note(l, r, class, v->module);
		else
			fact_by_base(l, r, class);
		return;
	}
}

/* class $name(Task), def on_failure in Task: what a class is by what it inherits. */
static void facts_by_base(struct linker *l, const struct scope *class)
{
	const struct detector *d = NULL;
	struct inherited x;
	bool any = false;

	if (!class->bases)
		return;
	eval_bases(&l->eval, class, &x.bases);
	if (!x.bases.external_count)
		return;
	find_tails(&x);
	for (size_t i = 0; i < l->by_base.n; i++) {
		const struct rule *r = l->by_base.v[i];

		if (!(l->base_names[i] & x.bits))
			continue;
		if (r->detector != d)
			any = needs_one(&x, r->detector);
		d = r->detector;
		if (any)
			fact_by_bases(l, r, &x, class);
	}
}

/* import Name: what a file asks of a package. */
static void imports_of(struct linker *l, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		struct indexed *at = NULL;
		struct rule *r;

		if (b->kind != BIND_IMPORT || !b->imported.len)
			continue;
		while ((r = detectors_named(l->detectors, b->imported, &at)))
			if (r->form == FORM_IMPORT &&
			    detector_needs(r->detector, b->module.s))
				link_fact(l, (enum fact_kind)r->fact, s->unit, b->line,
				          r);
	}
}

/* ---- the second pass over a scope --------------------------------------- */

static void decorators_of(struct linker *l, const struct scope *s)
{
	bool is_class = s->kind == SCOPE_CLASS;

	for (const struct expr *d = decorator_makes(s) ? NULL : s->decorators; d;
	     d = d->next)
		decorator_rules(l, d, s->parent, is_class ? is_on_class : is_on_function,
		                is_declaring, is_class ? on_class : on_function,
		                (void *)(uintptr_t)s);
}

static void fields_of(struct linker *l, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		for (const struct expr *d = binding_decorators(b); d; d = d->next)
			link_rules(l, d, s, is_on_field, on_field,
			           (void *)(uintptr_t)b->name.s);
	for (const struct param *p = s->params; p; p = p->next)
		for (const struct expr *d = p->decorators; d; d = d->next)
			link_rules(l, d, s, is_on_field, on_field,
			           (void *)(uintptr_t)(p->name.len ? p->name.s : NULL));
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

/* app.get("/x")(view) */
static bool is_applied(struct linker *l, const struct expr *call, const struct scope *s)
{
	return s->unit->language == LANG_PYTHON && applied_may(call) &&
	       (applied_rules(l, call, s, is_on_function, on_function) ||
	        applied_rules(l, call, s, is_on_class, on_class));
}

/* on_commit(task.delay): the call that is made later; NULL: it is none. */
static const struct expr *later_call(struct linker *l, const struct expr *call,
                                     const struct scope *s)
{
	const struct expr *f = call->kind == EXPR_CALL ? expr_left(call) : NULL,
			  *given = f ? expr_first(call) : NULL;
	struct expr *later, *callee;

	if (!given || given->kind != EXPR_ATTR ||
	    (f->kind != EXPR_NAME && f->kind != EXPR_ATTR) ||
	    !detectors_say(l->detectors, s->unit->language == LANG_PYTHON, WORD_later,
	                   f->text.s))
		return NULL;
	callee = arena_alloc(l->arena, sizeof *callee);
	*callee = expr_alone(given);
	later = expr_new(l->arena, EXPR_CALL, given->line);
	later->left_ = callee;
	later->scope = (struct scope *)(uintptr_t)s;
	later->height = EXPR_HEIGHT_MAX - 1;
	return later;
}

static void calls_of(struct linker *l, const struct scope *s)
{
	for (const struct site *t = s->asked & USE_FACT ? s->first_site : NULL; t;
	     t = t->next) {
		const struct expr *later;

		if (!(t->asked & USE_FACT))
			continue;
		if (!is_applied(l, t->call, s))
			rules_of_chain(l, t->call, s, USE_FACT,
			               decorator_gives(t->call, s) ? is_told_here
			                                           : is_fact_call,
			               on_call);
		later = later_call(l, t->call, s);
		if (later)
			rules_of_chain(l, later, s, USE_FACT, is_fact_call, on_call);
	}
}

static void facts_of(struct linker *l, const struct scope *s)
{
	decorators_of(l, s);
	if (s->asked & ASKED_FIELDS)
		fields_of(l, s);
	if (s->kind == SCOPE_CLASS)
		facts_by_base(l, s);
	calls_of(l, s);
	if (s->kind == SCOPE_MODULE)
		link_given(l, s, &l->makers, on_call);
	if (s->asked & ASKED_ENTRIES)
		entries_of(l, s);
	if (s->asked & ASKED_IMPORTS)
		imports_of(l, s);
	if (s->asked & ASKED_OPERATORS)
		combine_facts(l, s);
}

/* ---- which detectors can matter -------------------------------------------------------
 */

enum { CONFIGS_MAX = 64 };

/* site.config.ts: a framework whose names are there without an import. */
static void note_configured(struct linker *l)
{
	const char *paths[CONFIGS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < l->program->n && n < CONFIGS_MAX; i++)
		if (strstr(l->program->units[i]->path, ".config."))
			paths[n++] = l->program->units[i]->path;
	for (const struct detector *d = n ? l->detectors->first : NULL; d; d = d->next) {
		const struct rule *r = l->is_used[d->index] ? NULL : d->rules;

		while (r && r->word != WORD_config)
			r = r->next;
		for (size_t i = 0; r && i < n; i++)
			l->is_used[d->index] |= detector_configures(d, paths[i]);
	}
}

/* The packages that are imported; the rules of calls whose packages are not are left
 * out, unless somebody asks why. */
static void find_used(struct linker *l, struct detectors *d, bool all)
{
	size_t words = needs_words(l->detectors);
	uint64_t *uses = arena_zero(l->arena, (words + 1) * sizeof *uses);
	uint64_t *may_use = arena_zero(l->arena, (words + 1) * sizeof *may_use);

	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		for (size_t k = 0; k < words && u->uses; k++) {
			uses[k] |= u->uses[k];
			may_use[k] |= u->may_use[k];
		}
	}
	l->is_used = arena_zero(l->arena, l->detectors->n + 1);
	for (size_t k = 0; k < l->detectors->n; k++)
		l->is_used[k] = needs_has(uses, k);
	note_configured(l);
	if (!all)
		detectors_keep(d, may_use);
}

static bool is_operator(const struct rule *r)
{
	return r->form == FORM_OPERATOR;
}

static bool is_maker(const struct rule *r)
{
	return is_fact_call(r) && r->chain->is_role && !r->chain->next && !called_is(r);
}

static bool is_list(const struct rule *r)
{
	return r->word == WORD_routes;
}

static bool is_directive(const struct rule *r)
{
	return r->word == WORD_directive;
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

/* What every scope or file is asked: so that it meets only the rules that ask. */
static void pick_rules(struct linker *l)
{
	link_pick(l, &l->operators, is_operator);
	link_pick(l, &l->makers, is_maker);
	link_pick(l, &l->by_base, is_by_base);
	note_base_names(l);
	link_pick(l, &l->models, entity_is_class);
	link_pick(l, &l->routing, is_list);
	link_pick(l, &l->directives, is_directive);
}

void link_run(struct facts *facts, struct arena *a, const struct program *p,
              struct detectors *d, const struct link_options *o)
{
	static const struct link_options none;
	struct linker l = { .program = p, .detectors = d, .arena = a, .facts = facts };
	size_t given = 0, before;
	struct fork *models, *queries;
	struct reach *reach;

	o = o ? o : &none;
	l.pages = o->templates;
	l.page_count = o->template_count;
	l.descriptions = o->descriptions;
	l.description_count = o->description_count;
	find_used(&l, d, o->why != NULL);
	link_reserve(&l);
	eval_init(&l.eval, a, p, l.detectors);
	l.eval.limits = &facts->limits;
	pick_rules(&l);
	reexports_note(p, a);
	channel_init(&l);
	eval_find_callers(&l.eval); /* all parts will ask */
	models = fork_begin(&l, o, orm_models, NULL);
	do {
		before = given;
		route_init(&l);
		operation_init(&l);
		l.variants = 0;
		link_visit(&l, USE_MOUNT, mounts_of);
		given = eval_given_count(&l.eval);
	} while (given != before);
	/* Parameters that are given something are known now. */
	queries = fork_begin(&l, o, orm_queries, models);
	for (size_t i = 0; i < p->n; i++)
		route_lists(&l, p->units[i]);
	l.variants = 0;
	link_visit(&l,
	           USE_FACT | ASKED_SELF | ASKED_FIELDS | ASKED_ENTRIES | ASKED_IMPORTS |
	               ASKED_OPERATORS,
	           facts_of);
	called_facts(&l);
	file_routes(&l);
	trees_of(&l);
	route_finish(&l);
	operation_finish(&l);
	channel_finish(&l);
	unserved_finish(&l, o->libraries);
	template_parts(facts, a, o->platforms, o->templates, o->template_count);
	if (o->settled)
		o->settled(o->settled_arg, LINK_OTHERS, l.facts);
	reach = reach_begin(&l, o->libraries, o->categories);
	fork_join(queries, &l);
	reach_finish(reach);
	if (o->why)
		why_answer(&l, o->why);
}
