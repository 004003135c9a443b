/* python_expr.c - from tokens to expressions: the lower half of python_read(). */
#include "read/python_expr.h"

#include <string.h>

#include "read/python_text.h"
#include "syntax/lex_python.h"

enum {
	DEPTH_MAX = 200,        /* how deep brackets, lambdas, else-ifs may be nested */
	LITERAL_TOKENS = 20000, /* a longer bracket without a hit is data, not code */
	COMPLAINTS_MAX = 20,    /* defects worth telling of one file */
};

/* How tightly an operator binds; 0 is none. */
enum {
	BIND_OR = 1,
	BIND_AND,
	BIND_NOT,
	BIND_COMPARE,
	BIND_BITOR,
	BIND_BITXOR,
	BIND_BITAND,
	BIND_SHIFT,
	BIND_SUM,
	BIND_TERM
};

static const uint8_t binding_of[W_END + 1] = {
	[W_OR] = BIND_OR,       [W_AND] = BIND_AND,       [W_NOT] = BIND_COMPARE,
	[W_IN] = BIND_COMPARE,  [W_IS] = BIND_COMPARE,    [W_COMPARE] = BIND_COMPARE,
	[W_BITOR] = BIND_BITOR, [W_BITXOR] = BIND_BITXOR, [W_BITAND] = BIND_BITAND,
	[W_SHIFT] = BIND_SHIFT, [W_SUM] = BIND_SUM,       [W_TERM] = BIND_TERM,
	[W_STAR] = BIND_TERM,
};

static struct expr *binary(struct python_reader *r, unsigned least);
static struct expr *unary(struct python_reader *r);
static struct expr *item(struct python_reader *r);

void python_confused(struct python_reader *r, uint32_t line, const char *text)
{
	if (r->confused || r->complaints == COMPLAINTS_MAX)
		return;
	r->confused = true;
	r->complaints++;
	defect_add(r->u, line, text);
}

static inline const struct token *peek(const struct python_reader *r)
{
	return &r->v[r->at];
}

static inline bool next_is(const struct python_reader *r, enum python_word word)
{
	return r->v[r->at].word == word;
}

static inline bool skip(struct python_reader *r, enum python_word word)
{
	if (r->v[r->at].word != word)
		return false;
	r->at++;
	return true;
}

/* Partner of the bracket at i; a broken one ends with its statement. */
static uint32_t partner(const struct python_reader *r, uint32_t i)
{
	uint32_t close = r->v[i].aux;

	return close < r->stop ? close : r->stop;
}

struct name python_name(struct python_reader *r, const struct token *t)
{
	const char *s = r->text + t->pos;

	return name_said(r->u, s, t->len,
	                 t->kind == TOK_NAME ? t->aux : name_hash(s, t->len));
}

static struct name text_name(struct python_reader *r, const char *s)
{
	size_t n = strlen(s);

	return name_said(r->u, s, n, name_hash(s, n));
}

static struct expr *new_expr(struct python_reader *r, enum expr_kind kind)
{
	return expr_read_new(r->u, kind, peek(r)->line);
}

static void measure(struct expr *e, const struct expr *child)
{
	if (child && child->height >= e->height)
		e->height = (uint16_t)(child->height + 1);
}

/* An expression that has grown too high becomes an unknown one. */
static struct expr *settle(struct python_reader *r, struct expr *e)
{
	if (e->height < EXPR_HEIGHT_MAX)
		return e;
	python_confused(r, e->line, "expression too deep");
	return expr_read_new(r->u, EXPR_OTHER, e->line);
}

static struct expr **append(struct expr *owner, struct expr **tail, struct expr *e)
{
	measure(owner, e);
	*tail = e;
	return &e->next;
}

static struct expr *with_left(struct python_reader *r, struct expr *e, struct expr *left)
{
	e->left_ = left;
	measure(e, left);
	return settle(r, e);
}

static struct expr *other(struct python_reader *r, struct expr *inside)
{
	struct expr *e = expr_read_new(r->u, EXPR_OTHER, inside->line);

	e->first_ = inside;
	measure(e, inside);
	return settle(r, e);
}

/* Up to what may end an expression, brackets jumped over: for what is nested too deep. */
static struct expr *give_up(struct python_reader *r)
{
	struct expr *e = new_expr(r, EXPR_OTHER);

	python_confused(r, e->line, "nested too deep");
	for (; r->at < r->stop; r->at++) {
		const struct token *t = peek(r);

		if (t->kind == TOK_OPEN || t->kind == TOK_TEMPLATE)
			r->at = partner(r, r->at);
		else if (t->kind == TOK_CLOSE ||
		         (t->word >= W_COMMA && t->word != W_PLAIN))
			break;
		if (r->at >= r->stop)
			break;
	}
	return e;
}

void python_rest(struct python_reader *r, uint32_t end)
{
	if (r->at < end)
		python_confused(r, peek(r)->line, "not understood");
	while (r->at < end) {
		uint32_t before = r->at;

		item(r);
		if (r->at == before)
			r->at++;
	}
}

/* To behind the closing bracket at close. */
static void leave(struct python_reader *r, uint32_t close)
{
	python_rest(r, close);
	r->at = close + (r->v[close].kind == TOK_CLOSE);
}

/* --- strings --- */

static struct expr *string_of(struct python_reader *r, uint32_t from, uint32_t to,
                              size_t room)
{
	struct expr *e = expr_read_new(r->u, EXPR_STRING, r->v[from].line);
	char *s = arena_alloc(r->arena, room + 1);
	size_t n = 0;

	for (uint32_t i = from; i < to; i++)
		if (r->v[i].kind == TOK_STRING || r->v[i].kind == TOK_CHUNK)
			n += python_text(s + n, r->text, &r->v[i]);
	s[n] = '\0';
	e->text = (struct name){ s, (uint32_t)n, name_hash(s, n) };
	return e;
}

/* Literal text, over the borders of adjacent literals. */
static struct expr *text_run(struct python_reader *r, unsigned *inside)
{
	uint32_t from = r->at;
	size_t room = 0;

	for (;; r->at++) {
		const struct token *t = peek(r);

		if (t->kind == TOK_TEMPLATE)
			++*inside;
		else if (t->kind == TOK_TEMPLATE_END && *inside)
			--*inside;
		else if (t->kind != TOK_CHUNK && (t->kind != TOK_STRING || *inside))
			break;
		room += t->len;
	}
	return string_of(r, from, r->at, room);
}

/* The expressions within a format specification: read for their sites. */
static struct expr *hole(struct python_reader *r)
{
	uint32_t close = partner(r, r->at);
	struct expr *e;

	r->at++;
	if (r->depth >= DEPTH_MAX) {
		e = give_up(r);
		r->at = close;
	} else {
		r->depth++;
		e = python_expr_list(r);
		for (; r->at < close; r->at++) {
			if (peek(r)->kind == TOK_OPEN) {
				hole(r);
				r->at--;
			}
		}
		r->depth--;
	}
	r->at = close + (r->v[close].kind == TOK_CLOSE);
	return e;
}

/* "text" that no other literal follows: most are. */
static struct expr *single_string(struct python_reader *r)
{
	uint32_t at = r->at++;

	return string_of(r, at, at + 1, r->v[at].len);
}

static struct expr *strings(struct python_reader *r)
{
	struct expr *e = new_expr(r, EXPR_TEMPLATE), **tail = &e->first_;
	unsigned inside = 0;

	for (;;) {
		struct expr *s = text_run(r, &inside);
		bool more = inside && peek(r)->kind == TOK_OPEN &&
		            peek(r)->flags & TOK_HOLE;

		if (!more && !expr_first(e))
			return s;
		if (s->text.len)
			tail = append(e, tail, s);
		if (!more)
			return settle(r, e);
		tail = append(e, tail, hole(r));
	}
}

/* --- brackets --- */

static struct expr *spread(struct python_reader *r)
{
	struct expr *e = new_expr(r, EXPR_SPREAD);

	if (next_is(r, W_POWER))
		e->flags |= EXPR_KEYWORDS;
	r->at++;
	return with_left(r, e, python_expr(r));
}

static struct expr *yield(struct python_reader *r)
{
	struct expr *e = new_expr(r, EXPR_OTHER);

	r->at++;
	skip(r, W_FROM);
	if (r->at < r->stop && peek(r)->kind != TOK_CLOSE && !next_is(r, W_COMMA))
		append(e, &e->first_, python_expr_list(r));
	return settle(r, e);
}

static struct expr *item(struct python_reader *r)
{
	if (next_is(r, W_STAR) || next_is(r, W_POWER)) {
		struct expr *e;

		if (r->depth >= DEPTH_MAX)
			return give_up(r);
		r->depth++;
		e = spread(r);
		r->depth--;
		return e;
	}
	return python_expr(r);
}

static bool at_comprehension(const struct python_reader *r)
{
	return next_is(r, W_FOR) ||
	       (next_is(r, W_ASYNC) && r->v[r->at + 1].word == W_FOR);
}

/* What follows the element of a comprehension: its first source, then whatever other
 * sources and conditions it has. */
static struct expr *comprehension(struct python_reader *r, struct expr *element)
{
	struct expr *e = expr_read_new(r->u, EXPR_EACH, element->line),
		    **tail = &e->first_;

	e->left_ = element;
	measure(e, element);
	for (;;) {
		if (at_comprehension(r)) {
			struct expr *target;

			r->at += next_is(r, W_ASYNC) ? 2 : 1;
			target = python_targets(r);
			if (!skip(r, W_IN))
				break;
			if (!expr_first(e))
				e->target = target;
			tail = append(e, tail, binary(r, BIND_OR));
		} else if (skip(r, W_IF)) {
			tail = append(e, tail, binary(r, BIND_OR));
			if (skip(r, W_WALRUS))
				tail = append(e, tail, python_expr(r));
		} else {
			break;
		}
	}
	return settle(r, e);
}

/* Items between commas up to token close; a comprehension is one of them. */
static void items(struct python_reader *r, uint32_t close, struct expr *owner,
                  struct expr **tail, struct expr *(*read)(struct python_reader *))
{
	while (r->at < close) {
		uint32_t before = r->at;
		struct expr *e;

		if (skip(r, W_COMMA))
			continue;
		e = read(r);
		if (at_comprehension(r))
			e = comprehension(r, e);
		if (r->at == before) {
			python_confused(r, peek(r)->line, "not understood");
			r->at++;
			continue;
		}
		tail = append(owner, tail, e);
		if (r->at < close && !next_is(r, W_COMMA))
			python_confused(r, peek(r)->line, "not understood");
	}
}

/* Whether a call of the vocabulary stands in from..to. Each token is looked at once,
 * however deep the brackets that ask are nested. */
static bool has_hit(struct python_reader *r, uint32_t from, uint32_t to)
{
	if (from < r->hit_from || from > r->hit_at) {
		r->hit_from = r->hit_at = from;
	}
	while (r->hit_at < to) {
		unsigned word = r->v[r->hit_at].word;

		if ((word == W_OPEN || word == W_CLOSE || word == W_COMMA) &&
		    python_hit(r, r->hit_at))
			return true;
		r->hit_at++;
	}
	return false;
}

static struct expr *parenthesis(struct python_reader *r, uint32_t close)
{
	struct expr *e = new_expr(r, EXPR_LIST), *one;

	e->flags = EXPR_TUPLE;
	r->at++;
	if (r->at < close) {
		one = next_is(r, W_YIELD) ? yield(r) : item(r);
		if (at_comprehension(r))
			one = comprehension(r, one);
		if (!next_is(r, W_COMMA) || r->at >= close) {
			leave(r, close);
			return one;
		}
		items(r, close, e, append(e, &e->first_, one), item);
	}
	leave(r, close);
	return settle(r, e);
}

static struct expr *square(struct python_reader *r, uint32_t close)
{
	struct expr *e = new_expr(r, EXPR_LIST);

	r->at++;
	items(r, close, e, &e->first_, item);
	leave(r, close);
	if (expr_first(e) && !expr_first(e)->next && expr_first(e)->kind == EXPR_EACH)
		return expr_first(e);
	return settle(r, e);
}

static struct expr *dict_item(struct python_reader *r)
{
	struct expr *key = item(r), *pair;

	if (!next_is(r, W_COLON))
		return key;
	pair = expr_read_new(r->u, EXPR_PAIR, key->line);
	pair->left_ = key;
	measure(pair, key);
	r->at++;
	append(pair, &pair->first_, item(r));
	return settle(r, pair);
}

static struct expr *brace(struct python_reader *r, uint32_t close)
{
	struct expr *e = new_expr(r, EXPR_DICT);
	bool is_dict = r->v[r->at + 1].word == W_POWER;

	r->at++;
	items(r, close, e, &e->first_, dict_item);
	leave(r, close);
	if (expr_first(e) && expr_first(e)->kind == EXPR_EACH && !expr_first(e)->next)
		return expr_first(e);
	if (expr_first(e) && expr_first(e)->kind != EXPR_PAIR && !is_dict)
		e->kind = EXPR_LIST;
	return settle(r, e);
}

/* A bracket that begins a value. */
static struct expr *bracket(struct python_reader *r)
{
	uint32_t open = r->at, close = partner(r, open);
	struct expr *e;

	if (r->depth >= DEPTH_MAX ||
	    (close - open > LITERAL_TOKENS && !has_hit(r, open, close))) {
		if (r->depth >= DEPTH_MAX)
			return give_up(r);
		e = new_expr(r, EXPR_OTHER);
		r->at = close + (r->v[close].kind == TOK_CLOSE);
		return e;
	}
	r->depth++;
	if (peek(r)->op == '(')
		e = parenthesis(r, close);
	else
		e = peek(r)->op == '[' ? square(r, close) : brace(r, close);
	r->depth--;
	return e;
}

static struct expr *argument(struct python_reader *r)
{
	const struct token *t = peek(r);
	struct expr *e;

	if (t->kind != TOK_NAME || t[1].word != W_ASSIGN)
		return item(r);
	e = new_expr(r, EXPR_KEYWORD);
	e->text = python_name(r, t);
	r->at += 2;
	append(e, &e->first_, python_expr(r));
	return settle(r, e);
}

/* What stands in the bracket at hand, and past it. */
static void bracketed(struct python_reader *r, struct expr *owner,
                      struct expr *(*one)(struct python_reader *))
{
	uint32_t close = partner(r, r->at);

	if (r->depth >= DEPTH_MAX) {
		python_confused(r, peek(r)->line, "nested too deep");
		r->at = close;
	} else {
		r->depth++;
		r->at++;
		items(r, close, owner, &owner->first_, one);
		r->depth--;
	}
	r->at = close + (r->v[close].kind == TOK_CLOSE);
}

struct expr *python_arguments(struct python_reader *r)
{
	struct expr owner = { .kind = EXPR_OTHER };

	bracketed(r, &owner, argument);
	return expr_first(&owner);
}

/* A bound of a slice; one that is not there says nothing. */
static struct expr *bound(struct python_reader *r)
{
	return next_is(r, W_COLON) || next_is(r, W_COMMA) || next_is(r, W_CLOSE)
	         ? new_expr(r, EXPR_CONST)
	         : python_expr(r);
}

static struct expr *subscript(struct python_reader *r)
{
	struct expr *e, **tail, *one = NULL;

	if (!next_is(r, W_COLON))
		one = item(r);
	if (!next_is(r, W_COLON))
		return one;
	e = new_expr(r, EXPR_OTHER);
	e->text = text_name(r, ":");
	tail = append(e, &e->first_, one ? one : bound(r));
	while (skip(r, W_COLON))
		tail = append(e, tail, bound(r));
	return settle(r, e);
}

/* --- names, calls and what hangs on them --- */

static struct expr *literal(struct python_reader *r, enum expr_kind kind)
{
	struct expr *e = new_expr(r, kind);

	e->text = python_name(r, peek(r));
	r->at++;
	return e;
}

static struct expr *lambda(struct python_reader *r);

/* Python 2: `x` is repr(x). */
static struct expr *backquoted(struct python_reader *r)
{
	struct expr *e;

	r->at++;
	if (r->depth >= DEPTH_MAX)
		return give_up(r);
	r->depth++;
	e = python_expr_list(r);
	r->depth--;
	if (peek(r)->op == '`')
		r->at++;
	return other(r, e);
}

static struct expr *atom(struct python_reader *r)
{
	const struct token *t = peek(r);

	switch ((enum token_kind)t->kind) {
	case TOK_NAME:
		if (t->word < W_SOFT_END)
			return literal(r, EXPR_NAME);
		if (t->word == W_NONE || t->word == W_TRUE || t->word == W_FALSE)
			return literal(r, EXPR_CONST);
		if (t->word == W_LAMBDA)
			return lambda(r);
		break;
	case TOK_NUMBER: return literal(r, EXPR_NUMBER);
	case TOK_STRING:
		if (t[1].kind != TOK_STRING && t[1].kind != TOK_TEMPLATE)
			return single_string(r);
		return strings(r);
	case TOK_TEMPLATE: return strings(r);
	case TOK_OPEN: return bracket(r);
	case TOK_OP:
		if (t->word == W_ELLIPSIS)
			return literal(r, EXPR_CONST);
		if (t->op == '`')
			return backquoted(r);
		break;
	default: break;
	}
	return new_expr(r, EXPR_OTHER);
}

/* What a call, an attribute or a subscript hangs on. */
static const struct expr *chained(const struct expr *e)
{
	return e->kind == EXPR_CALL || e->kind == EXPR_ATTR || e->kind == EXPR_INDEX
	         ? expr_left(e)
	         : NULL;
}

static bool in_chain(const struct expr *chain, const struct expr *call)
{
	for (; chain; chain = chained(chain))
		if (chain == call)
			return true;
	return false;
}

/* The sites that were found inside a call stand behind it: mark was the last one
 * before. A bracketed beginning of the same chain gives its place up. */
static void add_site(struct python_reader *r, struct site *mark, struct expr *call)
{
	struct scope *s = r->scope;
	struct site *after = mark ? mark->next : s->first_site, *site;

	if (r->quiet)
		return;
	if (after && in_chain(expr_left(call), after->call)) {
		after->call = call;
		call->flags |= EXPR_HELD;
		return;
	}
	site = arena_zero(r->arena, sizeof *site);
	site->call = call;
	call->flags |= EXPR_HELD;
	site->next = after;
	if (mark)
		mark->next = site;
	else
		s->first_site = site;
	if (!after)
		s->last_site = site;
}

static bool is_vocabulary(const struct python_reader *r, const struct expr *v)
{
	return v && (v->kind == EXPR_NAME || v->kind == EXPR_ATTR) &&
	       (vocabulary_has_argument(r->vocabulary, v->text.hash) ||
	        python_is_made(r, v->text.hash));
}

/* load({"app": app}) */
static bool holds_vocabulary(const struct python_reader *r, const struct expr *dict)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && is_vocabulary(r, expr_first(p)))
			return true;
	return false;
}

/* f(*routers) */
static bool is_packed(const struct python_reader *r, const struct expr *v)
{
	return v && v->kind == EXPR_SPREAD && expr_left(v) &&
	       expr_left(v)->kind == EXPR_NAME &&
	       python_is_packed(r, expr_left(v)->text.hash);
}

static bool has_vocabulary_argument(const struct python_reader *r,
                                    const struct expr *call)
{
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const struct expr *v = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (v != a && vocabulary_has_argument(r->vocabulary, a->text.hash))
			return true;
		if (is_vocabulary(r, v) || is_packed(r, v) ||
		    (v && v->kind == EXPR_DICT && holds_vocabulary(r, v)))
			return true;
		/* f(Router()) */
		if (v && v->kind == EXPR_CALL && expr_left(v) &&
		    (expr_left(v)->kind == EXPR_NAME ||
		     expr_left(v)->kind == EXPR_ATTR) &&
		    vocabulary_has_maker(r->vocabulary, expr_left(v)->text.hash))
			return true;
	}
	return false;
}

/* f("orders", views.OrderViewSet), where a path does not begin with a slash. */
static bool is_named_class(const struct expr *a)
{
	return a->kind == EXPR_STRING && a->text.len && a->next &&
	       expr_is_class_name(a->next);
}

/* keeper.take(Desk(..)) */
static bool hands_object(const struct expr *call)
{
	const struct expr *a = expr_first(call);

	return expr_left(call)->kind == EXPR_ATTR && a && expr_makes_object(a);
}

/* f("/path", x), f(x, "name", "/path"): a function of ours may put x there, whatever
 * either is called. */
static bool has_path_argument(const struct expr *call)
{
	const struct expr *a = expr_first(call);

	if (!a || !a->next)
		return false;
	if (is_named_class(a))
		return true;
	for (int i = 0; a && i < PATH_ARGUMENTS; a = a->next, i++)
		if (a->kind == EXPR_STRING && a->text.len > 1 && *a->text.s == '/')
			return true;
	return false;
}

/* make_router(model, kind="order"): a part of the name is a usual one, and a text is
 * handed on. */
static bool hands_text_on(const struct python_reader *r, const struct expr *call)
{
	const struct expr *a = expr_first(call), *v = NULL;

	for (; a && (!v || v->kind != EXPR_STRING); a = a->next)
		v = a->kind == EXPR_KEYWORD ? expr_first(a) : a;
	if (!v || v->kind != EXPR_STRING)
		return false;
	for (const char *s = expr_left(call)->text.s; s; s = strchr(s, '_')) {
		s += *s == '_';
		if (vocabulary_has_argument(r->vocabulary, name_hash(s, strcspn(s, "_"))))
			return true;
	}
	return false;
}

/* method(path)(view) */
static bool applies(const struct expr *call)
{
	const struct expr *a = expr_first(call);

	return expr_left(call)->kind == EXPR_CALL && a && !a->next &&
	       a->kind == EXPR_NAME;
}

static bool is_vocabulary_call(const struct python_reader *r, const struct expr *call)
{
	const struct expr *to = expr_left(call);

	if (to->kind == EXPR_NAME || to->kind == EXPR_ATTR) {
		if (hands_text_on(r, call))
			return true;
		if (vocabulary_has(r->vocabulary, to->text.hash) ||
		    python_is_renamed(r, to->text.hash))
			return true;
		if (to->kind == EXPR_ATTR &&
		    (expr_left(to)->kind == EXPR_NAME ||
		     expr_left(to)->kind == EXPR_ATTR) &&
		    vocabulary_has_head(r->vocabulary, expr_left(to)->text.hash))
			return true;
	} else if (r->anonymous || applies(call)) {
		return true;
	}
	return has_path_argument(call) || has_vocabulary_argument(r, call) ||
	       hands_object(call);
}

static struct expr *call_of(struct python_reader *r, struct expr *to)
{
	bool named = to->kind == EXPR_NAME || to->kind == EXPR_ATTR;
	struct expr *e = expr_read_new(r->u, EXPR_CALL,
	                               named ? to->line : r->v[r->at - 1].line);

	e->left_ = to;
	measure(e, to);
	e->scope = r->scope;
	bracketed(r, e, argument);
	return e;
}

static struct expr *attribute_of(struct python_reader *r, struct expr *of)
{
	struct expr *e;

	r->at++;
	e = new_expr(r, EXPR_ATTR);
	e->text = python_name(r, peek(r));
	r->at++;
	return with_left(r, e, of);
}

/* partial(app.mount, "/x", child): the call that it makes later. With keywords alone it
 * lacks what the call is about. */
static void later_call(struct python_reader *r, struct expr *partial)
{
	const struct expr *f = expr_left(partial), *to = expr_first(partial);
	struct expr *call;

	if ((f->kind != EXPR_NAME && f->kind != EXPR_ATTR) ||
	    !name_is(f->text, "partial") || !to || to->kind != EXPR_ATTR ||
	    (to->next && to->next->kind == EXPR_KEYWORD) ||
	    !vocabulary_has(r->vocabulary, to->text.hash))
		return;
	call = expr_read_new(r->u, EXPR_CALL, to->line);
	*call = expr_alone(partial);
	call->left_ = arena_alloc(r->arena, sizeof *call->left_);
	*call->left_ = expr_alone(to);
	call->first_ = to->next;
	partial->flags |= EXPR_HELD; /* both have its arguments */
	site_add(r->scope, call);
}

static struct expr *primary(struct python_reader *r)
{
	struct site *mark = r->scope->last_site;
	bool hit = python_is_kept(r, r->at);
	struct expr *outermost = NULL, *e = atom(r);

	for (;;) {
		const struct token *t = peek(r);

		if (t->word == W_DOT && t[1].kind == TOK_NAME) {
			e = attribute_of(r, e);
		} else if (t->kind != TOK_OPEN || t->flags & TOK_HOLE || t->op == '{') {
			break;
		} else if (t->op == '(') {
			e = call_of(r, e);
			hit = hit || is_vocabulary_call(r, e);
			later_call(r, e);
			outermost = e = settle(r, e);
		} else {
			struct expr *of = e;

			e = new_expr(r, EXPR_INDEX);
			e->left_ = of;
			measure(e, of);
			bracketed(r, e, subscript);
			e = settle(r, e);
		}
	}
	if (hit && outermost && outermost->kind == EXPR_CALL)
		add_site(r, mark, outermost);
	return e;
}

/* --- operators --- */

static struct expr *signed_number(struct python_reader *r, struct expr *e)
{
	char *s = arena_printf(r->arena, "-%.*s", (int)e->text.len, e->text.s);

	e->text = (struct name){ s, e->text.len + 1, name_hash(s, e->text.len + 1) };
	return e;
}

static struct expr *power_of(struct python_reader *r, struct expr *left)
{
	struct expr *e = expr_read_new(r->u, EXPR_BINARY, left->line);

	e->text = text_name(r, "**");
	e->left_ = left;
	measure(e, left);
	r->at++;
	if (r->depth >= DEPTH_MAX) {
		append(e, &e->first_, give_up(r));
	} else {
		r->depth++;
		append(e, &e->first_, unary(r));
		r->depth--;
	}
	return settle(r, e);
}

static struct expr *unary(struct python_reader *r)
{
	uint32_t from = r->at;
	bool awaited = false;
	uint32_t signs;
	struct expr *e;

	while (next_is(r, W_SUM) || next_is(r, W_TILDE))
		r->at++;
	signs = r->at - from;
	while (skip(r, W_AWAIT))
		awaited = true;
	e = primary(r);
	if (awaited)
		e->flags |= EXPR_AWAIT;
	if (next_is(r, W_POWER))
		e = power_of(r, e);
	if (!signs)
		return e;
	if (signs == 1 && e->kind == EXPR_NUMBER && r->v[from].op == '-')
		return signed_number(r, e);
	return other(r, e);
}

static struct expr *negation(struct python_reader *r)
{
	while (next_is(r, W_NOT))
		r->at++;
	return other(r, binary(r, BIND_COMPARE));
}

/* Step over the operator and name it. */
static struct name operator_name(struct python_reader *r)
{
	const struct token *t = peek(r);

	r->at++;
	if (t->word == W_NOT && skip(r, W_IN))
		return text_name(r, "not in");
	if (t->word == W_IS && skip(r, W_NOT))
		return text_name(r, "is not");
	return python_name(r, t);
}

static struct expr *binary(struct python_reader *r, unsigned least)
{
	struct expr *left = next_is(r, W_NOT) ? negation(r) : unary(r);

	for (;;) {
		const struct token *t = peek(r);
		unsigned binds = binding_of[t->word];
		struct expr *e;

		if (binds < least || !binds || (t->word == W_NOT && t[1].word != W_IN))
			return left;
		e = expr_read_new(r->u, EXPR_BINARY, left->line);
		e->text = operator_name(r);
		e->left_ = left;
		measure(e, left);
		append(e, &e->first_, binary(r, binds + 1));
		left = settle(r, e);
	}
}

static struct expr *choice(struct python_reader *r, struct expr *first)
{
	struct expr *e = expr_read_new(r->u, EXPR_CHOICE, first->line), **tail;

	r->at++;
	e->left_ = binary(r, BIND_OR);
	if (next_is(r, W_WALRUS)) {
		r->at++;
		e->left_ = python_expr(r);
	}
	measure(e, expr_left(e));
	tail = append(e, &e->first_, first);
	if (skip(r, W_ELSE))
		append(e, tail, python_expr(r));
	return settle(r, e);
}

static struct expr *walrus(struct python_reader *r, struct expr *target)
{
	struct expr *value;
	struct binding *b;

	r->at++;
	value = python_expr(r);
	if (target->kind == EXPR_NAME) {
		b = binding_add(r->scope, BIND_VALUE, target->text);
		b->line = target->line;
		b->value_ = value;
		value->flags |= EXPR_HELD;
	}
	return value;
}

/* A name or a literal that is all there is, as most arguments are. */
static struct expr *alone(struct python_reader *r)
{
	const struct token *t = peek(r);
	unsigned next = t[1].word;

	if (next != W_COMMA && next != W_CLOSE && next != W_NEWLINE)
		return NULL;
	if (t->kind == TOK_NAME)
		return t->word < W_SOFT_END ? literal(r, EXPR_NAME) : NULL;
	if (t->kind == TOK_NUMBER)
		return literal(r, EXPR_NUMBER);
	return t->kind == TOK_STRING ? single_string(r) : NULL;
}

struct expr *python_expr(struct python_reader *r)
{
	struct expr *e = alone(r);

	if (e)
		return e;
	if (r->depth >= DEPTH_MAX)
		return give_up(r);
	r->depth++;
	e = next_is(r, W_YIELD) ? yield(r) : binary(r, BIND_OR);
	if (next_is(r, W_IF))
		e = choice(r, e);
	else if (next_is(r, W_WALRUS))
		e = walrus(r, e);
	r->depth--;
	return e;
}

/* What may not begin another item of a bare tuple. */
static bool ends_list(const struct token *t)
{
	return t->word >= W_CLOSE || t->word == W_IN;
}

static struct expr *bare_list(struct python_reader *r,
                              struct expr *(*read)(struct python_reader *))
{
	struct expr *one = read(r), *e, **tail;

	if (!next_is(r, W_COMMA))
		return one;
	e = expr_read_new(r->u, EXPR_LIST, one->line);
	e->flags = EXPR_TUPLE;
	tail = append(e, &e->first_, one);
	while (skip(r, W_COMMA) && !ends_list(peek(r)))
		tail = append(e, tail, read(r));
	return settle(r, e);
}

struct expr *python_expr_list(struct python_reader *r)
{
	return bare_list(r, item);
}

struct expr *python_target(struct python_reader *r)
{
	struct expr *e;

	if (!next_is(r, W_STAR))
		return binary(r, BIND_BITOR);
	e = new_expr(r, EXPR_SPREAD);
	r->at++;
	return with_left(r, e, binary(r, BIND_BITOR));
}

struct expr *python_targets(struct python_reader *r)
{
	return bare_list(r, python_target);
}

/* --- functions --- */

static struct param *param(struct python_reader *r, bool is_lambda)
{
	struct param *p = arena_zero(r->arena, sizeof *p);

	if (next_is(r, W_STAR) || next_is(r, W_POWER)) {
		p->rest = true;
		r->at++;
	}
	if (peek(r)->kind == TOK_NAME) {
		p->name = python_name(r, peek(r));
		r->at++;
	} else if (peek(r)->kind == TOK_OPEN) { /* Python 2: def f(a, (b, c)) */
		uint32_t close = partner(r, r->at);

		r->at = close + (r->v[close].kind == TOK_CLOSE);
	} else {
		return NULL; /* the bare * and / */
	}
	if (!is_lambda && skip(r, W_COLON))
		p->annotation = item(r);
	if (skip(r, W_ASSIGN))
		p->value = python_expr(r);
	return p;
}

struct param *python_params(struct python_reader *r, uint32_t end, bool is_lambda)
{
	struct param *first = NULL, **tail = &first;

	while (r->at < end &&
	       !(is_lambda && (next_is(r, W_COLON) || next_is(r, W_CLOSE)))) {
		uint32_t before = r->at;
		struct param *p;

		if (skip(r, W_COMMA))
			continue;
		p = param(r, is_lambda);
		if (p) {
			*tail = p;
			tail = &p->next;
		} else if (r->at == before) {
			r->at++;
		}
	}
	return first;
}

static void count_lambda(struct python_reader *r, struct scope *s, uint32_t from)
{
	uint8_t run = 0; /* see struct scope: a or b or c is one branch */

	s->statements = 1;
	for (uint32_t i = from; i < r->at; i++) {
		const struct token *t = &r->v[i];
		bool is_run = t->word == W_AND || t->word == W_OR;

		s->calls += t->kind == TOK_OPEN && t->flags & TOK_CALL;
		s->branches += t->word == W_IF || t->word == W_FOR ||
		               (is_run && t->word != run);
		if (is_run || t->word >= W_SURVEYED)
			run = is_run ? t->word : 0;
	}
}

static struct expr *lambda(struct python_reader *r)
{
	struct expr *e = new_expr(r, EXPR_FUNCTION);
	struct scope *outer = r->scope, *s;
	uint32_t from;

	if (r->depth >= DEPTH_MAX)
		return give_up(r);
	r->depth++;
	s = scope_add(r->u, outer, SCOPE_FUNCTION);
	s->line = peek(r)->line;
	r->at++;
	s->params = python_params(r, r->stop, true);
	from = r->at;
	skip(r, W_COLON);
	r->scope = s;
	s->returns = python_expr(r);
	r->scope = outer;
	s->end_line = r->v[r->at - 1].line;
	count_lambda(r, s, from);
	e->scope = s;
	r->depth--;
	return e;
}
