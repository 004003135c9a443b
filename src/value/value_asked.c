/* value_asked.c - what a module of Python finds when it is asked: its __getattr__. */
#include "syntax/lang.h"
#include "value/value_parts.h"

/* A package asks a module of its own, and that, say, one more. More would be names that
 * they make up for each other. */
enum { ASKING_MAX = 4 };

static const struct scope *asked_function(const struct unit *u)
{
	const struct binding *b = scope_find(u->module, name_of("__getattr__"));
	const struct scope *f = b ? binding_def(b) : NULL;

	return f && f->kind == SCOPE_FUNCTION && f->params ? f : NULL;
}

/* if name == "x": from .y import x; return x: of all that it returns, that. */
static bool named(struct eval *ev, const struct scope *f, struct name n,
                  struct values *out)
{
	for (const struct expr *r = f->returns; r; r = r->next)
		if ((r->kind == EXPR_NAME || r->kind == EXPR_ATTR) && name_eq(r->text, n))
			eval_also(ev, r, f, NULL, out);
	return out->n > 0;
}

void eval_asked_member(struct eval *ev, const struct unit *u, struct name n,
                       struct values *out)
{
	const struct scope *f;
	struct expr *call;
	bool is_new;

	eval_unit_member(ev, u, n, out);
	if (out->n || u->language != LANG_PYTHON || !(f = asked_function(u)) ||
	    named(ev, f, n, out))
		return;
	if (ev->modules_asking == ASKING_MAX) {
		ev->cut.is_poor = true;
		return;
	}
	n = name_copy(ev->arena, n.s, n.len);
	call = eval_listed(ev, f, NULL, n.s, &is_new);
	if (is_new) {
		struct expr *called = expr_new(ev->arena, EXPR_NAME, call->line);
		struct expr *asked = expr_new(ev->arena, EXPR_STRING, call->line);

		called->text = f->name;
		asked->text = n;
		call->kind = EXPR_CALL;
		call->left_ = called;
		call->first_ = asked;
		call->scope = u->module;
	}
	ev->modules_asking++;
	eval_expr(ev, call, u->module, NULL, out);
	ev->modules_asking--;
}
