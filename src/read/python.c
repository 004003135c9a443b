/* python.c - read a Python file into a unit: its statements, one logical line at a time.
 *
 * There is no recursion over blocks. Only classes and functions open a scope, so a
 * stack of them and the indentation of each line say where a statement belongs; the
 * bodies of if, for, try and the like belong to the scope around them. */
#include "read/python.h"

#include <ctype.h>

#include "syntax/callees.h"

#include "read/python_expr.h"
#include "read/sql_text.h"
#include "syntax/lex_python.h"

enum {
	CLASS_SLOTS = 64,
	FRAMES = 100,      /* Python's own limit of indentation levels */
	OUTER_NAMES = 64,  /* global names of a function that are heeded */
	SWITCH_TOKENS = 6, /* settings.auth.NAME */
	SHORT_TOKENS = 64, /* an assignment in a function up to which it is kept unseen */
};

/* Names that a function has declared global or nonlocal. */
struct outer_name {
	struct name name;
	struct scope *scope;
	struct outer_name *next;
};

struct frame {
	struct scope *scope;
	uint32_t indent;                      /* of the line of its def or class */
	uint32_t statements, branches, calls; /* counted before its body */
	struct outer_name *outer;
	unsigned outer_names;
};

/* A class of this file, by its name, the last one first. */
struct written {
	struct scope *class;
	struct expr **decorator_tail;
	struct written *next;
};

struct file {
	struct python_reader r;
	struct frame frame[FRAMES];
	unsigned top;
	uint32_t indent;    /* of this logical line */
	uint32_t typing;    /* 1 + indent of an open `if TYPE_CHECKING:`; 0 */
	uint32_t debugging; /* the same of `if DEBUG:` */
	uint32_t switching; /* and of `if settings.NAME:` in a function */
	uint32_t last_line; /* where the logical line before this one ended */
	uint32_t statements, branches, calls;
	struct expr *decorators, **decorator_tail;
	struct callees callees;
	struct written *classes[CLASS_SLOTS];
};

/* What a look over a statement's tokens tells. */
struct survey {
	uint32_t end; /* newline, semicolon, or colon of a compound statement */
	bool hit;     /* holds a call of the vocabulary */
	bool assigns; /* = or += or an annotation outside brackets */
	bool yields;
};

static bool is_word(const struct file *f, enum python_word word)
{
	return f->r.v[f->r.at].word == word;
}

static bool skip(struct file *f, enum python_word word)
{
	if (!is_word(f, word))
		return false;
	f->r.at++;
	return true;
}

/* name = web.Application(: calls that are given name are looked at from here on. */
static void note_made(struct python_reader *r, uint32_t i)
{
	const struct token *t = &r->v[i];

	if (i < 3 || !(t->flags & TOK_CALL) || t[-1].kind != TOK_NAME ||
	    !vocabulary_has_maker(r->vocabulary, t[-1].aux))
		return;
	for (t--, i--; i > 3 && t[-1].word == W_DOT && t[-2].kind == TOK_NAME; i -= 2)
		t -= 2;
	if (t[-1].word == W_ASSIGN && t[-2].kind == TOK_NAME)
		hashes_add(&r->made, r->arena, t[-2].aux);
}

static void note_call(struct file *f, uint32_t i)
{
	const struct token *v = f->r.v;

	if (!(v[i].flags & TOK_CALL))
		return;
	f->calls++;
	if (v[i - 1].kind == TOK_NAME)
		callees_add(&f->callees, v, i - 1, i);
}

/* Brackets of a statement, as far as runs of `and` and `or` are told apart. */
enum { RUN_DEPTHS = 32 };

/* At a word that branches: `a or b or c` is one branch, `a or b and c` two. run: the word
 * of the expression so far, between these brackets. */
static void count_branch(struct file *f, uint8_t word, uint8_t *run)
{
	bool is_run = word == W_AND || word == W_OR;

	f->branches += !is_run || *run != word;
	*run = is_run ? word : 0;
}

/* Look over the statement at i and count what is in it. The only loop over all tokens:
 * most of them are plain and passed by in its first line. */
static struct survey survey(struct file *f, uint32_t i, bool compound)
{
	const struct token *v = f->r.v;
	unsigned depth = 0, lambdas = 0;
	uint8_t run[RUN_DEPTHS];
	struct survey s = { 0 };

	*run = 0;
	for (;; i++) {
		while (v[i].word < W_SURVEYED)
			i++;
		switch ((enum python_word)v[i].word) {
		case W_OPEN:
			run[++depth % RUN_DEPTHS] = 0;
			note_call(f, i);
			note_made(&f->r, i);
			s.hit = s.hit || python_hit(&f->r, i);
			break;
		case W_CLOSE:
			depth -= depth > 0;
			s.hit = s.hit || python_hit(&f->r, i);
			break;
		case W_COMMA:
			s.hit = s.hit || python_hit(&f->r, i);
			run[depth % RUN_DEPTHS] = 0;
			break;
		case W_COLON:
			run[depth % RUN_DEPTHS] = 0;
			if (depth || lambdas) {
				lambdas -= !depth;
				break;
			}
			if (compound) {
				s.end = i;
				return s;
			}
			s.assigns = true;
			break;
		case W_ASSIGN:
		case W_AUGMENT:
			s.assigns = s.assigns || !depth;
			run[depth % RUN_DEPTHS] = 0;
			break;
		case W_LAMBDA: lambdas += !depth; break;
		case W_YIELD: s.yields = true; break;
		case W_SEMICOLON:
			if (depth)
				break;
			s.end = i;
			return s;
		case W_NEWLINE:
		case W_END: s.end = i; return s;
		default: count_branch(f, v[i].word, &run[depth % RUN_DEPTHS]); break;
		}
	}
}

/* --- names that get a meaning --- */

static struct scope *scope_of_name(const struct file *f, struct name n)
{
	const struct frame *top = &f->frame[f->top];

	if (f->r.scope == top->scope)
		for (const struct outer_name *o = top->outer; o; o = o->next)
			if (name_eq(o->name, n))
				return o->scope;
	return f->r.scope;
}

static struct binding *bind_name(struct file *f, enum binding_kind kind, struct name name,
                                 uint32_t line)
{
	struct binding *b = binding_add(scope_of_name(f, name), kind, name);

	b->line = line;
	return b;
}

static struct name first_name(const struct expr *e)
{
	while (expr_left(e) &&
	       (e->kind == EXPR_ATTR || e->kind == EXPR_INDEX || e->kind == EXPR_CALL))
		e = expr_left(e);
	return e->kind == EXPR_NAME ? e->text : (struct name){ 0 };
}

/* What is bound: all but the names. */
struct meaning {
	enum binding_kind kind;
	struct expr *value, *annotation;
};

/* One binding a name; whole is the pattern that it stands in. As deep as expressions. */
static void bind(struct file *f, const struct meaning *m, struct expr *to,
                 struct expr *whole)
{
	struct binding *b;

	if (to->kind == EXPR_LIST) {
		for (struct expr *e = expr_first(to); e; e = e->next)
			bind(f, m, e, whole);
		return;
	}
	if (to->kind == EXPR_SPREAD) {
		bind(f, m, expr_left(to), whole);
		return;
	}
	if (to->kind != EXPR_NAME && to->kind != EXPR_ATTR && to->kind != EXPR_INDEX)
		return;
	b = bind_name(f, m->kind, first_name(to), to->line);
	b->target_ = whole->kind == EXPR_NAME ? NULL : whole;
	b->value_ = m->value;
	b->annotation_ = m->annotation;
	/* global app; app = made: what the function calls so. Tables are read as they
	 * stand. */
	if (!binding_target(b) && binding_value(b) &&
	    binding_value(b)->kind != EXPR_DICT && binding_value(b)->kind != EXPR_LIST &&
	    scope_of_name(f, b->name) != f->r.scope)
		seldom_of(b, f->r.arena)->in = f->r.scope;
}

static void bind_target(struct file *f, const struct meaning *m, struct expr *to)
{
	bind(f, m, to, to);
	if (to->kind == EXPR_NAME)
		expr_drop(f->r.u, to);
}

/* --- simple statements --- */

static void module_name(struct file *f, struct name *module)
{
	struct python_reader *r = &f->r;
	const struct token *first = &r->v[r->at], *t = first;
	size_t n = 0;
	char *s;

	for (; t->word == W_DOT || t->word == W_ELLIPSIS ||
	       (t->kind == TOK_NAME && t->word != W_IMPORT && t->word != W_AS);
	     t++)
		n += t->len;
	if (t == first + 1) {
		*module = python_name(r, first);
	} else {
		s = arena_alloc(r->arena, n + 1);
		n = 0;
		for (const struct token *p = first; p < t; p++) {
			memcpy(s + n, r->text + p->pos, p->len);
			n += p->len;
		}
		s[n] = '\0';
		*module = (struct name){ s, (uint32_t)n, name_hash(s, n) };
	}
	r->at += (uint32_t)(t - first);
}

static void import_module(struct file *f)
{
	struct python_reader *r = &f->r;
	const struct token *first = &r->v[r->at];
	uint32_t line = first->line;
	struct name module;
	struct binding *b;

	module_name(f, &module);
	if (skip(f, W_AS) && r->v[r->at].kind == TOK_NAME) {
		b = bind_name(f, BIND_IMPORT, python_name(r, &r->v[r->at++]), line);
		b->module = module;
		return;
	}
	if (first->kind != TOK_NAME || !module.len)
		return;
	b = bind_name(f, BIND_IMPORT, python_name(r, first), line);
	b->module = b->name;
	if (module.len == first->len)
		return;
	b = bind_name(f, BIND_IMPORT, (struct name){ 0 }, line);
	b->module = module;
}

static void read_import(struct file *f)
{
	f->r.at++;
	do
		import_module(f);
	while (skip(f, W_COMMA));
}

/* t is the name, `as` and another one behind it. */
static void note_renamed(struct python_reader *r, const struct token *t)
{
	if (vocabulary_has(r->vocabulary, t->aux))
		hashes_add(&r->renamed, r->arena, t[2].aux);
}

static void read_from_import(struct file *f)
{
	struct python_reader *r = &f->r;
	struct name module;

	r->at++;
	module_name(f, &module);
	if (!skip(f, W_IMPORT))
		return;
	for (; r->at < r->stop; r->at++) {
		const struct token *t = &r->v[r->at];
		struct binding *b;
		struct name imported;

		if (t->kind != TOK_NAME && t->word != W_STAR)
			continue;
		imported = python_name(r, t);
		if (t[1].word == W_AS && t[2].kind == TOK_NAME) {
			r->at += 2;
			note_renamed(r, t);
		}
		b = bind_name(f, BIND_IMPORT, python_name(r, &r->v[r->at]), t->line);
		b->module = module;
		b->imported = imported;
	}
}

static void read_outer_names(struct file *f, bool is_global)
{
	struct frame *top = &f->frame[f->top];
	struct python_reader *r = &f->r;

	for (; r->at < r->stop; r->at++) {
		struct outer_name *o;

		if (top->outer_names == OUTER_NAMES)
			continue;
		if (r->v[r->at].word != W_PLAIN || r->v[r->at].kind != TOK_NAME)
			continue;
		o = arena_zero(r->arena, sizeof *o);
		*o = (struct outer_name){ python_name(r, &r->v[r->at]), r->u->module,
			                  top->outer };
		if (!is_global && f->top > 1)
			o->scope = f->frame[f->top - 1].scope;
		top->outer = o;
		top->outer_names++;
	}
}

static void read_return(struct file *f)
{
	struct scope *s = f->r.scope;
	struct expr *e, **tail = &s->returns;

	f->r.at++;
	if (f->r.at == f->r.stop)
		return;
	e = python_expr_list(&f->r);
	if (s->kind != SCOPE_FUNCTION)
		return;
	/* The newest stands first until the scope is closed. */
	e->next = *tail;
	*tail = e;
}

static void note_class(struct file *f, struct scope *class)
{
	struct written **slot = &f->classes[class->name.hash % CLASS_SLOTS];
	struct written *w = arena_alloc(f->r.u->arena, sizeof *w);

	*w = (struct written){ class, &class->decorators, *slot };
	*slot = w;
}

/* Base = as_base(metadata=m)(Base): as if as_base stood above class Base. */
static void decorate_class(struct file *f, const struct expr *to, const struct expr *call)
{
	const struct expr *given = call->kind == EXPR_CALL ? expr_first(call) : NULL;
	struct written *w;

	if (to->kind != EXPR_NAME || !given || given->next || given->kind != EXPR_NAME ||
	    !name_eq(given->text, to->text) || !expr_left(call))
		return;
	w = f->classes[to->text.hash % CLASS_SLOTS];
	while (w &&
	       !(w->class->parent == f->r.scope && name_eq(w->class->name, to->text)))
		w = w->next;
	if (!w)
		return;
	while (*w->decorator_tail)
		w->decorator_tail = &(*w->decorator_tail)->next;
	*w->decorator_tail = call->left_;
}

static void read_assignment(struct file *f)
{
	struct python_reader *r = &f->r;
	struct expr *first = python_expr_list(r), **tail = &first->next;
	struct meaning m = { BIND_VALUE, NULL, NULL };

	if (skip(f, W_AUGMENT)) {
		m.kind = BIND_AUGMENT;
		m.value = python_expr_list(r);
	} else if (skip(f, W_COLON)) {
		m.annotation = python_expr(r);
		if (skip(f, W_ASSIGN))
			m.value = python_expr_list(r);
		else
			m.kind = BIND_FIELD;
	} else {
		while (skip(f, W_ASSIGN)) {
			*tail = m.value = python_expr_list(r);
			tail = &m.value->next;
		}
		if (!m.value)
			return;
		decorate_class(f, first, m.value);
	}
	for (struct expr *to = first, *next; to && to != m.value; to = next) {
		next = to->next;
		to->next = NULL;
		bind_target(f, &m, to);
	}
	if (f->typing && f->indent >= f->typing && r->scope->last_binding)
		r->scope->last_binding->is_for_types = true;
}

/* type X[T] = value */
static void read_type_alias(struct file *f)
{
	struct python_reader *r = &f->r;
	const struct token *name = &r->v[r->at + 1];
	struct binding *b;

	while (r->at < r->stop && !is_word(f, W_ASSIGN))
		r->at++;
	if (!skip(f, W_ASSIGN))
		return;
	b = bind_name(f, BIND_VALUE, python_name(r, name), name->line);
	b->value_ = python_expr(r);
}

static void read_decorator(struct file *f)
{
	struct python_reader *r = &f->r;
	struct expr *e;

	r->stop = survey(f, r->at, false).end;
	r->at++;
	r->quiet++;
	e = python_expr(r);
	r->quiet--;
	*f->decorator_tail = e;
	f->decorator_tail = &e->next;
	r->at = r->stop;
}

/* Words before an expression that need no meaning: raise, assert, print ... */
static bool is_leading_word(const struct token *t)
{
	const struct token *next = t + 1;

	if (t->word == W_PRINT || t->word == W_EXEC) /* Python 2: no bracket behind it */
		return next->kind == TOK_STRING || next->kind == TOK_TEMPLATE ||
		       next->kind == TOK_NUMBER ||
		       (next->kind == TOK_NAME &&
		        (next->word < W_SOFT_END || next->word == W_LAMBDA ||
		         next->word == W_NONE || next->word == W_TRUE ||
		         next->word == W_FALSE));
	return t->word == W_RAISE || t->word == W_ASSERT || t->word == W_DEL;
}

static void read_expressions(struct file *f)
{
	struct python_reader *r = &f->r;

	if (is_leading_word(&r->v[r->at]))
		r->at++;
	if (r->at == r->stop)
		return;
	expr_drop(r->u, python_expr_list(r));
	if (skip(f, W_FROM))
		expr_drop(r->u, python_expr(r));
}

/* name.append(x), name.insert(i, x), name.extend(list); self.name.append(x) of a record
 * or of something that has a name itself. */
static bool is_append(const struct file *f, const struct token *t)
{
	static const char *const names[] = { "append", "extend", "insert" };
	const struct token *of = t;

	while (t->kind == TOK_NAME && t[1].word == W_DOT && t[2].kind == TOK_NAME &&
	       t[3].word == W_DOT)
		t += 2;
	if (t->kind != TOK_NAME || t[1].word != W_DOT || t[2].kind != TOK_NAME ||
	    t[2].len != 6 || t[3].kind != TOK_OPEN || t[3].op != '(')
		return false;
	if (t > of && t[4].kind != TOK_OPEN &&
	    !(t[4].kind == TOK_NAME && t[5].kind == TOK_CLOSE))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!memcmp(f->r.text + t[2].pos, names[i], 6))
			return t == of || i == 0;
	return false;
}

/* The call stays as it is, too: as a site, when it is one. */
static void read_append(struct file *f)
{
	struct python_reader *r = &f->r;
	struct expr *call = python_expr_list(r), *item = expr_first(call), *list;
	struct binding *b;

	if (call->kind != EXPR_CALL || !expr_left(call) ||
	    expr_left(call)->kind != EXPR_ATTR || !item ||
	    !first_name(expr_left(expr_left(call))).len)
		return;
	if (item->next)
		item = item->next;
	if (item->next || item->kind == EXPR_SPREAD || item->kind == EXPR_KEYWORD ||
	    item->height + 1 >= EXPR_HEIGHT_MAX)
		return;
	b = bind_name(f, BIND_AUGMENT, first_name(expr_left(expr_left(call))),
	              call->line);
	b->target_ = expr_left(expr_left(call))->kind == EXPR_NAME
	               ? NULL
	               : expr_left(expr_left(call));
	b->is_assignment = true; /* of a list that may be one of a scope around */
	b->value_ = item;
	if (name_is(expr_left(call)->text, "extend"))
		return;
	list = expr_read_new(r->u, EXPR_LIST, call->line);
	list->flags = EXPR_MORE;
	list->height = (uint16_t)(item->height + 1);
	list->first_ = item;
	b->value_ = list;
}

static bool is_type_alias(const struct token *t)
{
	return t->word == W_TYPE && t[1].kind == TOK_NAME && t[1].word < W_SOFT_END &&
	       (t[2].word == W_ASSIGN || t[2].op == '[');
}

/* name = [{..}, ..], self.name += [(..), ..], name.extend([(..), ..]) */
static bool is_record_list(const struct token *t)
{
	while (t->kind == TOK_NAME && t[1].word == W_DOT)
		t += 2;
	if (t->kind != TOK_NAME)
		return false;
	t++;
	if (t->word != W_ASSIGN && t->word != W_AUGMENT &&
	    !(t->kind == TOK_OPEN && t->op == '('))
		return false;
	return t[1].kind == TOK_OPEN && t[1].op == '[' && t[2].kind == TOK_OPEN &&
	       (t[2].op == '{' || t[2].op == '(');
}

/* x = {f"{base}/users": f, ..}: keys that are put together are hardly a table of data. */
static bool is_keyed_by_paths(const struct token *t)
{
	return t->kind == TOK_NAME && t[1].word == W_ASSIGN && t[2].kind == TOK_OPEN &&
	       t[2].op == '{' && t[3].kind == TOK_TEMPLATE;
}

/* x = Name(..), x = (Name(..) if ..): a thing of a class, which may be asked what it was
 * made with. */
static bool is_thing(const struct file *f, const struct token *t)
{
	if (t->kind != TOK_NAME || t[1].word != W_ASSIGN)
		return false;
	for (t += 2; t->kind == TOK_OPEN && t->op == '(';)
		t++;
	while (t->kind == TOK_NAME && t[1].word == W_DOT)
		t += 2;
	return t->kind == TOK_NAME && t[1].kind == TOK_OPEN && t[1].op == '(' &&
	       isupper((unsigned char)f->r.text[t->pos]);
}

/* A text that is a line of its own documents what it stands in: no statement, and its
 * lines are no code. */
static bool skip_documentation(struct file *f)
{
	const struct token *first = &f->r.v[f->r.at], *t = first;

	while (t->kind == TOK_STRING)
		t++;
	if (t == first || t->word != W_NEWLINE)
		return false;
	if (first->flags & TOK_LINE_START)
		f->r.u->code_lines -= t->line - first->line + 1;
	f->r.at = (uint32_t)(t - f->r.v);
	return true;
}

/* name = (app, db): what calls are given by f(*name), f(**name) from here on. */
static void note_packed(struct python_reader *r, const struct token *t, uint32_t end)
{
	if (t->kind == TOK_NAME && t[1].word == W_ASSIGN && t[2].kind == TOK_OPEN &&
	    t[2].aux + 1 == end)
		hashes_add(&r->packed, r->arena, t->aux);
}

static void read_simple(struct file *f)
{
	struct python_reader *r = &f->r;
	const struct token *t = &r->v[r->at];
	struct survey s;
	bool kept;

	if (skip_documentation(f))
		return;
	s = survey(f, r->at, false);
	if (s.hit && s.assigns)
		note_packed(r, t, s.end);
	kept = r->scope->kind != SCOPE_FUNCTION || s.hit ||
	       s.end - r->at <= SHORT_TOKENS || is_record_list(t) ||
	       is_keyed_by_paths(t) || is_thing(f, t);
	r->stop = s.end;
	if (s.yields && f->frame[f->top].scope->kind == SCOPE_FUNCTION)
		f->frame[f->top].scope->flags |= SCOPE_GENERATOR;
	f->statements++;
	if (t->word == W_IMPORT)
		read_import(f);
	else if (t->word == W_FROM)
		read_from_import(f);
	else if (t->word == W_GLOBAL || t->word == W_NONLOCAL)
		read_outer_names(f, t->word == W_GLOBAL);
	else if (t->word == W_RETURN)
		read_return(f);
	else if (s.assigns && kept && is_type_alias(t))
		read_type_alias(f);
	else if (s.assigns && kept)
		read_assignment(f);
	else if (kept && is_append(f, t))
		read_append(f);
	else if (t->word == W_YIELD && t[1].word != W_FROM && !s.hit && kept)
		read_return(f); /* what a context manager or a dependency gives */
	else if (s.hit)
		read_expressions(f);
	else
		r->at = s.end;
	python_rest(r, s.end);
	r->at = s.end;
}

/* --- compound statements --- */

static void read_for(struct file *f)
{
	struct meaning m = { BIND_LOOP, NULL, NULL };
	struct expr *to = python_targets(&f->r);

	if (!skip(f, W_IN))
		return;
	m.value = python_expr_list(&f->r);
	bind_target(f, &m, to);
}

static void read_with_item(struct file *f)
{
	struct meaning m = { BIND_WITH, python_expr(&f->r), NULL };

	if (skip(f, W_AS))
		bind_target(f, &m, python_target(&f->r));
	else
		expr_drop(f->r.u, m.value);
}

/* with (a as b, c as d): the brackets are the statement's, not a tuple's. */
static bool is_bracketed_with(const struct file *f)
{
	const struct token *v = f->r.v;
	uint32_t i = f->r.at, close = v[i].aux;

	if (v[i].word != W_OPEN || v[i].op != '(' || close + 1 != f->r.stop)
		return false;
	for (i++; i < close; i++) {
		if (v[i].word == W_AS)
			return true;
		if ((v[i].kind == TOK_OPEN || v[i].kind == TOK_TEMPLATE) &&
		    v[i].aux < close)
			i = v[i].aux;
	}
	return false;
}

static void read_with(struct file *f)
{
	f->r.at += is_bracketed_with(f);
	do {
		if (is_word(f, W_CLOSE))
			break;
		read_with_item(f);
	} while (skip(f, W_COMMA));
	skip(f, W_CLOSE);
}

static void read_except(struct file *f)
{
	skip(f, W_STAR);
	if (f->r.at == f->r.stop)
		return;
	expr_drop(f->r.u, python_expr_list(&f->r));
	if (is_word(f, W_AS))
		f->r.at = f->r.stop;
}

/* Up to the colon; the statement behind it, if any, is read by the caller's loop. */
static void end_header(struct file *f, uint32_t end)
{
	python_rest(&f->r, end);
	f->r.at = end + (f->r.v[end].word == W_COLON);
}

/* if TYPE_CHECKING: what stands deeper is for type checkers alone. */
static void note_typing(struct file *f, unsigned word)
{
	const struct token *t = &f->r.v[f->r.at];

	if (word != W_IF || f->r.scope->kind == SCOPE_FUNCTION || t->kind != TOK_NAME)
		return;
	if (name_is(python_name(&f->r, t), "typing") && t[1].kind == TOK_OP)
		t += 2;
	if (t->kind == TOK_NAME && t[1].word == W_COLON &&
	    name_is(python_name(&f->r, t), "TYPE_CHECKING"))
		f->typing = f->indent + 1;
}

/* if settings.DEBUG and ..: what stands deeper runs in debug mode alone, or in tests. */
static void note_debugging(struct file *f, unsigned word)
{
	const struct token *t = &f->r.v[f->r.at];

	if (word != W_IF || t->kind != TOK_NAME || f->debugging)
		return;
	while (t[1].word == W_DOT && t[2].kind == TOK_NAME)
		t += 2;
	if ((t[1].word != W_COLON && t[1].word != W_AND) ||
	    !name_tells_debug(python_name(&f->r, t)))
		return;
	unit_debug(f->r.scope->unit, t->line);
	f->debugging = f->indent + 1;
}

/* settings.NAME */
static struct expr *constant_at(struct python_reader *r, const struct token *t)
{
	struct expr *e = expr_read_new(r->u, EXPR_NAME, t->line), *member;

	for (e->text = python_name(r, t); t[1].word == W_DOT; e = member) {
		t += 2;
		member = expr_read_new(r->u, EXPR_ATTR, t->line);
		member->text = python_name(r, t);
		member->left_ = e;
		member->height = (uint16_t)(e->height + 1);
	}
	return e;
}

/* if settings.NAME: in a function, where a constant says what is returned. */
static void note_switching(struct file *f, unsigned word)
{
	const struct token *t = &f->r.v[f->r.at], *first = t;
	struct unit *u = f->r.scope->unit;
	struct switched *s;

	if (word != W_IF || t->kind != TOK_NAME || f->switching ||
	    f->r.scope->kind != SCOPE_FUNCTION)
		return;
	while (t[1].word == W_DOT && t[2].kind == TOK_NAME && t - first < SWITCH_TOKENS)
		t += 2;
	if (t[1].word != W_COLON || t->len < 2)
		return;
	for (const char *c = python_name(&f->r, t).s; *c; c++)
		if (islower((unsigned char)*c))
			return;
	s = arena_alloc(u->arena, sizeof *s);
	*s = (struct switched){ t->line + 1, UINT32_MAX, constant_at(&f->r, first),
		                u->switched };
	u->switched = s;
	f->switching = f->indent + 1;
}

static void end_switching(struct file *f, uint32_t line)
{
	if (!f->switching || f->indent >= f->switching)
		return;
	f->switching = 0;
	f->r.scope->unit->switched->to = line - 1;
}

static void end_debugging(struct file *f, uint32_t line)
{
	if (!f->debugging || f->indent >= f->debugging)
		return;
	f->debugging = 0;
	f->r.scope->unit->debugged->to = line - 1;
}

static void read_header(struct file *f, unsigned word)
{
	struct python_reader *r = &f->r;
	struct survey s = survey(f, r->at, true);
	bool kept = r->scope->kind != SCOPE_FUNCTION || s.hit ||
	            s.end - r->at <= SHORT_TOKENS;

	r->stop = s.end;
	r->at++;
	note_typing(f, word);
	note_debugging(f, word);
	note_switching(f, word);
	if (word == W_FOR && kept)
		read_for(f);
	else if (word == W_WITH && kept)
		read_with(f);
	else if (word == W_EXCEPT && s.hit)
		read_except(f);
	else if (s.hit && r->at < s.end)
		expr_drop(r->u, python_expr_list(r));
	else
		r->at = s.end;
	if (word != W_ELSE && word != W_EXCEPT && word != W_FINALLY)
		f->statements++;
	if (s.yields && f->frame[f->top].scope->kind == SCOPE_FUNCTION)
		f->frame[f->top].scope->flags |= SCOPE_GENERATOR;
	end_header(f, s.end);
}

/* A pattern looks like calls and is none; only the guard is code. */
static void read_case(struct file *f)
{
	struct python_reader *r = &f->r;
	struct survey s;

	f->branches++;
	r->at++;
	while (!is_word(f, W_IF) && !is_word(f, W_COLON) && !is_word(f, W_NEWLINE) &&
	       !is_word(f, W_END)) {
		const struct token *t = &r->v[r->at];

		if ((t->kind == TOK_OPEN || t->kind == TOK_TEMPLATE) && t->aux > r->at &&
		    r->v[t->aux].kind != TOK_END)
			r->at = t->aux;
		r->at++;
	}
	s = survey(f, r->at, true);
	r->stop = s.end;
	if (s.hit && skip(f, W_IF))
		expr_drop(r->u, python_expr(r));
	else
		r->at = s.end;
	end_header(f, s.end);
}

static void open_frame(struct file *f, struct scope *s)
{
	if (f->top + 1 == FRAMES) {
		python_confused(&f->r, s->line, "nested too deep");
		return;
	}
	f->frame[++f->top] =
	    (struct frame){ s, f->indent, f->statements, f->branches, f->calls, NULL, 0 };
	f->r.scope = s;
}

static void reverse_returns(struct scope *s)
{
	struct expr *list = NULL, *next;

	for (struct expr *e = s->returns; e; e = next) {
		next = e->next;
		e->next = list;
		list = e;
	}
	s->returns = list;
}

static void close_frame(struct file *f)
{
	const struct frame *top = &f->frame[f->top];
	struct scope *s = top->scope;

	s->end_line = f->last_line > s->line ? f->last_line : s->line;
	s->statements = f->statements - top->statements;
	s->branches = f->branches - top->branches;
	s->calls = f->calls - top->calls;
	reverse_returns(s);
	if (f->top)
		f->r.scope = f->frame[--f->top].scope;
}

static void read_signature(struct file *f, struct scope *d, bool is_class)
{
	struct python_reader *r = &f->r;
	uint32_t close = r->v[r->at].aux;

	if (is_word(f, W_OPEN) && r->v[r->at].op == '[' && close < r->stop) {
		r->at = close + 1;
		/* The lexer took the bracket behind type parameters for a call. */
		f->calls -= is_word(f, W_OPEN) && r->v[r->at].flags & TOK_CALL;
	}
	if (is_word(f, W_OPEN) && is_class) {
		d->bases = python_arguments(r);
	} else if (is_word(f, W_OPEN)) {
		close = r->v[r->at].aux;
		if (close > r->stop)
			close = r->stop;
		r->at++;
		d->params = python_params(r, close, false);
		r->at = close + (r->v[close].kind == TOK_CLOSE);
	}
	if (skip(f, W_ARROW))
		d->annotation = python_expr(r);
}

/* def name[T](params) -> annotation:   class name[T](bases): */
static void read_definition(struct file *f, bool is_class, bool is_async)
{
	struct python_reader *r = &f->r;
	uint32_t line = r->v[r->at].line;
	struct survey s;
	struct scope *d;
	struct binding *b;

	r->at += is_async;
	s = survey(f, r->at, true);
	r->stop = s.end;
	r->at++;
	d = scope_add(r->u, r->scope, is_class ? SCOPE_CLASS : SCOPE_FUNCTION);
	d->line = line;
	d->flags = is_async ? SCOPE_ASYNC : 0;
	d->flags |= f->typing ? SCOPE_FOR_TYPES : 0;
	d->decorators = f->decorators;
	f->decorators = NULL;
	f->decorator_tail = &f->decorators;
	if (r->v[r->at].kind == TOK_NAME)
		d->name = python_name(r, &r->v[r->at++]);
	f->statements++;
	b = bind_name(f, BIND_DEF, d->name, line);
	b->def_ = d;
	if (is_class)
		note_class(f, d);
	read_signature(f, d, is_class);
	end_header(f, s.end);
	open_frame(f, d);
}

static bool ends_in_colon(const struct file *f)
{
	const struct token *v = f->r.v;
	uint32_t i = f->r.at;

	while (v[i].word != W_COLON && v[i].word != W_NEWLINE &&
	       v[i].word != W_SEMICOLON && v[i].word != W_END) {
		if ((v[i].kind == TOK_OPEN || v[i].kind == TOK_TEMPLATE) && v[i].aux > i)
			i = v[i].aux;
		i += v[i].word != W_END;
	}
	return v[i].word == W_COLON;
}

/* match and case are words only where nothing else makes sense. */
static bool begins_match(const struct file *f)
{
	const struct token *t = &f->r.v[f->r.at], *next = t + 1;

	switch ((enum token_kind)next->kind) {
	case TOK_OP:
		if (next->op != '-' && next->op != '*' && next->op != '~')
			return false;
		return next->len == 1 && ends_in_colon(f);
	case TOK_NAME:
		if (next->word == W_IN || next->word == W_IS || next->word == W_AND ||
		    next->word == W_OR || next->word == W_IF || next->word == W_NOT)
			return next->word == W_NOT && ends_in_colon(f);
		return ends_in_colon(f);
	case TOK_OPEN:
	case TOK_NUMBER:
	case TOK_STRING:
	case TOK_TEMPLATE: return ends_in_colon(f);
	default: return false;
	}
}

static void read_statement(struct file *f)
{
	const struct token *t = &f->r.v[f->r.at];
	unsigned word = t->word;

	f->r.confused = false;
	if (word == W_TERM && t->op == '@') {
		read_decorator(f);
		return;
	}
	if (word == W_ASYNC && (t[1].word == W_FOR || t[1].word == W_WITH)) {
		word = t[1].word;
		f->r.at++;
	}
	switch (word) {
	case W_DEF:
	case W_CLASS: read_definition(f, word == W_CLASS, false); return;
	case W_ASYNC:
		if (t[1].word == W_DEF)
			read_definition(f, false, true);
		else
			read_simple(f);
		break;
	case W_IF:
	case W_ELIF:
	case W_ELSE:
	case W_FOR:
	case W_WHILE:
	case W_TRY:
	case W_EXCEPT:
	case W_FINALLY:
	case W_WITH: read_header(f, word); break;
	case W_MATCH:
		if (begins_match(f)) {
			/* The lexer took match (x): for a call. */
			f->calls -= (t[1].flags & TOK_CALL) != 0;
			read_header(f, word);
		} else {
			read_simple(f);
		}
		break;
	case W_CASE:
		if (begins_match(f))
			read_case(f);
		else
			read_simple(f);
		break;
	default: read_simple(f);
	}
	f->decorators = NULL;
	f->decorator_tail = &f->decorators;
}

static void read_lines(struct file *f)
{
	struct python_reader *r = &f->r;

	for (const struct token *t; (t = &r->v[r->at])->kind != TOK_END;) {
		if (t->kind == TOK_NEWLINE) {
			f->last_line = t->line;
			f->indent = t->aux;
			if (f->indent < f->typing)
				f->typing = 0;
			end_debugging(f, r->v[r->at + 1].line);
			end_switching(f, r->v[r->at + 1].line);
			r->at++;
			while (f->top && f->frame[f->top].indent >= f->indent)
				close_frame(f);
		} else if (t->word == W_SEMICOLON) {
			r->at++;
		} else {
			uint32_t before = r->at;

			read_statement(f);
			r->at += r->at == before;
		}
	}
	while (f->top)
		close_frame(f);
}

static void read_unit(struct unit *u, struct tokens *t, const char *text,
                      const struct vocabulary *v)
{
	struct file f = { .r = { .u = u,
		                 .arena = u->arena,
		                 .vocabulary = v,
		                 .text = text,
		                 .v = t->v } };

	u->lines = t->lines;
	u->code_lines = t->code_lines;
	u->module = f.r.scope = scope_add(u, NULL, SCOPE_MODULE);
	u->module->line = 1;
	if (t->defect)
		defect_add(u, t->defect_line, t->defect);
	f.frame[0].scope = u->module;
	f.decorator_tail = &f.decorators;
	f.r.anonymous = vocabulary_has(v, name_hash("", 0));
	callees_start(&f.callees, u, text);
	read_lines(&f);
	callees_read(&f.callees, t->v, t->n, v);
	callees_end(&f.callees);
	close_frame(&f);
	u->module->end_line = u->lines;
}

void python_read(struct unit *u, const char *text, size_t size,
                 const struct vocabulary *v)
{
	struct tokens own = { 0 }, *t = u->tokens ? u->tokens : &own;

	lex_python(t, text, size < UINT32_MAX ? (uint32_t)size : UINT32_MAX);
	sql_texts_read(u, t, text);
	read_unit(u, t, text, v);
	unit_note_imports(u);
	tokens_release(&own);
}
