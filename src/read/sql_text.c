/* sql_text.c - statements of SQL among the texts of a source file. */
#include "read/sql_text.h"

#include <string.h>

#include "syntax/lang.h"

enum {
	TEXT_ROOM = 4096, /* of a statement that is looked at */
	HOLD_DEPTH = 24,
};

/* What stands for a value that code puts in. */
static const char hole[] = " ? ";

struct text {
	char s[TEXT_ROOM];
	size_t n;
};

/* ---- from tokens to a text ------------------------------------------------------------
 */

static void put(struct text *x, char c)
{
	if (x->n < sizeof x->s - 1)
		x->s[x->n++] = c;
}

static void put_hole(struct text *x)
{
	for (const char *p = hole; *p; p++)
		put(x, *p);
}

/* As written: an escaped quote or end of a line is one, what else is escaped a blank. */
static void put_source(struct text *x, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\\' || i + 1 == n)
			put(x, s[i]);
		else if (i++, strchr("\"'`", s[i]))
			put(x, s[i]);
		else
			put(x, s[i] == 'n' ? '\n' : ' ');
	}
}

/* Bytes of the quotes, and of a prefix of Python, on the left of a literal. */
static size_t quotes(const struct token *t, bool is_python)
{
	return is_python ? t->aux : 1;
}

static void put_literal(struct text *x, const struct token *t, const char *text,
                        bool is_python)
{
	size_t left = quotes(t, is_python), right = t->flags & TOK_TRIPLE ? 3 : 1;

	if (!is_python)
		right = 1;
	if (t->len > left + right)
		put_source(x, text + t->pos + left, t->len - left - right);
}

static const struct token *put_template(struct text *x, const struct token *v,
                                        const struct token *t, const char *text)
{
	const struct token *end = &v[t->aux];

	for (t++; t < end && t->kind != TOK_END; t++) {
		if (t->kind == TOK_CHUNK) {
			put_source(x, text + t->pos, t->len);
		} else if (t->kind == TOK_OPEN) {
			put_hole(x);
			t = &v[t->aux];
		}
	}
	return end;
}

static bool is_text(const struct token *t)
{
	return t->kind == TOK_STRING || t->kind == TOK_TEMPLATE;
}

static bool is_plus(const struct token *t)
{
	return t->kind == TOK_OP && t->op == '+' && t->len == 1;
}

/* Behind a.b(c)[d]: what code puts between two texts. */
static const struct token *behind_value(const struct token *v, const struct token *t)
{
	while (t->kind == TOK_NAME || t->kind == TOK_NUMBER || t->kind == TOK_OPEN ||
	       (t->kind == TOK_OP && t->op == '.'))
		t = t->kind == TOK_OPEN && &v[t->aux] > t ? &v[t->aux] + 1 : t + 1;
	return t;
}

/* The whole text that begins at t; the last token of it. */
static const struct token *gather(struct text *x, const struct token *v,
                                  const struct token *t, const char *text, bool is_python)
{
	for (;;) {
		if (t->kind == TOK_STRING)
			put_literal(x, t, text, is_python);
		else
			t = put_template(x, v, t, text);
		if (t->kind != TOK_END && is_text(t + 1)) {
			t++;
			continue;
		}
		for (;;) {
			const struct token *next = t + 1;

			if (t->kind == TOK_END || !is_plus(next))
				return t;
			if (is_text(next + 1)) {
				t = next + 1;
				break;
			}
			put_hole(x);
			next = behind_value(v, next + 1);
			if (!is_plus(next))
				return t;
			t = next - 1;
		}
	}
}

/* ---- readers --------------------------------------------------------------------------
 */

static bool token_may_begin(const struct token *t, const char *text, bool is_python)
{
	const char *p = text + t->pos;

	if (t->kind == TOK_STRING) {
		size_t left = quotes(t, is_python);

		return t->len > left + 4 && sql_may_begin(p + left, p + t->len - 1);
	}
	return t[1].kind == TOK_CHUNK &&
	       sql_may_begin(text + t[1].pos, text + t[1].pos + t[1].len);
}

/* sql`..`, a.sql`..`, sql<Row>`..`, sql.type(row)`..` of a script */
static bool is_tagged(const struct token *v, const struct token *t)
{
	return t->kind == TOK_TEMPLATE && t > v &&
	       (t[-1].kind == TOK_CLOSE || (t[-1].kind == TOK_NAME && !t[-1].word) ||
	        (t[-1].kind == TOK_OP && t[-1].op == '>' && t[-1].len == 1));
}

/* A statement of Python that is nothing but a text. */
static bool is_documentation(const struct token *v, const struct token *from,
                             const struct token *to)
{
	return (from == v || from[-1].kind == TOK_NEWLINE) && to[1].kind == TOK_NEWLINE;
}

static void note(struct unit *u, struct sql_text ***tail, const struct text *x,
                 uint32_t line, bool is_tagged)
{
	struct sql q;
	struct sql_text *s;

	if (!sql_read(&q, u->arena, x->s, x->n))
		return;
	s = arena_alloc(u->arena, sizeof *s);
	*s = (struct sql_text){ .line = line, .is_tagged = is_tagged, .asks = q };
	**tail = s;
	*tail = &s->next;
}

void sql_texts_read(struct unit *u, const struct tokens *t, const char *text)
{
	bool is_python = u->language == LANG_PYTHON;
	struct sql_text **tail = &u->sql_texts;

	if (u->kind != UNIT_SOURCE)
		return;
	for (const struct token *k = t->v; k->kind != TOK_END; k++) {
		const struct token *from = k;
		struct text x;

		if (!is_text(k) || !token_may_begin(k, text, is_python))
			continue;
		x.n = 0;
		k = gather(&x, t->v, k, text, is_python);
		if (!is_python || !is_documentation(t->v, from, k))
			note(u, &tail, &x, from->line,
			     !is_python && is_tagged(t->v, from));
		if (k->kind == TOK_END)
			return;
	}
}

/* ---- linking --------------------------------------------------------------------------
 */

static void hold(const struct unit *u, const struct expr *e, int depth)
{
	if (!e || depth > HOLD_DEPTH)
		return;
	if (e->kind == EXPR_STRING || e->kind == EXPR_TEMPLATE) {
		for (struct sql_text *s = u->sql_texts; s; s = s->next)
			s->is_held = s->is_held || s->line == e->line;
		return;
	}
	hold(u, expr_left(e), depth + 1);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		hold(u, x, depth + 1);
}

void sql_texts_hold(const struct unit *u, const struct expr *e)
{
	if (u->sql_texts)
		hold(u, e, 0);
}
