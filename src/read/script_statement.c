/* script_statement.c - statements of a script: which are kept, and what they bind. */
#include "read/script_statement.h"

#include <assert.h>
#include <string.h>

#include "read/script_expr.h"
#include "read/script_function.h"
#include "read/script_module.h"
#include "read/script_type.h"

enum {
	SHORT = 64,    /* tokens of an assignment in a function kept without a site, */
	MADE = 256,    /* and of one of what a call gives */
	TABLE = 20000, /* tokens of one outside: a table of data, of no interest */
	DEBUG_TOKENS = 12, /* of a condition that says when its block is there */
};

/* ---- ranges ------------------------------------------------------------------- */

/* To stop, but for a new line that the grammar leaves over: a statement of its own. */
static void step_to(struct reader *r, uint32_t from, uint32_t stop)
{
	if (r->at == from || r->at > stop || !(token_here(r)->flags & TOK_LINE_START))
		r->at = stop;
}

static struct expr *bounded(struct reader *r, uint32_t stop,
                            struct expr *(*read)(struct reader *))
{
	uint32_t end = r->end, from = r->at;
	struct expr *e;

	r->end = stop;
	e = read(r);
	r->end = end;
	step_to(r, from, stop);
	return e;
}

/* Behind `default` or `case`, up to stop at most: read if it holds a site. */
static void range_read(struct reader *r, uint32_t stop)
{
	if (has_site(r, r->at, stop))
		expr_drop(r->u, bounded(r, stop, sequence_read));
	r->at = stop;
}

/* Is a function or class what starts at i? */
static bool is_code(struct reader *r, uint32_t i)
{
	switch (token_at(r, i)->word) {
	case WORD_FUNCTION:
	case WORD_CLASS: return true;
	case WORD_ASYNC:
		return token_at(r, i + 1)->word == WORD_FUNCTION || is_arrow(r, i + 1);
	default: return is_arrow(r, i);
	}
}

/* const x = {..}; return x: is it what the statement behind, at `to`, returns? */
static bool is_returned(struct reader *r, uint32_t from, uint32_t to)
{
	const struct token *name = token_at(r, from + 1), *k;

	to += token_is_op(token_at(r, to), ';');
	k = token_at(r, to + 1);
	return token_at(r, to)->word == WORD_RETURN && k->kind == TOK_NAME &&
	       name->kind == TOK_NAME && k->aux == name->aux && k->len == name->len;
}

/* = [{..}, ..], = [new A(..), b]: records, objects; = {"get /x": ..}: what is told by
 * paths. */
static bool is_table(struct reader *r, uint32_t i)
{
	const struct token *first = token_at(r, i + 1);

	if (token_is_open(token_at(r, i), '['))
		return token_is_open(first, '{') || token_is_open(first, '[') ||
		       first->kind == TOK_NAME;
	return token_is_open(token_at(r, i), '{') && first->kind == TOK_STRING &&
	       memchr(r->text + first->pos, '/', first->len);
}

/* = make({..}), = await new a.B({..}): nothing but a call, from i to the end. */
static bool is_made(struct reader *r, uint32_t i, uint32_t to)
{
	i += token_at(r, i)->word == WORD_AWAIT;
	i += token_at(r, i)->word == WORD_NEW;
	while (i + 2 < to && token_at(r, i)->kind == TOK_NAME && op_at(r, i + 1, '.'))
		i += 2;
	return i + 1 < to && token_at(r, i)->kind == TOK_NAME &&
	       token_is_open(token_at(r, i + 1), '(') && token_after(r, i + 1) >= to;
}

/* Is the assignment in [from, to), whose first = is at eq, worth reading? */
static bool is_kept(struct reader *r, uint32_t from, uint32_t eq, uint32_t to)
{
	if (to - from <= SHORT || has_site(r, from, to))
		return true;
	if (r->scope->kind != SCOPE_FUNCTION)
		return to - from <= TABLE;
	return eq &&
	       (is_code(r, eq + 1) || is_table(r, eq + 1) || is_returned(r, from, to) ||
	        (to - from <= MADE && is_made(r, eq + 1, to)));
}

static bool is_word(const struct reader *r, uint32_t i, const char *word)
{
	const struct token *k = token_at(r, i);

	return k->kind == TOK_NAME && k->len == strlen(word) &&
	       !memcmp(r->text + k->pos, word, k->len);
}

/* Is the whole statement a call a.b(..) with at least one token in the brackets? */
static bool is_call_of(const struct reader *r, uint32_t from, uint32_t stop,
                       const char *member)
{
	return stop >= from + 6 && token_at(r, from)->kind == TOK_NAME &&
	       op_at(r, from + 1, '.') && is_word(r, from + 2, member) &&
	       token_is_open(token_at(r, from + 3), '(') &&
	       token_after(r, from + 3) >= stop;
}

/* list.push(a, b), which is worth reading: a list of objects or of what others made;
 * this.list.push(..) of a record or of something that has a name itself. */
static bool is_push(const struct reader *r, uint32_t from, uint32_t stop)
{
	const uint32_t of = from;
	const struct token *first;

	while (from + 6 < stop && op_at(r, from + 1, '.') && op_at(r, from + 3, '.'))
		from += 2;
	first = token_at(r, from + 4);
	return is_call_of(r, from, stop, "push") &&
	       (first->kind == TOK_OPEN ||
	        (first->kind == TOK_NAME &&
	         (from == of || token_at(r, from + 5)->kind == TOK_CLOSE)) ||
	        (from == of && token_is_op(first, OP3('.', '.', '.'))));
}

/* The call stays as it is, too: as a site, when it is one. */
static void push_read(struct reader *r, uint32_t stop)
{
	struct expr *call = bounded(r, stop, sequence_read), *list;
	struct binding *b;

	if (call->kind != EXPR_CALL || !expr_first(call) ||
	    expr_left(call)->kind != EXPR_ATTR ||
	    !script_root_name(expr_left(expr_left(call))).len)
		return;
	list = expr_new(r->a, EXPR_LIST, call->line);
	list->flags = EXPR_MORE;
	list->first_ = expr_first(call);
	b = binding_add(r->scope, BIND_AUGMENT,
	                script_root_name(expr_left(expr_left(call))));
	b->target_ = expr_left(expr_left(call))->kind == EXPR_NAME
	               ? NULL
	               : expr_left(expr_left(call));
	b->line = call->line;
	b->is_assignment = true;
	b->value_ = expr_done(r, list);
}

/* map.set(key, value), this.map.set(key, value) */
static bool is_set(const struct reader *r, uint32_t from, uint32_t stop)
{
	while (r->u->has_map && from + 6 < stop && op_at(r, from + 1, '.') &&
	       op_at(r, from + 3, '.'))
		from += 2;
	return r->u->has_map && is_call_of(r, from, stop, "set");
}

/* As map[key] = value; the call stays as it is, too. */
static void set_read(struct reader *r, uint32_t stop)
{
	struct expr *call = bounded(r, stop, sequence_read), *key, *item;
	struct binding *b;

	if (call->kind != EXPR_CALL || expr_left(call)->kind != EXPR_ATTR ||
	    !expr_first(call) || !expr_first(call)->next ||
	    expr_first(call)->next->next ||
	    !script_root_name(expr_left(expr_left(call))).len)
		return;
	key = arena_alloc(r->a, sizeof *key);
	*key = expr_alone(expr_first(call));
	item = expr_new(r->a, EXPR_INDEX, call->line);
	item->flags = EXPR_TUPLE;
	item->left_ = expr_left(expr_left(call));
	item->first_ = key;
	b = binding_add(r->scope, BIND_VALUE, script_root_name(expr_left(item)));
	b->target_ = expr_done(r, item);
	b->line = call->line;
	b->is_assignment = true;
	b->value_ = expr_first(call)->next;
	binding_value(b)->flags |= EXPR_HELD;
}

/* Object.assign(table, more) */
static bool is_assign(const struct reader *r, uint32_t from, uint32_t stop)
{
	return is_call_of(r, from, stop, "assign") && is_word(r, from, "Object") &&
	       token_at(r, from + 4)->kind == TOK_NAME && op_at(r, from + 5, ',');
}

/* The table has what is spread in {...more}, too. */
static void assign_read_more(struct reader *r, uint32_t stop)
{
	struct expr *call = bounded(r, stop, sequence_read), *dict, **tail;
	struct binding *b;

	if (call->kind != EXPR_CALL || !expr_first(call) ||
	    expr_first(call)->kind != EXPR_NAME)
		return;
	dict = expr_new(r->a, EXPR_DICT, call->line);
	dict->flags = EXPR_MORE;
	tail = &dict->first_;
	for (struct expr *more = expr_first(call)->next; more; more = more->next) {
		struct expr *spread = expr_new(r->a, EXPR_SPREAD, more->line);

		spread->left_ = more;
		*tail = expr_done(r, spread);
		tail = &spread->next;
	}
	b = binding_add(r->scope, BIND_AUGMENT, expr_first(call)->text);
	b->line = call->line;
	b->is_assignment = true;
	b->value_ = expr_done(r, dict);
}

static void expression_statement(struct reader *r)
{
	uint32_t eq, stop = statement_end(r, r->at, &eq);

	if (stop == r->at)
		r->at = token_after(r, stop);
	else if (is_push(r, r->at, stop))
		push_read(r, stop);
	else if (is_set(r, r->at, stop))
		set_read(r, stop);
	else if (is_assign(r, r->at, stop))
		assign_read_more(r, stop);
	else if (has_site(r, r->at, stop) || (eq && is_kept(r, r->at, eq, stop)))
		expr_drop(r->u, bounded(r, stop, sequence_read));
	else
		r->at = stop;
}

/* ---- const, let, var ---------------------------------------------------------- */

/* Give the bindings behind before, up to last, their value. */
static void values_set(struct reader *r, struct binding *before, struct binding *last,
                       struct expr *value)
{
	struct binding *b = before ? before->next : r->scope->first_binding;

	if (before == last)
		return;
	for (; b != last; b = b->next)
		b->value_ = value;
	b->value_ = value;
}

static void declarator_read(struct reader *r, bool is_exported)
{
	struct binding as = { .kind = BIND_VALUE,
		              .is_exported = is_exported,
		              .line = token_here(r)->line };
	struct binding *before = r->scope->last_binding, *last;
	struct expr *target = pattern_read(r);

	op_take(r, '!');
	as.annotation_ = annotation_read(r);
	pattern_bind(r, target, &as);
	last = r->scope->last_binding;
	if (!op_take(r, '='))
		return;
	/* Names are bound first: what the value binds comes behind them. */
	values_set(r, before, last, expr_read(r));
}

/* At const, let or var. */
static void variables_read(struct reader *r, bool is_exported)
{
	uint32_t eq, from = r->at, stop = statement_end(r, from, &eq), end = r->end;

	if (!is_kept(r, r->at, eq, stop)) {
		r->at = stop;
		return;
	}
	r->end = stop;
	do {
		r->at++;
		declarator_read(r, is_exported);
	} while (op_here(r, ','));
	r->end = end;
	step_to(r, from, stop);
}

/* ---- functions, classes, enums ------------------------------------------------ */

static void def_bind(struct reader *r, struct scope *s, bool is_exported)
{
	struct binding *b = binding_add(r->scope, BIND_DEF, s->name);

	b->is_exported = is_exported;
	b->line = s->line;
	b->def_ = s;
	s->flags |= is_exported ? SCOPE_EXPORTED : 0;
}

static void function_statement(struct reader *r, uint8_t flags, bool is_exported)
{
	struct scope *s = function_read(r, flags);

	if (s)
		def_bind(r, s, is_exported);
}

static void class_statement(struct reader *r, uint8_t flags, bool is_exported,
                            struct expr *decorators)
{
	def_bind(r, class_read(r, flags, decorators), is_exported);
}

static struct expr *enum_members(struct reader *r)
{
	struct expr *first = NULL, **tail = &first, *e;

	while (r->at < r->end) {
		if (is_key(r, r->at)) {
			e = expr_read_new(r->u, EXPR_PAIR, token_here(r)->line);
			e->left_ = key_read(r);
			e->first_ = op_take(r, '=')
			              ? expr_read(r)
			              : expr_read_new(r->u, EXPR_OTHER, e->line);
			*tail = expr_done(r, e);
			tail = &e->next;
		}
		while (r->at < r->end && !op_here(r, ','))
			r->at = token_after(r, r->at);
		r->at++;
	}
	return first;
}

/* enum A { B = "c" } is the value {"B": "c"}. */
static void enum_read(struct reader *r, bool is_exported)
{
	struct binding *b;
	struct bracket outer;

	r->at++;
	b = binding_add(r->scope, BIND_VALUE, token_name(r, token_here(r)));
	b->line = token_here(r)->line;
	b->is_exported = is_exported;
	b->value_ = expr_read_new(r->u, EXPR_DICT, b->line);
	r->at++;
	outer = bracket_enter(r);
	binding_value(b)->first_ = enum_members(r);
	bracket_leave(r, outer);
	expr_done(r, binding_value(b));
}

/* ---- what only TypeScript has ------------------------------------------------- */

/* To behind the next { ... }, or to the end of the statement. */
static void block_skip(struct reader *r)
{
	while (r->at < r->end && !op_here(r, ';') && token_here(r)->kind != TOK_CLOSE) {
		bool done = open_here(r, '{');

		r->at = token_after(r, r->at);
		if (done)
			return;
	}
}

static void declare_skip(struct reader *r)
{
	r->at++;
	switch (token_here(r)->word) {
	case WORD_ABSTRACT:
	case WORD_CLASS:
	case WORD_CONST:
	case WORD_ENUM:
	case WORD_GLOBAL:
	case WORD_INTERFACE:
	case WORD_MODULE:
	case WORD_NAMESPACE:
		if (!word_here(r, WORD_CONST) ||
		    token_at(r, r->at + 1)->word == WORD_ENUM) {
			block_skip(r);
			return;
		}
		break;
	default: break;
	}
	r->at = statement_end(r, r->at, NULL);
}

/* Another name of a type is a binding, which a value of the name hides. */
static void type_named(struct reader *r, const struct token *name, struct expr *type,
                       bool is_exported)
{
	struct binding *b;

	if (!type || name->kind != TOK_NAME)
		return;
	b = binding_add(r->scope, BIND_VALUE, token_name(r, name));
	b->line = name->line;
	b->is_exported = is_exported;
	b->is_for_types = true;
	b->value_ = type;
}

/* At `interface` A extends B {..}: as B, to whoever asks what it is. */
static void interface_read(struct reader *r, bool is_exported)
{
	const struct token *name = token_at(r, r->at + 1);
	uint32_t i;

	r->at += 2;
	if (op_here(r, '<') && (i = type_parameters_skip(r, r->at)) != 0)
		r->at = i;
	if (word_take(r, WORD_EXTENDS))
		type_named(r, name, type_read(r), is_exported);
	block_skip(r);
}

/* At `type` A = ..., behind whose = a new line may start with anything. */
static void type_alias_read(struct reader *r, bool is_exported)
{
	const struct token *name = token_at(r, r->at + 1);
	struct expr *type = NULL;
	uint32_t i;

	r->at += 2;
	if (op_here(r, '<') && (i = type_parameters_skip(r, r->at)) != 0)
		r->at = i;
	if (op_take(r, '='))
		type = type_read(r);
	type_named(r, name, type, is_exported);
	statement_finish(r);
}

/* A word that only starts a statement when a name follows on its line. */
static bool typed_statement(struct reader *r, bool is_exported, struct expr *decorators)
{
	const struct token *next = token_at(r, r->at + 1);
	bool named = (next->kind == TOK_NAME || next->kind == TOK_STRING) &&
	             !(next->flags & TOK_LINE_START) && next->word != WORD_IN &&
	             next->word != WORD_INSTANCEOF && next->word != WORD_AS;

	switch (token_here(r)->word) {
	case WORD_ABSTRACT:
		if (next->word != WORD_CLASS)
			return false;
		r->at++;
		class_statement(r, SCOPE_ABSTRACT, is_exported, decorators);
		return true;
	case WORD_INTERFACE:
		if (named)
			interface_read(r, is_exported);
		return named;
	case WORD_TYPE:
		if (named)
			type_alias_read(r, is_exported);
		return named;
	case WORD_DECLARE:
		if (named)
			declare_skip(r);
		return named;
	case WORD_MODULE:
	case WORD_NAMESPACE:
		if (!named)
			return false;
		while (r->at < r->end && !open_here(r, '{') && !op_here(r, ';'))
			r->at++;
		r->at++; /* its members are read as if they stood outside */
		return true;
	case WORD_GLOBAL:
		if (!token_is_open(next, '{'))
			return false;
		block_skip(r);
		return true;
	default: return false;
	}
}

static bool is_enum(const struct reader *r, uint32_t i)
{
	return token_at(r, i)->word == WORD_ENUM &&
	       token_at(r, i + 1)->kind == TOK_NAME &&
	       token_is_open(token_at(r, i + 2), '{');
}

static bool is_let(const struct reader *r)
{
	const struct token *next = token_at(r, r->at + 1);

	return next->kind == TOK_NAME
	         ? next->word != WORD_IN && next->word != WORD_INSTANCEOF
	         : next->kind == TOK_OPEN && next->op != '(';
}

/* `using a = ...`, `await using a = ...`: a declaration like const. */
static bool is_using(const struct reader *r, uint32_t i)
{
	const struct token *next = token_at(r, i + 1);

	return token_at(r, i)->word == WORD_USING && next->kind == TOK_NAME &&
	       !(next->flags & TOK_LINE_START) && next->word != WORD_IN &&
	       next->word != WORD_OF && next->word != WORD_INSTANCEOF &&
	       next->word != WORD_AS;
}

/* Declarations, which may be exported. False: none starts here. */
static bool declared(struct reader *r, bool is_exported, struct expr *decorators)
{
	const struct token *next = token_at(r, r->at + 1);

	switch (token_here(r)->word) {
	case WORD_CONST:
		if (is_enum(r, r->at + 1)) {
			r->at++;
			enum_read(r, is_exported);
			return true;
		}
		variables_read(r, is_exported);
		return true;
	case WORD_LET:
		if (!is_let(r))
			return false;
		variables_read(r, is_exported);
		return true;
	case WORD_VAR: variables_read(r, is_exported); return true;
	case WORD_AWAIT:
	case WORD_USING:
		if (!is_using(r, r->at + word_here(r, WORD_AWAIT)))
			return false;
		r->at += word_here(r, WORD_AWAIT);
		variables_read(r, is_exported);
		return true;
	case WORD_ASYNC:
		if (next->word != WORD_FUNCTION || next->flags & TOK_LINE_START)
			return false;
		r->at++;
		function_statement(r, SCOPE_ASYNC, is_exported);
		return true;
	case WORD_FUNCTION: function_statement(r, 0, is_exported); return true;
	case WORD_CLASS: class_statement(r, 0, is_exported, decorators); return true;
	case WORD_ENUM:
		if (!is_enum(r, r->at))
			return false;
		enum_read(r, is_exported);
		return true;
	default: return r->typed && typed_statement(r, is_exported, decorators);
	}
}

void declaration_read(struct reader *r, bool is_exported, struct expr *decorators)
{
	if (!declared(r, is_exported, decorators))
		r->at = statement_end(r, r->at, NULL);
}

/* ---- control ------------------------------------------------------------------ */

/* At the ( of if, while, switch. */
static void head_read(struct reader *r)
{
	struct bracket outer;

	if (!open_here(r, '('))
		return;
	outer = bracket_enter(r);
	range_read(r, r->end);
	bracket_leave(r, outer);
}

static bool is_of_tests(const struct reader *r, struct name variable, struct name value)
{
	const struct name *v = r->vocabulary->testing;

	for (size_t i = 0; i + 1 < r->vocabulary->testing_count; i += 2)
		if (name_eq(v[i], variable) && name_eq(v[i + 1], value))
			return true;
	return false;
}

/* if (isCI()) {, if (process.env.DEBUG) {, if (process.env.NODE_ENV === "test") { */
static bool is_debugging(struct reader *r, uint32_t from, uint32_t to)
{
	const struct token *t = &r->v[from + 1], *end = &r->v[to - 1];

	while (t + 2 < end && t->kind == TOK_NAME && token_is_op(t + 1, '.'))
		t += 2;
	if (t >= end || t->kind != TOK_NAME)
		return false;
	if (t + 3 == end && token_is_op(t + 1, OP3('=', '=', '=')))
		return t[2].kind == TOK_STRING &&
		       is_of_tests(r, token_name(r, t), token_string(r, t + 2));
	return (t + 1 == end || (t + 3 == end && token_is_open(t + 1, '('))) &&
	       name_tells_debug(token_name(r, t));
}

/* The head behind `if`, noted for what is assigned in its block. */
static void if_read(struct reader *r)
{
	uint32_t from = r->at, to = token_after(r, from);

	while (r->if_count && r->ifs[r->if_count - 1].end <= from)
		r->if_count--;
	if (open_here(r, '(') && token_is_open(token_at(r, to), '{') &&
	    to < from + DEBUG_TOKENS && is_debugging(r, from, to))
		unit_debug(r->scope->unit, r->v[to].line)->to =
		    r->v[token_after(r, to) - 1].line;
	if (open_here(r, '(') && token_is_open(token_at(r, to), '{') &&
	    !has_site(r, from, to))
		*(struct if_around *)arena_push(r->scratch, (void **)&r->ifs,
		                                &r->if_count, &r->if_room,
		                                sizeof *r->ifs) =
		    (struct if_around){ from + 1, to - 1, token_after(r, to) };
	head_read(r);
}

/* Index of the `of` or `in` of the loop head here; 0: a loop of another kind. */
static uint32_t loop_word(const struct reader *r)
{
	uint32_t i = r->at;

	while (i < r->end && !op_at(r, i, ';')) {
		i = token_after(r, i);
		if (token_at(r, i)->word == WORD_OF || token_at(r, i)->word == WORD_IN)
			return i;
	}
	return 0;
}

/* `a in b` walks Object.keys(b). */
static struct expr *keys_of(struct reader *r, struct expr *walked)
{
	struct expr *call = expr_new(r->a, EXPR_CALL, walked->line);
	struct expr *keys = expr_new(r->a, EXPR_ATTR, walked->line);
	struct expr *object = expr_new(r->a, EXPR_NAME, walked->line);

	object->text = name_of("Object");
	keys->text = name_of("keys");
	keys->left_ = object;
	call->scope = r->scope;
	call->left_ = expr_done(r, keys);
	call->first_ = walked;
	return expr_done(r, call);
}

/* Inside the ( of a for: `const a of b`, `let a in b`. False: another kind of loop. */
static bool for_each_read(struct reader *r)
{
	struct binding as = { .kind = BIND_LOOP, .line = token_here(r)->line };
	struct binding *before = r->scope->last_binding, *last;
	uint32_t i = loop_word(r);
	bool is_in = token_at(r, i)->word == WORD_IN;
	struct expr *walked;

	if (!i)
		return false;
	if (i >= r->at + 2 && token_here(r)->kind == TOK_NAME) {
		r->at += word_here(r, WORD_AWAIT) ? 2 : 1; /* const; await using */
		pattern_bind(r, pattern_read(r), &as);
	}
	last = r->scope->last_binding;
	r->at = i + 1;
	if (last == before) {
		range_read(r, r->end);
		return true;
	}
	walked = sequence_read(r);
	values_set(r, before, last, is_in && walked ? keys_of(r, walked) : walked);
	return true;
}

static void for_read(struct reader *r)
{
	struct bracket outer;

	r->at++;
	word_take(r, WORD_AWAIT);
	if (!open_here(r, '('))
		return;
	outer = bracket_enter(r);
	if (!for_each_read(r) && has_site(r, r->at, r->end) && depth_enter(r)) {
		statements_read(r);
		depth_leave(r);
	}
	bracket_leave(r, outer);
}

static void case_read(struct reader *r)
{
	uint32_t i = ++r->at;
	int choices = 0;

	for (; i < r->end; i = token_after(r, i)) {
		const struct token *k = &r->v[i];

		if (k->kind == TOK_CLOSE || token_is_op(k, ';') ||
		    (token_is_op(k, ':') && choices-- == 0))
			break;
		choices += token_is_op(k, '?');
	}
	range_read(r, i);
	op_take(r, ':');
}

static void return_read(struct reader *r)
{
	const struct token *k = token_at(r, ++r->at);
	uint32_t stop;
	struct expr *e;

	if (k->flags & TOK_LINE_START || r->scope->kind != SCOPE_FUNCTION)
		return;
	stop = statement_end(r, r->at, NULL);
	if (stop == r->at)
		return;
	if (stop - r->at > TABLE && !has_site(r, r->at, stop)) {
		r->at = stop;
		return;
	}
	e = bounded(r, stop, sequence_read);
	*r->returns = e;
	r->returns = &e->next;
}

/* Reserved words that start a statement of their own. False: it is another. */
static bool control_read(struct reader *r)
{
	switch (token_here(r)->word) {
	case WORD_IF:
		r->at++;
		if_read(r);
		return true;
	case WORD_SWITCH:
	case WORD_WHILE:
	case WORD_WITH:
		r->at++;
		head_read(r);
		return true;
	case WORD_CATCH:
		r->at++;
		if (open_here(r, '('))
			r->at = token_after(r, r->at);
		return true;
	case WORD_DO:
	case WORD_ELSE:
	case WORD_FINALLY:
	case WORD_TRY:
	case WORD_THROW: r->at++; return true;
	case WORD_FOR: for_read(r); return true;
	case WORD_CASE: case_read(r); return true;
	case WORD_DEFAULT:
		r->at++;
		op_take(r, ':');
		return true;
	case WORD_RETURN: return_read(r); return true;
	case WORD_BREAK:
	case WORD_CONTINUE:
	case WORD_DEBUGGER: r->at = statement_end(r, r->at, NULL); return true;
	default: return false;
	}
}

static bool is_import(const struct reader *r)
{
	const struct token *next = token_at(r, r->at + 1);

	return word_here(r, WORD_IMPORT) && !token_is_open(next, '(') &&
	       !token_is_op(next, '.');
}

static void word_statement(struct reader *r, struct expr *decorators)
{
	const struct token *next = token_at(r, r->at + 1);

	if (token_is_op(next, ':') && !word_here(r, WORD_DEFAULT) &&
	    !word_here(r, WORD_CASE)) {
		r->at += 2; /* a label */
		return;
	}
	if (control_read(r) || declared(r, false, decorators))
		return;
	if (is_import(r))
		import_read(r);
	else if (word_here(r, WORD_EXPORT))
		export_read(r, decorators);
	else
		expression_statement(r);
}

/* The one at r->at, which always moves on. */
static void statement_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *decorators = NULL;

	if (token_is_op(k, '@')) {
		decorators = decorators_read(r);
		k = token_here(r);
	}
	if (k->kind == TOK_NAME)
		word_statement(r, decorators);
	else if (k->kind == TOK_CLOSE || token_is_open(k, '{') || token_is_op(k, ';') ||
	         r->at >= r->end)
		r->at++;
	else
		expression_statement(r);
}

void statements_read(struct reader *r)
{
	while (r->at < r->end) {
		uint32_t before = r->at;

		statement_read(r);
		if (r->at == before)
			r->at++;
	}
}
