/* route_own_python.c - routers, decorators and classes by which Python code serves
 * requests itself:
 *
 *     self.register_endpoint("/x", "GET", self.show)
 *     @endpoint("/x/{id}")
 *     class Show(Servlet):
 *         PATTERNS = pattern("/x")
 *         def on_GET(self, request): ..
 *
 * What serves them is code of their own: where it hangs them is not known. */
#include <ctype.h>
#include <string.h>

#include "route/route_own.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

enum { PATH_WITHIN = 4, METHODS_WITHIN = 4 }; /* arguments; steps down */

static bool says(const struct own *x, enum detector_word word, struct name n)
{
	return detectors_say(x->l->detectors, true, word, n.s);
}

/* HEAD and OPTIONS are what servers answer by themselves. */
static bool is_upper_method(const char *s)
{
	return isupper((unsigned char)*s) && isupper((unsigned char)s[1]) &&
	       route_is_method(s) && strcmp(s, "HEAD") != 0 && strcmp(s, "OPTIONS") != 0;
}

/* "GET", Kind.GET, ["GET", "POST"], GET | POST */
static void methods_in(const struct expr *e, struct texts *out, int depth)
{
	if (!e || depth > METHODS_WITHIN || out->n == VALUES_MAX)
		return;
	if ((e->kind == EXPR_STRING || e->kind == EXPR_NAME || e->kind == EXPR_ATTR) &&
	    is_upper_method(e->text.s))
		add_text(out, e->text.s);
	if (e->kind == EXPR_BINARY)
		methods_in(expr_left(e), out, depth + 1);
	if (e->kind != EXPR_BINARY && e->kind != EXPR_LIST && e->kind != EXPR_KEYWORD)
		return;
	for (const struct expr *i = expr_first(e); i; i = i->next)
		methods_in(i, out, depth + 1);
}

/* ("file", ":id") */
static const char *path_of_parts(const struct own *x, const struct expr *list)
{
	const char *path = "";

	for (const struct expr *i = expr_first(list); i; i = i->next) {
		if (i->kind != EXPR_STRING || strpbrk(i->text.s, " /"))
			return NULL;
		path = arena_printf(x->l->arena, "%s/%s", path, i->text.s);
	}
	return *path ? path : "/";
}

/* Of the first arguments; NULL: none is a path. */
static const char *path_among(const struct own *x, const struct expr *first)
{
	bool has_method = first && first->kind == EXPR_STRING &&
	                  is_upper_method(first->text.s);
	const struct expr *a = first;

	for (int i = 0; a && i < PATH_WITHIN; a = a->next, i++) {
		const struct expr *e = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (own_is_path(e))
			return e->text.s;
		if (has_method && e && e->kind == EXPR_LIST)
			return path_of_parts(x, e);
	}
	return NULL;
}

static bool is_taking(const struct own *x, const struct scope *f)
{
	return says(x, WORD_declared, f->name) && own_takes_handler(x, f);
}

/* A lambda keeps nothing of what it is given. */
static bool has_inner(const struct scope *f)
{
	const struct scope *c = f->first_child;

	while (c && (c->kind != SCOPE_FUNCTION || !c->name.len))
		c = c->sibling;
	return c;
}

/* def endpoint(path): def decorated(f): .. */
static bool is_placing(const struct own *x, const struct scope *f)
{
	if (!has_inner(f))
		return false;
	for (const struct param *p = f->params; p; p = p->next)
		if (p->name.len && says(x, WORD_placed, p->name))
			return true;
	return false;
}

static void note_names(struct own *x, const struct scope *s)
{
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		if (c->kind == SCOPE_FUNCTION && c->name.len && is_taking(x, c))
			hashes_add(&x->taking, x->l->arena, c->name.hash);
		if (c->kind == SCOPE_FUNCTION && c->name.len && is_placing(x, c) &&
		    says(x, WORD_declared, c->name))
			hashes_add(&x->placing, x->l->arena, c->name.hash);
		note_names(x, c);
	}
}

/* Names of the functions that take routes: what object they are called on is seldom
 * known. */
static void find_names(struct own *x)
{
	if (x->has_names)
		return;
	x->has_names = true;
	for (size_t i = 0; i < x->l->program->n; i++) {
		const struct unit *u = x->l->program->units[i];

		if (u->kind == UNIT_SOURCE && u->language == LANG_PYTHON)
			note_names(x, u->module);
	}
}

/* Of the arguments the first function, else the first class. */
static const struct scope *handler_among(const struct own *x, const struct expr *first,
                                         const struct scope *s)
{
	const struct scope *class = NULL;

	for (const struct expr *a = first; a; a = a->next) {
		const struct expr *e = a->kind == EXPR_KEYWORD ? expr_first(a) : a;
		const struct scope *h = NULL;

		if (e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR ||
		          e->kind == EXPR_CALL || e->kind == EXPR_FUNCTION))
			h = link_handler(x->l, e, s, NULL);
		if (h && h->kind == SCOPE_FUNCTION)
			return h;
		if (h && h->kind == SCOPE_CLASS && e->kind != EXPR_CALL && !class)
			class = h;
	}
	return class;
}

static void serve(struct own *x, const char *path, const struct texts *methods,
                  const struct scope *handler, uint32_t line)
{
	struct served served = { .reason = own_reason, .handler = handler };

	if (own_is_known(x, line, handler))
		return;
	served.handler_name = link_scope_name(x->l, handler);
	one_text(&served.paths, path);
	served.methods = *methods;
	if (!methods->n)
		one_text(&served.methods, "*");
	route_served(x->l, x->rule, x->unit, line, &served);
}

/* self.register_endpoint("/x", "GET", self.show) */
static void own_call(struct own *x, const struct expr *call, const struct scope *s)
{
	const struct expr *callee = expr_left(call), *first = expr_first(call);
	const char *path;
	const struct scope *handler;
	struct texts methods;

	if (call->kind != EXPR_CALL || !callee || !first || !first->next ||
	    (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR) ||
	    !(path = path_among(x, first)) || !says(x, WORD_declared, callee->text))
		return;
	find_names(x);
	if (!hashes_has(&x->taking, callee->text.hash) ||
	    !(handler = handler_among(x, first, s)))
		return;
	methods.n = 0;
	for (const struct expr *a = first; a; a = a->next)
		methods_in(a, &methods, 0);
	serve(x, path, &methods, handler, call->line);
}

/* Two of them, at least, that are called as methods of HTTP. */
static bool has_two(const struct own *x, const struct scope *s)
{
	size_t n = 0;

	for (const struct scope *c = s->first_child; c && n < 2; c = c->sibling)
		n += c->kind == SCOPE_FUNCTION && c->name.len &&
		     route_is_method(c->name.s) && is_placing(x, c);
	return n == 2;
}

enum { ASKED, TWO };

/* One that is called as a method of HTTP stands beside another one of them. */
static bool has_sibling(struct own *x, const struct scope *f)
{
	struct places *in = &x->placed_in;

	if (f->parent && !places_has(in, f->parent, ASKED)) {
		places_add(in, x->l->arena, f->parent, ASKED);
		if (has_two(x, f->parent))
			places_add(in, x->l->arena, f->parent, TWO);
	}
	return f->parent && places_has(in, f->parent, TWO);
}

static bool gives_routes(struct own *x, const struct scope *f)
{
	return is_placing(x, f) &&
	       (route_is_method(f->name.s) ? has_sibling(x, f)
	                                   : says(x, WORD_declared, f->name));
}

/* A name that the file gives no meaning comes from who runs it. */
static bool is_bound(const struct expr *head, const struct scope *s)
{
	while (head->kind == EXPR_ATTR)
		head = expr_left(head);
	if (head->kind != EXPR_NAME)
		return true;
	for (; s; s = s->parent)
		if (scope_find(s, head->text) || scope_param(s, head->text))
			return true;
	return false;
}

/* Is it a function of ours that takes a path and gives a decorator? */
static bool is_own_decorator(struct own *x, const struct expr *callee,
                             const struct scope *s)
{
	struct values v;

	eval_expr(&x->l->eval, callee, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION &&
		    gives_routes(x, v.v[i].scope))
			return true;
	if (v.n || !says(x, WORD_declared, callee->text) || !is_bound(callee, s))
		return false;
	find_names(x);
	return hashes_has(&x->placing, callee->text.hash);
}

/* @endpoint("/x/{id}", methods=["GET"]) */
static void own_decorator(struct own *x, const struct expr *d, const struct scope *f)
{
	const struct expr *callee = d->kind == EXPR_CALL ? expr_left(d) : NULL;
	const char *path;
	struct texts methods;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR) ||
	    !(path = path_among(x, expr_first(d))) ||
	    !is_own_decorator(x, callee, f->parent))
		return;
	methods.n = 0;
	for (const struct expr *a = expr_first(d); a; a = a->next)
		methods_in(a, &methods, 0);
	if (!methods.n && route_is_method(callee->text.s))
		add_text(&methods, route_upper(x->l, callee->text.s));
	serve(x, path, &methods, f, d->line);
}

/* ---- classes whose methods are called as HTTP's
 * ----------------------------------------
 */

/* "GET" of on_GET; NULL: it answers nothing. */
static const char *answers(const struct own *x, const struct scope *f)
{
	const char *dash = strrchr(f->name.s, '_'), *method = dash ? dash + 1 : f->name.s;

	return is_upper_method(method) && says(x, WORD_answering, f->name) ? method
	                                                                   : NULL;
}

static bool is_pattern(const struct expr *e)
{
	return e->kind == EXPR_STRING && !strchr(e->text.s, ' ') &&
	       (*e->text.s == '/' || !strncmp(e->text.s, "^/", 2) ||
	        !strncmp(e->text.s, "(/", 2));
}

static void patterns_in(const struct expr *e, struct texts *out, int depth)
{
	if (!e || depth > METHODS_WITHIN || out->n == VALUES_MAX)
		return;
	if (is_pattern(e))
		add_text(out, e->text.s);
	if (e->kind == EXPR_CALL || e->kind == EXPR_LIST || e->kind == EXPR_BINARY)
		for (const struct expr *i = expr_first(e); i; i = i->next)
			patterns_in(i, out, depth + 1);
}

/* PATTERNS = pattern("/x"), in the class or the nearest base that says it. */
static void paths_of_class(struct own *x, const struct bases *b, struct texts *out)
{
	out->n = 0;
	for (size_t i = 0; i < b->local_count && !out->n; i++)
		for (const struct binding *m = b->local[i]->first_binding; m; m = m->next)
			if (m->kind == BIND_VALUE && !binding_target(m) &&
			    says(x, WORD_placed, m->name))
				patterns_in(binding_value(m), out, 0);
}

static bool is_answering(const struct own *x, const struct scope *class)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling)
		if (m->kind == SCOPE_FUNCTION && m->name.len && answers(x, m))
			return true;
	return false;
}

/* Those that others inherit may be there for them alone. */
static void note_class(struct own *x, const struct scope *class)
{
	struct bases b;

	eval_bases(&x->l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++)
		if (b.local[i] != class)
			places_add(&x->inherited, x->l->arena, b.local[i], 0);
	*(const struct scope **)arena_push(x->l->arena, (void **)&x->classes,
	                                   &x->class_count, &x->class_room,
	                                   sizeof class) = class;
}

static void own_class(struct own *x, const struct scope *class)
{
	struct bases b;
	struct texts paths, methods;

	eval_bases(&x->l->eval, class, &b);
	paths_of_class(x, &b, &paths);
	if (!paths.n && places_has(&x->inherited, class, 0))
		return;
	if (!paths.n)
		one_text(&paths, "{}");
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		const char *method = m->kind == SCOPE_FUNCTION && m->name.len
		                       ? answers(x, m)
		                       : NULL;

		methods.n = 0;
		if (!method)
			continue;
		add_text(&methods, method);
		for (size_t i = 0; i < paths.n; i++)
			serve(x, paths.v[i].s, &methods, m, m->line);
	}
}

static void own_in(struct own *x, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		own_call(x, t->call, s);
	for (const struct expr *d = s->parent ? s->decorators : NULL; d; d = d->next)
		own_decorator(x, d, s);
	if (s->kind == SCOPE_CLASS && is_answering(x, s))
		note_class(x, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		own_in(x, c);
}

void own_python(struct own *x)
{
	for (size_t i = 0; i < x->l->program->n; i++) {
		x->unit = x->l->program->units[i];
		if (x->unit->kind == UNIT_SOURCE && x->unit->language == LANG_PYTHON)
			own_in(x, x->unit->module);
	}
	for (size_t i = 0; i < x->class_count; i++) {
		x->unit = x->classes[i]->unit;
		own_class(x, x->classes[i]);
	}
}
