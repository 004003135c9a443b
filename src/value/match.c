/* match.c - does this code look like that rule, and which role has that value? */
#include "value/value.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "detect/fact.h"
#include "detect/need.h"
#include "syntax/lang.h"
#include "text/glob.h"
#include "value/decorator.h"
#include "value/value_parts.h"

/* ---- names of packages --------------------------------------------------------------
 */

static bool is_below(const char *module, struct name package)
{
	return !strncmp(module, package.s, package.len) &&
	       module_part_ends(module[package.len]);
}

static const struct needed *needed_by(const struct detector *d, const char *module)
{
	module = module_name(module);
	for (size_t i = 0; i < d->need_count; i++)
		if (*d->needs[i].package.s == *module &&
		    is_below(module, d->needs[i].package))
			return &d->needs[i];
	return NULL;
}

bool detector_needs(const struct detector *d, const char *module)
{
	return needed_by(d, module) != NULL;
}

static const char *last_part(const char *dotted)
{
	const char *dot = strrchr(dotted, '.');

	return dot ? dot + 1 : dotted;
}

bool external_is(const struct detector *d, const char *module, const char *path,
                 const struct link *last)
{
	const struct needed *n = module ? needed_by(d, module) : NULL;

	if (!n || last->is_role)
		return false;
	if (*path)
		return link_has(last, name_of(last_part(path)));
	for (size_t i = 0; i < last->n; i++)
		if (!strcasecmp(n->as.s, last->names[i].s))
			return true;
	return d->is_python && link_has(last, name_of(last_part(module)));
}

/* ---- roles ------------------------------------------------------------------------- */

/* An app is a router, too, and so is a controller. */
static bool word_gives(const struct rule *r, struct name role, bool is_router)
{
	return name_eq(r->role, role) ||
	       (is_router && (r->word == WORD_app || r->word == WORD_controller));
}

static bool rule_gives(struct eval *ev, const struct rule *r, const struct value *v);
static const struct rule *role_of_kept(struct eval *ev, const struct detector *d,
                                       struct name role, const struct value *v);

static bool is_unheard_module(const struct eval *ev, const char *module)
{
	for (const struct detector *d = ev->detectors->first; d; d = d->next)
		if (needed_by(d, module))
			return false;
	return true;
}

/* Is it the rule's class, of the package, or of a file that something generates? */
static bool is_of_rule(const struct eval *ev, const struct rule *r, const char *module,
                       const char *path)
{
	return external_is(r->detector, module, path, r->last) ||
	       (r->generated && *path && link_has(r->last, name_of(last_part(path))) &&
	        is_unheard_module(ev, module));
}

static bool are_bases(struct eval *ev, const struct rule *r, const struct bases *b)
{
	for (size_t i = 0; i < b->external_count; i++) {
		const struct value *x = &b->external[i];

		if (r->chain->is_role) {
			if (x->kind == VALUE_MEMBER && rule_gives(ev, r, x))
				return true; /* class User(db.Model) */
		} else if (x->module && is_of_rule(ev, r, x->module, x->path)) {
			return true;
		}
	}
	return false;
}

static bool bases_are(struct eval *ev, const struct rule *r, const struct scope *class)
{
	struct bases b;

	eval_bases(ev, class, &b);
	return are_bases(ev, r, &b);
}

/* class Named: .. cls.query; class Book(Named, Model): what a mixin's methods are called
 * on is of the classes below it. */
static bool is_mixin_for(struct eval *ev, const struct rule *r, const struct scope *class)
{
	return r->word == WORD_base && scope_is_python(class) &&
	       eval_some_below(ev, class, are_bases, r);
}

/* Made by a call whose head nothing is known of, see match_begun(). */
static bool is_begun(struct eval *ev, const struct rule *r, const struct value *v)
{
	struct match m;

	return r->form == FORM_CALL && v->expr && v->expr->kind == EXPR_CALL &&
	       v->expr->scope && match_call(ev, r, v->expr, v->expr->scope, v->env, &m) &&
	       m.head_unknown;
}

/* router.group(..) of what a package holds ready, by its name alone. */
static bool is_of_holder(struct eval *ev, const struct rule *r, const struct value *v)
{
	struct value holder = { .kind = VALUE_EXTERNAL, .module = v->module };
	const char *name = last_part(v->path);

	if (r->form != FORM_CALL || !r->chain->next || r->chain->next->next ||
	    !link_has(r->last, name_of(name)))
		return false;
	holder.path = name == v->path
	                ? ""
	                : arena_strndup(ev->arena, v->path, (size_t)(name - 1 - v->path));
	return value_role(ev, r->detector, r->chain->names[0], &holder) != NULL;
}

/* $base(..): an object of a class of ours that has the role. */
static bool is_of_class(struct eval *ev, const struct rule *r, const struct scope *class)
{
	struct value v = { .kind = VALUE_SCOPE, .scope = class };

	return r->form == FORM_CALL && !r->chain->next &&
	       value_role(ev, r->detector, r->chain->names[0], &v) != NULL;
}

/* An object: of an external class, of a class of ours below one, or made by a member. */
static bool object_has(struct eval *ev, const struct rule *r, const struct value *v)
{
	if (v->scope && v->scope->kind == SCOPE_CLASS)
		return r->chain->is_role ? is_of_class(ev, r, v->scope)
		                         : bases_are(ev, r, v->scope);
	if (v->of && r->chain->is_role && !r->chain->next) /* Session() of a maker */
		return r->form == FORM_CALL &&
		       role_of_kept(ev, r->detector, r->chain->names[0], v->of) != NULL;
	if (v->of) {
		return r->chain->is_role && r->form == FORM_CALL &&
		       v->of->kind == VALUE_MEMBER && link_has(r->last, v->of->member) &&
		       role_of_kept(ev, r->detector, r->chain->names[0], v->of->of) !=
		           NULL;
	}
	if (!v->module && !v->scope && !v->param && r->any && r->chain->is_role)
		return is_begun(ev, r, v);
	if (v->module && r->on_role)
		return is_of_holder(ev, r, v);
	return v->module && !r->chain->is_role && is_of_rule(ev, r, v->module, v->path);
}

/* class Book(Model): objects = ScopedManager(..): what a model holds under such a name is
 * used as such, whoever made it. */
static bool is_held_by_class(struct eval *ev, const struct rule *r, const struct value *v)
{
	const struct scope *class = v->expr ? expr_scope(v->expr) : NULL;
	struct value holder = { .kind = VALUE_SCOPE, .scope = class };

	if (!class || class->kind != SCOPE_CLASS)
		return false;
	for (size_t i = 0; i < r->last->n; i++)
		for (const struct binding *b = scope_find(class, r->last->names[i]); b;
		     b = b->same)
			if (binding_value(b) == v->expr && !binding_target(b))
				return value_role(ev, r->detector, r->chain->names[0],
				                  &holder) != NULL;
	return false;
}

static bool decorated(struct eval *ev, const struct rule *r, const struct scope *s)
{
	for (const struct expr *d = s->decorators; d; d = d->next) {
		struct behind b;
		struct match m;

		if (match_call(ev, r, d, s->parent, NULL, &m))
			return true;
		decorators_behind(ev, d, s->parent, &b);
		for (size_t i = 0; i < b.n; i++)
			if (match_call(ev, r, b.v[i].decorator, b.v[i].scope, b.v[i].env,
			               &m))
				return true;
	}
	return false;
}

static bool rule_gives(struct eval *ev, const struct rule *r, const struct value *v)
{
	switch ((enum value_kind)v->kind) {
	case VALUE_OBJECT:
		if (r->form == FORM_NAME && r->on_role && r->chain->next)
			return is_held_by_class(ev, r, v);
		return (r->form == FORM_CALL || r->form == FORM_TYPE ||
		        r->form == FORM_NAME) &&
		       object_has(ev, r, v);
	case VALUE_MEMBER:
		return r->form == FORM_NAME && r->chain->is_role && r->chain->next &&
		       link_has(r->last, v->member) &&
		       role_of_kept(ev, r->detector, r->chain->names[0], v->of);
	case VALUE_EXTERNAL:
		return r->form == FORM_NAME && !r->chain->is_role &&
		       external_is(r->detector, v->module, v->path, r->last);
	case VALUE_SCOPE:
		if (v->scope->kind == SCOPE_CLASS) {
			if (r->form == FORM_ON_CLASS)
				return decorated(ev, r, v->scope);
			return (r->form == FORM_NAME || r->form == FORM_CLASS) &&
			       (bases_are(ev, r, v->scope) ||
			        is_mixin_for(ev, r, v->scope));
		}
		return r->form == FORM_DECORATOR && decorated(ev, r, v->scope);
	case VALUE_UNIT:
	case VALUE_LITERAL: return false;
	}
	return false;
}

/* A router of a package that nobody has heard of: see route_shape.c. */
static const struct rule *role_by_shape(const struct eval *ev, const struct detector *d,
                                        const struct value *v)
{
	const struct rule *r = v->kind == VALUE_OBJECT && v->module && v->expr
	                         ? eval_given_made(ev, v->expr)
	                         : NULL;

	return r && r->detector == d ? r : NULL;
}

static const struct rule *find_role(struct eval *ev, const struct detector *d,
                                    struct name role, const struct value *v)
{
	bool is_router = name_is(role, "router");

	if (v->kind == VALUE_OBJECT && v->param && eval_given(ev, v->param)) {
		const struct rule *given = eval_given(ev, v->param);

		return given->detector == d && word_gives(given, role, is_router) ? given
		                                                                  : NULL;
	}
	for (const struct rule *r = d->roles; r; r = r->next_role)
		if (word_gives(r, role, is_router) && rule_gives(ev, r, v))
			return r;
	return is_router ? role_by_shape(ev, d, v) : NULL;
}

/* The role of a value that is kept, as it was found. */
struct role_memo {
	const struct value *of;
	const struct detector *detector;
	struct name role;
	unsigned generation;
	const struct rule *rule;
};

static struct role_memo *role_slot(struct eval *ev, const struct detector *d,
                                   struct name role, const struct value *v)
{
	size_t mixed = ((uintptr_t)v >> 3) + ((uintptr_t)d >> 4) * 31 + role.hash;

	if (!ev->roles)
		ev->roles = arena_zero(ev->arena, ROLE_SLOTS * sizeof *ev->roles);
	return &ev->roles[(mixed ^ mixed >> 10) % ROLE_SLOTS];
}

/* A role may hang on another one, and so on: several rules each, over a long chain of
 * calls, would never end. */
const struct rule *value_role(struct eval *ev, const struct detector *d, struct name role,
                              const struct value *v)
{
	const struct rule *r;

	if (!ev->role_depth)
		ev->role_budget = ROLE_BUDGET;
	if (ev->role_budget-- <= 0) {
		ev->cut.is_poor = true;
		return NULL;
	}
	ev->role_depth++;
	r = find_role(ev, d, role, v);
	ev->role_depth--;
	return r;
}

/* What a chain hangs on is asked for by every rule, at every link of the chain. */
static const struct rule *role_of_kept(struct eval *ev, const struct detector *d,
                                       struct name role, const struct value *v)
{
	struct role_memo *m = role_slot(ev, d, role, v);
	struct cut before = ev->cut;
	const struct rule *r;

	if (m->of == v && m->detector == d && m->generation == ev->generation &&
	    name_eq(m->role, role))
		return m->rule;
	ev->cut = (struct cut){ 0 };
	r = value_role(ev, d, role, v);
	if (!is_cut(ev->cut))
		*m = (struct role_memo){ v, d, role, ev->generation, r };
	ev->cut.circles |= before.circles;
	ev->cut.is_deep |= before.is_deep;
	ev->cut.is_poor |= before.is_poor;
	return r;
}

static const void *simple_key(const struct value *v)
{
	if (v->kind == VALUE_OBJECT) {
		/* A parameter of declared type is what its callers give, if anything;
		 * else the parameter itself. self is its class. */
		if (v->param)
			return v->param;
		return v->expr ? (const void *)v->expr : (const void *)v->scope;
	}
	if (v->kind == VALUE_SCOPE)
		return v->scope;
	return v->expr;
}

enum { MARKS_MAX = 6 };

/* An object made in a function that was followed, in a method of an inherited class, in
 * a loop: another one for each call, class and item. */
struct made {
	const struct expr *expr;
	const void *marks[MARKS_MAX];
	size_t n;
	struct made *next;
};

static bool encloses(const struct scope *outer, const struct scope *s)
{
	for (; s; s = s->parent)
		if (s == outer)
			return true;
	return false;
}

static const void *made_key(struct eval *ev, const struct expr *e,
                            const void *const *marks, size_t n)
{
	struct made **slot = &ev->made[((uintptr_t)e >> 5) % MADE_SLOTS], *m;

	if (!n)
		return e;
	for (m = *slot; m; m = m->next)
		if (m->expr == e && m->n == n &&
		    !memcmp(m->marks, marks, n * sizeof *marks))
			return m;
	m = arena_zero(ev->arena, sizeof *m);
	m->expr = e;
	m->n = n;
	memcpy(m->marks, marks, n * sizeof *marks);
	m->next = *slot;
	*slot = m;
	return m;
}

/* The class whose object a method runs for, if it is not the method's own. */
static const struct scope *other_self(const struct env *env)
{
	const struct scope *f = env->function, *class = f;

	if (f && f->kind != SCOPE_CLASS)
		class = f->parent;
	return f && env->self && env->self->scope != class ? env->self->scope : NULL;
}

/* Does e say what this loop goes through, by one of its names? */
static bool says_item(const struct expr *e, const struct scope *s,
                      const struct binding *loop)
{
	const struct binding *b = loop;

	for (; b && b->kind == BIND_LOOP && binding_value(b) == binding_value(loop);
	     b = b->next)
		if (eval_uses(e, b->name, s))
			return true;
	return false;
}

static size_t fixed_marks(const struct expr *e, const struct scope *s,
                          const struct env *env, const void **marks, size_t room)
{
	size_t n = 0;

	for (const struct fixed *f = env->fixed; f && n < room; f = f->next)
		if (f->loop && f->loop->line <= e->line && says_item(e, s, f->loop))
			marks[n++] = f->at;
	return n;
}

enum { CALLS_MAX = 3 };

/* The environments that matter to where v was made, innermost first, and what tells
 * that one from others made there. */
static size_t factories(const struct value *v, const struct env **found,
                        const void **marks, size_t *mark_count)
{
	const struct expr *said = v->expr; /* in scope `at` */
	const struct scope *at;
	size_t n = 0, m = 0;

	*mark_count = 0;
	if (v->kind != VALUE_OBJECT || v->param || !v->expr || !expr_scope(v->expr))
		return 0;
	at = expr_scope(v->expr);
	for (const struct env *env = v->env; env && n < CALLS_MAX && m + 2 <= MARKS_MAX;
	     env = env->outer) {
		size_t before = m;

		if (!encloses(env->function, at))
			continue;
		if (env->call)
			marks[m++] = env->call;
		if (other_self(env))
			marks[m++] = other_self(env);
		m += fixed_marks(said, at, env, marks + m, MARKS_MAX - m);
		if (m == before)
			continue;
		found[n++] = env;
		if (!env->call)
			break;
		said = env->call;
		at = env->from;
	}
	*mark_count = m;
	return n;
}

const void *value_key(struct eval *ev, const struct value *v)
{
	const struct env *found[CALLS_MAX];
	const void *marks[MARKS_MAX];
	size_t m, n = factories(v, found, marks, &m);

	return n ? made_key(ev, v->expr, marks, m) : simple_key(v);
}

/* The same method for the same class, whatever call made the object. */
static const struct env *without_call(struct eval *ev, const struct env *env)
{
	struct value *self;
	struct env *general;

	if (!other_self(env) || (!env->call && !env->fixed))
		return NULL;
	self = arena_zero(ev->arena, sizeof *self);
	*self = (struct value){ .kind = VALUE_OBJECT, .scope = env->self->scope };
	general = arena_zero(ev->arena, sizeof *general);
	general->function = env->function;
	general->self = self;
	return general;
}

bool value_general(struct eval *ev, const struct value *v, struct value *general)
{
	const struct env *found[CALLS_MAX], *outer = NULL;
	const void *marks[MARKS_MAX];
	size_t m, n = factories(v, found, marks, &m);

	if (!n)
		return false;
	*general = *v;
	if (found[0]->self && n == 1) {
		general->env = without_call(ev, found[0]);
		return true;
	}
	/* All but the outermost call, linked anew. */
	for (size_t i = n - 1; i-- > 0;) {
		struct env *copy = arena_alloc(ev->arena, sizeof *copy);

		*copy = *found[i];
		copy->outer = outer;
		outer = copy;
	}
	general->env = outer;
	return true;
}

/* ---- arguments -------------------------------------------------------------------- */

struct matching {
	struct eval *ev;
	const struct rule *rule;
	const struct scope *scope;
	const struct env *env;
	struct match *m;
	struct capture **end;
};

static void capture(struct matching *x, struct name name, const struct expr *e)
{
	struct capture *c = arena_alloc(x->ev->arena, sizeof *c);

	*c = (struct capture){ name, e, x->scope, x->env, NULL };
	*x->end = c;
	x->end = &c->next;
}

static bool match_args(struct matching *x, const struct arg *args,
                       const struct expr *first);
static bool match_one(struct matching *x, const struct arg *a, const struct expr *e);

static const struct expr *keyword(const struct expr *args, struct name n)
{
	for (; args; args = args->next)
		if (args->kind == EXPR_KEYWORD && name_eq(args->text, n))
			return expr_first(args);
	return NULL;
}

/* Keys that may miss say nothing of what no dictionary can be. */
static bool is_no_dict(const struct expr *e)
{
	return e->kind == EXPR_STRING || e->kind == EXPR_FUNCTION ||
	       e->kind == EXPR_NUMBER;
}

enum { SPREADS_MAX = 16 };

/* What key n of a dictionary is, in which scope: {...options, n: x} has that of options,
 * too, where it says none itself. */
static const struct expr *entry(struct matching *x, const struct expr *dict,
                                struct name n, int *tries)
{
	const struct expr *found = NULL;

	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_eq(expr_left(p)->text, n))
			found = expr_first(p);
	for (const struct expr *p = expr_first(dict); p && !found; p = p->next) {
		struct matching inner = *x;
		struct values v;

		if (p->kind != EXPR_SPREAD || !expr_left(p) ||
		    expr_left(p)->kind != EXPR_NAME)
			continue;
		if (*tries <= 0)
			return NULL;
		--*tries;
		eval_expr(x->ev, expr_left(p), x->scope, x->env, &v);
		if (v.n != 1 || v.v[0].kind != VALUE_LITERAL ||
		    v.v[0].expr->kind != EXPR_DICT)
			continue;
		inner.scope = v.v[0].scope;
		inner.env = v.v[0].env;
		found = entry(&inner, v.v[0].expr, n, tries);
		if (found)
			*x = inner;
	}
	return found;
}

static bool match_dict(struct matching *x, const struct arg *a, const struct expr *e);

static bool match_item(struct matching *x, const struct arg *dict, const struct expr *e);

/* {k: {..}}, or a function in its place that returns one. */
static bool match_made_dict(struct matching *x, const struct arg *a, const struct expr *e)
{
	struct matching inner = *x;

	if (e->kind == EXPR_FUNCTION && e->scope && e->scope->returns &&
	    !e->scope->returns->next) {
		inner.scope = e->scope;
		e = e->scope->returns;
	}
	if (!match_dict(&inner, a->inner, e))
		return false;
	x->end = inner.end;
	return true;
}

/* The value of key n in {..}; looks through a name that holds the dictionary. */
static bool match_dict(struct matching *x, const struct arg *a, const struct expr *e)
{
	struct values v;
	const struct expr *dict = NULL;
	struct matching at = *x;

	eval_expr(x->ev, e, x->scope, x->env, &v);
	for (size_t i = 0; i < v.n && !dict; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		dict = v.v[i].expr;
		at.scope = v.v[i].scope;
		at.env = v.v[i].env;
	}
	if (!a || (!dict && is_no_dict(e)))
		return dict != NULL;
	for (; a; a = a->next) {
		const struct expr *found;
		struct matching inner = at;
		int tries = SPREADS_MAX;

		if (a->kind != ARG_KEYWORD)
			continue;
		inner.end = x->end;
		found = dict ? entry(&inner, dict, a->name, &tries) : NULL;
		if (!found && !a->optional)
			return false;
		if (!found)
			continue;
		if (arg_is_items(a->inner)) {
			if (!match_item(&inner, a->inner->inner, found))
				return false;
			x->end = inner.end;
			continue;
		}
		struct arg one = *a->inner;

		one.next = NULL;
		if (one.kind == ARG_LIST && one.inner && one.inner->kind == ARG_REST) {
			if (!match_one(&inner, &one, found))
				return false;
			continue;
		}
		if (one.kind == ARG_LIST)
			one = *a->inner->inner;
		if (one.kind == ARG_VAR) {
			capture(&inner, one.name, found);
		} else if (one.kind == ARG_TEXT) {
			if (found->kind != EXPR_STRING || !name_eq(found->text, one.name))
				return false;
		} else if (one.kind == ARG_CALL && !one.has_parens) {
			if (!match_one(&inner, &one, found))
				return false;
		} else if (one.kind == ARG_DICT &&
		           !match_made_dict(&inner, &one, found)) {
			return false;
		}
		x->end = inner.end;
	}
	return true;
}

/* [{..}]: the object at hand, see item.c; without one, what the argument itself is. */
static bool match_item(struct matching *x, const struct arg *dict, const struct expr *e)
{
	const struct item *item = x->ev->item;
	struct matching inner = *x;
	bool ok;

	if (!item)
		return match_dict(x, dict->inner,
		                  e->kind == EXPR_LIST && expr_first(e) ? expr_first(e)
		                                                        : e);
	inner.scope = item->scope;
	inner.env = item->env;
	ok = match_dict(&inner, dict->inner, item->expr);
	x->end = inner.end;
	return ok;
}

/* "redis*" looks at what the expression says; a plain text must be written so. */
static bool match_text(struct matching *x, const struct arg *a, const struct expr *e)
{
	struct texts t;

	if (!strchr(a->name.s, '*'))
		return e->kind == EXPR_STRING && name_eq(e->text, a->name);
	eval_texts(x->ev, e, x->scope, x->env, &t);
	for (size_t i = 0; i < t.n; i++)
		if (glob_matches(a->name.s, t.v[i].s))
			return true;
	return false;
}

/* (post_save, post_delete): one of them, whichever comes first. */
static bool match_listed(struct matching *x, const struct arg *a, const struct expr *list)
{
	for (const struct expr *e = expr_first(list); e; e = e->next)
		if (e->kind != EXPR_LIST && match_one(x, a, e))
			return true;
	return false;
}

/* own(view), where own() gives include([..]): the call that it gives, in there. */
static bool match_given_call(struct matching *x, const struct arg *a,
                             const struct link *last, const struct expr *e)
{
	struct values v;

	if (e->kind != EXPR_CALL || expr_left(e)->kind != EXPR_NAME ||
	    !x->rule->detector->is_python)
		return false;
	eval_expr(x->ev, e, x->scope, x->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct expr *made = v.v[i].expr;
		struct matching inner = *x;
		bool ok;

		if (v.v[i].kind != VALUE_OBJECT || !v.v[i].module || !made || made == e ||
		    made->kind != EXPR_CALL || !made->scope ||
		    !external_is(x->rule->detector, v.v[i].module, v.v[i].path, last))
			continue;
		inner.scope = made->scope;
		inner.env = v.v[i].env;
		ok = match_args(&inner, a->inner, expr_first(made));
		x->end = inner.end;
		return ok;
	}
	return false;
}

/* new Schema({..}).index({..}) of a script: what is called there is made by a call. */
static bool begins_chain(const struct matching *x, const struct expr *callee)
{
	return !x->rule->detector->is_python && callee->kind == EXPR_ATTR &&
	       expr_left(callee)->kind == EXPR_CALL;
}

static bool match_one(struct matching *x, const struct arg *a, const struct expr *e)
{
	switch ((enum arg_kind)a->kind) {
	case ARG_REST: return true;
	case ARG_VAR: capture(x, a->name, e); return true;
	case ARG_LIST:
		if (arg_is_items(a))
			return match_item(x, a->inner, e);
		if (a->inner && a->inner->kind == ARG_REST) /* [...]: a list as such */
			return (e->kind == EXPR_LIST) != a->is_not;
		if (a->inner && a->inner->kind == ARG_VAR)
			capture(x, a->inner->name, e);
		return true;
	case ARG_KEYWORD: return match_one(x, a->inner, e);
	case ARG_DICT: return match_dict(x, a->inner, e);
	case ARG_TEXT: return match_text(x, a, e);
	case ARG_CALL: {
		if (!a->has_parens && e->kind == EXPR_LIST)
			return match_listed(x, a, e);
		if (!a->has_parens && (e->kind == EXPR_CONST || e->kind == EXPR_NUMBER))
			return !a->chain->next && link_has(a->chain, e->text);
		const struct expr *call = e->kind == EXPR_CALL ? expr_left(e) : e;
		struct values v;

		if ((e->kind == EXPR_CALL) != a->has_parens || !call)
			return false;
		const struct link *last = a->chain;

		while (last->next)
			last = last->next;
		if ((call->kind != EXPR_NAME && call->kind != EXPR_ATTR) ||
		    !link_has(last, call->text)) {
			/* Imported under another name? Or the first of a chain. */
			if (call->kind != EXPR_NAME)
				return begins_chain(x, call) &&
				       match_one(x, a, expr_left(call));
		} else if (x->rule->any && a->has_parens) {
			return match_args(x, a->inner, expr_first(e));
		}
		eval_expr(x->ev, call, x->scope, x->env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_EXTERNAL &&
			    external_is(x->rule->detector, v.v[i].module, v.v[i].path,
			                last)) {
				if (a->name.len)
					capture(x, a->name, e);
				return match_args(x, a->inner, expr_first(e));
			}
		return a->has_parens && !a->name.len && match_given_call(x, a, last, e);
	}
	}
	return false;
}

static bool is_variable(const struct arg *a)
{
	return a->kind == ARG_VAR || a->kind == ARG_DICT || a->kind == ARG_LIST ||
	       a->kind == ARG_CALL || a->kind == ARG_TEXT;
}

/* Positional arguments behind `...`: counted from the end. */
static bool match_tail(struct matching *x, const struct arg *a, const struct expr *e)
{
	size_t wanted = 0, have = 0, needed = 0;

	for (const struct arg *k = a; k; k = k->next) {
		if (is_variable(k)) {
			wanted++;
			needed += !k->optional;
		}
	}
	for (const struct expr *k = e; k; k = k->next)
		have += k->kind != EXPR_KEYWORD;
	if (!wanted)
		return true;
	if (have < needed)
		return false;
	for (; have > wanted; e = e->next)
		have -= e->kind != EXPR_KEYWORD;
	for (; a; a = a->next) {
		if (!is_variable(a))
			continue;
		while (e && e->kind == EXPR_KEYWORD)
			e = e->next;
		if (!e)
			break;
		if (!match_one(x, a, e)) {
			if (!a->optional)
				return false;
			continue;
		}
		e = e->next;
	}
	return true;
}

/* kwargs.update(name=..): what a dictionary of this scope is given. */
static const struct expr *updated(const struct scope *s, struct name dict, struct name n)
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		const struct expr *to = expr_left(t->call);

		if (to && to->kind == EXPR_ATTR && name_is(to->text, "update") &&
		    expr_left(to)->kind == EXPR_NAME &&
		    name_eq(expr_left(to)->text, dict) && keyword(expr_first(t->call), n))
			return keyword(expr_first(t->call), n);
	}
	return NULL;
}

/* Is this **kwargs or *args of f, and n no parameter of its own? */
static bool takes_rest(const struct scope *f, struct name rest, struct name n)
{
	bool takes = false;

	for (const struct param *p = f->params; p; p = p->next) {
		if (name_eq(p->name, n))
			return false;
		takes |= p->rest && name_eq(p->name, rest);
	}
	return takes;
}

/* def add(path, **kwargs): route(path, **kwargs): the keyword n of the call that is
 * followed, or of the one around that hands its own on; *at is what it is read in. */
static const struct expr *handed_keyword(const struct env *env, struct name kwargs,
                                         struct name n, const struct env **at)
{
	while (env && env->function && env->from && env->call &&
	       env->call->kind == EXPR_CALL && takes_rest(env->function, kwargs, n)) {
		const struct expr *found = keyword(expr_first(env->call), n);
		const struct expr *a = expr_first(env->call);

		*at = env;
		if (found)
			return found;
		while (a && (a->kind != EXPR_SPREAD || !(a->flags & EXPR_KEYWORDS) ||
		             !expr_left(a) || expr_left(a)->kind != EXPR_NAME))
			a = a->next;
		if (!a)
			return NULL;
		kwargs = expr_left(a)->text;
		env = env->outer;
	}
	return NULL;
}

/* f(**kwargs): a keyword that travels in a dictionary, as dict(name=..), {"name": ..} or
 * by an update, or that the function around was given. */
static bool spread_keyword(struct matching *x, const struct arg *a,
                           const struct expr *first)
{
	for (const struct expr *e = first; e; e = e->next) {
		const struct expr *found;
		const struct env *at = NULL;
		struct matching inner = *x;
		struct values v;
		bool matched;

		if (e->kind != EXPR_SPREAD || !expr_left(e) ||
		    expr_left(e)->kind != EXPR_NAME)
			continue;
		if ((found = updated(x->scope, expr_left(e)->text, a->name)))
			return match_one(x, a->inner, found);
		v.n = 0;
		found = handed_keyword(x->env, expr_left(e)->text, a->name, &at);
		if (found) {
			inner.scope = at->from;
			inner.env = at->outer;
		} else {
			eval_expr(x->ev, expr_left(e), x->scope, x->env, &v);
		}
		for (size_t i = 0; i < v.n && !found; i++) {
			const struct expr *d = v.v[i].expr;

			inner.scope = v.v[i].scope ? v.v[i].scope : d ? d->scope : NULL;
			inner.env = v.v[i].env;
			if (!d || !inner.scope)
				continue;
			if (d->kind == EXPR_CALL)
				found = keyword(expr_first(d), a->name);
			for (const struct expr *k = d->kind == EXPR_DICT ? expr_first(d)
			                                                 : NULL;
			     k; k = k->next)
				if (k->kind == EXPR_PAIR && expr_left(k) &&
				    name_eq(expr_left(k)->text, a->name))
					found = expr_first(k);
		}
		if (!found)
			continue;
		matched = match_one(&inner, a->inner, found);
		x->end = inner.end;
		return matched;
	}
	return false;
}

static bool match_keywords(struct matching *x, const struct arg *args,
                           const struct expr *first)
{
	for (const struct arg *a = args; a; a = a->next) {
		const struct expr *e;

		if (a->kind != ARG_KEYWORD)
			continue;
		e = keyword(first, a->name);
		if (!e && spread_keyword(x, a, first))
			continue;
		if (e ? !match_one(x, a->inner, e) : !a->optional)
			return false;
	}
	return true;
}

/* f(*row), row being one known list: its items are the arguments. */
static bool match_spread(struct matching *x, const struct arg *args,
                         const struct expr *first, bool *matches)
{
	struct matching inner = *x;
	struct values v;

	if (!first || first->kind != EXPR_SPREAD || first->next || !x->env)
		return false;
	eval_expr(x->ev, expr_left(first), x->scope, x->env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_LIST ||
	    !expr_first(v.v[0].expr) || expr_first(v.v[0].expr)->kind == EXPR_SPREAD)
		return false;
	inner.scope = v.v[0].scope;
	inner.env = v.v[0].env;
	*matches = match_args(&inner, args, expr_first(v.v[0].expr));
	x->end = inner.end;
	return true;
}

static bool match_args(struct matching *x, const struct arg *args,
                       const struct expr *first)
{
	const struct expr *e = first;
	const struct arg *a = args;
	bool matches;

	if (match_spread(x, args, first, &matches))
		return matches;
	for (; a; a = a->next) {
		if (a->kind == ARG_KEYWORD)
			continue;
		if (a->kind == ARG_REST) {
			for (const struct expr *k = a->name.len ? e : NULL; k;
			     k = k->next)
				if (k->kind != EXPR_KEYWORD)
					capture(x, a->name,
					        k->kind == EXPR_SPREAD ? expr_left(k)
					                               : k);
			if (!match_tail(x, a->next, e))
				return false;
			return match_keywords(x, args, first);
		}
		while (e && e->kind == EXPR_KEYWORD)
			e = e->next;
		if (!e || e->kind == EXPR_SPREAD) {
			const struct expr *k = a->kind == ARG_VAR
			                         ? keyword(first, a->name)
			                         : NULL;

			if (k)
				capture(x, a->name, k);
			else if (e && a->kind == ARG_VAR && !(e->flags & EXPR_KEYWORDS) &&
			         x->scope->unit->language == LANG_PYTHON)
				capture(x, a->name,
				        expr_left(e)); /* f(*items): all of them */
			else if (!a->optional)
				return false;
			continue;
		}
		if (!match_one(x, a, e)) {
			if (!a->optional)
				return false;
			continue; /* this one may be missing: the next takes e */
		}
		e = e->next;
	}
	while (e && (e->kind == EXPR_KEYWORD || e->kind == EXPR_SPREAD))
		e = e->next;
	return !e && match_keywords(x, args, first);
}

/* ---- calls ---------------------------------------------------------------------- */

/* site.register: what stands in front of the last name must fit, too. */
static bool chain_is(const struct rule *r, const char *module, const char *path)
{
	const struct link *before = r->chain;
	const char *end = strrchr(path, '.');
	const char *from = path;

	if (!before->next)
		return !r->bare || !end;
	while (before->next != r->last)
		before = before->next;
	if (!end) {
		from = module;
		end = module + strlen(module);
	}
	for (const char *c = from; c < end; c++)
		if (*c == '.' || *c == '/')
			from = c + 1;
	for (size_t i = 0; i < before->n; i++)
		if (before->names[i].len == (size_t)(end - from) &&
		    !memcmp(before->names[i].s, from, before->names[i].len))
			return true;
	return false;
}

static bool ends_in(struct name n, struct name end)
{
	return n.len >= end.len && !strncasecmp(n.s + n.len - end.len, end.s, end.len);
}

/* userRepository ends in the word repository, ctx does not in tx. */
static bool is_word_end(struct name n, struct name end)
{
	const char *at = n.s + n.len - end.len;

	return n.len == end.len || *at == '_' || at[-1] == '_' ||
	       isupper((unsigned char)*at);
}

/* Does this end as the detector's routers or queues are usually called? emailQueue */
static bool is_usual(const struct detector *d, const struct expr *head)
{
	struct name n = head->text;

	if (head->kind == EXPR_CALL && d->head_count && expr_left(head)) {
		head = expr_left(head); /* self.get_queryset() */
		n = head->text;
	}
	if (head->kind != EXPR_NAME && head->kind != EXPR_ATTR)
		return false;
	for (size_t i = 0; i < d->usual_count; i++)
		if (ends_in(n, d->usual[i]))
			return true;
	for (size_t i = 0; i < d->head_count; i++)
		if (ends_in(n, d->heads[i]) && is_word_end(n, d->heads[i]))
			return true;
	return false;
}

/* Something of something that we cannot look into: request.db_session, Token.objects */
static bool only_members(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_MEMBER &&
		    (v->v[i].kind != VALUE_OBJECT || !v->v[i].of) &&
		    (v->v[i].kind != VALUE_EXTERNAL || !strchr(v->v[i].path, '.')))
			return false;
	return true;
}

/* this.queue, service.get(name), of a class of ours that does not say what it is. */
static bool is_unknown_of_ours(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value *x = &v->v[i];

		if (!x->of)
			return false;
		while (x->of)
			x = x->of;
		if (!x->scope || x->scope->kind != SCOPE_CLASS)
			return false;
	}
	return true;
}

/* Of a package that no detector knows. */
static bool is_unheard(struct eval *ev, const struct value *v)
{
	if (v->kind == VALUE_MEMBER && v->of)
		v = v->of;
	if (v->scope || !v->module ||
	    (v->kind != VALUE_EXTERNAL && v->kind != VALUE_OBJECT))
		return false;
	return is_unheard_module(ev, v->module);
}

static bool all_unheard(struct eval *ev, const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!is_unheard(ev, &v->v[i]))
			return false;
	return true;
}

/* Several rules ask for the same head, one after the other. */
static void eval_head(struct matching *x, const struct expr *head, struct values *v)
{
	struct eval *ev = x->ev;
	struct head_memo *m = &ev->head_memo;
	bool may = !x->env && !ev->depth && !ev->seeking;

	if (may && m->head == head && m->scope == x->scope &&
	    m->generation == ev->generation) {
		v->n = 0;
		values_push_all(v, &m->values);
		return;
	}
	if (!eval_made_anew(ev, head, x->scope, x->env, v))
		eval_expr(ev, head, x->scope, x->env, v);
	if (!may)
		return;
	*m = (struct head_memo){ .head = head,
		                 .scope = x->scope,
		                 .generation = ev->generation };
	values_push_all(&m->values, v);
}

/* app.route("/x").get(f), app being whatever our caller gives: the object that such a
 * call makes, where a rule with `any` takes it for one of the role. */
static bool match_begun(struct matching *x, const struct rule *r, const struct expr *head)
{
	struct value begun = { .kind = VALUE_OBJECT, .expr = head, .env = x->env };
	const struct rule *role;

	if (head->kind != EXPR_CALL || !head->scope)
		return false;
	role = value_role(x->ev, r->detector, r->chain->names[0], &begun);
	if (!role)
		return false;
	x->m->head_rule[x->m->heads.n] = role;
	x->m->heads.v[x->m->heads.n++] = begun;
	return true;
}

/* A member of what a package holds, or of what nobody knows. */
static bool nothing_known(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_EXTERNAL && v->v[i].kind != VALUE_MEMBER)
			return false;
	return true;
}

/* Which of these values have the role that r's chain begins with? */
static void heads_among(struct matching *x, const struct rule *r, const struct values *v)
{
	struct match *m = x->m;

	for (size_t i = 0; i < v->n; i++) {
		const struct rule *role = value_role(x->ev, r->detector,
		                                     r->chain->names[0], &v->v[i]);

		if (role) {
			m->head_rule[m->heads.n] = role;
			m->heads.v[m->heads.n++] = v->v[i];
		}
	}
}

/* current_app.queue, where some object is given a member of that name; handed["queue"],
 * where some dictionary has that key. */
static void match_held(struct matching *x, const struct rule *r, const struct expr *head)
{
	struct values v;

	eval_held_on(x->ev, head, x->scope, &v);
	heads_among(x, r, &v);
}

/* $role.name: which values of the head have the role? */
static bool all_nothing(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!value_is_nothing(&v->v[i]))
			return false;
	return true;
}

static bool match_role(struct matching *x, const struct rule *r, const struct expr *head)
{
	struct match *m = x->m;
	struct values v;

	eval_head(x, head, &v);
	heads_among(x, r, &v);
	if (!m->heads.n && all_nothing(&v))
		v.n = 0; /* app = None, until another module gives it its value */
	if (!m->heads.n && r->held_on && nothing_known(&v))
		match_held(x, r, head);
	if (m->heads.n || (!v.n && match_begun(x, r, head)))
		return true;
	m->head_unknown = !v.n && (r->any || (r->usual && is_usual(r->detector, head)));
	if (r->usual && v.n)
		m->head_unknown = (r->detector->head_count ? only_members(&v)
		                                           : is_unknown_of_ours(&v)) &&
		                  is_usual(r->detector, head);
	/* @app.task: what another package makes under that name is used the same way. */
	if (r->usual && r->form == FORM_DECORATOR && v.n)
		m->head_unknown = all_unheard(x->ev, &v) && is_usual(r->detector, head);
	return m->head_unknown;
}

/* add = app.router.add_route; add(..): the head is what the method was taken of. */
static bool match_taken(struct matching *x, const struct rule *r,
                        const struct expr *callee)
{
	struct match *m = x->m;
	struct values v;

	eval_expr(x->ev, callee, x->scope, x->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role;

		if (v.v[i].kind != VALUE_MEMBER || !link_has(r->last, v.v[i].member))
			continue;
		role = value_role(x->ev, r->detector, r->chain->names[0], v.v[i].of);
		if (role) {
			m->head_rule[m->heads.n] = role;
			m->heads.v[m->heads.n++] = *v.v[i].of;
		}
	}
	return m->heads.n > 0;
}

/* $maker("name", ..): a call of the value itself. */
static bool callee_has_role(struct matching *x, const struct rule *r,
                            const struct expr *callee)
{
	struct values v;

	if (!r->on_role)
		return false;
	eval_expr(x->ev, callee, x->scope, x->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (value_role(x->ev, r->detector, r->chain->names[0], &v.v[i]))
			return true;
	x->m->head_unknown = !v.n && r->usual && is_usual(r->detector, callee);
	return x->m->head_unknown;
}

static bool match_head(struct matching *x, const struct rule *r,
                       const struct expr *callee)
{
	const struct expr *head = callee;
	struct values v;
	size_t links = 0, parts = 0;

	if (!r->chain->is_role) {
		if (r->any && link_has(r->last, callee->text))
			return true;
		eval_expr(x->ev, callee, x->scope, x->env, &v);
		for (size_t i = 0; i < v.n; i++) {
			const struct value *c = &v.v[i];

			if (c->kind == VALUE_EXTERNAL &&
			    is_of_rule(x->ev, r, c->module, c->path) &&
			    chain_is(r, c->module, c->path))
				return true;
			if (c->kind == VALUE_SCOPE && c->scope->kind == SCOPE_CLASS &&
			    bases_are(x->ev, r, c->scope))
				return true;
		}
		return false;
	}
	for (const struct link *l = r->chain; l; l = l->next)
		links++;
	for (const struct expr *e = callee; e && e->kind == EXPR_ATTR; e = expr_left(e))
		parts++;
	if (links == 1)
		return callee_has_role(x, r, callee);
	if (links == 2 && callee->kind == EXPR_NAME)
		return match_taken(x, r, callee);
	if (parts < links - 1)
		return false;
	for (size_t i = 0; i < links - 1; i++)
		head = expr_left(head);
	/* Members between the head and the last name: $db.session.execute */
	const struct expr *e = callee;

	for (size_t i = links - 1; i > 0; i--, e = expr_left(e)) {
		const struct link *l = r->chain;

		for (size_t k = 0; k < i; k++)
			l = l->next;
		if (!link_has(l, e->text))
			return false;
	}
	if (!r->on_role) {
		capture(x, r->chain->names[0], head);
		return true;
	}
	return match_role(x, r, head);
}

bool match_made(struct eval *ev, const struct rule *r, const struct value *v,
                struct match *m)
{
	struct matching x = { ev,     r, v->expr ? expr_scope(v->expr) : NULL,
		              v->env, m, &m->captures };

	*m = (struct match){ .rule = r, .env = v->env };
	if (!v->expr || v->expr->kind != EXPR_CALL || !v->expr->scope)
		return false;
	return !r->has_args || match_args(&x, r->args, expr_first(v->expr));
}

static bool has_spread(const struct expr *call)
{
	for (const struct expr *a = expr_first(call); a; a = a->next)
		if (a->kind == EXPR_SPREAD)
			return true;
	return false;
}

bool match_object(struct eval *ev, const struct rule *r, const struct value *v,
                  struct match *m)
{
	struct value above;

	/* f(prefix="/x", **rest): what the rest is, only who made it knows. */
	if (eval_handed_up(ev, v, NULL, &above) && rule_gives(ev, r, v) &&
	    match_made(ev, r, &above, m) &&
	    (match_get(m, "path") || !has_spread(above.expr)))
		return true;
	return match_call(ev, r, v->expr, v->expr->scope, v->env, m);
}

/* Base.__init__(self, x), in a method: what self.__init__(x) would be in Base, which is
 * what rules say of super().__init__(x). */
static const struct expr *bound_constructor(struct eval *ev, const struct expr *call,
                                            const struct scope *s)
{
	const struct expr *callee = expr_left(call), *self = expr_first(call);
	struct expr *to, *copy;

	if (call->kind != EXPR_CALL || callee->kind != EXPR_ATTR || !self ||
	    self->kind != EXPR_NAME || s->kind != SCOPE_FUNCTION || !s->params ||
	    !name_eq(s->params->name, self->text) || !name_is(callee->text, "__init__"))
		return call;
	to = arena_alloc(ev->arena, sizeof *to);
	*to = expr_alone(callee);
	to->left_ = arena_alloc(ev->arena, sizeof *to->left_);
	*to->left_ = expr_alone(self);
	copy = arena_alloc(ev->arena, sizeof *copy);
	*copy = expr_alone(call);
	copy->left_ = to;
	copy->first_ = self->next;
	return copy;
}

enum { TAGGED_MAX = 160 };

/* sql`count(${id})` and "count(*": the text as it is written, {} for what is put in. */
static bool match_tagged_text(const struct arg *a, const struct expr *tagged)
{
	char text[TAGGED_MAX] = "";
	size_t n = 0;

	for (const struct expr *e = expr_first(tagged); e && n + 1 < sizeof text;
	     e = e->next) {
		bool is_said = e->kind == EXPR_STRING && e->text.s;

		n += (size_t)snprintf(text + n, sizeof text - n, "%.*s",
		                      is_said ? (int)e->text.len : 2,
		                      is_said ? e->text.s : "{}");
	}
	return glob_matches(a->name.s, text);
}

/* A bare decorator has no arguments; a tagged template is one text. */
static bool match_without_args(const struct rule *r, const struct expr *call)
{
	bool is_tagged = call->kind == EXPR_TEMPLATE && call->flags & EXPR_TAGGED;

	for (const struct arg *a = r->args; a; a = a->next) {
		bool is_text = is_tagged && a == r->args && a->kind == ARG_TEXT;

		if (is_text ? !match_tagged_text(a, call)
		            : a->kind != ARG_REST && !a->optional)
			return false;
	}
	return true;
}

bool match_call(struct eval *ev, const struct rule *r, const struct expr *call,
                const struct scope *s, const struct env *env, struct match *m)
{
	const struct expr *callee = call_target(call);
	struct matching x = { ev, r, s, env, m, &m->captures };
	bool python = s->unit->language == LANG_PYTHON;

	m->rule = r;
	m->env = env;
	m->captures = NULL;
	m->at = NULL;
	m->heads.n = 0;
	m->head_unknown = false;
	if (r->detector->is_python != python || !callee || !r->chain)
		return false;
	/* @task and @task() are the same decorator; @x.route needs its arguments. */
	if (call == callee && r->has_args && r->form == FORM_CALL)
		return false;
	if (call->kind == EXPR_CALL && callee->kind != EXPR_NAME &&
	    callee->kind != EXPR_ATTR)
		return false;
	m->last = callee->text;
	if (r->chain->is_role && r->chain->next && !link_has(r->last, callee->text))
		return false;
	if (python && r->chain->is_role && r->chain->next) {
		call = bound_constructor(ev, call, s);
		callee = call_target(call);
	}
	if (call->kind == EXPR_CALL && r->has_args &&
	    !match_args(&x, r->args, expr_first(call)))
		return false;
	if (call->kind != EXPR_CALL && r->has_args && !match_without_args(r, call))
		return false;
	return match_head(&x, r, callee);
}

bool match_value(struct eval *ev, const struct rule *r, const struct expr *e,
                 const struct scope *s, const struct env *env, struct match *m)
{
	struct matching x = { ev, r, s, env, m, &m->captures };

	*m = (struct match){ .rule = r, .env = env };
	return r->args && match_one(&x, r->args, e);
}

bool rule_takes_object(const struct rule *r)
{
	return (r->form == FORM_TUPLE || r->form == FORM_EXPORTED) && r->args &&
	       r->args->kind == ARG_DICT && !r->args->next;
}

bool match_tuple(struct eval *ev, const struct rule *r, const struct expr *tuple,
                 const struct scope *s, const struct env *env, struct match *m)
{
	struct matching x = { ev, r, s, env, m, &m->captures };

	*m = (struct match){ .rule = r, .env = env };
	if (tuple->kind == EXPR_DICT)
		return rule_takes_object(r) && match_dict(&x, r->args->inner, tuple);
	return match_args(&x, r->args, expr_first(tuple));
}

const struct capture *match_get(const struct match *m, const char *name)
{
	for (const struct capture *c = m->captures; c; c = c->next)
		if (name_is(c->name, name))
			return c;
	return NULL;
}
