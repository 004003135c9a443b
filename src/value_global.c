/* value_global.c - names that a script gives to all others: global.app = express(), or
 * app = express() where nobody declares such a variable. */
#include "lang.h"
#include "value_parts.h"

enum { GLOBAL_SLOTS = 64, GLOBAL_MAX = 4 };

struct given_name {
	struct name name;
	const struct expr *value;
	const struct scope *module;
	struct given_name *next;
};

struct given_names {
	struct given_name *slot[GLOBAL_SLOTS];
};

/* global.app: app. */
static bool is_member_of_all(const struct expr *target, struct name *n)
{
	if (!target || target->kind != EXPR_ATTR || target->left->kind != EXPR_NAME ||
	    (!name_is(target->left->text, "global") &&
	     !name_is(target->left->text, "globalThis")))
		return false;
	*n = target->text;
	return true;
}

static bool is_undeclared(const struct binding *b)
{
	if (name_is(b->name, "exports") || name_is(b->name, "module"))
		return false;
	for (; b; b = b->same)
		if (!b->is_assignment || b->target)
			return false;
	return true;
}

static void note(struct eval *ev, const struct binding *b, const struct scope *module)
{
	struct name n = b->name;
	struct given_name **slot, *x;

	if (b->kind != BIND_VALUE || !b->value || b->value->kind != EXPR_CALL ||
	    (b->target ? !is_member_of_all(b->target, &n)
	               : !b->is_assignment || !is_undeclared(scope_find(module, n))))
		return;
	slot = &ev->given_names->slot[n.hash % GLOBAL_SLOTS];
	x = arena_alloc(ev->arena, sizeof *x);
	*x = (struct given_name){ n, b->value, module, *slot };
	*slot = x;
}

static void find_all(struct eval *ev)
{
	if (ev->given_names)
		return;
	ev->given_names = arena_zero(ev->arena, sizeof *ev->given_names);
	for (size_t i = 0; i < ev->program->n; i++) {
		const struct unit *u = ev->program->units[i];

		if (u->kind != UNIT_SOURCE || u->language == LANG_PYTHON)
			continue;
		for (const struct binding *b = u->module->first_binding; b; b = b->next)
			note(ev, b, u->module);
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
			eval_also(ev, x->value, x->module, NULL, out);
		}
}
