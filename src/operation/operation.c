/* operation.c - operations of an API schema as facts: each once, with its handler. */
#include "operation/operation_parts.h"

#include <ctype.h>
#include <string.h>

#include "detect/file_place.h"
#include "handler/guard.h"
#include "route/route.h"
#include "syntax/sdl.h"

/* The types that a schema has at its root, by the names that they have by default. */
static const struct {
	const char *type, *variety, *capture;
} kinds[] = {
	{ "Query", "graphql.query", "query" },
	{ "Mutation", "graphql.mutation", "mutation" },
	{ "Subscription", "graphql.subscription", "subscription" },
};
enum { KINDS = sizeof kinds / sizeof *kinds, DEPTH_MAX = 12 };

static const char served[] = "graphql.endpoint";

const char *operation_variety(struct name type)
{
	for (size_t i = 0; i < KINDS; i++)
		if (name_is(type, kinds[i].type))
			return kinds[i].variety;
	return NULL;
}

const char *operation_type(const char *variety)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(variety, kinds[i].variety))
			return kinds[i].type;
	return "";
}

bool operation_step(struct linker *l, const struct expr *e, const struct scope *s)
{
	enum { STEPS_MAX = 50000, ALL_STEPS_MAX = 2000000 };
	struct operations *o = l->operations;

	if (++o->steps <= STEPS_MAX && ++o->all_steps <= ALL_STEPS_MAX)
		return true;
	link_limit(
	    l, s->unit, e ? e->line : s->line,
	    "a schema of more parts than are followed: not all operations are listed");
	return false;
}

void operation_ask(struct linker *l)
{
	l->operations->steps = 0;
}

void operation_init(struct linker *l)
{
	l->operations = arena_zero(l->arena, sizeof *l->operations);
	l->operations->texts_end = &l->operations->texts;
}

/* ---- facts -------------------------------------------------------------- */

static struct offer **offers(struct linker *l, const char *name)
{
	return &l->operations->slot[name_of(name).hash % OPERATION_SLOTS];
}

struct fact *operation_add(struct linker *l, const struct offered *as, const char *name,
                           const struct unit *u, uint32_t line)
{
	struct offer **slot = offers(l, name), *o;
	struct fact *f;

	for (o = *slot; o; o = o->next) {
		f = &l->facts->v[o->fact];
		if (f->line == line && f->file == u->path && !strcmp(f->name, name) &&
		    !strcmp(f->variety, as->variety) && !strcmp(f->owner, as->type))
			return NULL;
	}
	o = arena_alloc(l->arena, sizeof *o);
	*o = (struct offer){ l->facts->n, *slot };
	*slot = o;
	f = link_fact(l, FACT_operation, u, line, as->rule);
	f->variety = as->variety;
	f->owner = as->type;
	f->name = name;
	f->method = "POST";
	link_row(l, u, line, as->rule);
	return f;
}

/* A class that serves by its methods: the sum of them. */
static void measure_class(struct fact *f, const struct scope *class)
{
	f->statements = f->branches = 0;
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION)
			continue;
		f->statements += m->statements;
		f->branches += m->branches;
		f->is_async |= m->flags & SCOPE_ASYNC ? 1 : 0;
	}
}

static void note_unguarded(struct linker *l, const struct fact *f,
                           const struct detector *d, const struct scope *handler)
{
	struct unguarded *x = arena_alloc(l->arena, sizeof *x);

	*x = (struct unguarded){ (size_t)(f - l->facts->v), d, handler,
		                 l->operations->unguarded };
	l->operations->unguarded = x;
}

/* Guards of the application, which any module may provide. */
static void guard_all(struct linker *l)
{
	for (const struct unguarded *x = l->operations->unguarded; x; x = x->next)
		if (!l->facts->v[x->fact].guard)
			l->facts->v[x->fact].guard = route_guard_of_all(l, x->detector,
			                                                x->handler,
			                                                x->handler->unit);
}

void operation_handler(struct linker *l, struct fact *f, const struct rule *r,
                       const struct scope *handler, const struct unit *at)
{
	if (!handler)
		return;
	f->handler = handler->name.len ? link_scope_name(l, handler)
	           : *f->owner ? arena_printf(l->arena, "%s.%s", f->owner, f->name)
	                       : f->name;
	link_measure(f, handler, at);
	if (handler->kind == SCOPE_CLASS)
		measure_class(f, handler);
	if (!f->guard)
		f->guard = guard_of(l, r->detector, handler, NULL, NULL);
	if (!f->guard)
		note_unguarded(l, f, r->detector, handler);
}

bool operation_handles(const struct rule *r, struct name n, const char *member)
{
	const char *s = r->handler;

	while (s && *s) {
		size_t k = strcspn(s, "|"), before = strcspn(s, "*");
		size_t m = strlen(member);

		if (before >= k) {
			if (n.len == k && !memcmp(n.s, s, k))
				return true;
		} else if (n.len == k - 1 + m && !memcmp(n.s, s, before) &&
		           !memcmp(n.s + before, member, m) &&
		           !memcmp(n.s + before + m, s + before + 1, k - before - 1)) {
			return true;
		}
		s += k + (s[k] == '|');
	}
	return false;
}

/* ---- what a schema is given ---------------------------------------------- */

/* new ObjectType({fields: {..}}), create_type("X", [..]) */
const struct rule *operation_made(struct linker *l, const struct detector *d,
                                  const struct value *v, struct capture *members)
{
	if (v->kind != VALUE_OBJECT || !v->expr || v->expr->kind != EXPR_CALL ||
	    !v->expr->scope)
		return NULL;
	for (const struct rule *r = d->rules; r; r = r->next) {
		const struct capture *c;
		struct match m;

		if (!name_is(r->role, "root") || r->form != FORM_CALL ||
		    !match_call(&l->eval, r, v->expr, v->expr->scope, v->env, &m) ||
		    !(c = match_get(&m, "members")))
			continue;
		*members = *c;
		return r;
	}
	return NULL;
}

static void take_object(struct linker *l, const struct offered *as, const struct value *v)
{
	struct capture members;
	const struct rule *r = operation_made(l, as->rule->detector, v, &members);
	struct root *root;

	if (!r)
		return;
	root = arena_zero(l->arena, sizeof *root);
	root->as = *as;
	root->as.rule = r;
	root->made = v->expr;
	root->members = members;
	root->next = l->operations->roots;
	l->operations->roots = root;
}

static bool is_root(const struct linker *l, const struct expr *made)
{
	const struct root *r = l->operations->roots;

	while (r && r->made != made)
		r = r->next;
	return r != NULL;
}

/* The type at the root that a value is: a class, or several of them merged. */
static void take_root(struct linker *l, const struct offered *as, const struct value *v,
                      int depth)
{
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_CLASS) {
		operation_root(l, as, v->scope);
	} else if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_LIST) {
		for (const struct expr *x = expr_first(v->expr); x && depth < 3;
		     x = x->next) {
			struct values inner;

			eval_expr(&l->eval, x, v->scope, v->env, &inner);
			for (size_t i = 0; i < inner.n; i++)
				take_root(l, as, &inner.v[i], depth + 1);
		}
	} else if (v->kind == VALUE_OBJECT && !is_root(l, v->expr)) {
		take_object(l, as, v);
	}
}

static void add_text(struct linker *l, const struct rule *r, const char *text,
                     const struct expr *at, const struct unit *u)
{
	struct definitions *d = arena_zero(l->arena, sizeof *d);

	*d = (struct definitions){ r, text, u, at->line, NULL };
	for (const struct definitions *x = l->operations->texts; x; x = x->next)
		if (x->unit == u && x->line == at->line)
			return;
	*l->operations->texts_end = d;
	l->operations->texts_end = &d->next;
}

/* `type Query {..}`, tagged or not, with holes that hold more of it; lists of them. */
static void take_text(struct linker *l, const struct rule *r, const struct expr *e,
                      const struct scope *s, const struct env *env, int depth)
{
	struct values v;

	if (!e || depth > DEPTH_MAX || !operation_step(l, e, s))
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_STRING: add_text(l, r, e->text.s, e, s->unit); break;
	case EXPR_TEMPLATE:
	case EXPR_LIST:
	case EXPR_CALL: /* merged([..]) */
		if (e->kind == EXPR_TEMPLATE) {
			const char *text = "";

			for (const struct expr *x = expr_first(e); x; x = x->next)
				text = arena_printf(l->arena, "%s%s", text,
				                    x->kind == EXPR_STRING ? x->text.s
				                                           : " ");
			add_text(l, r, text, e, s->unit);
		}
		for (const struct expr *x = expr_first(e); x; x = x->next)
			if (x->kind != EXPR_STRING || e->kind != EXPR_TEMPLATE)
				take_text(l, r, x, s, env, depth + 1);
		break;
	case EXPR_SPREAD: take_text(l, r, expr_left(e), s, env, depth + 1); break;
	case EXPR_NAME:
	case EXPR_ATTR:
		eval_expr(&l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].expr && v.v[i].expr != e)
				take_text(l, r, v.v[i].expr,
				          v.v[i].scope && v.v[i].kind == VALUE_LITERAL
				              ? v.v[i].scope
				          : expr_scope(v.v[i].expr)
				              ? expr_scope(v.v[i].expr)
				              : s,
				          v.v[i].env, depth + 1);
		break;
	default: break;
	}
}

static void take_maps(struct linker *l, const struct rule *r, const struct capture *c)
{
	struct operations *o = l->operations;
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n && o->maps.n < VALUES_MAX; i++) {
		o->map_rule[o->maps.n] = r;
		o->maps.v[o->maps.n++] = v.v[i];
	}
}

void operation_schema(struct linker *l, const struct match *m)
{
	const struct capture *camel = match_get(m, "camel");
	bool plain = camel && name_is(camel->expr->text, "False");

	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values v;

		operation_ask(l);
		if (name_is(c->name, "typedefs"))
			take_text(l, m->rule, c->expr, c->scope, c->env, 0);
		else if (name_is(c->name, "resolvers"))
			take_maps(l, m->rule, c);
		for (size_t i = 0; i < KINDS; i++) {
			struct offered as = { m->rule, kinds[i].variety, kinds[i].type,
				              plain };

			if (!name_is(c->name, kinds[i].capture))
				continue;
			eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
			for (size_t k = 0; k < v.n; k++)
				take_root(l, &as, &v.v[k], 0);
		}
	}
}

/* ---- found one by one ---------------------------------------------------- */

/* The last capture `name` that is a text: names come before or among options. */
static const char *stated_name(struct linker *l, const struct match *m)
{
	const char *name = NULL;

	for (const struct capture *c = m->captures; c; c = c->next) {
		struct texts t;

		if (!name_is(c->name, "name") ||
		    (c->expr->kind != EXPR_STRING && c->expr->kind != EXPR_NAME &&
		     c->expr->kind != EXPR_ATTR && c->expr->kind != EXPR_TEMPLATE))
			continue;
		eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
		if (t.n && t.v[0].complete)
			name = t.v[0].s;
	}
	return name;
}

/* What the owner offers: $root.field() of a root made for that type. */
static bool offered_by(struct linker *l, const struct match *m, struct offered *as)
{
	const struct rule *made = m->heads.n ? m->head_rule[0] : NULL;
	const struct value *v = &m->heads.v[0];
	const struct capture *type = match_get(m, "type");
	struct match by;
	struct texts t;

	*as = (struct offered){ m->rule, m->rule->variety, "", false };
	if (!as->variety && made)
		as->variety = made->variety;
	by.captures = NULL;
	if (!type && made && v->expr && v->expr->kind == EXPR_CALL && v->expr->scope &&
	    match_call(&l->eval, made, v->expr, v->expr->scope, v->env, &by))
		type = match_get(&by, "type");
	if (type) {
		eval_texts(&l->eval, type->expr, type->scope, type->env, &t);
		as->type = t.n ? t.v[0].s : "";
		if (!m->rule->variety && operation_variety(name_of(as->type)))
			as->variety = operation_variety(name_of(as->type));
	}
	if (as->variety && !*as->type)
		as->type = operation_type(as->variety);
	return as->variety != NULL;
}

/* Does this function serve it under that name already, as another server's, too? */
static bool is_served_by(struct linker *l, const struct offered *as, const char *name,
                         const struct scope *function)
{
	for (const struct offer *o = *offers(l, name); o; o = o->next) {
		const struct fact *f = &l->facts->v[o->fact];
		const char *file = f->handler_file ? f->handler_file : f->file;

		if (f->handler_line == function->line && !strcmp(f->name, name) &&
		    !strcmp(f->variety, as->variety) &&
		    !strcmp(file, function->unit->path))
			return true;
	}
	return false;
}

void operation_found(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, const struct scope *function)
{
	const struct capture *h = match_get(m, "handler"), *all = match_get(m, "members");
	const char *name = stated_name(l, m);
	struct offered as;
	struct fact *f;

	operation_ask(l);
	if (!offered_by(l, m, &as))
		return;
	if (all && is_root(l, call))
		return;
	if (all) {
		operation_members(l, &as, all->expr, all->scope, all->env);
		return;
	}
	if (!name && function && function->name.len)
		name = function->name.s;
	if (function && !*as.type && function->parent &&
	    function->parent->kind == SCOPE_CLASS && function->parent->name.len)
		as.type = function->parent->name.s;
	if (!name)
		return;
	if (!function && h)
		function = operation_worker(l, m->rule, h->expr, h->scope, h->env);
	if (function && is_served_by(l, &as, name, function))
		return;
	f = operation_add(l, &as, name, s->unit, call->line);
	if (!f)
		return;
	operation_handler(l, f, m->rule, function, s->unit);
}

/* ---- texts of definitions ------------------------------------------------ */

struct defining {
	struct linker *l;
	const struct definitions *text;
};

/* A member that no handler was found for is one by its definition alone. */
static void on_member(void *arg, struct name type, struct name member, uint32_t line)
{
	const struct defining *d = arg;
	struct linker *l = d->l;
	const char *name = arena_strndup(l->arena, member.s, member.len);
	struct offered as = { d->text->rule, operation_variety(type), NULL, false };
	struct offer *o;

	if (!as.variety)
		return;
	as.type = operation_type(as.variety);
	for (o = *offers(l, name); o; o = o->next) {
		const struct fact *f = &l->facts->v[o->fact];

		if (!strcmp(f->name, name) && !strcmp(f->variety, as.variety) &&
		    f->framework == as.rule->detector->name)
			return;
	}
	operation_add(l, &as, name, d->text->unit, d->text->line + line);
}

/* ---- where they are served ------------------------------------------------ */

/* The endpoint of the nearest folder that serves a schema. */
static const char *endpoint_for(const struct linker *l, const size_t *at, size_t n,
                                const char *file)
{
	const char *path = "/graphql";
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &l->facts->v[at[i]];
		size_t common = file_common_folder(f->file, file) + 1;

		if (common > best) {
			best = common;
			path = f->path;
		}
	}
	return path;
}

/* Says what it is for, or is called so where nothing says it. */
static bool serves_schema(const struct fact *f)
{
	const char *last;

	if (f->kind != FACT_endpoint || !f->path)
		return false;
	if (f->variety && !strcmp(f->variety, served))
		return true;
	last = strstr(f->path, "/graphql");
	return last && (!last[8] || !strcmp(last + 8, "/"));
}

static void write_paths(struct linker *l)
{
	struct facts *fs = l->facts;
	size_t *at = NULL, n = 0, room = 0;

	for (size_t i = 0; i < fs->n; i++)
		if (serves_schema(&fs->v[i]))
			*(size_t *)arena_push(l->arena, (void **)&at, &n, &room,
			                      sizeof *at) = i;
	for (size_t i = 0; i < fs->n; i++) {
		struct fact *f = &fs->v[i];

		if (f->kind != FACT_operation || f->path || !f->owner || !f->variety ||
		    strncmp(f->variety, "graphql.", 8))
			continue;
		f->path = arena_printf(l->arena, "%s#%s%s%s",
		                       endpoint_for(l, at, n, f->file), f->owner,
		                       *f->owner ? "." : "", f->name);
	}
}

void operation_finish(struct linker *l)
{
	operation_types(l);
	operation_maps(l);
	for (const struct definitions *d = l->operations->texts; d; d = d->next) {
		struct defining x = { l, d };

		sdl_each_member(d->text, on_member, &x);
	}
	write_paths(l);
	guard_all(l);
}
