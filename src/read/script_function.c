/* script_function.c - functions and classes: parameters, bodies, members. */
#include "read/script_function.h"

#include <assert.h>

#include "read/script_expr.h"
#include "read/script_statement.h"
#include "read/script_type.h"

/* ---- parameters --------------------------------------------------------------- */

/* public, private, readonly...: makes a parameter of a constructor a field too. */
static bool modifiers_take(struct reader *r)
{
	uint32_t start = r->at;

	while (r->typed && token_at(r, r->at + 1)->kind == TOK_NAME &&
	       (word_here(r, WORD_PUBLIC) || word_here(r, WORD_PRIVATE) ||
	        word_here(r, WORD_PROTECTED) || word_here(r, WORD_READONLY) ||
	        word_here(r, WORD_OVERRIDE)))
		r->at++;
	return r->at > start;
}

static void field_of_param(struct scope *s, const struct param *p, uint32_t line)
{
	struct binding *b;

	if (!s->parent || s->parent->kind != SCOPE_CLASS)
		return;
	b = binding_add(s->parent, BIND_FIELD, p->name);
	b->line = line;
	b->annotation_ = p->annotation; /* the decorators stay with the parameter */
}

static struct param *param_read(struct reader *r)
{
	struct param *p = arena_zero(r->a, sizeof *p);
	struct expr *target;
	uint32_t line;
	bool is_field;

	p->decorators = decorators_read(r);
	line = token_here(r)->line;
	is_field = modifiers_take(r);
	p->rest = op_take(r, OP3('.', '.', '.'));
	target = pattern_read(r);
	if (target->kind == EXPR_NAME) {
		p->name = target->text;
		expr_drop(r->u, target);
	} else {
		p->pattern = target;
	}
	op_take(r, '?');
	p->annotation = annotation_read(r);
	if (op_take(r, '='))
		p->value = expr_read(r);
	if (is_field)
		field_of_param(r->scope, p, line);
	return p;
}

/* The `this: T` of TypeScript is no parameter. */
static bool is_this(const struct param *p, const struct reader *r)
{
	return r->typed && name_is(p->name, "this");
}

static void params_read(struct reader *r, struct scope *s)
{
	struct param **tail = &s->params, *p;
	struct bracket outer = bracket_enter(r);

	while (r->at < r->end) {
		p = param_read(r);
		if (!is_this(p, r)) {
			*tail = p;
			tail = &p->next;
		}
		while (r->at < r->end && !op_here(r, ','))
			r->at = token_after(r, r->at);
		r->at++;
	}
	bracket_leave(r, outer);
}

/* ---- functions ---------------------------------------------------------------- */

/* What a function needs back when an inner one is done. */
struct outside {
	struct scope *scope;
	struct expr **returns;
};

static struct outside scope_enter(struct reader *r, struct scope *s)
{
	struct outside o = { r->scope, r->returns };

	r->scope = s;
	r->returns = &s->returns;
	return o;
}

/* Statements are those of the body: no decorator, member or type in front is one. */
static void scope_leave(struct reader *r, struct outside o, uint32_t start, uint32_t body)
{
	scope_measure(r, r->scope, start, body, r->at);
	r->scope = o.scope;
	r->returns = o.returns;
}

static void body_read(struct reader *r)
{
	struct bracket outer = bracket_enter(r);

	if (depth_enter(r)) {
		directive_read(r, r->scope);
		statements_read(r);
		depth_leave(r);
	}
	bracket_leave(r, outer);
}

/* Type parameters, parameters and return type. */
static void signature_read(struct reader *r, struct scope *s)
{
	if (op_here(r, '<')) {
		uint32_t i = type_parameters_skip(r, r->at);

		r->at = i ? i : r->at + 1;
	}
	if (open_here(r, '('))
		params_read(r, s);
	s->annotation = annotation_read(r);
}

struct scope *function_rest_read(struct reader *r, uint32_t start, struct name name,
                                 uint8_t flags)
{
	struct scope *s = scope_add(r->u, r->scope, SCOPE_FUNCTION);
	struct outside o = scope_enter(r, s);
	uint32_t body;

	s->name = name;
	s->flags = flags;
	signature_read(r, s);
	body = r->at;
	if (open_here(r, '{'))
		body_read(r);
	scope_leave(r, o, start, body);
	return s;
}

bool has_body(struct reader *r, uint32_t i)
{
	if (token_is_op(token_at(r, i), '<')) {
		i = type_parameters_skip(r, i);
		if (!i)
			return false;
	}
	if (!token_is_open(token_at(r, i), '('))
		return false;
	i = token_after(r, i);
	if (r->typed && token_is_op(token_at(r, i), ':'))
		i = type_skip(r, i + 1);
	return token_is_open(token_at(r, i), '{');
}

struct scope *function_read(struct reader *r, uint8_t flags)
{
	uint32_t start = r->at;
	struct name name = { 0 };

	assert(word_here(r, WORD_FUNCTION));
	start -= flags & SCOPE_ASYNC ? 1 : 0;
	r->at++;
	if (op_take(r, '*'))
		flags |= SCOPE_GENERATOR;
	if (token_here(r)->kind == TOK_NAME) {
		name = token_name(r, token_here(r));
		r->at++;
	}
	if (!has_body(r, r->at)) {
		r->at = statement_end(r, r->at, NULL);
		return NULL;
	}
	return function_rest_read(r, start, name, flags);
}

struct scope *arrow_read(struct reader *r, uint32_t start, uint8_t flags)
{
	struct scope *s = scope_add(r->u, r->scope, SCOPE_FUNCTION);
	struct outside o = scope_enter(r, s);
	uint32_t body;

	s->flags = flags;
	if (token_here(r)->kind == TOK_NAME) {
		s->params = arena_zero(r->a, sizeof *s->params);
		s->params->name = token_name(r, token_here(r));
		r->at++;
	} else {
		signature_read(r, s);
	}
	op_take(r, OP2('=', '>'));
	body = r->at;
	if (open_here(r, '{'))
		body_read(r);
	else
		s->returns = expr_read(r);
	scope_leave(r, o, start, body);
	return s;
}

/* ---- classes ------------------------------------------------------------------ */

struct member {
	uint32_t start;
	uint8_t flags; /* enum scope_flag */
	struct expr *decorators, *key;
};

/* Is the word here a modifier, or itself the name of the member? */
static bool is_modifier(const struct reader *r)
{
	const struct token *next = token_at(r, r->at + 1);

	switch (token_here(r)->word) {
	case WORD_ASYNC:
		if (next->flags & TOK_LINE_START)
			return false;
		break;
	case WORD_ABSTRACT:
	case WORD_ACCESSOR:
	case WORD_DECLARE:
	case WORD_GET:
	case WORD_OVERRIDE:
	case WORD_PRIVATE:
	case WORD_PROTECTED:
	case WORD_PUBLIC:
	case WORD_READONLY:
	case WORD_SET:
	case WORD_STATIC: break;
	default: return false;
	}
	return is_key(r, r->at + 1) || token_is_op(next, '*');
}

static void member_modifiers(struct reader *r, struct member *m)
{
	for (; is_modifier(r); r->at++) {
		uint8_t w = token_here(r)->word;

		m->flags |= w == WORD_ASYNC    ? SCOPE_ASYNC
		          : w == WORD_STATIC   ? SCOPE_STATIC
		          : w == WORD_ABSTRACT ? SCOPE_ABSTRACT
		          : w == WORD_GET      ? SCOPE_GETTER
		                               : 0;
	}
	if (op_take(r, '*'))
		m->flags |= SCOPE_GENERATOR;
}

static struct name key_name(const struct expr *key)
{
	return key->kind == EXPR_STRING ? key->text : (struct name){ 0 };
}

static void method_read(struct reader *r, const struct member *m)
{
	uint32_t line = token_at(r, m->start)->line;
	struct binding *b;
	struct scope *s;

	if (!(m->flags & SCOPE_ABSTRACT) && !has_body(r, r->at)) {
		r->at = statement_end(r, r->at, NULL); /* an overload */
		return;
	}
	b = binding_add(r->scope, BIND_DEF, key_name(m->key));
	b->line = line;
	s = function_rest_read(r, m->start, b->name, m->flags);
	s->decorators = m->decorators;
	b->def_ = s;
}

static void field_read(struct reader *r, const struct member *m)
{
	struct binding *b = binding_add(r->scope, BIND_FIELD, key_name(m->key));

	b->line = m->key->line;
	if (m->decorators)
		seldom_of(b, r->a)->decorators = m->decorators;
	b->annotation_ = annotation_read(r);
	if (op_take(r, '=')) {
		b->kind = BIND_VALUE;
		b->value_ = expr_read(r);
	}
}

/* `[key: string]: T` is a type. */
static bool is_index_signature(const struct reader *r)
{
	return r->typed && open_here(r, '[') &&
	       token_at(r, r->at + 1)->kind == TOK_NAME &&
	       token_is_op(token_at(r, r->at + 2), ':');
}

static void member_read(struct reader *r)
{
	struct member m = { .decorators = decorators_read(r), .start = r->at };

	if (word_here(r, WORD_STATIC) && token_is_open(token_at(r, r->at + 1), '{')) {
		r->at++;
		body_read(r);
		return;
	}
	member_modifiers(r, &m);
	if (is_index_signature(r) || !is_key(r, r->at)) {
		r->at = statement_end(r, r->at, NULL);
		return;
	}
	m.key = key_read(r);
	if (op_here(r, '?') || op_here(r, '!'))
		r->at++;
	if (open_here(r, '(') || op_here(r, '<')) {
		method_read(r, &m);
		return;
	}
	field_read(r, &m);
	statement_finish(r);
}

static void members_read(struct reader *r)
{
	struct bracket outer = bracket_enter(r);

	while (r->at < r->end) {
		uint32_t before = r->at;

		if (!op_take(r, ';'))
			member_read(r);
		if (r->at == before) /* nothing a member starts with */
			r->at = token_after(r, r->at);
	}
	bracket_leave(r, outer);
}

/* To the { of the body, over `implements A<{}>, B`. */
static bool body_find(struct reader *r)
{
	while (r->at < r->end && !open_here(r, '{')) {
		uint32_t i = op_here(r, '<') ? type_arguments_skip(r, r->at) : 0;

		if (op_here(r, ';') || token_here(r)->kind == TOK_CLOSE)
			return false;
		r->at = i ? i : token_after(r, r->at);
	}
	return r->at < r->end;
}

struct scope *class_read(struct reader *r, uint8_t flags, struct expr *decorators)
{
	struct scope *s = scope_add(r->u, r->scope, SCOPE_CLASS);
	uint32_t start = r->at, i;
	struct outside o;

	assert(word_here(r, WORD_CLASS));
	s->flags = flags;
	s->decorators = decorators;
	r->at++;
	if (token_here(r)->kind == TOK_NAME && !word_here(r, WORD_EXTENDS) &&
	    !word_here(r, WORD_IMPLEMENTS)) {
		s->name = token_name(r, token_here(r));
		r->at++;
	}
	if (op_here(r, '<') && (i = type_parameters_skip(r, r->at)) != 0)
		r->at = i;
	if (word_take(r, WORD_EXTENDS))
		s->bases = heritage_read(r);
	o = scope_enter(r, s);
	if (body_find(r) && depth_enter(r)) {
		members_read(r);
		depth_leave(r);
	} else if (r->at < r->end && open_here(r, '{')) {
		r->at = token_after(r, r->at);
	}
	scope_leave(r, o, start, start);
	return s;
}
