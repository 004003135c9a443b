/* route_controller.c - classes whose methods are endpoints. */
#include <ctype.h>
#include <string.h>

#include "handler/guard.h"
#include "link/variant.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

struct in_controller {
	struct node *node;
	const struct scope *method;
	const struct bases *bases; /* of the controller */
};

static bool is_in_controller(const struct rule *r)
{
	return r->form == FORM_DECORATOR && r->word == WORD_FACT &&
	       name_is(r->in, "controller") &&
	       (r->fact == FACT_endpoint || r->fact == FACT_channel);
}

/* const ApiGet = (path) => Get(path); @ApiGet(): a parameter that the call leaves out. */
static bool is_absent(const struct capture *c)
{
	const struct env *env = c->env;
	const struct expr *a = env && env->call ? expr_first(env->call) : NULL;
	const struct param *p;

	if (c->expr->kind != EXPR_NAME || !env || !env->call || !env->function ||
	    env->call->kind != EXPR_CALL || env->function->unit->language == LANG_PYTHON)
		return false;
	for (p = env->function->params; p && !name_eq(p->name, c->expr->text);
	     p = p->next) {
		if (a && a->kind == EXPR_SPREAD)
			return false;
		a = a ? a->next : NULL;
	}
	return p && !p->value && !a;
}

static void on_controller_method(struct linker *l, const struct match *m,
                                 const struct expr *call, const struct scope *s,
                                 void *arg)
{
	const struct in_controller *in = arg;
	const struct capture *path = match_get(m, "path");
	struct pending *p;

	if (m->rule->detector != in->node->rule->detector || match_get(m, "place"))
		return; /* at a place of its own: route_endpoint() */
	p = add_pending(l, m->rule, in->method->unit,
	                s == in->method->parent ? call->line : in->method->line);
	p->owner = in->node;
	if (path && !is_absent(path))
		texts_of(l, path, &p->path);
	else
		one_text(&p->path, "");
	p->reason = methods_of(l, m, in->method, &p->methods);
	set_handler(l, p, in->method, call, s);
	if (!p->guard) /* of the class that inherits the method */
		p->guard = guard_of_class(l, in->bases);
	p->versions = route_versions(l, m->rule->detector, in->method);
}

/* Is the name among these items, as far as is known? */
struct among {
	struct linker *l;
	struct name name;
	bool is_found, has_items;
};

static void look_among(void *arg, const struct expr *item, const struct scope *s,
                       const struct env *env)
{
	struct among *x = arg;
	struct texts t;

	x->has_items = true;
	eval_texts(&x->l->eval, item, s, env, &t);
	x->is_found |= !t.n;
	for (size_t i = 0; i < t.n; i++)
		x->is_found |= !t.v[i].complete || name_is(x->name, t.v[i].s);
}

/* {"get"} | SOME: the items of both. */
static void look_in(struct among *x, const struct expr *e, const struct scope *s,
                    int depth)
{
	struct values v;

	if (e->kind == EXPR_BINARY && name_is(e->text, "|") && depth < 16) {
		look_in(x, expr_left(e), s, depth + 1);
		look_in(x, expr_first(e), s, depth + 1);
		return;
	}
	eval_expr(&x->l->eval, e, s, NULL, &v);
	x->is_found |= !v.n;
	eval_each_item(&x->l->eval, &v, look_among, x);
}

/* include_route_methods = {"get", ..} in the class or a base of it */
static struct among stated_among(struct linker *l, const struct bases *b,
                                 struct name member, struct name n)
{
	struct among x = { .l = l, .name = n };

	for (size_t i = 0; i < b->local_count; i++) {
		const struct binding *at = scope_find(b->local[i], member);

		if (!at || !binding_value(at) || binding_target(at))
			continue;
		look_in(&x, binding_value(at), b->local[i], 0);
		break;
	}
	return x;
}

/* limits INCLUDED EXCLUDED */
static bool is_left_out(struct linker *l, const struct detector *d, const struct bases *b,
                        struct name n)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		struct among in, out;

		if (r->word != WORD_limits || r->word_count < 2)
			continue;
		in = stated_among(l, b, r->words[0], n);
		out = stated_among(l, b, r->words[1], n);
		if ((in.has_items && !in.is_found) || (out.has_items && out.is_found))
			return true;
	}
	return false;
}

/* What a controller inherits from a package: provides, and action NAME METHOD PATH. */
struct inheriting {
	struct linker *l;
	struct node *node;
	const struct scope *class;
	const struct bases *bases;
};

static void on_provided(void *arg, struct name word)
{
	const struct inheriting *x = arg;
	const struct detector *d = x->node->rule->detector;

	if (method_named(x->bases, word) || is_left_out(x->l, d, x->bases, word))
		return;
	for (const struct rule *r = d->rules; r; r = r->next) {
		struct pending *p;

		if (r->word != WORD_action || r->word_count < 3 ||
		    !name_eq(r->words[0], word))
			continue;
		p = add_pending(x->l, x->node->rule, x->class->unit, x->class->line);
		p->owner = x->node;
		one_text(&p->path, r->words[2].s);
		add_text(&p->methods, r->words[1].s);
		p->handler_name = arena_printf(x->l->arena, "%s.%s", x->class->name.s,
		                               word.s);
		p->guard = guard_of_class(x->l, x->bases);
	}
}

/* What a member of a class holds, or returns as a method. */
static void said_by(struct linker *l, const struct binding *x, const struct scope *class,
                    struct texts *out)
{
	const struct binding *at = x;
	const struct scope *f = scope_function(&at);

	out->n = 0;
	if (!f && binding_value(x))
		eval_text_list(&l->eval, binding_value(x), class, NULL, out);
	for (const struct expr *e = f ? f->returns : NULL; e && !out->n; e = e->next)
		eval_text_list(&l->eval, e, f, NULL, out);
}

/* path = "/users" in the class or a base of it, def path(cls): return "/users" */
static void stated_prefix(struct linker *l, struct node *n, const struct detector *d,
                          const struct bases *b)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_prefix || r->form != FORM_CONSTANT ||
		    !name_is(r->in, "controller"))
			continue;
		for (size_t i = 0; i < b->local_count; i++) {
			const struct binding *x = scope_find(b->local[i], r->captured);
			struct texts t;

			if (!x || binding_target(x))
				continue;
			said_by(l, x, b->local[i], &t);
			if (t.n)
				n->own = t;
			break;
		}
	}
}

/* The name in small letters; class-View: without that end. */
static const char *class_word(struct linker *l, const struct scope *class, struct name as)
{
	const char *end = as.len > 6 ? as.s + 6 : "";
	size_t n = class->name.len, less = strlen(end);
	char *small;

	if (n > less && !memcmp(class->name.s + n - less, end, less))
		n -= less;
	small = arena_strndup(l->arena, class->name.s, n);
	for (char *c = small; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return small;
}

/* One part of a template, {a|b}: the text of class member a, else b; `class` is the
 * class's name. */
static const char *template_part(struct linker *l, const char *s, size_t n,
                                 const struct scope *class, const struct bases *b)
{
	const char *bar = memchr(s, '|', n);
	size_t len = bar ? (size_t)(bar - s) : n;
	struct name member = name_copy(l->arena, s, len);

	for (size_t i = 0; i < b->local_count; i++) {
		const struct binding *x = scope_find(b->local[i], member);
		struct texts t;

		if (!x || binding_target(x))
			continue;
		said_by(l, x, b->local[i], &t);
		if (t.n)
			return t.v[0].s;
	}
	member = bar ? name_copy(l->arena, bar + 1, n - len - 1) : member;
	return name_is(member, "class") || !strncmp(member.s, "class-", 6)
	         ? class_word(l, class, member)
	         : member.s;
}

/* "/api/{version|v1}/{resource_name|class}" for this class. */
const char *route_template(struct linker *l, const char *s, const struct scope *class,
                           const struct bases *b)
{
	const char *out = "", *end, *part;

	for (; *s; s = end + 1) {
		size_t n = strcspn(s, "{");

		out = arena_printf(l->arena, "%s%.*s", out, (int)n, s);
		s += n;
		if (!*s || !(end = strchr(s, '}')))
			break;
		part = template_part(l, s + 1, (size_t)(end - s) - 1, class, b);
		out = arena_printf(l->arena, "%s%s", out, part);
		end += !*part && end[1] == '/'; /* nothing between two slashes */
	}
	return out;
}

const struct scope *method_named(const struct bases *b, struct name n)
{
	for (size_t i = 0; i < b->local_count; i++) {
		const struct binding *at = scope_find(b->local[i], n);
		const struct scope *f = scope_function(&at);

		if (f)
			return f;
	}
	return NULL;
}

/* Does the class itself have a member that its prefix is made of: {resource_name|..}? */
static bool states_prefix(const char *prefix, const struct scope *class)
{
	for (const char *s = prefix ? strchr(prefix, '{') : NULL; s;
	     s = strchr(s + 1, '{')) {
		struct name member = { .s = s + 1,
			               .len = (uint32_t)strcspn(s + 1, "|}") };

		member.hash = name_hash(member.s, member.len);
		if (scope_find(class, member))
			return true;
	}
	return false;
}

void route_controller(struct linker *l, const struct match *m, const struct scope *class)
{
	const struct capture *path = match_get(m, "path");
	struct node *n, *placed;
	struct bases b;

	eval_bases(&l->eval, class, &b);
	if (m->rule->below && class_has_heirs(l, class) &&
	    !states_prefix(m->rule->prefix, class))
		return;
	n = find_node(l, class);
	placed = route_placed(l, m, class);
	if (!n)
		n = add_node(l, class, m->rule, class->unit);
	n->rooted = !n->parents; /* else it stands below another one */
	if (path)
		texts_of(l, path, &n->own);
	else if (m->rule->status) {
		/* a rule that nobody knows says where it is */
		one_text(&n->own, "/{}");
		n->own.v[0].complete = false;
	}
	if (placed) {
		add_edge(l, n, placed, NULL, class);
		n->rooted = false;
	}
	if (m->rule->prefix && class->name.len)
		one_text(&n->own, route_template(l, m->rule->prefix, class, &b));
	stated_prefix(l, n, m->rule->detector, &b);
	n->versions = route_versions(l, m->rule->detector, class);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *f = b.local[i]->first_child; f; f = f->sibling) {
			struct in_controller in = { n, f, &b };

			if (f->decorators &&
			    (method_named(&b, f->name) != f ||
			     is_left_out(l, m->rule->detector, &b, f->name)))
				continue; /* overridden, or not asked for */
			for (const struct expr *d = f->decorators; d; d = d->next)
				link_decorator(l, d, f->parent, is_in_controller,
				               on_controller_method, &in);
		}
	}
	route_provided(m->rule->detector, &b, on_provided,
	               &(struct inheriting){ l, n, class, &b });
}

static const struct rule *controller_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_controller)
			return r;
	return NULL;
}

struct below {
	struct linker *l;
	const struct rule *role;
	struct node *parent;
};

/* new Child(), or the class itself */
static void add_below(void *arg, const struct expr *item, const struct scope *s,
                      const struct env *env)
{
	struct below *b = arg;
	struct values v;

	eval_expr(&b->l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct node *n;

		if (!v.v[i].scope || v.v[i].scope->kind != SCOPE_CLASS)
			continue;
		n = scope_node(b->l, v.v[i].scope, b->role);
		add_edge(b->l, n, b->parent, NULL, item);
		n->rooted = false;
	}
}

void route_below(struct linker *l, const struct match *m, const struct scope *class)
{
	const struct capture *child = match_get(m, "child");
	struct below b = { l, controller_rule(m->rule->detector), NULL };
	struct values lists;

	if (!child || !b.role)
		return;
	b.parent = scope_node(l, class, b.role);
	eval_expr(&l->eval, child->expr, child->scope, child->env, &lists);
	eval_each_item(&l->eval, &lists, add_below, &b);
}
