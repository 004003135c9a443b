/* asked.c - what linking may ask of a scope or a call, noted while its file is at hand.
 */
#include "value/asked.h"

#include "syntax/lang.h"
#include "value/value.h"

bool asked_applies(const struct expr *call)
{
	const struct expr *decorator = call->kind == EXPR_CALL ? expr_left(call) : NULL;
	const struct expr *to = expr_first(call);

	return decorator && decorator->kind == EXPR_CALL && to && !to->next &&
	       to->kind != EXPR_KEYWORD && to->kind != EXPR_SPREAD &&
	       to->kind != EXPR_STRING && to->kind != EXPR_NUMBER;
}

/* Where there is such a call, names are looked for. */
enum { NAMES_ASKED = USE_MOUNT | USE_FACT | USE_MODEL | USE_QUERY | ASKED_CALLER };

/* ---- calls -------------------------------------------------------------- */

/* f("/path", handler), f("get", "/path", handler) */
static bool has_path_argument(const struct expr *call)
{
	const struct expr *a = expr_first(call);

	for (int i = 0; a && i < 2; a = a->next, i++)
		if (a->kind == EXPR_STRING && text_may_be_path(a->text.s, a->text.len))
			return a->next;
	return false;
}

/* f(.., ...args) */
static bool is_handed_all(const struct expr *call, const struct expr *a)
{
	return a->kind == EXPR_SPREAD && !(a->flags & EXPR_KEYWORDS) && !a->next &&
	       expr_left(a) && expr_left(a)->kind == EXPR_NAME &&
	       expr_left(call)->kind == EXPR_NAME;
}

/* A variable, or Router() */
static bool is_object(const struct detectors *d, const struct expr *e)
{
	return e->kind == EXPR_NAME || e->kind == EXPR_ATTR ||
	       (e->kind == EXPR_CALL && expr_left(e) &&
	        (expr_left(e)->kind == EXPR_NAME || expr_left(e)->kind == EXPR_ATTR) &&
	        vocabulary_has_maker(&d->vocabulary, expr_left(e)->text.hash));
}

static bool has_object_argument(const struct unit *u, const struct detectors *d,
                                const struct expr *call)
{
	if (has_path_argument(call) || (u->language == LANG_PYTHON && expr_first(call) &&
	                                expr_makes_object(expr_first(call))))
		return true;
	for (const struct expr *a = expr_first(call); a; a = a->next)
		if (is_object(d, a) || a->kind == EXPR_LIST || a->kind == EXPR_DICT ||
		    is_handed_all(call, a) ||
		    (a->kind == EXPR_KEYWORD && expr_first(a) &&
		     (is_object(d, expr_first(a)) || expr_first(a)->kind == EXPR_LIST)))
			return true;
	return false;
}

/* The last name of a call may be what it is imported as: then it may be any. */
static unsigned uses_of(const struct unit *u, const struct detectors *d,
                        const struct expr *callee)
{
	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return 0;
	if (callee->kind == EXPR_NAME &&
	    !(u->plain_names >> (callee->text.hash & 63) & 1))
		return USE_MOUNT | USE_FACT | USE_MODEL;
	if (call_is_super(callee) && u->language != LANG_PYTHON)
		return USE_FACT;
	return detectors_uses(d, callee->text, u->language == LANG_PYTHON);
}

/* createWorker(..) of ours may make what is called like that. */
static bool is_maker(const struct unit *u, const struct detectors *d,
                     const struct expr *callee)
{
	return u->language != LANG_PYTHON && callee &&
	       (callee->kind == EXPR_NAME || callee->kind == EXPR_ATTR) &&
	       vocabulary_has_end(&d->vocabulary, callee->text.s, callee->text.len);
}

static unsigned asked_of_call(const struct unit *u, const struct detectors *d,
                              const struct expr *call)
{
	unsigned asked = 0;

	if (call->kind == EXPR_CALL &&
	    (has_object_argument(u, d, call) || unit_declares_by(u, expr_left(call)) ||
	     is_maker(u, d, expr_left(call))))
		asked |= ASKED_CALLER;
	if (u->language == LANG_PYTHON && asked_applies(call))
		asked |= USE_FACT;
	for (const struct expr *e = call; e; e = expr_left(e)) {
		if (e->kind == EXPR_CALL && expr_left(e) &&
		    expr_left(e)->kind == EXPR_INDEX)
			asked |= USE_MOUNT | USE_FACT;
		else if (e->kind == EXPR_CALL || e->kind == EXPR_TEMPLATE)
			asked |= uses_of(u, d, call_target(e));
		if (e->kind != EXPR_CALL && e->kind != EXPR_ATTR && e->kind != EXPR_INDEX)
			break;
	}
	return asked;
}

/* ---- what stands in variables ------------------------------------------- */

static bool has_operator(const struct expr *e)
{
	if (!e || !e->height || e->kind == EXPR_FUNCTION || e->kind == EXPR_CLASS)
		return false;
	if (e->kind == EXPR_BINARY || has_operator(expr_left(e)))
		return true;
	for (const struct expr *x = expr_first(e); x; x = x->next)
		if (has_operator(x))
			return true;
	return false;
}

static bool is_named(const struct detectors *d, struct name n)
{
	struct indexed *at = NULL;

	return detectors_named(d, n, &at);
}

static bool has_named_key(const struct detectors *d, const struct expr *dict);

/* {..}, [{..}] */
static bool holds_named_key(const struct detectors *d, const struct expr *value)
{
	if (value->kind == EXPR_LIST)
		for (const struct expr *x = expr_first(value); x; x = x->next)
			if (x->kind == EXPR_DICT && has_named_key(d, x))
				return true;
	return value->kind == EXPR_DICT && has_named_key(d, value);
}

static bool has_named_key(const struct detectors *d, const struct expr *dict)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p) &&
		    ((expr_left(p)->kind == EXPR_STRING &&
		      is_named(d, expr_left(p)->text)) ||
		     holds_named_key(d, expr_first(p))))
			return true;
	return false;
}

static bool may_hold_entry(const struct detectors *d, const struct binding *b)
{
	const struct expr *t = binding_target(b);

	if (!binding_value(b) || binding_in(b, NULL) ||
	    (b->kind != BIND_VALUE && b->kind != BIND_AUGMENT))
		return false;
	if (t && t->kind == EXPR_INDEX) {
		if (expr_first(t) && expr_first(t)->kind == EXPR_STRING &&
		    is_named(d, expr_first(t)->text))
			return true;
		t = expr_left(t);
	}
	return (binding_value(b)->kind == EXPR_DICT &&
	        has_named_key(d, binding_value(b))) ||
	       is_named(d, t && (t->kind == EXPR_ATTR || t->kind == EXPR_NAME) ? t->text
	                                                                       : b->name);
}

static bool is_import(const struct detectors *d, const struct binding *b)
{
	return b->kind == BIND_IMPORT && b->imported.len && is_named(d, b->imported);
}

static unsigned asked_of_binding(const struct detectors *d, const struct binding *b)
{
	unsigned asked = 0;

	if (binding_decorators(b))
		asked |= ASKED_FIELDS;
	if (may_hold_entry(d, b))
		asked |= ASKED_ENTRIES;
	if (is_import(d, b))
		asked |= ASKED_IMPORTS;
	if (has_operator(binding_value(b)))
		asked |= ASKED_OPERATORS;
	if (binding_item(b) || binding_adds(b))
		asked |= ASKED_ITEMS;
	return asked;
}

static unsigned asked_of_arguments(const struct detectors *d, const struct expr *call)
{
	for (const struct expr *a = expr_first(call); a; a = a->next)
		if (a->kind == EXPR_DICT ? has_named_key(d, a)
		                         : a->kind == EXPR_KEYWORD && expr_first(a) &&
		                               is_named(d, a->text))
			return ASKED_ENTRIES;
	return 0;
}

/* ---- scopes ------------------------------------------------------------- */

static unsigned asked_of_scope(const struct scope *s, const struct detectors *d)
{
	unsigned asked = 0;

	if (s->decorators || (s->kind == SCOPE_CLASS && s->bases))
		asked |= ASKED_SELF;
	for (const struct param *p = s->params; p; p = p->next)
		if (p->decorators)
			asked |= ASKED_FIELDS;
	for (const struct binding *b = s->first_binding; b; b = b->next)
		asked |= asked_of_binding(d, b);
	for (struct site *t = s->first_site; t; t = t->next) {
		const struct expr *callee = expr_left(t->call);

		t->asked = asked_of_call(s->unit, d, t->call);
		asked |= t->asked | asked_of_arguments(d, t->call);
		if (callee && callee->kind == EXPR_ATTR &&
		    has_operator(expr_left(callee)))
			asked |= ASKED_OPERATORS;
	}
	for (const struct expr *r = s->returns; r; r = r->next)
		if (has_operator(r))
			asked |= ASKED_OPERATORS;
	return asked;
}

static void note(struct scope *s, const struct detectors *d)
{
	unsigned within = 0;

	for (struct scope *c = s->first_child; c; c = c->sibling) {
		note(c, d);
		within |= c->asked | c->asked_within;
	}
	s->asked = asked_of_scope(s, d);
	s->asked_within = within;
	if (s->kind == SCOPE_MODULE || s->asked & NAMES_ASKED)
		scope_index(s);
}

/* new X(), new X(a).router, [new X()]: no site, as nothing asks for X. v is NULL: they
 * are only counted. */
static size_t list_made(const struct expr *e, const struct scope *s, struct asked_call *v,
                        size_t n)
{
	while (e && e->kind == EXPR_ATTR)
		e = expr_left(e);
	if (!e || !e->height)
		return n;
	if (e->kind == EXPR_CALL && e->flags & EXPR_NEW) {
		if (v)
			v[n] = (struct asked_call){ e, s };
		n++;
	}
	if (e->kind == EXPR_CALL || e->kind == EXPR_LIST)
		for (const struct expr *x = expr_first(e); x; x = x->next)
			n = list_made(x, s, v, n);
	return n;
}

/* NULL: they are only counted. */
static size_t list_callers(const struct scope *s, struct asked_call *v, size_t n)
{
	for (const struct site *t = s->asked & ASKED_CALLER ? s->first_site : NULL; t;
	     t = t->next) {
		if (!(t->asked & ASKED_CALLER))
			continue;
		if (v)
			v[n] = (struct asked_call){ t->call, s };
		n++;
		for (const struct expr *a = expr_first(t->call); a; a = a->next)
			n = list_made(a, s, v, n);
	}
	for (const struct scope *c = s->asked_within & ASKED_CALLER ? s->first_child
	                                                            : NULL;
	     c; c = c->sibling)
		n = list_callers(c, v, n);
	return n;
}

void asked_note(struct unit *u, const struct detectors *d)
{
	note(u->module, d);
	u->caller_count = list_callers(u->module, NULL, 0);
	u->callers = arena_alloc(u->arena, u->caller_count * sizeof *u->callers);
	list_callers(u->module, u->callers, 0);
}
