/* listed.c - what stands in lists that variables hold: functions, and texts that name
 * code, ours or that of a package. */
#include "link/listed.h"

#include <string.h>

#include "detect/need.h"
#include "syntax/lang.h"
#include "text/glob.h"

/* What an item means: a function or class of ours, or a text that no code of ours has. */
struct listed {
	struct name variable;
	const struct unit *unit;
	const struct expr *item;
	const char *text;         /* NULL: no text */
	const struct scope *code; /* NULL: not ours */
};

/* "shop.guards.Tenant": the member of that module. */
static const struct scope *code_at(struct linker *l, const struct unit *from,
                                   const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct unit *u = NULL;
	struct values v;

	v.n = 0;
	if (dot && dot != path && dot[1])
		u = program_resolve(l->program, from,
		                    arena_strndup(l->arena, path, (size_t)(dot - path)),
		                    NULL);
	if (u)
		eval_unit_member(&l->eval, u, name_of(dot + 1), &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE)
			return v.v[i].scope;
	return NULL;
}

/* takes=METHOD.GLOB: such a parameter of the function, or of that method of the class or
 * of a base of ours. */
static bool takes(struct linker *l, const struct scope *code, const char *asked)
{
	const char *dot = strchr(asked, '.');
	const struct scope *f = code;
	struct value of = { .kind = VALUE_OBJECT, .scope = code };
	struct values v;

	if (!code || !dot)
		return false;
	if (code->kind == SCOPE_CLASS) {
		v.n = 0;
		f = NULL;
		eval_member(&l->eval, &of,
		            name_copy(l->arena, asked, (size_t)(dot - asked)), &v);
		for (size_t i = 0; i < v.n && !f; i++)
			if (v.v[i].kind == VALUE_SCOPE)
				f = v.v[i].scope;
	}
	for (const struct param *p = f ? f->params : NULL; p; p = p->next)
		if (p->name.len && glob_matches(dot + 1, p->name.s))
			return true;
	return false;
}

static bool is_meant(struct linker *l, const struct rule *r, const struct listed *x)
{
	const struct arg *a = r->args->kind == ARG_LIST ? r->args->inner : NULL;

	if (a && a->kind == ARG_TEXT && !(x->text && glob_matches(a->name.s, x->text)))
		return false;
	if (!x->code && !(x->text && strchr(x->text, '.')))
		return false;
	return !r->takes || takes(l, x->code, r->takes);
}

/* A list of functions may have any name: its file imports the package. */
static bool is_used(struct linker *l, const struct detector *d, const struct listed *x)
{
	return x->text ? link_uses(l, d) : needs_has(x->unit->uses, d->index);
}

/* The lists of two workers may hold one function. */
static bool is_told(const struct linker *l, const struct rule *r,
                    const struct scope *code)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct fact *f = &l->facts->v[i];

		if (f->kind == r->fact && f->line == code->line &&
		    f->file == code->unit->path && f->framework == r->detector->name)
			return true;
	}
	return false;
}

static void fact_of(struct linker *l, const struct rule *r, const struct listed *x)
{
	const struct scope *code = x->code;
	const char *dot = x->text ? strrchr(x->text, '.') : NULL;
	struct fact *f;

	if (!x->text && is_told(l, r, code))
		return;
	/* A function is where it is written, what a text names where that stands. */
	if (!x->text)
		f = link_fact(l, (enum fact_kind)r->fact, code->unit, code->line, r);
	else
		f = link_fact(l, (enum fact_kind)r->fact, x->unit, x->item->line, r);
	if (code) {
		f->name = code->name.s;
		f->handler = link_scope_name(l, code);
		link_measure(f, code, x->text ? x->unit : code->unit);
	} else {
		f->name = dot ? dot + 1 : x->text;
		f->target = x->text;
	}
	link_row(l, x->text ? x->unit : code->unit, f->line, r);
}

/* The first rule of each kind and detector that means it. */
static void item_of(struct linker *l, const struct listed *x)
{
	const struct rule *last = NULL;
	struct indexed *at = NULL;
	struct rule *r;

	while ((r = detectors_named(l->detectors, x->variable, &at))) {
		if (r->form != FORM_ITEM ||
		    r->detector->is_python != (x->unit->language == LANG_PYTHON) ||
		    (last && last->detector == r->detector && last->fact == r->fact) ||
		    !is_used(l, r->detector, x) || !is_meant(l, r, x))
			continue;
		fact_of(l, r, x);
		last = r;
	}
}

void listed_items(struct linker *l, struct name variable, const struct expr *value,
                  const struct scope *s)
{
	struct values v;

	eval_expr(&l->eval, value, s, NULL, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_LIST)
		return;
	for (const struct expr *e = expr_first(v.v[0].expr); e; e = e->next) {
		struct listed x = { variable, v.v[0].scope->unit, e, NULL, NULL };

		if (e->kind == EXPR_STRING) {
			x.text = e->text.s;
			x.code = code_at(l, x.unit, x.text);
		} else if (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) {
			x.code = link_handler(l, e, v.v[0].scope, v.v[0].env);
			if (x.code &&
			    (x.code->kind != SCOPE_FUNCTION || !x.code->name.len))
				x.code = NULL;
		}
		item_of(l, &x);
	}
}
