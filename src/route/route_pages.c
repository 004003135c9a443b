/* route_pages.c - an object that is served as a whole: its methods, and those of the
 * objects it holds, at the paths that their names make. */
#include "route/route_pages.h"

#include <string.h>

#include "route/route_parts.h"

enum { PAGES_DEEP = 8, PAGES_MAX = 500 };

/* The object that is served, and those that hold it. */
struct page {
	const struct scope *class;
	const char *path;
	struct page *outer;
	int depth;
};

struct pages {
	struct linker *l;
	const struct rule *rule;
	size_t served;
};

static bool is_exposing(const struct rule *r)
{
	return r->word == WORD_exposes && r->form == FORM_DECORATOR;
}

static void on_exposing(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s, void *arg)
{
	const struct rule **of = arg;

	(void)l, (void)call, (void)s;
	*of = m->rule;
}

static bool is_true(const struct binding *b)
{
	return b->kind == BIND_VALUE && binding_value(b) &&
	       binding_value(b)->kind == EXPR_CONST &&
	       name_is(binding_value(b)->text, "True");
}

/* def secured(f): f.exposed = True: a decorator of ours marks what it is put on. */
static bool marks(const struct pages *p, const struct scope *decorator)
{
	for (const struct rule *r = p->rule->detector->rules; r; r = r->next) {
		if (r->word != WORD_exposes || r->form != FORM_CONSTANT)
			continue;
		for (const struct binding *b = decorator->first_binding; b; b = b->next)
			if (is_true(b) && binding_target(b) &&
			    binding_target(b)->kind == EXPR_ATTR &&
			    name_eq(binding_target(b)->text, r->captured))
				return true;
	}
	return false;
}

static bool is_marking(const struct pages *p, const struct expr *d, const struct scope *s)
{
	struct values v;

	eval_expr(&p->l->eval, call_target(d), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION &&
		    marks(p, v.v[i].scope))
			return true;
	return false;
}

static bool is_decorated(const struct pages *p, const struct scope *s)
{
	for (const struct expr *d = s->decorators; d; d = d->next) {
		const struct rule *by = NULL;

		link_decorator(p->l, d, s->parent, is_exposing, on_exposing, &by);
		if ((by && by->detector == p->rule->detector) ||
		    is_marking(p, d, s->parent))
			return true;
	}
	return false;
}

/* method.exposed = True in the class, exposed = True of the class itself (of empty). */
static bool is_marked(const struct pages *p, const struct scope *class, struct name of)
{
	for (const struct rule *r = p->rule->detector->rules; r; r = r->next) {
		const struct binding *b;

		if (r->word != WORD_exposes || r->form != FORM_CONSTANT)
			continue;
		for (b = scope_find(class, of.len ? of : r->captured); b; b = b->same) {
			const struct expr *t = binding_target(b);

			if (!is_true(b))
				continue;
			if (of.len ? t && t->kind == EXPR_ATTR &&
			                 name_eq(t->text, r->captured)
			           : !t)
				return true;
		}
	}
	return false;
}

static void serve(struct pages *p, const struct scope *f, const char *path,
                  const char *method)
{
	struct served s = { .handler = f };

	if (p->served++ >= PAGES_MAX)
		return;
	one_text(&s.paths, path);
	one_text(&s.methods, method);
	route_served(p->l, p->rule, f->unit, f->line, &s);
}

/* A class that is exposed itself answers by the names of HTTP methods. */
static void serve_method(struct pages *p, const struct page *page, const struct scope *f,
                         bool is_dispatched)
{
	const char *path = page->path;
	bool is_upper = f->name.len > 2 && f->name.s[0] >= 'A' && f->name.s[0] <= 'Z';

	if (is_dispatched && is_upper && route_is_method(f->name.s)) {
		if (!name_is(f->name, "OPTIONS") && !name_is(f->name, "HEAD"))
			serve(p, f, path, f->name.s);
		return;
	}
	if (!is_decorated(p, f) && !is_marked(p, f->parent, f->name))
		return;
	if (name_is(f->name, "default"))
		path = path_join(p->l, path, "*");
	else if (!name_is(f->name, "index") && !name_is(f->name, "__call__"))
		path = path_join(p->l, path, f->name.s);
	serve(p, f, path, "*");
}

static void serve_object(struct pages *p, const struct value *v, const char *path,
                         struct page *outer);

static void held_by(struct pages *p, struct page *page, const struct binding *b,
                    const struct scope *s, struct name n)
{
	struct values v;

	if (b->kind != BIND_VALUE || !binding_value(b) ||
	    binding_value(b)->kind == EXPR_CONST ||
	    binding_value(b)->kind == EXPR_STRING || *n.s == '_')
		return;
	eval_expr(&p->l->eval, binding_value(b), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		serve_object(p, &v.v[i], path_join(p->l, page->path, n.s), page);
}

/* Objects that the class holds: users = Users(), self.users = Users(). */
static void serve_held(struct pages *p, struct page *page, const struct scope *class)
{
	for (const struct binding *b = class->first_binding; b; b = b->next)
		if (!binding_target(b) && binding_value(b) &&
		    binding_value(b)->kind == EXPR_CALL)
			held_by(p, page, b, class, b->name);
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION || !name_is(m->name, "__init__") ||
		    !m->params)
			continue;
		for (const struct binding *b = scope_find(m, m->params->name); b;
		     b = b->same)
			if (binding_target(b) && binding_target(b)->kind == EXPR_ATTR &&
			    expr_left(binding_target(b)) &&
			    expr_left(binding_target(b))->kind == EXPR_NAME)
				held_by(p, page, b, m, binding_target(b)->text);
	}
}

static void serve_class(struct pages *p, struct page *page)
{
	struct bases b;
	bool is_dispatched;

	eval_bases(&p->l->eval, page->class, &b);
	is_dispatched = is_decorated(p, page->class);
	for (size_t i = 0; i < b.local_count && !is_dispatched; i++)
		is_dispatched = is_marked(p, b.local[i], (struct name){ 0 });
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling)
			if (m->kind == SCOPE_FUNCTION && m->name.len &&
			    method_named(&b, m->name) == m)
				serve_method(p, page, m, is_dispatched);
		serve_held(p, page, b.local[i]);
	}
}

static void serve_object(struct pages *p, const struct value *v, const char *path,
                         struct page *outer)
{
	struct page page = { v->scope, path, outer, outer ? outer->depth + 1 : 0 };

	if (v->kind != VALUE_OBJECT || !v->scope || v->scope->kind != SCOPE_CLASS ||
	    page.depth > PAGES_DEEP || v->scope->unit->kind != UNIT_SOURCE)
		return;
	for (const struct page *x = outer; x; x = x->outer)
		if (x->class == v->scope)
			return;
	serve_class(p, &page);
}

/* root.users = Users(), behind root = Root() */
static void serve_given(struct pages *p, const struct capture *c, const char *path)
{
	struct page root = { .path = path };
	const struct scope *s = c->scope;

	if (c->expr->kind != EXPR_NAME)
		return;
	while (s && !scope_find(s, c->expr->text))
		s = s->parent;
	for (const struct binding *b = s ? scope_find(s, c->expr->text) : NULL; b;
	     b = b->same)
		if (binding_target(b) && binding_target(b)->kind == EXPR_ATTR &&
		    expr_left(binding_target(b)) &&
		    expr_left(binding_target(b))->kind == EXPR_NAME)
			held_by(p, &root, b, s, binding_target(b)->text);
}

void route_pages(struct linker *l, const struct match *m)
{
	const struct capture *child = match_get(m, "child"), *path = match_get(m, "path");
	struct pages p = { l, m->rule, 0 };
	struct texts paths;
	struct values v;

	if (!child)
		return;
	paths.n = 0;
	if (path)
		eval_texts(&l->eval, path->expr, path->scope, path->env, &paths);
	if (!paths.n || !paths.v[0].complete)
		one_text(&paths, "");
	eval_expr(&l->eval, child->expr, child->scope, child->env, &v);
	for (size_t k = 0; k < paths.n; k++) {
		for (size_t i = 0; i < v.n; i++)
			serve_object(&p, &v.v[i], paths.v[k].s, NULL);
		serve_given(&p, child, paths.v[k].s);
	}
}
