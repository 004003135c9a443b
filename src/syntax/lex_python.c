/* lex_python.c - the tokens of a Python file. */
#include "syntax/lex_python.h"

#include <stdbool.h>
#include <string.h>

#include "syntax/lex.h"
#include "syntax/lex_bytes.h"
#include "syntax/syntax.h"

static const uint32_t NO_BRACKET = UINT32_MAX;

struct lexer {
	struct tokens *t;
	struct token *at, *stop; /* next free token; end of the room */
	const char *text, *end;
	uint32_t line;
	uint32_t top; /* innermost open bracket or template; its aux is the
	                 one around it, as long as it is open */
	uint32_t code_lines;
	uint8_t fresh; /* TOK_LINE_START until a token stands on the line */
	bool missing;  /* some bracket has no partner */
};

/* What a token may begin with. */
enum byte_class {
	B_OTHER,
	B_SPACE,
	B_NAME,
	B_DIGIT,
	B_QUOTE,
	B_OPEN,
	B_CLOSE,
	B_OP,
	B_NEWLINE,
	B_COMMENT,
	B_BACKSLASH,
	B_END
};

#define _ B_OTHER
#define S B_SPACE
#define N B_NAME
#define D B_DIGIT
#define Q B_QUOTE
#define O B_OPEN
#define X B_CLOSE
#define P B_OP
#define L B_NEWLINE
#define C B_COMMENT
#define B B_BACKSLASH
#define E B_END
/* clang-format off */
static const uint8_t class_of[256] = {
	E, _, _, _, _, _, _, _, _, S, L, S, S, L, _, _, /* 00 */
	_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, /* 10 */
	S, P, Q, C, _, P, P, Q, O, X, P, P, P, P, P, P, /* 20 */
	D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, _, /* 30 */
	P, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* 40 */
	N, N, N, N, N, N, N, N, N, N, N, O, B, X, P, N, /* 50 */
	_, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* 60 */
	N, N, N, N, N, N, N, N, N, N, N, O, P, X, P, _, /* 70 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* 80 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* 90 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* A0 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* B0 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* C0 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* D0 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* E0 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* F0 */
};
/* clang-format on */
#undef _
#undef S
#undef N
#undef D
#undef Q
#undef O
#undef X
#undef P
#undef L
#undef C
#undef B
#undef E

/* The words, found by their letters in one word of the machine: the multiplier was
 * searched so that no two share a slot; -Woverride-init tells when that breaks. */
#define KEY(a, b, c, d, e, f, g, h)                                                      \
	((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 |                      \
	 (uint64_t)(d) << 24 | (uint64_t)(e) << 32 | (uint64_t)(f) << 40 |               \
	 (uint64_t)(g) << 48 | (uint64_t)(h) << 56)
#define SLOT(key) ((uint64_t)((key)*0x6A1E943A92998E55u) >> 57)

static const struct {
	uint64_t key;
	uint8_t word;
} words[128] = {
#define WORD(name, ...) [SLOT(KEY(__VA_ARGS__))] = { KEY(__VA_ARGS__), W_##name },
	PYTHON_WORDS(WORD)
#undef WORD
};

static void defect(struct lexer *x, const char *text)
{
	if (x->t->defect_line)
		return;
	x->t->defect = text;
	x->t->defect_line = x->line;
}

static void more_room(struct lexer *x)
{
	x->t->n = (uint32_t)(x->at - x->t->v);
	tokens_grow(x->t);
	x->at = x->t->v + x->t->n;
	x->stop = x->t->v + x->t->room;
}

static inline struct token *emit(struct lexer *x, enum token_kind kind, const char *s,
                                 size_t len)
{
	struct token *t;

	if (x->at == x->stop)
		more_room(x);
	t = x->at++;
	*t = (struct token){ .pos = (uint32_t)(s - x->text),
		             .len = (uint32_t)len,
		             .line = x->line,
		             .kind = (uint8_t)kind,
		             .op = (uint8_t)*s,
		             .flags = x->fresh };
	x->code_lines += x->fresh;
	x->fresh = 0;
	return t;
}

static inline uint32_t index_of(const struct lexer *x, const struct token *t)
{
	return (uint32_t)(t - x->t->v);
}

static void push(struct lexer *x, struct token *t)
{
	t->aux = x->top;
	x->top = index_of(x, t);
}

/* Close the innermost bracket or template with the token just written. */
static void pop(struct lexer *x, struct token *close)
{
	struct token *open = &x->t->v[x->top];
	uint32_t around = open->aux;

	close->aux = x->top;
	open->aux = index_of(x, close);
	x->top = around;
}

/* The same for one that never gets its partner. */
static void pop_missing(struct lexer *x, const char *why)
{
	struct token *open = &x->t->v[x->top];

	defect(x, why);
	x->missing = true;
	x->top = open->aux;
	open->aux = NO_BRACKET;
}

static inline bool in_hole(const struct lexer *x)
{
	return x->top != NO_BRACKET && x->t->v[x->top].flags & TOK_HOLE;
}

static inline const char *name_end(const char *p)
{
	return bytes_name_end(p, '_', '_');
}

/* Step over \n, \r\n or \r. */
static inline const char *newline(struct lexer *x, const char *p)
{
	x->line++;
	return p + 1 + (p[0] == '\r' && p[1] == '\n');
}

/* Step over a string's body from p; the result stands behind its closing quotes. */
static const char *string_body(struct lexer *x, const char *p, struct token *t)
{
	const char quote = t->flags & TOK_DOUBLE ? '"' : '\'';
	const bool triple = t->flags & TOK_TRIPLE;

	for (;;) {
		p = bytes_seek(p, x->end, quote, '\\', '\n', '\r');
		if (p >= x->end)
			break;
		if (*p == '\\') {
			t->flags |= TOK_ESCAPED;
			p++;
			if (p < x->end)
				p = *p == '\n' || *p == '\r' ? newline(x, p) : p + 1;
		} else if (*p == quote) {
			if (!triple)
				return p + 1;
			if (p[1] == quote && p[2] == quote)
				return p + 3;
			p++;
		} else {
			if (!triple) {
				defect(x, "unterminated string");
				return p;
			}
			if (*p == '\r')
				t->flags |= TOK_ESCAPED; /* to be read as \n */
			p = newline(x, p);
		}
	}
	defect(x, "unterminated string");
	return x->end;
}

static inline bool is_string_prefix(const char *s, size_t len, uint8_t *flags,
                                    bool *format)
{
	*format = false;
	for (size_t i = 0; i < len; i++) {
		switch (s[i] | 0x20) {
		case 'r': *flags |= TOK_RAW; break;
		case 'f':
		case 't': *format = true; break;
		case 'b':
		case 'u': break;
		default: return false;
		}
	}
	return true;
}

static const char *template_text(struct lexer *x, const char *p);

/* A literal whose prefix begins at s and whose first quote is at p. */
static const char *string(struct lexer *x, const char *s, const char *p, uint8_t flags,
                          bool format)
{
	uint32_t line = x->line;
	struct token *t;

	if (*p == '"')
		flags |= TOK_DOUBLE;
	if (p[1] == *p && p[2] == *p)
		flags |= TOK_TRIPLE;
	p += flags & TOK_TRIPLE ? 3 : 1;
	if (format) {
		t = emit(x, TOK_TEMPLATE, s, (size_t)(p - s));
		t->flags |= flags;
		push(x, t);
		return template_text(x, p);
	}
	t = emit(x, TOK_STRING, s, 0);
	t->flags |= flags;
	t->aux = (uint32_t)(p - s);
	p = string_body(x, p, t);
	t->len = (uint32_t)(p - s);
	x->code_lines += x->line - line;
	return p;
}

static void chunk(struct lexer *x, const char *s, const char *p, uint32_t line,
                  uint8_t flags)
{
	uint32_t now = x->line;
	struct token *t;

	if (p == s)
		return;
	x->line = line;
	t = emit(x, TOK_CHUNK, s, (size_t)(p - s));
	t->flags |= flags;
	x->line = now;
	x->code_lines += now - line;
}

/* The last byte to step over of \N{...} at p; of just \N when it is none. */
static const char *named_escape(const char *p)
{
	const char *q = p + 3;

	while (*q == ' ' || *q == '-' || (*q >= '0' && *q <= '9') ||
	       ((*q | 0x20) >= 'a' && (*q | 0x20) <= 'z'))
		q++;
	return *q == '}' ? q : p + 1;
}

/* Literal text of an f-string, or of a format specification in one of its holes, up to
 * the next hole (opened), the end of the specification or of the string. */
static const char *template_text(struct lexer *x, const char *p)
{
	const uint8_t style = x->t->v[x->top].flags;
	const bool spec = style & TOK_SPEC, triple = style & TOK_TRIPLE;
	const char quote = style & TOK_DOUBLE ? '"' : '\'', *s = p;
	uint8_t flags = style & TOK_RAW;
	uint32_t line = x->line;
	struct token *t;

	for (; p < x->end; p++) {
		if (*p == '{') {
			if (!spec && p[1] == '{') {
				p++;
				flags |= TOK_ESCAPED;
				continue;
			}
			chunk(x, s, p, line, flags);
			t = emit(x, TOK_OPEN, p, 1);
			t->flags |= (uint8_t)(TOK_HOLE | (style & (TOK_RAW | TOK_TRIPLE |
			                                           TOK_DOUBLE)));
			t->word = W_OPEN;
			push(x, t);
			return p + 1;
		}
		if (*p == '}') {
			flags |= TOK_ESCAPED;
			if (!spec)
				continue;
			chunk(x, s, p, line, flags);
			return p; /* the bracket is the main loop's */
		}
		if (*p == '\\') {
			flags |= TOK_ESCAPED;
			if (p[1] == 'N' && p[2] == '{' && !(style & TOK_RAW))
				p = named_escape(p);
			else if (p[1] == '\n' || p[1] == '\r')
				p = newline(x, p + 1) - 1;
			else if (p[1] != '{' && p[1] != '}')
				p++;
			continue;
		}
		if (*p == '\n' || *p == '\r') {
			if (!triple)
				break;
			if (*p == '\r')
				flags |= TOK_ESCAPED;
			p = newline(x, p) - 1;
			continue;
		}
		if (*p == quote && (!triple || (p[1] == quote && p[2] == quote)))
			break;
	}
	if (p > x->end)
		p = x->end;
	chunk(x, s, p, line, flags);
	while (in_hole(x))
		pop_missing(x, "unterminated hole in a format string");
	if (p == x->end || *p != quote) {
		defect(x, "unterminated string");
		t = emit(x, TOK_TEMPLATE_END, p, 0);
	} else {
		t = emit(x, TOK_TEMPLATE_END, p, triple ? 3 : 1);
	}
	pop(x, t);
	return p + t->len;
}

static uint32_t column_of(const struct lexer *x, const char *p)
{
	uint32_t column = 0;
	const char *s = p;

	while (s > x->text && s[-1] != '\n' && s[-1] != '\r')
		s--;
	for (; s < p; s++)
		column = *s == '\t' ? (column | 7) + 1 : column + 1;
	return column;
}

/* A statement begins where a bracket is still open: the bracket is broken. What is
 * read of the file stays good from here on. */
static void recover(struct lexer *x, const char *p)
{
	struct token *t;

	while (x->top != NO_BRACKET)
		pop_missing(x, "bracket without partner");
	x->fresh = 0;
	t = emit(x, TOK_NEWLINE, p, 0);
	t->aux = column_of(x, p);
	t->word = W_NEWLINE;
	x->fresh = TOK_LINE_START;
}

static bool begins_statement(unsigned word)
{
	return word == W_DEF || word == W_CLASS || word == W_RETURN || word == W_IMPORT ||
	       word == W_WHILE || word == W_TRY || word == W_RAISE || word == W_WITH ||
	       word == W_PASS;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* name_hash() with padded loads; the key is what the words are found by. */
static inline uint32_t hash_of(const char *s, size_t len, uint64_t *key)
{
	const bool full = len >= 8;
	uint64_t a, b;

	memcpy(&a, s, 8);
	memcpy(&b, s + (full ? len - 8 : 0), 8);
	a &= full ? ~(uint64_t)0 : ((uint64_t)1 << (8 * (len & 7))) - 1;
	b &= full ? ~(uint64_t)0 : 0;
	*key = a;
	return name_mix(a, b, len);
}
#else
static inline uint32_t hash_of(const char *s, size_t len, uint64_t *key)
{
	*key = 0;
	for (size_t i = 0; i < len && i < 8; i++)
		*key |= (uint64_t)(unsigned char)s[i] << (8 * i);
	return name_hash(s, len);
}
#endif

static inline const char *name(struct lexer *x, const char *s)
{
	const char *p = name_end(s);
	size_t len = (size_t)(p - s), slot;
	unsigned word;
	uint64_t key;
	uint32_t hash;
	struct token *t;

	if ((*p == '"' || *p == '\'') && len <= 3) {
		uint8_t flags = 0;
		bool format;

		if (is_string_prefix(s, len, &flags, &format))
			return string(x, s, p, flags, format);
	}
	hash = hash_of(s, len, &key);
	slot = SLOT(key);
	word = words[slot].key == key && len <= 8 ? words[slot].word : W_PLAIN;
	if (x->fresh && x->top != NO_BRACKET && begins_statement(word))
		recover(x, s);
	t = emit(x, TOK_NAME, s, len);
	t->aux = hash;
	t->word = (uint8_t)word;
	return p;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *digits(const char *p)
{
	while (is_digit(*p) || *p == '_')
		p++;
	return p;
}

/* Up to what follows it, which may be a word without a space: 1if x else 2. */
static const char *number(struct lexer *x, const char *s)
{
	const char *p = s;
	char base = (char)(p[1] | 0x20);

	if (*p == '0' && base == 'x') {
		p += 2;
		while (is_digit(*p) || *p == '_' ||
		       ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'f'))
			p++;
	} else if (*p == '0' && (base == 'b' || base == 'o') &&
	           is_digit(p[2] == '_' ? p[3] : p[2])) {
		p = digits(p + 2);
	} else {
		p = digits(p);
		if (*p == '.')
			p = digits(p + 1);
		if ((*p | 0x20) == 'e' &&
		    (is_digit(p[1]) || ((p[1] == '+' || p[1] == '-') && is_digit(p[2]))))
			p = digits(p + 2);
		if ((*p | 0x20) == 'j')
			p++;
	}
	if ((*p | 0x20) == 'l')
		p++;
	emit(x, TOK_NUMBER, s, (size_t)(p - s));
	return p;
}

static void open_bracket(struct lexer *x, const char *p)
{
	const struct token *before = x->at > x->t->v ? x->at - 1 : NULL;
	uint8_t call = 0;
	struct token *t;

	if (*p == '(' && before) {
		if (before->kind == TOK_NAME)
			call = before->word < W_SOFT_END &&
			       (before == x->t->v ||
			        (before[-1].word != W_DEF && before[-1].word != W_CLASS));
		else
			call = (before->kind == TOK_CLOSE &&
			        !(before->flags & TOK_HOLE)) ||
			       before->kind == TOK_STRING ||
			       before->kind == TOK_TEMPLATE_END;
	}
	t = emit(x, TOK_OPEN, p, 1);
	t->flags |= call ? TOK_CALL : 0;
	t->word = W_OPEN;
	push(x, t);
}

static bool is_pair(char open, char close)
{
	return (open == '(' && close == ')') || (open == '[' && close == ']') ||
	       (open == '{' && close == '}');
}

static const char *close_bracket(struct lexer *x, const char *p)
{
	const struct token *open = x->top == NO_BRACKET ? NULL : &x->t->v[x->top];
	uint8_t hole;
	struct token *t;

	/* One forgotten bracket is closed with the one around it. */
	if (open && !is_pair((char)open->op, *p) && open->aux != NO_BRACKET &&
	    is_pair((char)x->t->v[open->aux].op, *p) &&
	    x->t->v[open->aux].kind == TOK_OPEN) {
		pop_missing(x, "bracket without partner");
		open = &x->t->v[x->top];
	}
	if (!open || !is_pair((char)open->op, *p)) {
		defect(x, "bracket without partner");
		emit(x, TOK_OP, p, 1)->word = W_OTHER;
		return p + 1;
	}
	hole = open->flags & TOK_HOLE;
	t = emit(x, TOK_CLOSE, p, 1);
	t->word = W_CLOSE;
	t->flags |= hole;
	pop(x, t);
	return hole ? template_text(x, p + 1) : p + 1;
}

struct operator
{
	uint8_t len, word;
};

/* The operator at p, but for those that mean something else in a hole. */
static inline struct operator operator_at(const char *p)
{
	const char c = p[0], d = p[1];

	switch (c) {
	case ',': return (struct operator){ 1, W_COMMA };
	case ';': return (struct operator){ 1, W_SEMICOLON };
	case '~': return (struct operator){ 1, W_TILDE };
	case '.':
		if (d == '.' && p[2] == '.')
			return (struct operator){ 3, W_ELLIPSIS };
		return (struct operator){ 1, W_DOT };
	case ':':
		if (d == '=')
			return (struct operator){ 2, W_WALRUS };
		return (struct operator){ 1, W_COLON };
	case '=':
		if (d == '=')
			return (struct operator){ 2, W_COMPARE };
		return (struct operator){ 1, W_ASSIGN };
	case '!':
		if (d == '=')
			return (struct operator){ 2, W_COMPARE };
		return (struct operator){ 1, W_BANG };
	case '<':
	case '>':
		if (d == c)
			return p[2] == '=' ? (struct operator){ 3, W_AUGMENT }
			                   : (struct operator){ 2, W_SHIFT };
		if (d == '=' || (c == '<' && d == '>'))
			return (struct operator){ 2, W_COMPARE };
		return (struct operator){ 1, W_COMPARE };
	case '*':
		if (d == '*')
			return p[2] == '=' ? (struct operator){ 3, W_AUGMENT }
			                   : (struct operator){ 2, W_POWER };
		return d == '=' ? (struct operator){ 2, W_AUGMENT }
		                : (struct operator){ 1, W_STAR };
	case '/':
		if (d == '/')
			return p[2] == '=' ? (struct operator){ 3, W_AUGMENT }
			                   : (struct operator){ 2, W_TERM };
		return d == '=' ? (struct operator){ 2, W_AUGMENT }
		                : (struct operator){ 1, W_TERM };
	case '-':
		if (d == '>')
			return (struct operator){ 2, W_ARROW };
		return d == '=' ? (struct operator){ 2, W_AUGMENT }
		                : (struct operator){ 1, W_SUM };
	case '+':
		return d == '=' ? (struct operator){ 2, W_AUGMENT }
		                : (struct operator){ 1, W_SUM };
	default: /* % & | ^ @ */
		if (d == '=')
			return (struct operator){ 2, W_AUGMENT };
		return (struct operator){ 1, c == '|'   ? W_BITOR
			                     : c == '^' ? W_BITXOR
			                     : c == '&' ? W_BITAND
			                                : W_TERM };
	}
}

static const char *operator(struct lexer *x, const char *p)
{
	struct operator o;

	if (*p == '.' && is_digit(p[1]))
		return number(x, p);
	o = operator_at(p);
	if (in_hole(x) && (*p == ':' || (*p == '!' && o.word == W_BANG))) {
		emit(x, TOK_OP, p, 1)->word = *p == ':' ? W_COLON : W_BANG;
		if (*p == '!')
			return p + 1;
		x->t->v[x->top].flags |= TOK_SPEC;
		return template_text(x, p + 1);
	}
	emit(x, TOK_OP, p, o.len)->word = o.word;
	return p + o.len;
}

/* p stands at the beginning of a line, outside brackets: step over empty lines. */
static const char *line_start(struct lexer *x, const char *p)
{
	for (;;) {
		uint32_t indent = 0;

		for (;; p++) {
			if (*p == ' ')
				indent++;
			else if (*p == '\t')
				indent = (indent | 7) + 1;
			else if (*p == '\f')
				indent = 0;
			else
				break;
		}
		if (*p == '#')
			p = bytes_seek(p, x->end, '\n', '\n', '\r', '\r');
		if (*p != '\n' && *p != '\r') {
			if (x->at > x->t->v)
				x->at[-1].aux = indent;
			return p;
		}
		p = newline(x, p);
	}
}

static const char *line_end(struct lexer *x, const char *p)
{
	if (x->top == NO_BRACKET && x->at > x->t->v && x->at[-1].kind != TOK_NEWLINE) {
		x->fresh = 0;
		emit(x, TOK_NEWLINE, p, 1)->word = W_NEWLINE;
	}
	p = newline(x, p);
	x->fresh = TOK_LINE_START;
	return x->top == NO_BRACKET ? line_start(x, p) : p;
}

static void finish(struct lexer *x)
{
	struct tokens *t = x->t;

	while (x->top != NO_BRACKET)
		pop_missing(x, "bracket without partner");
	x->fresh = 0;
	if (x->at > t->v && x->at[-1].kind != TOK_NEWLINE)
		emit(x, TOK_NEWLINE, x->end, 0)->word = W_NEWLINE;
	if (x->at > t->v)
		x->at[-1].aux = 0;
	emit(x, TOK_END, x->end, 0)->word = W_END;
	t->n = (uint32_t)(x->at - t->v);
	for (uint32_t i = 0; x->missing && i < t->n; i++)
		if ((t->v[i].kind == TOK_OPEN || t->v[i].kind == TOK_TEMPLATE) &&
		    t->v[i].aux == NO_BRACKET)
			t->v[i].aux = t->n - 1;
	t->code_lines = x->code_lines;
	t->lines = x->line - 1 +
	           (x->end > x->text && x->end[-1] != '\n' && x->end[-1] != '\r');
}

static void lex(struct lexer *x, const char *p)
{
	p = line_start(x, p);
	for (;;) {
		switch ((enum byte_class)class_of[(unsigned char)*p]) {
		case B_SPACE: p++; break;
		case B_NAME: p = name(x, p); break;
		case B_DIGIT: p = number(x, p); break;
		case B_QUOTE: p = string(x, p, p, 0, false); break;
		case B_OPEN: open_bracket(x, p++); break;
		case B_CLOSE: p = close_bracket(x, p); break;
		case B_OP: p = operator(x, p); break;
		case B_NEWLINE: p = line_end(x, p); break;
		case B_COMMENT: p = bytes_seek(p, x->end, '\n', '\n', '\r', '\r'); break;
		case B_BACKSLASH:
			p++;
			if (*p == '\n' || *p == '\r') {
				p = newline(x, p);
				x->fresh = TOK_LINE_START;
				break;
			}
			emit(x, TOK_OP, p - 1, 1)->word = W_OTHER;
			break;
		case B_END:
			if (p >= x->end)
				return;
			defect(x, "NUL byte");
			p++;
			break;
		case B_OTHER: emit(x, TOK_OP, p++, 1)->word = W_OTHER; break;
		}
	}
}

void lex_python(struct tokens *t, const char *text, uint32_t size)
{
	struct lexer x = { .t = t,
		           .text = text,
		           .end = text + size,
		           .line = 1,
		           .top = NO_BRACKET,
		           .fresh = TOK_LINE_START };
	const char *p = text;

	if (!t->room)
		tokens_grow(t);
	t->n = 0;
	t->defect = NULL;
	t->defect_line = 0;
	x.at = t->v;
	x.stop = t->v + t->room;
	if (size >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3))
		p += 3;
	lex(&x, p);
	finish(&x);
}
