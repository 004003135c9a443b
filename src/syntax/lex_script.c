/* lex_script.c - the tokens of JavaScript, TypeScript, JSX and TSX. */
#include "syntax/lex.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "syntax/lang.h"
#include "syntax/lex_bytes.h"
#include "syntax/lex_words.h"
#include "syntax/syntax.h"

#define NONE UINT32_MAX

#define TEN(c, v)                                                                        \
	[(c)] = v, [(c) + 1] = v, [(c) + 2] = v, [(c) + 3] = v, [(c) + 4] = v,           \
	[(c) + 5] = v, [(c) + 6] = v, [(c) + 7] = v, [(c) + 8] = v, [(c) + 9] = v
#define SIXTEEN(c, v)                                                                    \
	TEN(c, v), [(c) + 10] = v, [(c) + 11] = v, [(c) + 12] = v, [(c) + 13] = v,       \
			  [(c) + 14] = v, [(c) + 15] = v
#define LETTERS(v)                                                                       \
	SIXTEEN('a', v), TEN('q', v), SIXTEEN('A', v),                                   \
	    TEN('Q', v), ['_'] = v, ['$'] = v, ['\\'] = v /* an escape */
#define HIGHS(v)                                                                         \
	SIXTEEN(0x80, v), SIXTEEN(0x90, v), SIXTEEN(0xa0, v), SIXTEEN(0xb0, v),          \
	    SIXTEEN(0xc0, v), SIXTEEN(0xd0, v), SIXTEEN(0xe0, v), SIXTEEN(0xf0, v)

enum class {
	C_ODD, /* zero and whatever has no business in a script */
	C_SPACE,
	C_NEWLINE,
	C_NAME,
	C_HIGH, /* UTF-8: part of a name, or one of a few kinds of white space */
	C_DIGIT,
	C_QUOTE,
	C_BACKTICK,
	C_OPEN,
	C_CLOSE,
	C_SINGLE, /* never starts a longer operator */
	C_SLASH,
	C_LESS,
	C_DOT,
	C_HASH,
	C_OP,
};

static const uint8_t classes[256] = {
	[' '] = C_SPACE,   ['\t'] = C_SPACE,   ['\r'] = C_SPACE, ['\v'] = C_SPACE,
	['\f'] = C_SPACE,  ['\n'] = C_NEWLINE, LETTERS(C_NAME),  HIGHS(C_HIGH),
	TEN('0', C_DIGIT), ['"'] = C_QUOTE,    ['\''] = C_QUOTE, ['`'] = C_BACKTICK,
	['('] = C_OPEN,    ['['] = C_OPEN,     ['{'] = C_OPEN,   [')'] = C_CLOSE,
	[']'] = C_CLOSE,   ['}'] = C_CLOSE,    [','] = C_SINGLE, [';'] = C_SINGLE,
	[':'] = C_SINGLE,  ['~'] = C_SINGLE,   ['@'] = C_SINGLE, ['/'] = C_SLASH,
	['<'] = C_LESS,    ['.'] = C_DOT,      ['#'] = C_HASH,   ['='] = C_OP,
	['!'] = C_OP,      ['+'] = C_OP,       ['-'] = C_OP,     ['*'] = C_OP,
	['%'] = C_OP,      ['>'] = C_OP,       ['&'] = C_OP,     ['|'] = C_OP,
	['^'] = C_OP,      ['?'] = C_OP,
};
static const bool in_name[256] = {
	LETTERS(true),
	HIGHS(true),
	TEN('0', true),
};

static const struct {
	char text[15];
	uint8_t len;
} words[WORDS] = {
#define X(NAME, spelling, place) [WORD_##NAME] = { #spelling, sizeof #spelling - 1 },
	SCRIPT_WORDS(X)
#undef X
};
static const uint8_t places[256] = {
#define X(NAME, spelling, place) [place] = WORD_##NAME,
	SCRIPT_WORDS(X)
#undef X
};

/* Words behind which an expression starts. Behind any other name one has ended. */
static const bool before_operand[WORDS] = {
	[WORD_AWAIT] = true,   [WORD_CASE] = true,   [WORD_DEFAULT] = true,
	[WORD_DELETE] = true,  [WORD_DO] = true,     [WORD_ELSE] = true,
	[WORD_EXTENDS] = true, [WORD_IN] = true,     [WORD_INSTANCEOF] = true,
	[WORD_NEW] = true,     [WORD_OF] = true,     [WORD_RETURN] = true,
	[WORD_THROW] = true,   [WORD_TYPEOF] = true, [WORD_VOID] = true,
	[WORD_YIELD] = true,
};

struct lexer {
	struct tokens *t;
	const char *text, *at, *end;
	uint32_t line, last_line; /* here; of the newest token */
	uint32_t open;            /* innermost open bracket, template or element */
	uint32_t newline;         /* TOK_LINE_START for the next token, or 0 */
	uint64_t patience;        /* bytes that guesses may still look at in vain */
	bool jsx, lost_mate;
};

static void defect(struct lexer *x, uint32_t line, const char *text)
{
	if (x->t->defect)
		return;
	x->t->defect = text;
	x->t->defect_line = line;
}

static inline struct token *push(struct lexer *x, enum token_kind kind, const char *end)
{
	struct tokens *t = x->t;
	struct token *k;

	if (t->n == t->room)
		tokens_grow(t);
	k = &t->v[t->n++];
	k->pos = (uint32_t)(x->at - x->text);
	k->len = (uint32_t)(end - x->at);
	k->aux = 0;
	k->line = x->line;
	k->kind = (uint8_t)kind;
	k->op = (uint8_t)*x->at;
	k->flags = (uint8_t)x->newline;
	k->word = 0;
	t->code_lines += x->line != x->last_line;
	x->last_line = x->line;
	x->newline = 0;
	x->at = end;
	return k;
}

/* Lines of [from, to), which belongs to the token before. */
static void count_lines(struct lexer *x, const char *from, const char *to)
{
	for (; (from = memchr(from, '\n', (size_t)(to - from))) != NULL; from++)
		x->line++;
}

static void open_push(struct lexer *x, enum token_kind kind, const char *end,
                      uint32_t flags)
{
	struct token *k = push(x, kind, end);

	k->aux = x->open; /* until it is closed */
	k->flags |= (uint8_t)flags;
	x->open = x->t->n - 1;
}

static void open_pop(struct lexer *x, uint32_t mate)
{
	struct token *k = &x->t->v[x->open];

	x->open = k->aux;
	k->aux = mate;
}

static uint32_t low_bytes(uint64_t *first8, const char *s, size_t len)
{
	uint64_t a, b = 0;

	memcpy(&a, s, 8);
	if (len >= 8)
		memcpy(&b, s + len - 8, 8);
	else
		a &= ((uint64_t)1 << 8 * len) - 1;
	*first8 = a;
	a = (a ^ (b * 0x9E3779B97F4A7C15u) ^ len) * 0xD6E8FEB86659FD93u;
	a ^= a >> 32;
	a *= 0xD6E8FEB86659FD93u;
	return (uint32_t)(a >> 32);
}

/* name_hash() with padded loads, and the word in the same go. */
static inline void name_finish(struct token *k, const char *s)
{
	uint64_t key, spelled;
	uint8_t w;

	k->aux = low_bytes(&key, s, k->len);
	w = places[key * 0x2a1e37cbae39e1b9u >> 56];
	if (words[w].len != k->len)
		return;
	memcpy(&spelled, words[w].text, 8);
	if (spelled == key && (k->len <= 8 || !memcmp(words[w].text, s, k->len)))
		k->word = w;
}

/* A name goes on behind an escape: \u0061, \u{61}. */
static const char *escaped_name_end(struct lexer *x, const char *s, const char *p)
{
	while (in_name[(uint8_t)*p])
		p++;
	while (*p == '{' && p - s >= 2 && p[-1] == 'u' && p[-2] == '\\') {
		while (p < x->end && *p != '}' && *p != '\n')
			p++;
		p += *p == '}';
		while (in_name[(uint8_t)*p])
			p++;
	}
	return p;
}

static void lex_name(struct lexer *x)
{
	const char *s = x->at, *p = bytes_name_end(s + 1, '_', '$');

	if (*p == '\\' || *s == '\\')
		p = escaped_name_end(x, s, p);
	name_finish(push(x, TOK_NAME, p), s);
}

/* Byte order mark, no-break space, line and paragraph separator are white space. */
static void lex_high(struct lexer *x)
{
	const char *p = x->at;

	if (!memcmp(p, "\xef\xbb\xbf", 3)) {
		x->at += 3;
	} else if (!memcmp(p, "\xc2\xa0", 2)) {
		x->at += 2;
	} else if (!memcmp(p, "\xe2\x80\xa8", 3) || !memcmp(p, "\xe2\x80\xa9", 3)) {
		x->at += 3;
		x->newline = TOK_LINE_START;
	} else {
		lex_name(x);
	}
}

static void lex_number(struct lexer *x)
{
	const char *p = x->at;
	bool radix = *p == '0' && in_name[(uint8_t)p[1]] && p[1] > '9' && p[1] != 'e' &&
	             p[1] != 'E';

	while (in_name[(uint8_t)*p] && *p != '\\')
		p++;
	if (!radix && *p == '.') {
		p++;
		while (in_name[(uint8_t)*p] && *p != '\\')
			p++;
	}
	if (!radix && (p[-1] == 'e' || p[-1] == 'E') && (*p == '+' || *p == '-')) {
		p++;
		while (in_name[(uint8_t)*p] && *p != '\\')
			p++;
	}
	push(x, TOK_NUMBER, p);
}

static void lex_string(struct lexer *x)
{
	const char *p = x->at + 1, quote = *x->at;
	uint32_t lines = 0;
	uint8_t flags = 0;

	for (;;) {
		p = bytes_seek(p, x->end, quote, '\\', '\n', quote);
		if (p >= x->end || *p != '\\')
			break;
		flags = TOK_ESCAPED;
		p += p[1] == '\r' && p[2] == '\n';
		lines += *++p == '\n';
		p++;
	}
	if (p > x->end)
		p = x->end;
	if (*p == quote && p < x->end)
		p++;
	else
		defect(x, x->line, "unterminated string");
	push(x, TOK_STRING, p)->flags |= flags;
	x->line += lines;
}

static void skip_block_comment(struct lexer *x)
{
	const char *p = x->at + 2;
	uint32_t line = x->line;

	for (;; p++) {
		p = bytes_seek(p, x->end, '*', '\n', '*', '\n');
		if (p >= x->end || (*p == '*' && p[1] == '/'))
			break;
		if (*p == '\n') {
			x->line++;
			x->newline = TOK_LINE_START;
		}
	}
	if (p >= x->end)
		defect(x, line, "unterminated comment");
	x->at = p < x->end ? p + 2 : x->end;
}

static void skip_line(struct lexer *x)
{
	const char *p = memchr(x->at, '\n', (size_t)(x->end - x->at));

	x->at = p ? p : x->end;
}

/* ---- what came before --------------------------------------------------------- */

static bool is_dot(const struct token *k)
{
	return k->kind == TOK_OP && (k->aux == '.' || k->aux == ('?' | '.' << 8));
}

/* Is the parenthesis opened at o the head of if, while, for, with? */
static bool is_control_head(const struct token *v, uint32_t o)
{
	uint8_t w;

	if (o == NONE || o == 0 || v[o - 1].kind != TOK_NAME)
		return false;
	w = v[o - 1].word;
	if (w == WORD_AWAIT && o > 1 && v[o - 2].word == WORD_FOR)
		return true;
	return (w == WORD_IF || w == WORD_WHILE || w == WORD_FOR || w == WORD_WITH) &&
	       (o < 2 || !is_dot(&v[o - 2]));
}

/* Does an expression end with the newest token, so that `/` divides? */
static bool after_operand(const struct lexer *x)
{
	const struct token *v = x->t->v;
	uint32_t n = x->t->n;
	const struct token *k;

	if (!n)
		return false;
	k = &v[n - 1];
	switch (k->kind) {
	case TOK_NAME: return !before_operand[k->word] || (n > 1 && is_dot(k - 1));
	case TOK_OPEN: return false;
	case TOK_CLOSE:
		if (k->op == ')')
			return !is_control_head(v, k->aux);
		return k->op == ']' || k->aux == NONE || !(v[k->aux].flags & TOK_BLOCK);
	case TOK_OP:
		if (k->aux == ('+' | '+' << 8) || k->aux == ('-' | '-' << 8))
			return true;
		return k->aux == '!' && n > 1 && !(k->flags & TOK_LINE_START) &&
		       k[-1].pos + k[-1].len == k->pos &&
		       (k[-1].kind == TOK_CLOSE ||
		        (k[-1].kind == TOK_NAME && !before_operand[k[-1].word]));
	default: return true;
	}
}

/* Does a { behind the newest token open statements or members? */
static bool is_block_next(const struct lexer *x)
{
	const struct token *k;

	if (!x->t->n)
		return true;
	k = &x->t->v[x->t->n - 1];
	switch (k->kind) {
	case TOK_NAME:
		if (k->word == WORD_CONST || k->word == WORD_LET || k->word == WORD_VAR)
			return false; /* const {a, b} = c */
		return !before_operand[k->word] || k->word == WORD_DO ||
		       k->word == WORD_ELSE;
	case TOK_OPEN: return k->flags & TOK_BLOCK;
	case TOK_OP:
		if (k->aux == ':')
			return x->open != NONE && x->t->v[x->open].flags & TOK_BLOCK;
		return k->aux == ';' || k->aux == '>' || k->aux == ('=' | '>' << 8);
	default: return true;
	}
}

/* ---- brackets ----------------------------------------------------------------- */

static void lex_template(struct lexer *x);
static void lex_element(struct lexer *x);

static char closer_of(char open)
{
	return open == '(' ? ')' : open == '[' ? ']' : '}';
}

/* Find the opener of c; those in between that never closed give up their mate. */
static bool match_open(struct lexer *x, char c)
{
	uint32_t o = x->open;

	for (int steps = 0; o != NONE && steps < 16; steps++) {
		const struct token *k = &x->t->v[o];

		if (k->kind != TOK_OPEN)
			return false;
		if (closer_of((char)k->op) == c)
			break;
		if (k->flags & TOK_HOLE)
			return false;
		o = k->aux;
	}
	if (o == NONE || closer_of((char)x->t->v[o].op) != c)
		return false;
	while (x->open != o) {
		defect(x, x->t->v[x->open].line, "bracket never closed");
		x->lost_mate = true;
		open_pop(x, NONE);
	}
	return true;
}

static void lex_close(struct lexer *x)
{
	bool matched = match_open(x, *x->at);
	struct token *k = push(x, TOK_CLOSE, x->at + 1);

	if (!matched) {
		defect(x, k->line, "closing bracket without partner");
		x->lost_mate = true;
		k->aux = NONE;
		return;
	}
	k->aux = x->open;
	open_pop(x, x->t->n - 1);
	if (!(x->t->v[k->aux].flags & TOK_HOLE))
		return;
	if (x->t->v[x->open].kind == TOK_TEMPLATE)
		lex_template(x);
	else
		lex_element(x);
}

/* From behind the backtick or a hole to the next hole or the end. */
static void lex_template(struct lexer *x)
{
	const char *p = x->at;
	uint8_t escaped = 0;

	for (;;) {
		p = bytes_seek(p, x->end, '`', '$', '\\', '\r');
		if (p >= x->end || *p == '`' || (*p == '$' && p[1] == '{'))
			break;
		if (*p != '$')
			escaped = TOK_ESCAPED;
		p += *p == '\\' ? 2 : 1;
	}
	if (p > x->end)
		p = x->end;
	if (p > x->at) {
		const char *from = x->at;

		push(x, TOK_CHUNK, p)->flags |= escaped;
		count_lines(x, from, p);
		x->t->code_lines += x->line - x->last_line;
		x->last_line = x->line;
	}
	if (p == x->end) {
		defect(x, x->t->v[x->open].line, "unterminated template");
	} else if (*p == '`') {
		push(x, TOK_TEMPLATE_END, p + 1)->aux = x->open;
		open_pop(x, x->t->n - 1);
	} else {
		open_push(x, TOK_OPEN, p + 2, TOK_HOLE);
		x->t->v[x->open].op = '{';
	}
}

/* ---- JSX ---------------------------------------------------------------------- */

static const char *skip_space(const char *p)
{
	while (classes[(uint8_t)*p] == C_SPACE || *p == '\n')
		p++;
	return p;
}

static bool starts_with_word(const char *p, const char *word)
{
	size_t n = strlen(word);

	return !strncmp(p, word, n) && !in_name[(uint8_t)p[n]];
}

/* `<T>(`: type parameters of a function when `=>` or `:` stands behind the `)`. */
static bool is_typed_arrow(struct lexer *x, const char *p)
{
	int depth = 0;

	for (int i = 0; i < 400 && p < x->end && x->patience; i++, p++) {
		x->patience--;
		if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			break;
	}
	if (*p != ')')
		return false;
	p = skip_space(p + 1);
	return *p == ':' || (*p == '=' && p[1] == '>');
}

/* At a `<` where an expression may start: type parameters, not an element? */
static bool is_type_parameters(struct lexer *x)
{
	const char *p = skip_space(x->at + 1);

	if (starts_with_word(p, "const") &&
	    classes[(uint8_t)skip_space(p + 5)[0]] == C_NAME)
		return true;
	while (in_name[(uint8_t)*p])
		p++;
	p = skip_space(p);
	if (*p == ',' || *p == '=' || starts_with_word(p, "extends"))
		return true;
	return *p == '>' && *skip_space(p + 1) == '(' && is_typed_arrow(x, p + 1);
}

static void element_open(struct lexer *x)
{
	const char *p = x->at + 1;

	while (in_name[(uint8_t)*p] || *p == '.' || *p == '-' || *p == ':')
		p++;
	open_push(x, TOK_JSX, p, 0);
}

static void element_close(struct lexer *x, const char *end)
{
	push(x, TOK_JSX_END, end)->aux = x->open;
	open_pop(x, x->t->n - 1);
}

/* Behind `<` of type arguments in a tag, to behind the matching `>`. */
static void skip_tag_types(struct lexer *x)
{
	int depth = 0;

	for (; x->at < x->end; x->at++) {
		if (*x->at == '\n')
			x->line++;
		else if (*x->at == '<')
			depth++;
		else if (*x->at == '>' && x->at[-1] != '=' && --depth == 0) {
			x->at++;
			return;
		}
	}
}

static void skip_tag_string(struct lexer *x)
{
	const char *p = memchr(x->at + 1, *x->at, (size_t)(x->end - x->at - 1));

	if (!p)
		defect(x, x->line, "unterminated string");
	p = p ? p + 1 : x->end;
	count_lines(x, x->at, p);
	x->at = p;
}

/* One step inside an opening tag. False: code follows. */
static bool lex_tag(struct lexer *x)
{
	const char *p = x->at;

	switch (*p) {
	case '>': x->t->v[x->open].flags |= TOK_IN_BODY; break;
	case '/':
		if (p[1] == '>') {
			element_close(x, p + 2);
			return true;
		}
		if (p[1] == '*') {
			skip_block_comment(x);
			return true;
		}
		if (p[1] == '/') {
			skip_line(x);
			return true;
		}
		break;
	case '{': open_push(x, TOK_OPEN, p + 1, TOK_HOLE); return false;
	case '"':
	case '\'': skip_tag_string(x); return true;
	case '<':
		while (p > x->text &&
		       (classes[(uint8_t)p[-1]] == C_SPACE || p[-1] == '\n'))
			p--;
		if (p > x->text && p[-1] == '=')
			element_open(x);
		else
			skip_tag_types(x);
		return true;
	case '\n': x->line++;
	}
	x->at++;
	return true;
}

/* One step between the tags. False: code follows. */
static bool lex_children(struct lexer *x)
{
	const char *p = x->at;

	p = bytes_seek(p, x->end, '<', '{', '\n', '\n');
	if (p > x->end)
		p = x->end;
	x->at = p;
	if (*p == '{') {
		open_push(x, TOK_OPEN, p + 1, TOK_HOLE);
		return false;
	}
	if (*p == '<' && p[1] == '/') {
		while (*p != '>' && *p != '\n' && p < x->end)
			p++;
		element_close(x, p + (*p == '>'));
		return true;
	}
	if (*p == '<' && (in_name[(uint8_t)p[1]] || p[1] == '>')) {
		element_open(x);
		return true;
	}
	x->line += *p == '\n';
	x->at += p < x->end;
	return true;
}

/* Inside an element, up to a hole or its end. */
static void lex_element(struct lexer *x)
{
	while (x->open != NONE && x->t->v[x->open].kind == TOK_JSX) {
		if (x->at >= x->end) {
			defect(x, x->t->v[x->open].line, "unterminated element");
			return;
		}
		if (!(x->t->v[x->open].flags & TOK_IN_BODY ? lex_children(x)
		                                           : lex_tag(x)))
			return;
	}
}

/* ---- operators ---------------------------------------------------------------- */

static size_t op_length(const char *p)
{
	switch (*p) {
	case '=': return p[1] == '=' ? p[2] == '=' ? 3 : 2 : p[1] == '>' ? 2 : 1;
	case '!': return p[1] == '=' ? p[2] == '=' ? 3 : 2 : 1;
	case '+':
	case '-': return p[1] == *p || p[1] == '=' ? 2 : 1;
	case '*':
	case '&':
	case '|':
	case '<': return p[1] == *p ? p[2] == '=' ? 3 : 2 : p[1] == '=' ? 2 : 1;
	case '?':
		if (p[1] == '?')
			return p[2] == '=' ? 3 : 2;
		return p[1] == '.' && classes[(uint8_t)p[2]] != C_DIGIT ? 2 : 1;
	case '.': return p[1] == '.' && p[2] == '.' ? 3 : 1;
	case '/':
	case '%':
	case '^':
	case '>': /* >> stays two, for it also closes nested type arguments */
		return p[1] == '=' ? 2 : 1;
	default: return 1;
	}
}

static void lex_op(struct lexer *x)
{
	const char *p = x->at;
	size_t n = op_length(p);
	uint32_t bytes;

	memcpy(&bytes, p, 4);
	push(x, TOK_OP, p + n)->aux = bytes & (UINT32_MAX >> (32 - 8 * n));
}

static bool lex_regex(struct lexer *x)
{
	const char *p = x->at + 1;
	bool in_set = false;

	for (; *p != '/' || in_set; p++) {
		if (*p == '\n' || p >= x->end || !x->patience) {
			uint64_t lost = (uint64_t)(p - x->at);

			x->patience -= lost < x->patience ? lost : x->patience;
			return false;
		}
		if (*p == '\\' && p[1] != '\n')
			p++;
		else if (*p == '[')
			in_set = true;
		else if (*p == ']')
			in_set = false;
	}
	if (p >= x->end)
		return false;
	for (p++; in_name[(uint8_t)*p] && *p != '\\'; p++)
		;
	push(x, TOK_REGEX, p);
	return true;
}

static void lex_slash(struct lexer *x)
{
	const char *p = x->at;

	if (p[1] == '/') {
		skip_line(x);
	} else if (p[1] == '*') {
		skip_block_comment(x);
	} else if (after_operand(x)) {
		lex_op(x);
	} else if (!lex_regex(x)) {
		lex_op(x);
	}
}

static void lex_less(struct lexer *x)
{
	const struct token *last = x->t->n ? &x->t->v[x->t->n - 1] : NULL;

	if (!x->jsx || !(x->at[1] == '>' || classes[(uint8_t)x->at[1]] == C_NAME) ||
	    (last &&
	     (last->kind == TOK_CLOSE ? last->op == '}'
	                              : last->aux == ';' && last->kind == TOK_OP)) ||
	    after_operand(x) || is_type_parameters(x)) {
		lex_op(x);
		return;
	}
	element_open(x);
	lex_element(x);
}

/* ---- the loop ----------------------------------------------------------------- */

static void lex_code(struct lexer *x)
{
	for (;;) {
		const char *p = x->at;

		switch ((enum class)classes[(uint8_t)*p]) {
		case C_SPACE:
			do
				p++;
			while (*p == ' ' || *p == '\t');
			x->at = p;
			break;
		case C_NEWLINE:
			x->line++;
			x->newline = TOK_LINE_START;
			x->at = bytes_blanks_end(p + 1);
			break;
		case C_NAME: lex_name(x); break;
		case C_HIGH: lex_high(x); break;
		case C_DIGIT: lex_number(x); break;
		case C_QUOTE: lex_string(x); break;
		case C_BACKTICK:
			open_push(x, TOK_TEMPLATE, p + 1, 0);
			lex_template(x);
			break;
		case C_OPEN:
			open_push(x, TOK_OPEN, p + 1,
			          *p == '{' && is_block_next(x) ? TOK_BLOCK : 0);
			break;
		case C_CLOSE: lex_close(x); break;
		case C_SINGLE: push(x, TOK_OP, p + 1)->aux = (uint8_t)*p; break;
		case C_DOT:
			if (classes[(uint8_t)p[1]] == C_DIGIT)
				lex_number(x);
			else
				lex_op(x);
			break;
		case C_HASH:
			if (in_name[(uint8_t)p[1]])
				lex_name(x);
			else
				lex_op(x);
			break;
		case C_LESS: lex_less(x); break;
		case C_SLASH: lex_slash(x); break;
		case C_OP: lex_op(x); break;
		case C_ODD:
			if (p >= x->end)
				return;
			x->at++;
			break;
		}
	}
}

/* Who is without a partner gets TOK_END for one. */
static void settle_mates(struct lexer *x)
{
	struct token *v = x->t->v;
	uint32_t last = x->t->n - 1;

	while (x->open != NONE) {
		if (v[x->open].kind == TOK_OPEN)
			defect(x, v[x->open].line, "bracket never closed");
		open_pop(x, last);
	}
	if (!x->lost_mate)
		return;
	for (uint32_t i = 0; i < last; i++) {
		if (v[i].aux == NONE && (v[i].kind == TOK_OPEN || v[i].kind == TOK_CLOSE))
			v[i].aux = last;
	}
}

void lex_script(struct tokens *t, const char *text, uint32_t size, int language)
{
	struct lexer x = {
		.t = t,
		.text = text,
		.at = text,
		.end = text + size,
		.line = 1,
		.open = NONE,
		.newline = TOK_LINE_START,
		.jsx = language != LANG_TYPESCRIPT,
		.patience = (uint64_t)size * 4 + 65536,
	};

	t->n = t->lines = t->code_lines = t->defect_line = 0;
	t->defect = NULL;
	if (size > 1 && text[0] == '#' && text[1] == '!')
		skip_line(&x);
	lex_code(&x);
	x.at = x.end;
	t->lines = x.line - (size && text[size - 1] == '\n') - !size;
	x.last_line = x.line; /* the end is no code */
	push(&x, TOK_END, x.at);
	settle_mates(&x);
}
