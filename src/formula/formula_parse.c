/* formula_parse.c - reads a formula into nodes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formula/formula_parts.h"

struct parser {
	struct formula_run *f;
	struct err *e;
	const char *p;
	int depth;
};

/* 0 is no node: what could not be read. */
static int32_t parse_compared(struct parser *q);

static int32_t fail(struct parser *q, const char *what)
{
	err_set(q->e, ERR_DATA, "%s at '%.30s'", what, q->p);
	return 0;
}

static int32_t add(struct parser *q, enum node_kind kind)
{
	struct formula_run *f = q->f;
	struct node *n = arena_push(f->g->a, (void **)&f->node, &f->node_count,
	                            &f->node_room, sizeof *n);

	*n = (struct node){ .kind = kind };
	return (int32_t)f->node_count - 1;
}

static int32_t add_value(struct parser *q, struct operand v)
{
	int32_t n = add(q, NODE_VALUE);

	q->f->node[n].value = v;
	return n;
}

static int32_t add_over(struct parser *q, enum node_kind kind, int32_t left,
                        int32_t right)
{
	int32_t n;

	if (!left || (kind != NODE_NEGATE && kind != NODE_PERCENT && !right))
		return 0;
	n = add(q, kind);
	q->f->node[n].first = left;
	q->f->node[n].count = right ? 2 : 1;
	q->f->node[left].next = right;
	return n;
}

static void skip_blanks(struct parser *q)
{
	while (*q->p == ' ' || *q->p == '\n' || *q->p == '\t' || *q->p == '\r')
		q->p++;
}

static bool take(struct parser *q, char c)
{
	skip_blanks(q);
	if (*q->p != c)
		return false;
	q->p++;
	return true;
}

/* ---- references -------------------------------------------------------------------- */

static bool is_word(char c)
{
	return (unsigned)(c | 32) - 'a' < 26 || (unsigned)c - '0' < 10 || c == '_' ||
	       c == '.' || c == '\\' || (unsigned char)c >= 0x80;
}

/* "$AB": the column's number and the byte behind it, or NULL. */
static const char *read_column(const char *p, int *col)
{
	int n = 0, letters = 0;

	p += *p == '$';
	for (; (unsigned)(*p | 32) - 'a' < 26 && letters < 4; p++, letters++)
		n = n * 26 + ((*p | 32) - 'a' + 1);
	*col = n - 1;
	return letters > 0 && n <= GRID_COLUMNS ? p : NULL;
}

/* "$AB$12" */
static const char *read_cell(const char *p, int *row, int *col)
{
	long n = 0;

	p = read_column(p, col);
	if (!p)
		return NULL;
	p += *p == '$';
	if (*p < '1' || *p > '9')
		return NULL;
	for (; isdigit((unsigned char)*p) && n <= GRID_ROWS; p++)
		n = n * 10 + (*p - '0');
	*row = (int)n - 1;
	return n <= GRID_ROWS && !is_word(*p) && *p != '(' && *p != '!' ? p : NULL;
}

static void order(struct area *a)
{
	if (a->row1 > a->row2) {
		int32_t row = a->row1;

		a->row1 = a->row2;
		a->row2 = row;
	}
	if (a->col1 > a->col2) {
		int16_t col = a->col1;

		a->col1 = a->col2;
		a->col2 = col;
	}
}

/* "A1", "A1:B2", "A:B"; false when p is none of them. */
static bool read_area(struct parser *q, int sheet, struct area *area)
{
	int row1, col1, row2 = 0, col2 = 0;
	const char *end = read_cell(q->p, &row1, &col1), *to;

	if (end) {
		to = *end == ':' ? read_cell(end + 1, &row2, &col2) : NULL;
		if (!to) {
			row2 = row1;
			col2 = col1;
		}
	} else {
		end = read_column(q->p, &col1);
		to = end && *end == ':' ? read_column(end + 1, &col2) : NULL;
		if (!to || is_word(*to) || *to == '(')
			return false;
		row1 = 0;
		row2 = GRID_ROWS - 1;
	}
	q->p = to ? to : end;
	*area = (struct area){ row1, row2, (int16_t)col1, (int16_t)col2, (int16_t)sheet };
	order(area);
	return true;
}

static int32_t add_area(struct parser *q, struct area area)
{
	struct operand v = { .kind = OPERAND_AREA };

	v.area = area;
	if (!q->f->is_checked_only && !q->f->g->sheet[area.sheet].is_written)
		q->f->is_frozen = true;
	return add_value(q, v);
}

/* Behind "Sheet!". name is n bytes long, quotes inside still doubled. */
static int32_t parse_on_sheet(struct parser *q, const char *name, size_t n)
{
	struct area area;
	char plain[128];
	size_t size = 0;
	int sheet = 0;

	for (size_t i = 0; i < n; i++) {
		if (size + 1 == sizeof plain)
			return fail(q, "the name of a sheet is too long");
		plain[size++] = name[i];
		if (name[i] == '\'')
			i++;
	}
	plain[size] = '\0';
	if (!q->f->is_checked_only && (sheet = grid_sheet(q->f->g, plain, size)) < 0) {
		err_set(q->e, ERR_DATA, "there is no sheet '%s'", plain);
		return 0;
	}
	if (!read_area(q, sheet, &area))
		return fail(q, "no cell of a sheet");
	return add_area(q, area);
}

static int32_t parse_quoted(struct parser *q)
{
	const char *name = ++q->p, *end;

	while (*q->p && (*q->p != '\'' || q->p[1] == '\''))
		q->p += *q->p == '\'' ? 2 : 1;
	end = q->p;
	if (*q->p != '\'' || q->p[1] != '!')
		return fail(q, "no name of a sheet");
	q->p += 2;
	return parse_on_sheet(q, name, (size_t)(end - name));
}

static int32_t parse_name(struct parser *q, const char *name, size_t n)
{
	const struct cell_name *at;

	if (q->f->is_checked_only)
		return add_area(q, (struct area){ 0 });
	at = grid_name(q->f->g, name, n);
	if (at)
		return add_area(q, at->area);
	err_set(q->e, ERR_DATA, "there is no name '%.*s'", n < 80 ? (int)n : 80, name);
	return 0;
}

/* ---- values ------------------------------------------------------------------------ */

static int32_t parse_number(struct parser *q)
{
	char *end;
	double x;

	/* Most are 0 or 1. */
	if (isdigit((unsigned char)q->p[0]) && !is_word(q->p[1]))
		return add_value(q, operand_number(*q->p++ - '0'));
	/* strtod() would also take "0x1" and "1e" behind which a name begins. */
	if (q->p[0] == '0' && (q->p[1] == 'x' || q->p[1] == 'X'))
		return fail(q, "no number");
	x = strtod(q->p, &end);
	if (is_word(*end))
		return fail(q, "no number");
	q->p = end;
	return add_value(q, operand_number(x));
}

static int32_t parse_text(struct parser *q)
{
	const char *from = ++q->p;
	char *text, *to;

	while (*q->p && (*q->p != '"' || q->p[1] == '"'))
		q->p += *q->p == '"' ? 2 : 1;
	if (!*q->p)
		return fail(q, "a text that does not end");
	text = to = arena_alloc(q->f->scratch, (size_t)(q->p - from) + 1);
	for (const char *p = from; p < q->p; p += *p == '"' ? 2 : 1)
		*to++ = *p;
	*to = '\0';
	q->p++;
	return add_value(q, operand_text(text));
}

static int32_t parse_error(struct parser *q)
{
	for (int i = 0; i < FORMULA_ERRORS_END; i++) {
		const char *text = formula_error_text((enum formula_error)i);

		if (strncasecmp(q->p, text, strlen(text)) == 0) {
			q->p += strlen(text);
			return add_value(q, operand_error((enum formula_error)i));
		}
	}
	return fail(q, "no error value");
}

/* ---- calls ------------------------------------------------------------------------- */

static int32_t parse_argument(struct parser *q)
{
	skip_blanks(q);
	if (*q->p == ',' || *q->p == ')')
		return add(q, NODE_MISSING);
	return parse_compared(q);
}

static int32_t parse_arguments(struct parser *q, const struct function *fn)
{
	int32_t call = add(q, NODE_CALL), last = 0, count = 0;

	q->f->node[call].function = fn;
	if (!take(q, ')'))
		for (;;) {
			int32_t arg = parse_argument(q);

			if (!arg)
				return 0;
			*(last ? &q->f->node[last].next : &q->f->node[call].first) = arg;
			last = arg;
			count++;
			if (take(q, ')'))
				break;
			if (!take(q, ','))
				return fail(q, "no ',' or ')'");
		}
	q->f->node[call].count = count;
	if (count < fn->least || (fn->most >= 0 && count > fn->most)) {
		err_set(q->e, ERR_DATA, "%s() takes other arguments than %d", fn->name,
		        count);
		return 0;
	}
	return call;
}

static const struct function *find_function(struct formula_run *f, const char *name,
                                            size_t n)
{
	const struct function **known =
	    &f->known[(n * 5 + (unsigned char)name[0] + (unsigned char)name[n - 1] * 3u) %
	              (sizeof f->known / sizeof *f->known)];

	if (!*known || strncmp((*known)->name, name, n) != 0 || (*known)->name[n])
		*known = function_named(name, n);
	return *known;
}

static int32_t parse_word(struct parser *q)
{
	const char *word = q->p;
	size_t n;

	while (is_word(*q->p))
		q->p++;
	n = (size_t)(q->p - word);
	if (*q->p == '!') {
		q->p++;
		return parse_on_sheet(q, word, n);
	}
	if (*q->p == '(') {
		const struct function *fn = find_function(q->f, word, n);

		if (!fn) {
			err_set(q->e, ERR_DATA,
			        "%.*s() is no function that every program has",
			        n < 80 ? (int)n : 80, word);
			return 0;
		}
		q->p++;
		return parse_arguments(q, fn);
	}
	if (n == 4 && strncasecmp(word, "TRUE", n) == 0)
		return add_value(q, operand_truth(true));
	if (n == 5 && strncasecmp(word, "FALSE", n) == 0)
		return add_value(q, operand_truth(false));
	return parse_name(q, word, n);
}

/* ---- operators --------------------------------------------------------------------- */

static int32_t parse_part(struct parser *q)
{
	struct area area;
	int32_t inner;

	skip_blanks(q);
	if (take(q, '(')) {
		inner = parse_compared(q);
		return inner && !take(q, ')') ? fail(q, "no ')'") : inner;
	}
	if (*q->p == '"')
		return parse_text(q);
	if (*q->p == '\'')
		return parse_quoted(q);
	if (*q->p == '#')
		return parse_error(q);
	if (isdigit((unsigned char)*q->p) ||
	    (*q->p == '.' && isdigit((unsigned char)q->p[1])))
		return parse_number(q);
	if (read_area(q, q->f->sheet, &area))
		return add_area(q, area);
	if (is_word(*q->p))
		return parse_word(q);
	return fail(q, *q->p ? "nothing that has a value" : "the formula ends too early");
}

static int32_t parse_range(struct parser *q)
{
	int32_t left = parse_part(q);

	while (left && take(q, ':'))
		left = add_over(q, NODE_RANGE, left, parse_part(q));
	return left;
}

/* Signs bind closer than "^": -2^2 is 4 in every spreadsheet. */
static int32_t parse_signed(struct parser *q)
{
	int negated = 0;
	int32_t n;

	for (skip_blanks(q); *q->p == '-' || *q->p == '+'; skip_blanks(q))
		negated += *q->p++ == '-';
	n = parse_range(q);
	/* Two signs make a number of a truth. */
	if (negated > 2)
		negated = 2 - negated % 2;
	while (negated-- > 0)
		n = add_over(q, NODE_NEGATE, n, 0);
	while (n && take(q, '%'))
		n = add_over(q, NODE_PERCENT, n, 0);
	return n;
}

/* An operator between two values: the higher, the closer it binds. */
struct infix {
	enum node_kind kind;
	int binding; /* 0: it is none */
	int length;
};

static struct infix infix_at(const char *p)
{
	switch (*p) {
	case '=': return (struct infix){ NODE_EQUAL, 1, 1 };
	case '<':
		return p[1] == '>' ? (struct infix){ NODE_UNEQUAL, 1, 2 }
		     : p[1] == '=' ? (struct infix){ NODE_LESS_EQUAL, 1, 2 }
		                   : (struct infix){ NODE_LESS, 1, 1 };
	case '>':
		return p[1] == '=' ? (struct infix){ NODE_MORE_EQUAL, 1, 2 }
		                   : (struct infix){ NODE_MORE, 1, 1 };
	case '&': return (struct infix){ NODE_JOIN, 2, 1 };
	case '+': return (struct infix){ NODE_ADD, 3, 1 };
	case '-': return (struct infix){ NODE_SUBTRACT, 3, 1 };
	case '*': return (struct infix){ NODE_MULTIPLY, 4, 1 };
	case '/': return (struct infix){ NODE_DIVIDE, 4, 1 };
	case '^': return (struct infix){ NODE_POWER, 5, 1 };
	default: return (struct infix){ NODE_VALUE, 0, 0 };
	}
}

/* Of operators that bind alike the left one comes first. */
static int32_t parse_over(struct parser *q, int least)
{
	int32_t left = parse_signed(q);

	while (left) {
		struct infix o;

		skip_blanks(q);
		o = infix_at(q->p);
		if (o.binding == 0 || o.binding < least)
			break;
		q->p += o.length;
		left = add_over(q, o.kind, left, parse_over(q, o.binding + 1));
	}
	return left;
}

static int32_t parse_compared(struct parser *q)
{
	int32_t n;

	if (++q->depth > FORMULA_DEPTH_MAX)
		return fail(q, "brackets are too deep");
	n = parse_over(q, 1);
	q->depth--;
	return n;
}

int32_t formula_parse(struct formula_run *f, const char *text, struct err *e)
{
	struct parser q = { f, e, text, 0 };
	int32_t root;

	if (strlen(text) > FORMULA_LENGTH_MAX) {
		err_set(e, ERR_DATA, "longer than %d characters", FORMULA_LENGTH_MAX);
		return 0;
	}
	if (f->node_count == 0)
		add(&q, NODE_MISSING); /* number 0 is no node */
	root = parse_compared(&q);
	skip_blanks(&q);
	if (root && *q.p)
		return fail(&q, "more than a formula");
	return root;
}
