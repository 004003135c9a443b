/* value_global.c - names that a script gives to all others: global.app = express(), or
 * app = express() where nobody declares such a variable. */
#include "syntax/lang.h"
#include "value/value_parts.h"

enum { GLOBAL_SLOTS = 64, GLOBAL_MAX = 4 };

struct given_name {
	struct name name;
	const struct expr *value;
	const struct scope *scope;
	struct given_name *next;
};

struct given_names {
	struct given_name *slot[GLOBAL_SLOTS];
};

static bool is_undeclared(const struct binding *b)
{
	if (name_is(b->name, "exports") || name_is(b->name, "module"))
		return false;
	for (; b; b = b->same)
		if (!b->is_assignment || binding_target(b))
			return false;
	return true;
}

static void note(struct eval *ev, const struct binding *b, const struct scope *s)
{
	const bool is_member = binding_target(b) && expr_is_global(binding_target(b));
	struct name n = is_member ? binding_target(b)->text : b->name;
	struct given_name **slot, *x;

	if (b->kind != BIND_VALUE || !binding_value(b) ||
	    (binding_target(b) && !is_member) ||
	    (!is_member &&
	     (binding_value(b)->kind != EXPR_CALL || s->kind != SCOPE_MODULE ||
	      !b->is_assignment || !is_undeclared(scope_find(s, n)))))
		return;
	slot = &ev->given_names->slot[n.hash % GLOBAL_SLOTS];
	x = arena_alloc(ev->arena, sizeof *x);
	*x = (struct given_name){ n, binding_value(b), s, *slot };
	*slot = x;
}

static void note_all(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		note(ev, b, s);
	for (const struct scope *c = s->unit->gives_globals ? s->first_child : NULL; c;
	     c = c->sibling)
		note_all(ev, c);
}

static void find_all(struct eval *ev)
{
	if (ev->given_names)
		return;
	ev->given_names = arena_zero(ev->arena, sizeof *ev->given_names);
	for (size_t i = 0; i < ev->program->n; i++) {
		const struct unit *u = ev->program->units[i];

		if (u->kind == UNIT_SOURCE && u->language != LANG_PYTHON)
			note_all(ev, u->module);
	}
}

void eval_global(struct eval *ev, struct name n, struct values *out)
{
	int left = GLOBAL_MAX;

	find_all(ev);
	for (const struct given_name *x = ev->given_names->slot[n.hash % GLOBAL_SLOTS];
	     x && left; x = x->next)
		if (name_eq(x->name, n)) {
			left--;
			eval_also(ev, x->value, x->scope, NULL, out);
		}
}
