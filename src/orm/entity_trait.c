/* entity_trait.c - what refines a field, a relation or a model: `trait` rules applied. */
#include "orm/entity_trait.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/lang.h"

/* ---- the set ----------------------------------------------------------------------- */

static struct trait *trait_find(struct traits *t, struct name word)
{
	for (size_t i = 0; i < t->n; i++)
		if (name_eq(t->v[i].word, word))
			return &t->v[i];
	return NULL;
}

bool traits_have(const struct traits *t, const char *word)
{
	return trait_find((struct traits *)(uintptr_t)t, name_of(word)) != NULL;
}

static void traits_drop(struct traits *t, struct name word)
{
	struct trait *x = trait_find(t, word);

	if (x)
		*x = t->v[--t->n];
}

static bool is_variety(struct name word)
{
	return name_is(word, "one-to-one") || name_is(word, "one-to-many") ||
	       name_is(word, "many-to-one") || name_is(word, "many-to-many");
}

void traits_add(struct traits *t, struct name word, const char *value)
{
	struct trait *x = trait_find(t, word);

	if (is_variety(word)) {
		t->variety = word.s;
		return;
	}
	if (!x && t->n < TRAITS_MAX)
		x = &t->v[t->n++];
	if (x)
		*x = (struct trait){ word, value && *value ? value : NULL };
}

static int by_word(const void *a, const void *b)
{
	const struct trait *x = a, *y = b;

	return strcmp(x->word.s, y->word.s);
}

const char *traits_print(struct traits *t)
{
	const char *text = NULL;

	qsort(t->v, t->n, sizeof *t->v, by_word);
	for (size_t i = 0; i < t->n; i++)
		text = arena_printf(t->linker->arena, "%s%s%s%s%s", text ? text : "",
		                    text ? " " : "", t->v[i].word.s,
		                    t->v[i].value ? "=" : "",
		                    t->v[i].value ? t->v[i].value : "");
	return text;
}

static const char *find_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; p && (p = strstr(p, word)); p += n)
		if ((p == text || p[-1] == ' ') && (!p[n] || p[n] == ' ' || p[n] == '='))
			return p;
	return NULL;
}

const char *traits_value(struct arena *a, const char *text, const char *word)
{
	const char *p = find_word(text, word);

	p = p ? p + strlen(word) : NULL;
	return p && *p == '=' ? arena_strndup(a, p + 1, strcspn(p + 1, " ")) : NULL;
}

/* ---- values ------------------------------------------------------------------------ */

/* In one word: a text as it is, anything else as the code writes it, blanks left out. */
const char *trait_text(struct traits *t, const struct expr *e)
{
	char buf[64], *to = buf;

	if (e->kind == EXPR_ATTR && expr_left(e) && expr_left(e)->kind == EXPR_NAME &&
	    name_is(expr_left(e)->text, "models"))
		snprintf(buf, sizeof buf, "%.*s",
		         (int)(e->text.len > 60 ? 60 : e->text.len), e->text.s);
	else if (e->kind == EXPR_STRING)
		snprintf(buf, sizeof buf, "%.*s",
		         (int)(e->text.len > 60 ? 60 : e->text.len), e->text.s);
	else if (e->kind == EXPR_FUNCTION && e->scope && e->scope->returns)
		expr_print(e->scope->returns, buf, sizeof buf);
	else
		expr_print(e, buf, sizeof buf);
	for (const char *c = buf; *c; c++)
		if (!isspace((unsigned char)*c))
			*to++ = *c;
	*to = '\0';
	return arena_strdup(t->linker->arena, buf);
}

static const struct link *last_link(const struct link *l)
{
	while (l->next)
		l = l->next;
	return l;
}

static const struct expr *named(const struct expr *e)
{
	if (e->kind == EXPR_CALL || e->kind == EXPR_INDEX)
		e = expr_left(e);
	return e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR ||
	             e->kind == EXPR_CONST)
	         ? e
	         : NULL;
}

static bool is_named(const struct expr *e, const struct link *l)
{
	const struct expr *n = named(e);

	return n && link_has(last_link(l), n->text);
}

static bool fits(const struct arg *a, const struct expr *e, const struct expr **value);

static const struct expr *next_positional(const struct expr *e)
{
	while (e && (e->kind == EXPR_KEYWORD || e->kind == EXPR_SPREAD))
		e = e->next;
	return e;
}

/* Name($value, k=v): what is asked for is there, in this order. */
static bool call_fits(const struct arg *args, const struct expr *call,
                      const struct expr **value)
{
	const struct expr *e = next_positional(expr_first(call));

	for (const struct arg *a = args; a; a = a->next) {
		const struct expr *k = NULL;

		if (a->kind == ARG_REST)
			continue;
		if (a->kind == ARG_KEYWORD) {
			for (k = expr_first(call); k; k = k->next)
				if (k->kind == EXPR_KEYWORD && name_eq(k->text, a->name))
					break;
			if (k ? !fits(a->inner, expr_first(k), value) : !a->optional)
				return false;
			continue;
		}
		if (e ? !fits(a, e, value) : !a->optional)
			return false;
		e = e ? next_positional(e->next) : NULL;
	}
	return true;
}

static bool fits(const struct arg *a, const struct expr *e, const struct expr **value)
{
	if (!e)
		return false;
	switch ((enum arg_kind)a->kind) {
	case ARG_REST: return true;
	case ARG_VAR:
		if (name_is(a->name, "value") && !*value)
			*value = e;
		return true;
	case ARG_TEXT:
		if (e->kind != EXPR_STRING)
			return false;
		if (!name_is(a->name, "*"))
			return name_eq(a->name, e->text);
		*value = e;
		return true;
	case ARG_CALL:
		if ((e->kind == EXPR_CALL) != a->has_parens || !is_named(e, a->chain))
			return false;
		return !a->has_parens || call_fits(a->inner, e, value);
	case ARG_LIST:
		if (e->kind != EXPR_LIST)
			return false;
		return !a->inner ||
		       (expr_first(e) && fits(a->inner, expr_first(e), value));
	case ARG_KEYWORD:
	case ARG_DICT: return false;
	}
	return false;
}

/* ---- places ------------------------------------------------------------------------ */

/* k=v among the arguments, or in an object among them. */
static bool key_fits(const struct arg *a, const struct expr *first,
                     const struct expr **value)
{
	for (const struct expr *e = first; e; e = e->next) {
		if (e->kind == EXPR_KEYWORD && name_eq(e->text, a->name) &&
		    fits(a->inner, expr_first(e), value))
			return true;
		if (e->kind == EXPR_PAIR && expr_left(e) &&
		    name_eq(expr_left(e)->text, a->name) &&
		    fits(a->inner, expr_first(e), value))
			return true;
		if (e->kind == EXPR_DICT && key_fits(a, expr_first(e), value))
			return true;
	}
	return false;
}

static bool any_fits(const struct arg *a, const struct expr *first,
                     const struct expr **value)
{
	for (const struct expr *e = first; e; e = e->next)
		if (e->kind != EXPR_KEYWORD && fits(a, e, value))
			return true;
	return false;
}

static bool arguments_fit(const struct arg *a, const struct expr *made,
                          const struct expr **value)
{
	for (const struct expr *e = made; e && e->kind != EXPR_NAME; e = expr_left(e)) {
		const struct expr *first = e->kind == EXPR_DICT ? e : expr_first(e);
		bool found;

		if (e->kind != EXPR_CALL && e->kind != EXPR_DICT && e->kind != EXPR_LIST)
			continue;
		found = a->kind == ARG_KEYWORD ? key_fits(a, first, value)
		                               : any_fits(a, first, value);
		if (found)
			return true;
	}
	return false;
}

/* varchar("name").notNull(): a link of the chain. */
static bool chain_fits(const struct arg *a, const struct expr *made,
                       const struct expr **value)
{
	for (const struct expr *e = made; e; e = expr_left(e)) {
		if (e->kind == EXPR_CALL && expr_left(e) && is_named(e, a->chain) &&
		    (!a->has_parens || call_fits(a->inner, e, value)))
			return true;
		if (e->kind != EXPR_CALL && e->kind != EXPR_ATTR)
			return false;
	}
	return false;
}

/* Optional[X], X | None, Mapped[list["X"]]: is the name anywhere in there? */
static bool type_fits(const struct link *l, const struct expr *t, int depth)
{
	if (!t || depth > 8)
		return false;
	if (t->kind == EXPR_STRING) { /* "X | None" of older code, read as a text */
		for (size_t i = 0; i < l->n; i++)
			if (strstr(t->text.s, l->names[i].s))
				return true;
		return false;
	}
	if (is_named(t, l))
		return true;
	if (t->kind == EXPR_BINARY)
		return type_fits(l, expr_left(t), depth + 1) ||
		       type_fits(l, expr_first(t), depth + 1);
	if (t->kind != EXPR_INDEX)
		return false;
	for (const struct expr *x = expr_first(t); x; x = x->next) {
		if (type_fits(l, x, depth + 1))
			return true;
		if (x->kind == EXPR_LIST)
			for (const struct expr *y = expr_first(x); y; y = y->next)
				if (type_fits(l, y, depth + 1))
					return true;
	}
	return false;
}

static void apply(struct traits *t, const struct rule *r, const struct expr *value)
{
	if (r->takes_away)
		traits_drop(t, r->trait);
	else
		traits_add(t, r->trait, value ? trait_text(t, value) : r->trait_value);
}

/* varchar("name") of varchar("name").notNull() */
static const struct expr *chain_start(const struct expr *e)
{
	while (e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_ATTR &&
	       expr_left(expr_left(e)) && expr_left(expr_left(e))->kind == EXPR_CALL)
		e = expr_left(expr_left(e));
	return e;
}

static bool rule_fits(const struct traits *t, const struct rule *r,
                      const struct expr *made, const struct expr *annotation,
                      const struct expr **value)
{
	switch ((enum trait_place)r->place) {
	case PLACE_ARGUMENT:
		if (r->args->kind == ARG_REST) /* trait null ... */
			return true;
		return made && arguments_fit(r->args, made, value);
	case PLACE_CHAIN: return made && chain_fits(r->args, made, value);
	case PLACE_CALLEE:
		return made && (is_named(made, r->args->chain) ||
		                link_has(last_link(r->args->chain), t->made_as) ||
		                is_named(chain_start(made), r->args->chain));
	case PLACE_TYPE: return type_fits(last_link(r->args->chain), annotation, 0);
	}
	return false;
}

/* Mapped[key] with key = Annotated[int, mapped_column(primary_key=True)]: the call that
 * the alias brings along. */
static const struct expr *call_in_type(struct traits *t, const struct expr *e,
                                       const struct scope *s, int depth)
{
	if (!e || depth > 6)
		return NULL;
	if (e->kind == EXPR_CALL)
		return e;
	if (e->kind == EXPR_NAME) {
		const struct binding *b = NULL;
		struct values v;

		for (; s && !(b = scope_find(s, e->text)); s = s->parent)
			;
		if (b && b->kind == BIND_VALUE && !binding_target(b))
			return binding_value(b) && binding_value(b)->kind == EXPR_INDEX
			         ? call_in_type(t, binding_value(b), s, depth + 1)
			         : NULL;
		if (!b || b->kind != BIND_IMPORT || !s)
			return NULL;
		eval_name(&t->linker->eval, e->text, s, NULL, &v);
		return v.n && v.v[0].kind == VALUE_LITERAL &&
		               v.v[0].expr->kind == EXPR_INDEX
		         ? call_in_type(t, v.v[0].expr, v.v[0].scope, depth + 1)
		         : NULL;
	}
	if (e->kind != EXPR_INDEX && e->kind != EXPR_LIST)
		return NULL;
	for (const struct expr *x = expr_first(e); x; x = x->next) {
		const struct expr *call = call_in_type(t, x, s, depth + 1);

		if (call)
			return call;
	}
	return NULL;
}

static bool is_said(const struct detector *d, enum detector_word word, struct name n)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == word && i < r->word_count; i++)
			if (name_eq(r->words[i], n))
				return true;
	return false;
}

/* Field(sa_column=Column(..)): the call that the field is given as its column. */
static const struct expr *given_column(const struct detector *d, const struct expr *made)
{
	if (!made || made->kind != EXPR_CALL)
		return NULL;
	for (const struct expr *e = expr_first(made); e; e = e->next)
		if (e->kind == EXPR_KEYWORD && expr_first(e)->kind == EXPR_CALL &&
		    is_said(d, WORD_columns, e->text))
			return expr_first(e);
	return NULL;
}

void traits_of_member(struct traits *t, const struct expr *made,
                      const struct expr *annotation)
{
	const struct expr *typed = annotation && t->detector->is_python && t->scope
	                             ? call_in_type(t, annotation, t->scope, 0)
	                             : NULL;
	const struct expr *column = given_column(t->detector, made);

	for (const struct rule *r = t->detector->rules; r; r = r->next) {
		const struct expr *value = NULL;

		if (r->form != FORM_TRAIT || r->in.len ||
		    (t->is_begun && r->args->kind == ARG_REST) ||
		    (r->of.len && t->of && !name_is(r->of, t->of)))
			continue;
		if (rule_fits(t, r, made, annotation, &value) ||
		    (typed && rule_fits(t, r, typed, NULL, &value)) ||
		    (column && rule_fits(t, r, column, NULL, &value)))
			apply(t, r, value);
	}
	t->is_begun = true;
}

/* ---- models ------------------------------------------------------------------------ */

static const struct scope *inner_class(const struct scope *class, struct name n)
{
	for (const struct scope *s = class->first_child; s; s = s->sibling)
		if (s->kind == SCOPE_CLASS && name_eq(s->name, n))
			return s;
	return NULL;
}

static bool body_fits(const struct arg *a, const struct scope *class,
                      const struct expr **value)
{
	for (const struct binding *b = class->first_binding; b; b = b->next) {
		if (b->kind != BIND_VALUE || binding_target(b) || !binding_value(b))
			continue;
		if (a->kind == ARG_KEYWORD ? name_eq(b->name, a->name) &&
		                                 fits(a->inner, binding_value(b), value)
		                           : fits(a, binding_value(b), value))
			return true;
	}
	return false;
}

/* The value that the class gives a name: an assignment, or what a function returns. */
static const struct expr *stated_value(const struct scope *class, struct name n)
{
	const struct binding *b = scope_find(class, n);

	if (b && b->kind == BIND_VALUE && !binding_target(b))
		return binding_value(b);
	return b && b->kind == BIND_DEF && binding_def(b)->kind == SCOPE_FUNCTION
	         ? binding_def(b)->returns
	         : NULL;
}

static bool class_fits(const struct rule *r, const struct scope *class,
                       const struct expr **value)
{
	const struct arg *a = r->args;
	const struct scope *inner;
	const struct expr *e;

	if (name_is(r->in, "class")) {
		if (body_fits(a, class, value))
			return true;
		for (const struct expr *d = class->decorators; d; d = d->next) {
			if (a->kind == ARG_CALL ? fits(a, d, value)
			                        : arguments_fit(a, d, value))
				return true;
		}
		return a->kind == ARG_KEYWORD && key_fits(a, class->bases, value);
	}
	if ((inner = inner_class(class, r->in)))
		return body_fits(a, inner, value);
	e = stated_value(class, r->in);
	return e && (arguments_fit(a, e, value) || fits(a, e, value));
}

void traits_of_class(struct traits *t, const struct scope *class)
{
	for (const struct rule *r = t->detector->rules; r; r = r->next) {
		const struct expr *value = NULL;

		if (r->form == FORM_TRAIT && r->in.len && r->place == PLACE_ARGUMENT &&
		    class_fits(r, class, &value))
			apply(t, r, value);
	}
}

/* ---- types ------------------------------------------------------------------------- */

/* Is this argument a trait (ForeignKey(..)) and so no type? */
static bool is_trait_argument(const struct detector *d, const struct expr *e)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		const struct expr *value = NULL;

		if (r->form == FORM_TRAIT && !r->in.len && r->place == PLACE_ARGUMENT &&
		    !r->is_type && r->args->kind == ARG_CALL && fits(r->args, e, &value))
			return true;
	}
	return false;
}

static const struct expr *type_argument(const struct detector *d, const struct expr *made)
{
	if (!made || made->kind != EXPR_CALL)
		return NULL;
	for (const struct expr *e = expr_first(made); e; e = e->next) {
		if (e->kind == EXPR_KEYWORD && is_said(d, WORD_typed, e->text))
			return expr_first(e);
		if (e->kind == EXPR_NAME || e->kind == EXPR_ATTR || e->kind == EXPR_CALL)
			if (!is_trait_argument(d, e))
				return e;
	}
	return NULL;
}

const char *field_type(struct traits *t, const struct rule *r, const struct expr *made,
                       const struct expr *annotation)
{
	const struct expr *e = NULL;
	char buf[120];

	if (!r->type)
		return NULL;
	if (!strcmp(r->type, "name")) {
		/* The first call of a chain: varchar("a").notNull() */
		for (const struct expr *c = made; c; c = expr_left(c)) {
			if (c->kind != EXPR_CALL && c->kind != EXPR_ATTR)
				break;
			if (c->kind == EXPR_CALL)
				e = c;
		}
		e = e ? named(e) : NULL;
		return e ? arena_strndup(t->linker->arena, e->text.s, e->text.len) : NULL;
	}
	if (!strcmp(r->type, "argument"))
		e = type_argument(t->detector, made);
	if (!e && annotation)
		e = annotation->kind == EXPR_INDEX && r->form == FORM_ASSIGN &&
		            expr_first(annotation)
		      ? expr_first(annotation)
		      : annotation;
	if (e && e == annotation && r->last && !r->last->is_suffix &&
	    e->kind == EXPR_INDEX && expr_first(e))
		e = expr_first(e); /* Mapped[int] */
	return e ? arena_strdup(t->linker->arena, expr_print(e, buf, sizeof buf)) : NULL;
}
