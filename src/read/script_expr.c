/* script_expr.c - expressions of a script, as a tree. */
#include "read/script_expr.h"

#include <assert.h>

#include "read/script_function.h"
#include "read/script_type.h"
#include "text/path_regex.h"

/* A list being made. */
struct list {
	struct expr *first, **tail;
};

static void list_add(struct list *l, struct expr *e)
{
	if (!l->first)
		l->tail = &l->first;
	*l->tail = e;
	l->tail = &e->next;
}

static struct expr *other_new(struct reader *r, struct expr *first)
{
	struct expr *e = expr_read_new(r->u, EXPR_OTHER, token_here(r)->line);

	e->first_ = first;
	return expr_done(r, e);
}

static struct expr *text_new(struct reader *r, enum expr_kind kind, const struct token *k)
{
	struct expr *e = expr_read_new(r->u, kind, k->line);

	e->text = token_name(r, k);
	return e;
}

static struct expr *string_new(struct reader *r, const struct token *k)
{
	struct expr *e = expr_read_new(r->u, EXPR_STRING, k->line);

	e->text = token_string(r, k);
	return e;
}

/* ---- brackets ----------------------------------------------------------------- */

/* Elements up to r->end, separated by commas; what cannot be read is stepped over. */
static struct expr *items_read(struct reader *r, struct expr *(*item)(struct reader *))
{
	struct list l = { 0 };

	while (r->at < r->end) {
		list_add(&l, item(r));
		while (r->at < r->end && !op_here(r, ','))
			r->at = token_after(r, r->at);
		r->at++;
	}
	return l.first;
}

static struct expr *bracket_read(struct reader *r, struct expr *(*item)(struct reader *))
{
	struct bracket outer = bracket_enter(r);
	struct expr *first = items_read(r, item);

	bracket_leave(r, outer);
	return first;
}

static struct expr *spread_read(struct reader *r, struct expr *(*item)(struct reader *))
{
	struct expr *e = expr_read_new(r->u, EXPR_SPREAD, token_here(r)->line);

	r->at++;
	e->left_ = item(r);
	return expr_done(r, e);
}

/* An argument or element; a hole in an array is EXPR_OTHER. */
static struct expr *element_read(struct reader *r)
{
	return op_here(r, OP3('.', '.', '.')) ? spread_read(r, expr_read) : expr_read(r);
}

bool is_key(const struct reader *r, uint32_t i)
{
	const struct token *k = token_at(r, i);

	return k->kind == TOK_NAME || k->kind == TOK_STRING || k->kind == TOK_NUMBER ||
	       token_is_open(k, '[');
}

struct expr *key_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct bracket outer;
	struct expr *e;

	if (k->kind == TOK_OPEN) {
		outer = bracket_enter(r);
		e = expr_read(r);
		bracket_leave(r, outer);
		return e;
	}
	r->at++;
	return k->kind == TOK_STRING ? string_new(r, k) : text_new(r, EXPR_STRING, k);
}

static struct expr *function_new(struct reader *r, struct scope *s)
{
	struct expr *e = expr_read_new(r->u, EXPR_FUNCTION,
	                               s ? s->line : token_here(r)->line);

	e->scope = s;
	return e;
}

static struct expr *pair_new(struct reader *r, struct expr *key, struct expr *value)
{
	struct expr *e = expr_read_new(r->u, EXPR_PAIR, key->line);

	e->left_ = key;
	e->first_ = value;
	return expr_done(r, e);
}

static struct expr *assign_new(struct reader *r, struct expr *left, struct expr *value)
{
	struct expr *e = expr_read_new(r->u, EXPR_BINARY, left->line);

	e->text = name_of("=");
	e->left_ = left;
	e->first_ = value;
	return expr_done(r, e);
}

/* async, get, set, * in front of a method of an object. */
static uint8_t method_flags(struct reader *r)
{
	uint8_t flags = 0;

	while ((word_here(r, WORD_ASYNC) || word_here(r, WORD_GET) ||
	        word_here(r, WORD_SET)) &&
	       (is_key(r, r->at + 1) || token_is_op(token_at(r, r->at + 1), '*'))) {
		flags |= word_here(r, WORD_ASYNC) ? SCOPE_ASYNC : 0;
		r->at++;
	}
	return op_take(r, '*') ? flags | SCOPE_GENERATOR : flags;
}

static struct expr *property_read(struct reader *r)
{
	uint32_t start = r->at;
	const struct token *k;
	struct expr *key, *value;
	uint8_t flags;

	if (op_here(r, OP3('.', '.', '.')))
		return spread_read(r, expr_read);
	flags = method_flags(r);
	if (!is_key(r, r->at))
		return other_new(r, NULL);
	k = token_here(r);
	key = key_read(r);
	if ((open_here(r, '(') || op_here(r, '<')) && has_body(r, r->at))
		return pair_new(r, key,
		                function_new(r,
		                             function_rest_read(r, start,
		                                                key->kind == EXPR_STRING
		                                                    ? key->text
		                                                    : (struct name){ 0 },
		                                                flags)));
	if (op_take(r, ':'))
		return pair_new(r, key, expr_read(r));
	value = k->kind == TOK_NAME ? text_new(r, EXPR_NAME, k) : other_new(r, NULL);
	if (op_take(r, '='))
		value = assign_new(r, value, expr_read(r));
	return pair_new(r, key, value);
}

/* ---- patterns ----------------------------------------------------------------- */

static struct expr *pattern_item(struct reader *r)
{
	struct expr *e;

	if (op_here(r, OP3('.', '.', '.')))
		return spread_read(r, pattern_read);
	e = pattern_read(r);
	return op_take(r, '=') ? assign_new(r, e, expr_read(r)) : e;
}

static struct expr *pattern_pair(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *key, *value;

	if (op_here(r, OP3('.', '.', '.')))
		return spread_read(r, pattern_read);
	if (!is_key(r, r->at))
		return other_new(r, NULL);
	key = key_read(r);
	if (op_take(r, ':'))
		return pair_new(r, key, pattern_item(r));
	value = k->kind == TOK_NAME ? text_new(r, EXPR_NAME, k) : other_new(r, NULL);
	if (op_take(r, '='))
		value = assign_new(r, value, expr_read(r));
	return pair_new(r, key, value);
}

struct expr *pattern_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *e;

	if (!depth_enter(r))
		return other_new(r, NULL);
	if (k->kind == TOK_NAME) {
		e = text_new(r, EXPR_NAME, k);
		r->at++;
	} else if (open_here(r, '{')) {
		e = expr_read_new(r->u, EXPR_DICT, k->line);
		e->first_ = bracket_read(r, pattern_pair);
	} else if (open_here(r, '[')) {
		e = expr_read_new(r->u, EXPR_LIST, k->line);
		e->first_ = bracket_read(r, pattern_item);
	} else {
		e = other_new(r, NULL);
	}
	depth_leave(r);
	return expr_done(r, e);
}

/* The condition of the if that an assignment stands in; NULL: none that is known. */
static struct expr *condition_read(struct reader *r)
{
	uint32_t at = r->at, end = r->end;
	struct expr *e;

	while (r->if_count && r->ifs[r->if_count - 1].end <= at)
		r->if_count--;
	if (!r->if_count || r->in_condition || r->ifs[r->if_count - 1].to > at)
		return NULL;
	r->at = r->ifs[r->if_count - 1].from;
	r->end = r->ifs[r->if_count - 1].to;
	r->in_condition = true;
	e = expr_read(r);
	r->in_condition = false;
	r->at = at;
	r->end = end;
	return e;
}

static struct binding *bind(struct reader *r, struct name name, struct expr *target,
                            const struct binding *as)
{
	struct binding *b = binding_add(r->scope, as->kind, name);
	struct expr *when = NULL;

	b->is_exported = as->is_exported;
	b->line = as->line;
	b->target_ = target;
	b->value_ = binding_value(as);
	b->annotation_ = binding_annotation(as);
	/* x.y.z = .. adds to something: does it, whenever the code runs? */
	if (target && target->kind == EXPR_ATTR && expr_left(target)->kind == EXPR_ATTR)
		when = condition_read(r);
	if (when)
		seldom_of(b, r->a)->when = when;
	return b;
}

static void names_bind(struct reader *r, const struct expr *e, struct expr *target,
                       const struct binding *as)
{
	switch (e->kind) {
	case EXPR_NAME: bind(r, e->text, target, as); break;
	case EXPR_PAIR: names_bind(r, expr_first(e), target, as); break;
	case EXPR_SPREAD:
	case EXPR_BINARY:
		if (expr_left(e))
			names_bind(r, expr_left(e), target, as);
		break;
	case EXPR_DICT:
	case EXPR_LIST:
		for (e = expr_first(e); e; e = e->next)
			names_bind(r, e, target, as);
		break;
	default: break;
	}
}

void pattern_bind(struct reader *r, struct expr *target, const struct binding *as)
{
	if (target->kind == EXPR_NAME) {
		bind(r, target->text, NULL, as);
		expr_drop(r->u, target);
	} else {
		names_bind(r, target, target, as);
	}
}

/* ---- primary expressions ------------------------------------------------------ */

static struct expr *template_read(struct reader *r)
{
	uint32_t line = token_here(r)->line, close = token_after(r, r->at) - 1;
	struct expr *e = expr_read_new(r->u, EXPR_TEMPLATE, line);
	struct list l = { 0 };
	bool holes = false;

	for (r->at++; r->at < close;) {
		if (token_here(r)->kind == TOK_OPEN) {
			struct bracket outer = bracket_enter(r);

			holes = true;
			list_add(&l, sequence_read(r));
			bracket_leave(r, outer);
			continue;
		}
		if (token_here(r)->kind == TOK_CHUNK)
			list_add(&l, string_new(r, token_here(r)));
		r->at++;
	}
	r->at = close + 1;
	e->first_ = l.first;
	if (holes)
		return expr_done(r, e);
	if (l.first) {
		l.first->line = line;
		return l.first;
	}
	e->kind = EXPR_STRING;
	e->text = name_copy(r->a, "", 0);
	return e;
}

/* An element, as EXPR_OTHER with those of its holes that hold calls. */
static struct expr *jsx_read(struct reader *r)
{
	struct expr *e = other_new(r, NULL), *hole;
	uint32_t behind = token_after(r, r->at);
	struct list l = { 0 };

	for (r->at++; r->at < behind;) {
		uint32_t next = token_after(r, r->at);

		if (token_here(r)->kind != TOK_OPEN) {
			r->at++; /* nested elements lie flat in here */
			continue;
		}
		if (has_site(r, r->at, next)) {
			struct bracket outer = bracket_enter(r);

			op_take(r, OP3('.', '.', '.'));
			hole = sequence_read(r);
			bracket_leave(r, outer);
			list_add(&l, hole);
		}
		r->at = next;
	}
	r->at = behind;
	e->first_ = l.first;
	return expr_done(r, e);
}

static struct expr *paren_read(struct reader *r)
{
	struct bracket outer = bracket_enter(r);
	struct expr *e = sequence_read(r);

	bracket_leave(r, outer);
	return e;
}

static struct expr *collection_read(struct reader *r, enum expr_kind kind,
                                    struct expr *(*item)(struct reader *))
{
	struct expr *e = expr_read_new(r->u, kind, token_here(r)->line);

	e->first_ = bracket_read(r, item);
	return expr_done(r, e);
}

static struct expr *class_new(struct reader *r, struct expr *decorators)
{
	struct expr *e = expr_read_new(r->u, EXPR_CLASS, token_here(r)->line);

	e->scope = class_read(r, 0, decorators);
	return e;
}

static struct expr *word_read(struct reader *r)
{
	const struct token *k = token_here(r), *next = token_at(r, r->at + 1);

	switch (k->word) {
	case WORD_ASYNC:
		if (next->word != WORD_FUNCTION || next->flags & TOK_LINE_START)
			break;
		r->at++;
		return function_new(r, function_read(r, SCOPE_ASYNC));
	case WORD_FUNCTION: return function_new(r, function_read(r, 0));
	case WORD_CLASS: return class_new(r, NULL);
	case WORD_NULL:
	case WORD_TRUE:
	case WORD_FALSE:
	case WORD_UNDEFINED: r->at++; return text_new(r, EXPR_CONST, k);
	default: break;
	}
	r->at++;
	return text_new(r, EXPR_NAME, k);
}

static struct expr *primary_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *decorators;

	switch (k->kind) {
	case TOK_NAME: return word_read(r);
	case TOK_NUMBER: r->at++; return text_new(r, EXPR_NUMBER, k);
	case TOK_STRING: r->at++; return string_new(r, k);
	case TOK_TEMPLATE: return template_read(r);
	case TOK_JSX: return jsx_read(r);
	case TOK_REGEX:
		r->at++;
		return path_regex_is_one(r->text + k->pos, k->len)
		         ? text_new(r, EXPR_REGEX, k)
		         : other_new(r, NULL);
	case TOK_OPEN:
		if (k->op == '(')
			return paren_read(r);
		if (k->op == '[')
			return collection_read(r, EXPR_LIST, element_read);
		return collection_read(r, EXPR_DICT, property_read);
	case TOK_OP:
		if (k->aux == '@') {
			decorators = decorators_read(r);
			if (word_here(r, WORD_CLASS))
				return class_new(r, decorators);
		}
		break;
	default: break;
	}
	return other_new(r, NULL); /* takes nothing: the caller steps on */
}

/* ---- chains: a.b(c)[d]`e` ------------------------------------------------------ */

struct chain {
	struct expr *e, *call; /* so far; outermost call in it */
	struct site *before;   /* last site of the scope when the chain began */
	struct site *own;      /* that of a parenthesised part, taken over */
	bool wanted;           /* a last name is in the vocabulary */
	bool is_decorator;
};

static const struct expr *last_name(const struct expr *callee)
{
	return callee->kind == EXPR_NAME || callee->kind == EXPR_ATTR ? callee : NULL;
}

static bool is_list_of_objects(const struct expr *e)
{
	return e && e->kind == EXPR_LIST && expr_first(e) &&
	       expr_first(e)->kind == EXPR_CALL && expr_first(e)->flags & EXPR_NEW;
}

/* "/path", with more behind it */
static bool is_path(const struct expr *e)
{
	return e->kind == EXPR_STRING && text_may_be_path(e->text.s, e->text.len) &&
	       e->next;
}

static bool is_usual(const struct reader *r, const struct expr *e)
{
	return e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) &&
	       vocabulary_has_usual(r->vocabulary, e->text.s, e->text.len, e->text.hash);
}

/* What makes a call worth keeping: a router, by its name, as a member of an object or
 * made right here, or a list of new objects. */
static bool is_telling(const struct reader *r, const struct expr *given)
{
	if (given->kind == EXPR_NAME || given->kind == EXPR_ATTR)
		return is_usual(r, given);
	if (given->kind == EXPR_CALL) {
		const struct expr *made = last_name(expr_left(given));

		return made && vocabulary_has_maker(r->vocabulary, made->text.hash);
	}
	if (given->kind == EXPR_DICT)
		for (const struct expr *p = expr_first(given); p; p = p->next)
			if (p->kind == EXPR_PAIR && (is_list_of_objects(expr_first(p)) ||
			                             is_usual(r, expr_first(p))))
				return true;
	return is_list_of_objects(given);
}

/* column(..)(target, key): a decorator that a function applies, by whatever name. */
static bool is_applied(const struct expr *call)
{
	const struct expr *a = call->kind == EXPR_CALL ? expr_first(call) : NULL;

	return a && expr_left(call)->kind == EXPR_CALL && a->kind == EXPR_NAME &&
	       a->next && a->next->kind == EXPR_NAME;
}

static void chain_called(struct reader *r, struct chain *c, struct expr *call)
{
	const struct expr *last = last_name(expr_left(call));

	const struct expr *given = call->kind == EXPR_CALL ? expr_first(call) : NULL;

	if (last && (vocabulary_has(r->vocabulary, last->text.hash) ||
	             unit_declares_by(r->u, last) ||
	             vocabulary_has_end(r->vocabulary, last->text.s, last->text.len)))
		c->wanted = true;
	c->wanted |= given && (expr_left(call)->kind == EXPR_INDEX || is_path(given) ||
	                       is_applied(call) || (given->next && is_path(given->next)));
	for (; given && !c->wanted; given = given->next)
		c->wanted = is_telling(r, given) ||
		            (!given->next && expr_left(call)->kind == EXPR_NAME &&
		             given->kind == EXPR_SPREAD && expr_left(given) &&
		             expr_left(given)->kind == EXPR_NAME);
	call->scope = r->scope;
	c->call = c->e = expr_done(r, call);
}

/* app[method].call(app, path, handler) is app[method](path, handler). */
static void call_directly(struct expr *call)
{
	const struct expr *callee = expr_left(call), *of = expr_first(call);

	if (callee->kind != EXPR_ATTR || !name_is(callee->text, "call") ||
	    (expr_left(callee)->kind != EXPR_ATTR &&
	     expr_left(callee)->kind != EXPR_INDEX) ||
	    expr_left(expr_left(callee))->kind != EXPR_NAME || !of ||
	    of->kind != EXPR_NAME ||
	    !name_eq(of->text, expr_left(expr_left(callee))->text))
		return;
	call->left_ = expr_left(callee);
	call->first_ = of->next;
}

static void chain_call(struct reader *r, struct chain *c, uint8_t flags)
{
	struct expr *call = expr_read_new(r->u, EXPR_CALL, c->e->line);

	call->flags = flags;
	call->left_ = c->e;
	if (open_here(r, '('))
		call->first_ = bracket_read(r, element_read);
	call_directly(call);
	chain_called(r, c, call);
}

static void chain_template(struct reader *r, struct chain *c)
{
	struct expr *tag = c->e, *e = template_read(r), *whole = e;

	if (e->kind == EXPR_STRING) {
		whole = expr_read_new(r->u, EXPR_TEMPLATE, tag->line);
		whole->first_ = e;
	}
	whole->line = tag->line;
	whole->flags |= EXPR_TAGGED;
	whole->left_ = tag;
	chain_called(r, c, whole);
}

static void chain_attr(struct reader *r, struct chain *c, uint8_t flags)
{
	struct expr *e = text_new(r, EXPR_ATTR, token_here(r));

	r->at++;
	e->flags = flags;
	e->left_ = c->e;
	c->e = expr_done(r, e);
}

static void chain_index(struct reader *r, struct chain *c, uint8_t flags)
{
	struct expr *first = bracket_read(r, element_read), *e;
	bool plain = first && !first->next && first->kind == EXPR_STRING;

	e = expr_read_new(r->u, plain ? EXPR_ATTR : EXPR_INDEX,
	                  plain ? first->line : c->e->line);
	e->flags = flags;
	e->left_ = c->e;
	if (plain)
		e->text = first->text;
	else
		e->first_ = first;
	c->e = expr_done(r, e);
}

/* At `<`: step over type arguments, if that is what they are. */
static bool type_arguments_take(struct reader *r)
{
	uint32_t i = r->typed ? type_arguments_skip(r, r->at) : 0;
	const struct token *k;

	if (!i)
		return false;
	k = token_at(r, i);
	if (k->kind == TOK_NAME && !(k->flags & TOK_LINE_START) && k->word != WORD_IN &&
	    k->word != WORD_INSTANCEOF && k->word != WORD_AS &&
	    k->word != WORD_SATISFIES && k->word != WORD_IMPLEMENTS)
		return false;
	if (k->kind == TOK_NUMBER || k->kind == TOK_STRING ||
	    (k->kind == TOK_OP && strchr("<>+-", k->op)))
		return false;
	r->at = i;
	return true;
}

static bool chain_optional(struct reader *r, struct chain *c)
{
	r->at++;
	if (open_here(r, '('))
		chain_call(r, c, EXPR_OPTIONAL);
	else if (op_here(r, '<') && type_arguments_take(r) && open_here(r, '('))
		chain_call(r, c, EXPR_OPTIONAL);
	else if (open_here(r, '['))
		chain_index(r, c, EXPR_OPTIONAL);
	else if (token_here(r)->kind == TOK_NAME)
		chain_attr(r, c, EXPR_OPTIONAL);
	else
		return false;
	return true;
}

/* One more link; false: the chain ends here. */
static bool chain_step(struct reader *r, struct chain *c)
{
	const struct token *k = token_here(r);

	switch (k->kind) {
	case TOK_OP:
		if (k->aux == '.' && token_at(r, r->at + 1)->kind == TOK_NAME) {
			r->at++;
			chain_attr(r, c, 0);
			return true;
		}
		if (k->aux == OP2('?', '.'))
			return chain_optional(r, c);
		if (k->aux == '!' && r->typed && !(k->flags & TOK_LINE_START)) {
			r->at++;
			return true;
		}
		return k->aux == '<' && type_arguments_take(r);
	case TOK_OPEN:
		if (k->op == '{' || (c->is_decorator && k->op == '['))
			return false;
		if (k->op == '(')
			chain_call(r, c, 0);
		else
			chain_index(r, c, 0);
		return true;
	case TOK_TEMPLATE: chain_template(r, c); return true;
	default: return false;
	}
}

static void site_insert(struct scope *s, struct site *before, struct expr *call)
{
	struct site **link = before ? &before->next : &s->first_site, *next = *link;
	struct site *last = s->last_site, *mine;

	site_add(s, call);
	if (!next)
		return;
	/* Sites of the arguments came first: move it in front of them. */
	mine = s->last_site;
	last->next = NULL;
	s->last_site = last;
	mine->next = next;
	*link = mine;
}

static void chain_finish(struct reader *r, struct chain *c)
{
	r->chain_end = c->e;
	r->chain_site = c->own;
	if (c->own && c->call) {
		c->own->call = c->call;
		c->call->flags |= EXPR_HELD;
	} else if (c->wanted && !c->is_decorator) {
		site_insert(r->scope, c->before, c->call);
		r->chain_site = c->before ? c->before->next : r->scope->first_site;
	}
}

/* Links up to the end of the chain or, for `new a.b(`, up to the first call. */
static void chain_steps(struct reader *r, struct chain *c, bool until_call)
{
	while (
	    !(until_call && (open_here(r, '(') || token_here(r)->kind == TOK_TEMPLATE))) {
		if (!chain_step(r, c))
			return;
	}
}

/* What a chain starts with. A call in parentheses had a site already: it goes on. */
static void chain_start(struct reader *r, struct chain *c)
{
	bool is_paren = open_here(r, '(');

	r->chain_site = NULL;
	c->e = primary_read(r);
	if (is_paren && r->chain_site && r->chain_end == c->e)
		c->own = r->chain_site;
}

/* new X(...), new X; its own callee is read first. */
static void new_read(struct reader *r, struct chain *c)
{
	r->at++;
	if (op_here(r, '.')) { /* new.target */
		r->at++;
		c->e = other_new(r, NULL);
		r->at += token_here(r)->kind == TOK_NAME;
		return;
	}
	if (!depth_enter(r)) {
		c->e = other_new(r, NULL);
		return;
	}
	if (word_here(r, WORD_NEW))
		new_read(r, c);
	else
		chain_start(r, c);
	chain_steps(r, c, true);
	chain_call(r, c, EXPR_NEW);
	r->u->has_map |= c->e->kind == EXPR_CALL && expr_left(c->e)->kind == EXPR_NAME &&
	                 name_is(expr_left(c->e)->text, "Map");
	depth_leave(r);
}

static struct expr *chain_read(struct reader *r, bool is_decorator)
{
	struct chain c = { .before = r->scope->last_site, .is_decorator = is_decorator };

	if (word_here(r, WORD_NEW))
		new_read(r, &c);
	else
		chain_start(r, &c);
	chain_steps(r, &c, false);
	chain_finish(r, &c);
	return c.e;
}

struct expr *heritage_read(struct reader *r)
{
	return chain_read(r, false);
}

struct expr *decorators_read(struct reader *r)
{
	struct list l = { 0 };

	while (op_here(r, '@') && r->at < r->end) {
		r->at++;
		if (!depth_enter(r)) /* @@@@a: each decorates what follows it */
			break;
		list_add(&l, chain_read(r, true));
		depth_leave(r);
	}
	return l.first;
}

/* ---- operators ---------------------------------------------------------------- */

static bool is_prefix_op(const struct reader *r, const struct token *k)
{
	switch (k->kind) {
	case TOK_OP:
		return k->aux == '!' || k->aux == '-' || k->aux == '+' || k->aux == '~' ||
		       k->aux == OP2('+', '+') || k->aux == OP2('-', '-');
	case TOK_NAME:
		if (k->word == WORD_TYPEOF || k->word == WORD_VOID ||
		    k->word == WORD_DELETE)
			return true;
		k++; /* await as a name is followed by no operand */
		return k[-1].word == WORD_AWAIT && r->at + 1 < r->end &&
		       k->kind != TOK_CLOSE &&
		       (k->kind != TOK_OP || strchr("!-+~<", k->op)) &&
		       !token_is_op(k, OP2('=', '>'));
	default: return false;
	}
}

static struct expr *unary_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *e;

	if (is_prefix_op(r, k)) {
		if (!depth_enter(r))
			return other_new(r, NULL);
		r->at++;
		e = unary_read(r);
		depth_leave(r);
		if (k->word == WORD_AWAIT) {
			e->flags |= EXPR_AWAIT;
			return e;
		}
		e = other_new(r, e);
		if (r->in_condition && k->aux == '!')
			e->text = name_of("!");
		return e;
	}
	if (token_is_op(k, '<') && r->typed) { /* <T>x */
		uint32_t i = type_arguments_skip(r, r->at);

		if (i && depth_enter(r)) {
			r->at = i;
			e = unary_read(r);
			depth_leave(r);
			return e;
		}
	}
	e = chain_read(r, false);
	k = token_here(r);
	if ((token_is_op(k, OP2('+', '+')) || token_is_op(k, OP2('-', '-'))) &&
	    !(k->flags & TOK_LINE_START)) {
		r->at++;
		return other_new(r, e);
	}
	return e;
}

/* `>` `>` `>=` are tokens of their own: how many bytes this operator has in all. */
static uint32_t greater_length(const struct reader *r, uint32_t *tokens)
{
	uint32_t i = r->at, bytes = token_here(r)->len;

	while (token_is_op(token_at(r, i), '>') && i < r->end && i - r->at < 3 &&
	       token_at(r, i + 1)->op == '>' && token_at(r, i + 1)->kind == TOK_OP &&
	       r->v[i].pos + 1 == token_at(r, i + 1)->pos)
		bytes += token_at(r, ++i)->len;
	*tokens = i - r->at + 1;
	return bytes;
}

/* Binding strength of the binary operator here; 0: none. */
static int strength(const struct reader *r)
{
	const struct token *k = token_here(r);

	if (k->kind == TOK_NAME)
		return k->word == WORD_INSTANCEOF || (k->word == WORD_IN && !r->no_in)
		         ? 7
		         : 0;
	if (k->kind != TOK_OP)
		return 0;
	switch (k->aux) {
	case OP2('?', '?'):
	case OP2('|', '|'): return 1;
	case OP2('&', '&'): return 2;
	case '|': return 3;
	case '^': return 4;
	case '&': return 5;
	case OP2('=', '='):
	case OP2('!', '='):
	case OP3('=', '=', '='):
	case OP3('!', '=', '='): return 6;
	case '<':
	case '>':
	case OP2('<', '='):
	case OP2('>', '='): return 7;
	case OP2('<', '<'): return 8;
	case '+':
	case '-': return 9;
	case '*':
	case '/':
	case '%': return 10;
	case OP2('*', '*'): return 11;
	default: return 0;
	}
}

/* Step over `as T`, `satisfies T`. */
static bool assertion_take(struct reader *r)
{
	const struct token *k = token_here(r);
	uint32_t i;

	if (!r->typed || (k->word != WORD_AS && k->word != WORD_SATISFIES) ||
	    k->flags & TOK_LINE_START)
		return false;
	i = type_skip(r, r->at + 1);
	if (i == r->at + 1)
		return false;
	r->at = i;
	return true;
}

static struct expr *binary_read(struct reader *r, int least)
{
	struct expr *e = unary_read(r), *left;
	uint32_t tokens;
	int here;

	for (;;) {
		const struct token *k = token_here(r);
		uint32_t bytes = k->len;

		if (assertion_take(r))
			continue;
		here = strength(r);
		if (!here || here < least)
			return e;
		tokens = 1;
		if (k->op == '>' && (bytes = greater_length(r, &tokens)) > 1) {
			if (r->v[r->at + tokens - 1].len > 1 && tokens > 1)
				return e; /* >>= */
			here = tokens > 1 ? 8 : 7;
		}
		if (here < least)
			return e;
		r->at += tokens;
		left = e;
		e = expr_read_new(r->u, EXPR_BINARY, left->line);
		e->text = name_said(r->u, r->text + k->pos, bytes,
		                    name_hash(r->text + k->pos, bytes));
		e->left_ = left;
		e->first_ = binary_read(r, here + 1);
		expr_done(r, e);
	}
}

static struct expr *choice_read(struct reader *r, struct expr *condition)
{
	struct expr *e = expr_read_new(r->u, EXPR_CHOICE, condition->line);
	bool in_choice = r->in_choice;

	e->left_ = condition;
	r->at++;
	r->in_choice = true;
	e->first_ = expr_read(r);
	r->in_choice = in_choice;
	if (op_take(r, ':'))
		expr_first(e)->next = expr_read(r);
	return expr_done(r, e);
}

/* = += ??= and so on here: their tokens; 0: none. */
static uint32_t assignment_tokens(const struct reader *r)
{
	const struct token *k = token_here(r);
	uint32_t tokens;

	if (k->kind != TOK_OP)
		return 0;
	if (k->op == '>')
		return greater_length(r, &tokens) > 2 && tokens > 1 &&
		               r->v[r->at + tokens - 1].len > 1
		         ? tokens
		         : 0;
	switch (k->aux) {
	case '=':
	case OP2('+', '='):
	case OP2('-', '='):
	case OP2('*', '='):
	case OP2('/', '='):
	case OP2('%', '='):
	case OP2('&', '='):
	case OP2('|', '='):
	case OP2('^', '='):
	case OP3('*', '*', '='):
	case OP3('<', '<', '='):
	case OP3('&', '&', '='):
	case OP3('|', '|', '='):
	case OP3('?', '?', '='): return 1;
	default: return 0;
	}
}

struct name script_root_name(const struct expr *e)
{
	while ((e->kind == EXPR_ATTR || e->kind == EXPR_INDEX || e->kind == EXPR_CALL) &&
	       expr_left(e))
		e = expr_left(e);
	return e->kind == EXPR_NAME ? e->text : (struct name){ 0 };
}

/* At an assignment operator behind target. Its value is that of the right side. */
static struct expr *assign_read(struct reader *r, struct expr *target, uint32_t tokens)
{
	struct binding as = { .kind = op_here(r, '=') ? BIND_VALUE : BIND_AUGMENT,
		              .line = target->line };
	struct binding *before = r->scope->last_binding, *b;
	struct expr *value;

	r->u->gives_globals |= expr_is_global(target);
	if (target->kind == EXPR_DICT || target->kind == EXPR_LIST ||
	    target->kind == EXPR_NAME)
		pattern_bind(r, target, &as);
	else if (target->kind == EXPR_ATTR || target->kind == EXPR_INDEX)
		bind(r, script_root_name(target), target, &as);
	b = before ? before->next : r->scope->first_binding;
	before = r->scope->last_binding;
	r->at += tokens;
	value = expr_read(r);
	for (; b; b = b == before ? NULL : b->next) {
		b->value_ = value;
		b->is_assignment = true;
		value->flags |= EXPR_HELD;
	}
	return value;
}

/* ---- arrows ------------------------------------------------------------------- */

/* Behind `(..): T =>` between ? and :, is there a : for the choice still to come? */
static bool has_colon(struct reader *r, uint32_t i)
{
	int choices = 0;

	for (; i < r->end && r->patience; i = token_after(r, i)) {
		const struct token *k = &r->v[i];

		r->patience--;
		if (k->kind == TOK_CLOSE)
			return false;
		if (k->kind != TOK_OP)
			continue;
		if (k->aux == ',' || k->aux == ';')
			return false;
		choices += k->aux == '?';
		if (k->aux == ':' && choices-- == 0)
			return true;
	}
	return false;
}

bool is_arrow(struct reader *r, uint32_t i)
{
	uint32_t j;

	if (token_at(r, i)->kind == TOK_NAME)
		return token_is_op(token_at(r, i + 1), OP2('=', '>'));
	if (r->typed && token_is_op(token_at(r, i), '<')) {
		i = type_parameters_skip(r, i);
		if (!i)
			return false;
	}
	if (!token_is_open(token_at(r, i), '('))
		return false;
	i = token_after(r, i);
	if (token_is_op(token_at(r, i), OP2('=', '>')))
		return true;
	if (!r->typed || !token_is_op(token_at(r, i), ':'))
		return false;
	j = type_skip(r, i + 1);
	return j > i + 1 && token_is_op(token_at(r, j), OP2('=', '>')) &&
	       (!r->in_choice || has_colon(r, j + 1));
}

/* An arrow function if one starts here, else NULL. */
static struct expr *arrow_try(struct reader *r)
{
	uint32_t start = r->at;

	if (word_here(r, WORD_ASYNC) &&
	    !(token_at(r, start + 1)->flags & TOK_LINE_START) &&
	    token_at(r, start + 1)->kind != TOK_END && is_arrow(r, start + 1)) {
		r->at++;
		return function_new(r, arrow_read(r, start, SCOPE_ASYNC));
	}
	if (!is_arrow(r, start))
		return NULL;
	return function_new(r, arrow_read(r, start, 0));
}

static struct expr *yield_read(struct reader *r)
{
	struct expr *e = other_new(r, NULL);

	r->at++;
	op_take(r, '*');
	if (r->at < r->end && !(token_here(r)->flags & TOK_LINE_START) &&
	    token_here(r)->kind != TOK_CLOSE && !op_here(r, ',') && !op_here(r, ';'))
		e->first_ = expr_read(r);
	return expr_done(r, e);
}

static struct expr *assignment_read(struct reader *r)
{
	const struct token *k = token_here(r);
	struct expr *e = NULL;
	uint32_t tokens;

	if (k->kind == TOK_NAME || token_is_open(k, '(') || token_is_op(k, '<'))
		e = arrow_try(r);
	if (e)
		return e;
	if (k->word == WORD_YIELD)
		return yield_read(r);
	e = binary_read(r, 1);
	if (op_here(r, '?'))
		return choice_read(r, e);
	tokens = assignment_tokens(r);
	return tokens ? assign_read(r, e, tokens) : e;
}

struct expr *expr_read(struct reader *r)
{
	struct expr *e;

	if (!depth_enter(r)) {
		e = other_new(r, NULL);
		while (r->at < r->end && !op_here(r, ',') && !op_here(r, ';'))
			r->at = token_after(r, r->at);
		return e;
	}
	e = assignment_read(r);
	depth_leave(r);
	return e;
}

struct expr *sequence_read(struct reader *r)
{
	struct expr *e = expr_read(r);

	while (op_take(r, ',')) {
		r->chain_site = NULL;
		expr_drop(r->u, e);
		e = expr_read(r);
	}
	return e;
}
