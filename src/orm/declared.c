/* declared.c - how a field is written in a script: its type and its traits. */
#include "orm/declared.h"

enum { DEEP = 6 };

/* The expression that a name or a call of ours stands for; NULL: itself. */
static const struct expr *meant(struct linker *l, const struct declared *f,
                                const struct expr *e, struct values *v)
{
	eval_expr(&l->eval, e, f->scope, f->env, v);
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].expr && v->v[i].expr != e &&
		    (v->v[i].kind == VALUE_LITERAL || v->v[i].kind == VALUE_OBJECT))
			return v->v[i].expr;
	return NULL;
}

/* ---- traits ------------------------------------------------------------------------ */

/* The call that a chain begins with. */
static const struct expr *first_call(const struct expr *e)
{
	while (e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_ATTR &&
	       expr_left(expr_left(e)) && expr_left(expr_left(e))->kind == EXPR_CALL)
		e = expr_left(expr_left(e));
	return e;
}

/* Is it worth asking what that stands for? A function of ours, a name of a value. */
static const struct expr *stands_for(struct linker *l, const struct declared *f,
                                     const struct expr *e)
{
	struct values v;

	if (e->kind == EXPR_CALL) {
		e = first_call(e);
		if (!expr_left(e) || expr_left(e)->kind != EXPR_NAME)
			return NULL;
	} else if (e->kind != EXPR_NAME && e->kind != EXPR_ATTR) {
		return NULL;
	}
	return meant(l, f, e, &v);
}

void declared_traits(struct traits *t, const struct declared *f)
{
	const struct expr *e = f->value, *d = f->decorators;
	struct expr one;

	if (!d && !e)
		traits_of_member(t, NULL, f->annotation);
	for (; d; d = d->next) {
		one = expr_alone(d);
		traits_of_member(t, &one, f->annotation);
	}
	for (int i = 0; e && i < DEEP; i++) {
		if (e->kind == EXPR_LIST && expr_first(e) &&
		    expr_first(e)->kind == EXPR_DICT)
			e = expr_first(e);
		traits_of_member(t, e, f->annotation);
		e = stands_for(t->linker, f, e);
	}
}

/* ---- types ------------------------------------------------------------------------- */

static const char *numbers(struct arena *a, const struct expr *call)
{
	const char *s = "";

	for (const struct expr *e = expr_first(call); e; e = e->next)
		if (e->kind == EXPR_NUMBER)
			s = arena_printf(a, "%s%s%s", s, *s ? "," : "", e->text.s);
	return *s ? arena_printf(a, "(%s)", s) : s;
}

static const struct expr *option(const struct expr *dict, const char *key)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_is(expr_left(p)->text, key))
			return expr_first(p);
	return NULL;
}

static const char *type_of(struct linker *l, const struct declared *f,
                           const struct expr *e, int depth)
{
	const struct expr *other;
	const char *inner;
	struct values v;

	if (!e || depth > DEEP)
		return NULL;
	switch ((enum expr_kind)e->kind) {
	case EXPR_STRING: return e->text.s;
	case EXPR_ATTR: return e->text.s;
	case EXPR_NAME:
		other = meant(l, f, e, &v);
		return other && other->kind == EXPR_DICT ? type_of(l, f, other, depth + 1)
		                                         : e->text.s;
	case EXPR_CALL:
		while (expr_left(e) && expr_left(e)->kind == EXPR_ATTR &&
		       expr_left(expr_left(e)) &&
		       expr_left(expr_left(e))->kind == EXPR_CALL)
			e = expr_left(expr_left(e));
		inner = expr_left(e) && expr_left(e)->text.len ? expr_left(e)->text.s
		                                               : NULL;
		return inner ? arena_printf(l->arena, "%s%s", inner, numbers(l->arena, e))
		             : NULL;
	case EXPR_LIST:
		inner = type_of(l, f, expr_first(e), depth + 1);
		return arena_printf(l->arena, "[%s]", inner ? inner : "");
	case EXPR_DICT:
		other = option(e, "type");
		return other ? type_of(l, f, other, depth + 1) : "object";
	case EXPR_FUNCTION:
		return e->scope ? type_of(l, f, e->scope->returns, depth + 1) : NULL;
	default: return NULL;
	}
}

const char *declared_type(struct linker *l, const struct declared *f)
{
	char buf[80];

	for (const struct expr *d = f->decorators; d; d = d->next) {
		const struct expr *a = d->kind == EXPR_CALL ? expr_first(d) : NULL;

		if (f->made && d != f->made)
			continue; /* @Index("name") */

		if (a && a->kind == EXPR_STRING)
			return a->text.s;
		for (; a; a = a->next)
			if (a->kind == EXPR_DICT && option(a, "type"))
				return type_of(l, f, a, 0);
	}
	if (!f->decorators && f->value)
		return type_of(l, f, f->value, 0);
	return f->annotation
	         ? arena_strdup(l->arena, expr_print(f->annotation, buf, sizeof buf))
	         : NULL;
}
