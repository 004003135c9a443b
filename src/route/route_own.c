/* route_own.c - routers and tables of routes that scripts write themselves:
 *
 *     class Server { get(path, handler) { .. } post(path, handler) { .. } }
 *     server.get("/x", show);
 *     const table = [route("GET", "/x", show)];
 *
 * What serves them is code of their own: where it hangs them is not known. */
#include <string.h>

#include "route/route_own.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

const char own_reason[] = "what serves it is a router of the code base itself";

static bool says(const struct own *x, enum detector_word word, struct name n)
{
	return detectors_say(x->l->detectors, x->is_python, word, n.s);
}

bool own_is_path(const struct expr *e)
{
	return e && e->kind == EXPR_STRING && *e->text.s == '/' &&
	       !strchr(e->text.s, ' ');
}

/* Is one of its parameters called as handlers are? */
bool own_takes_handler(const struct own *x, const struct scope *f)
{
	for (const struct param *p = f->params; p; p = p->next)
		if (p->name.len && says(x, WORD_handled, p->name))
			return true;
	return false;
}

static const struct scope *method_of(const struct own *x, const struct value *of,
                                     struct name n)
{
	struct values v;

	v.n = 0;
	eval_member(&x->l->eval, of, n, &v);
	return function_among(&v);
}

/* An object of a class of ours that takes handlers by several HTTP methods. */
static bool is_own_router(const struct own *x, const struct value *v, struct name called)
{
	static const char *const methods[] = { "get", "post" };
	const struct scope *f;

	if (v->kind != VALUE_OBJECT || !v->scope || v->scope->kind != SCOPE_CLASS ||
	    !(f = method_of(x, v, called)) || !own_takes_handler(x, f))
		return false;
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
		if (!method_of(x, v, name_of(methods[i])))
			return false;
	return true;
}

/* server.get("/x", show) */
static bool is_declared(const struct own *x, const struct expr *call,
                        const struct scope *s)
{
	const struct expr *callee = expr_left(call);
	struct values v;

	if (callee->kind != EXPR_ATTR || !says(x, WORD_declared, callee->text))
		return false;
	eval_expr(&x->l->eval, expr_left(callee), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (is_own_router(x, &v.v[i], callee->text))
			return true;
	return false;
}

/* route("GET", "/x", show) */
static bool is_tabled(const struct own *x, const struct expr *call, const struct scope *s)
{
	const struct scope *f;
	struct values v;

	eval_expr(&x->l->eval, expr_left(call), s, NULL, &v);
	f = function_among(&v);
	return f && own_takes_handler(x, f);
}

/* The last argument, where it is a function. */
static bool handler_of(const struct own *x, const struct expr *call,
                       const struct scope *s, const struct scope **handler)
{
	const struct expr *last = expr_first(call);
	struct values v;

	while (last->next)
		last = last->next;
	eval_expr(&x->l->eval, last, s, NULL, &v);
	*handler = function_among(&v);
	return *handler || last->kind == EXPR_FUNCTION;
}

/* Did a rule find it, here or where what keeps it is hung on a known router? */
bool own_is_known(const struct own *x, uint32_t line, const struct scope *handler)
{
	return places_has(&x->known, handler, 0) || places_has(&x->known, x->unit, line);
}

static void own_call(struct own *x, const struct expr *call, const struct scope *s)
{
	const struct expr *first = expr_first(call);
	struct served served = { .reason = own_reason };
	const char *method;

	if (call->kind != EXPR_CALL || !expr_left(call) || !first || !first->next ||
	    first->kind != EXPR_STRING)
		return;
	if (own_is_path(first) && expr_left(call)->kind == EXPR_ATTR) {
		method = route_upper(x->l, expr_left(call)->text.s);
		one_text(&served.paths, first->text.s);
	} else if (route_is_method(first->text.s) && own_is_path(first->next) &&
	           first->next->next) {
		method = first->text.s;
		one_text(&served.paths, first->next->text.s);
	} else {
		return;
	}
	if (own_is_path(first) ? !is_declared(x, call, s) : !is_tabled(x, call, s))
		return;
	if (!handler_of(x, call, s, &served.handler) ||
	    own_is_known(x, call->line, served.handler))
		return;
	served.handler_name = served.handler ? link_scope_name(x->l, served.handler)
	                                     : NULL;
	one_text(&served.methods,
	         route_is_method(method) ? arena_strdup(x->l->arena, method) : "*");
	route_served(x->l, x->rule, x->unit, call->line, &served);
}

static void own_in(struct own *x, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		own_call(x, t->call, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		own_in(x, c);
}

static void note_known(struct own *x)
{
	for (const struct pending *p = x->l->routes->first; p; p = p->next) {
		places_add(&x->known, x->l->arena, p->handler, 0);
		places_add(&x->known, x->l->arena, p->unit, p->line);
	}
}

static void own_of(struct linker *l, bool is_python, void (*fn)(struct own *x))
{
	struct own x = { .l = l,
		         .rule = detectors_rule(l->detectors, is_python, WORD_declared),
		         .is_python = is_python };

	if (!x.rule)
		return;
	note_known(&x);
	fn(&x);
}

static void own_script(struct own *x)
{
	for (size_t i = 0; i < x->l->program->n; i++) {
		x->unit = x->l->program->units[i];
		if (x->unit->kind == UNIT_SOURCE && x->unit->language != LANG_PYTHON)
			own_in(x, x->unit->module);
	}
}

void route_own(struct linker *l)
{
	own_of(l, false, own_script);
	own_of(l, true, own_python);
}
