/* value_switch.c - settings that are off where nobody turns them on: what a function
 * returns below `if settings.NAME:` it does not return then. */
#include <strings.h>

#include "value/value_parts.h"

/* NAME = parse_bool(os.environ.get("NAME", "false")) */
static bool is_off_text(struct eval *ev, const struct expr *e, const struct scope *s)
{
	static const char *const off[] = { "", "0", "false", "no", "off", "none" };
	struct texts t;
	size_t n = 0;

	if (e->kind != EXPR_CALL || !expr_first(e) || !expr_left(e) ||
	    (expr_left(e)->kind != EXPR_NAME && expr_left(e)->kind != EXPR_ATTR) ||
	    !strstr(expr_left(e)->text.s, "bool"))
		return false;
	eval_texts(ev, expr_first(e), s, NULL, &t);
	for (size_t i = 0; i < t.n; i++)
		for (size_t k = 0; k < sizeof off / sizeof *off; k++)
			n += t.v[i].complete && !strcasecmp(t.v[i].s, off[k]);
	return t.n && n == t.n;
}

static bool is_off_in(struct eval *ev, const struct scope *module, struct name n)
{
	const struct binding *b = scope_find(module, n);

	return b && !b->same && b->kind == BIND_VALUE && binding_value(b) &&
	       !binding_target(b) && is_off_text(ev, binding_value(b), module);
}

static bool is_off(struct eval *ev, const struct expr *by, const struct scope *s)
{
	struct values v;

	if (eval_truth(ev, by, s, NULL) == TRUTH_NO)
		return true;
	if (by->kind == EXPR_NAME)
		return is_off_in(ev, s->unit->module, by->text);
	eval_expr(ev, expr_left(by), s, NULL, &v);
	return v.n == 1 && v.v[0].kind == VALUE_UNIT &&
	       is_off_in(ev, v.v[0].unit->module, by->text);
}

bool eval_is_off(struct eval *ev, const struct scope *s, uint32_t line)
{
	for (const struct switched *x = s->unit->switched; x; x = x->next)
		if (line >= x->from && line <= x->to)
			return is_off(ev, x->by, s);
	return false;
}
