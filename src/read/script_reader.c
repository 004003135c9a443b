/* script_reader.c - stepping through the tokens of a script. */
#include "read/script_reader.h"

#include "read/script_compare.h"

#include <assert.h>

struct bracket bracket_enter(struct reader *r)
{
	struct bracket b = { r->v[r->at].aux, r->end, r->no_in, r->in_choice };

	assert(r->v[r->at].kind == TOK_OPEN);
	if (b.close > r->end)
		b.close = r->end;
	r->at++;
	r->end = b.close;
	r->no_in = r->in_choice = false;
	return b;
}

void bracket_leave(struct reader *r, struct bracket b)
{
	r->end = b.end;
	r->at = b.close < b.end ? b.close + 1 : b.end;
	r->no_in = b.no_in;
	r->in_choice = b.in_choice;
}

/* Words that cannot be the last one of a statement. */
static bool wants_more(const struct token *k, const struct token *before)
{
	switch (k->word) {
	case WORD_AWAIT:
	case WORD_CASE:
	case WORD_CLASS:
	case WORD_DELETE:
	case WORD_ELSE:
	case WORD_EXPORT:
	case WORD_EXTENDS:
	case WORD_FUNCTION:
	case WORD_IMPORT:
	case WORD_IN:
	case WORD_INSTANCEOF:
	case WORD_NEW:
	case WORD_THROW:
	case WORD_TYPEOF:
		return !token_is_op(before, '.') && !token_is_op(before, OP2('?', '.'));
	default: return false;
	}
}

/* Can a statement end behind token i? */
static bool can_end(const struct token *v, uint32_t i)
{
	const struct token *k = &v[i], *before = &v[i ? i - 1 : 0];

	switch (k->kind) {
	case TOK_NAME: return !wants_more(k, before);
	case TOK_OP: /* x++, x! */
		return k->aux == OP2('+', '+') || k->aux == OP2('-', '-') ||
		       (k->aux == '!' && before->pos + before->len == k->pos) ||
		       (k->aux == '>' && before->kind != TOK_NUMBER); /* type arguments */
	case TOK_OPEN: return false;
	default: return true;
	}
}

/* Can k, first on its line, be the first of a statement when k[-1] could be the last? */
static bool can_start(const struct token *k)
{
	switch (k->kind) {
	case TOK_NAME: return k->word != WORD_IN && k->word != WORD_INSTANCEOF;
	case TOK_OP:
		return k->aux == '!' || k->aux == '~' || k->aux == '@' ||
		       k->aux == OP2('+', '+') || k->aux == OP2('-', '-');
	case TOK_OPEN:
		return k->op == '{' && !(k[-1].kind == TOK_CLOSE && k[-1].op == ')');
	case TOK_TEMPLATE: return false;
	default: return true;
	}
}

uint32_t statement_end(const struct reader *r, uint32_t i, uint32_t *assigns)
{
	uint32_t first = i, eq = 0;

	while (i < r->end) {
		const struct token *k = &r->v[i];

		if (k->kind == TOK_CLOSE || (k->kind == TOK_OP && k->aux == ';'))
			break;
		if (k->flags & TOK_LINE_START && i > first && can_end(r->v, i - 1) &&
		    can_start(k))
			break;
		if (k->kind == TOK_OP && k->aux == '=' && !eq)
			eq = i;
		i = token_after(r, i);
	}
	if (assigns)
		*assigns = eq;
	return i;
}

void statement_finish(struct reader *r)
{
	if (r->at < r->end && !(token_here(r)->flags & TOK_LINE_START))
		r->at = statement_end(r, r->at, NULL);
}

static uint32_t marks_before(const struct marks *m, uint32_t token)
{
	uint32_t lo = 0, hi = m->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (m->v[mid] < token)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool has_site(struct reader *r, uint32_t from, uint32_t to)
{
	const struct marks *m = &r->sites;

	/* Nearly always asked in ascending order. */
	if (r->site && m->v[r->site - 1] >= from)
		r->site = marks_before(m, from);
	while (r->site < m->n && m->v[r->site] < from)
		r->site++;
	return r->site < m->n && m->v[r->site] < to;
}

/* Texts between from and to that the request's method, or the like, is compared with. */
static struct compared *compared_between(struct reader *r, uint32_t from, uint32_t to)
{
	struct compared *first = NULL, **end = &first;

	for (uint32_t i = marks_before(&r->compared, from);
	     i < r->compared.n && r->compared.v[i] < to; i++) {
		const struct token *k = &r->v[r->compared.v[i]];
		struct compared *c = arena_alloc(r->a, sizeof *c);

		*c = (struct compared){ .text = token_string(r, k), .line = k->line };
		compared_place(r, r->compared.v[i], c);
		*end = c;
		end = &c->next;
	}
	return first;
}

void scope_measure(struct reader *r, struct scope *s, uint32_t from, uint32_t body,
                   uint32_t to)
{
	s->statements = marks_before(&r->statements, to) -
	                marks_before(&r->statements, body);
	s->branches = marks_before(&r->branches, to) - marks_before(&r->branches, from);
	s->calls = marks_before(&r->calls, to) - marks_before(&r->calls, from);
	if (r->compared.n && s->kind == SCOPE_FUNCTION)
		s->compared = compared_between(r, from, to);
	s->line = r->v[from].line;
	s->end_line = to > from ? r->v[to - 1].line : s->line;
}

bool depth_enter(struct reader *r)
{
	if (r->depth < READER_DEPTH) {
		r->depth++;
		return true;
	}
	if (!r->too_deep)
		defect_add(r->u, token_here(r)->line, "nested too deeply");
	r->too_deep = true;
	return false;
}

/* What is left of an expression that is too high. */
static void cut(struct reader *r, struct expr *e)
{
	if (!r->too_deep)
		defect_add(r->u, e->line, "nested too deeply");
	r->too_deep = true;
	e->height = 0;
	if (e->kind != EXPR_ATTR)
		e->first_ = NULL;
	switch (e->kind) {
	case EXPR_ATTR:
	case EXPR_CALL:
	case EXPR_INDEX:
	case EXPR_TEMPLATE:
		if (expr_left(e)) {
			e->left_ = expr_read_new(r->u, EXPR_OTHER, e->line);
			e->height = 1;
		}
		break;
	default:
		e->kind = EXPR_OTHER;
		e->left_ = NULL;
		e->text = (struct name){ 0 };
	}
}

struct expr *expr_done(struct reader *r, struct expr *e)
{
	unsigned height = 0;

	if (expr_left(e))
		height = expr_left(e)->height + 1u;
	for (const struct expr *i = expr_first(e); i; i = i->next) {
		if (i->height >= height)
			height = i->height + 1u;
	}
	e->height = (uint16_t)height;
	if (height >= EXPR_HEIGHT_MAX)
		cut(r, e);
	return e;
}

struct name token_name(struct reader *r, const struct token *k)
{
	const char *s = r->text + k->pos;

	return name_said(r->u, s, k->len,
	                 k->kind == TOK_NAME ? k->aux : name_hash(s, k->len));
}

static uint32_t hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : UINT32_MAX;
}

/* Up to n hexadecimal digits at *s. */
static uint32_t hex_read(const char **s, const char *end, int n)
{
	uint32_t code = 0;

	for (; n > 0 && *s < end && hex_value(**s) != UINT32_MAX; n--, (*s)++)
		code = code << 4 | hex_value(**s);
	return code;
}

/* Behind \u: the code point, surrogate pairs joined. */
static uint32_t unicode_read(const char **s, const char *end)
{
	uint32_t code, low;
	const char *p;

	if (*s < end && **s == '{') {
		++*s;
		code = hex_read(s, end, 6);
		*s += *s < end && **s == '}';
		return code;
	}
	code = hex_read(s, end, 4);
	if (code < 0xd800 || code > 0xdbff || end - *s < 6 || memcmp(*s, "\\u", 2) != 0)
		return code;
	p = *s + 2;
	low = hex_read(&p, end, 4);
	if (low < 0xdc00 || low > 0xdfff)
		return code;
	*s = p;
	return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

static char *utf8_put(char *to, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*to++ = (char)(0xe0 | c >> 12);
		} else {
			*to++ = (char)(0xf0 | c >> 18);
			*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*to++ = (char)(0x80 | (c & 0x3f));
	return to;
}

/* One escape, s behind its backslash. Never writes more bytes than it reads, but for
 * the 3 of a lone \u. */
static char *unescape(char *to, const char **s, const char *end)
{
	static const char plain[] = "n\nt\tr\rb\bf\fv\v";
	char c = *(*s)++;

	for (const char *p = plain; *p; p += 2) {
		if (*p == c) {
			*to++ = p[1];
			return to;
		}
	}
	switch (c) {
	case 'x': return utf8_put(to, hex_read(s, end, 2));
	case 'u': return utf8_put(to, unicode_read(s, end));
	case '0': *to++ = '\0'; return to;
	case '\r': *s += *s < end && **s == '\n'; return to;
	case '\n': return to;
	default: *to++ = c; return to;
	}
}

struct name token_string(struct reader *r, const struct token *k)
{
	const char *s = r->text + k->pos, *end = s + k->len;
	char *buf, *to;

	if (k->kind == TOK_STRING) {
		end -= k->len > 1 && end[-1] == *s;
		s++;
	}
	if (!(k->flags & TOK_ESCAPED))
		return name_said(r->u, s, (size_t)(end - s),
		                 name_hash(s, (size_t)(end - s)));
	buf = to = arena_alloc(r->a, (size_t)(end - s) * 2 + 4);
	while (s < end) {
		if (*s == '\r' && k->kind == TOK_CHUNK) { /* as the standard says */
			s += s[1] == '\n' ? 2 : 1;
			*to++ = '\n';
			continue;
		}
		if (*s != '\\' || s + 1 == end) {
			*to++ = *s++;
			continue;
		}
		s++;
		to = unescape(to, &s, end);
	}
	*to = '\0';
	return (struct name){ buf, (uint32_t)(to - buf),
		              name_hash(buf, (size_t)(to - buf)) };
}
