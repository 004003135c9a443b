/* formula_criterion.c - SUMIFS and its kin: sums of the rows that meet criteria. */
#include "formula/formula_criterion.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "text/utf8.h"

/* ---- one criterion ----------------------------------------------------------------- */

struct criterion {
	enum node_kind is;   /* NODE_EQUAL .. NODE_MORE_EQUAL */
	struct operand want; /* a number, a text, a truth */
	bool is_pattern;     /* the text holds wildcards */
	bool is_empty;       /* "": what is empty or shows nothing; "=": what is empty */
	bool is_blank_only;
	const char *asked; /* the text asked last: a table's cells often share theirs */
	bool was_equal;
};

static bool same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

bool text_matches(const char *text, const char *pattern)
{
	const char *star = NULL, *from = NULL;

	while (*text) {
		bool is_plain = pattern[0] == '~' && pattern[1];
		size_t n = utf8_length(text);

		if (!is_plain && *pattern == '*') {
			star = ++pattern;
			from = text;
		} else if (!is_plain && *pattern == '?') {
			pattern++;
			text += n ? n : 1;
		} else if (same_letter(pattern[is_plain], *text)) {
			pattern += 1 + is_plain;
			text++;
		} else if (star) {
			pattern = star;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static const char *read_sign(const char *p, enum node_kind *is)
{
	static const struct {
		const char *sign;
		enum node_kind is;
	} signs[] = { { "<>", NODE_UNEQUAL },    { "<=", NODE_LESS_EQUAL },
		      { ">=", NODE_MORE_EQUAL }, { "<", NODE_LESS },
		      { ">", NODE_MORE },        { "=", NODE_EQUAL } };

	*is = NODE_EQUAL;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(p, signs[i].sign, strlen(signs[i].sign)) == 0) {
			*is = signs[i].is;
			return p + strlen(signs[i].sign);
		}
	return p;
}

/* False: the value of the argument is an error. */
static bool criterion_read(struct formula_run *f, struct operand v, struct criterion *c,
                           struct operand *wrong)
{
	const char *rest;
	double x;

	(void)f;
	*c = (struct criterion){ .is = NODE_EQUAL };
	if (v.kind == OPERAND_ERROR) {
		*wrong = v;
		return false;
	}
	if (v.kind != OPERAND_TEXT) {
		c->want = v.kind == OPERAND_BLANK ? operand_number(0) : v;
		return true;
	}
	/* Longer texts are an error in Excel. */
	if (strlen(v.text) > 255) {
		*wrong = operand_error(FORMULA_VALUE);
		return false;
	}
	rest = read_sign(v.text, &c->is);
	c->is_empty = !*rest && (c->is == NODE_EQUAL || c->is == NODE_UNEQUAL);
	c->is_blank_only = c->is_empty && rest > v.text;
	if (text_to_number(rest, &x))
		c->want = operand_number(x);
	else if (strcasecmp(rest, "TRUE") == 0 || strcasecmp(rest, "FALSE") == 0)
		c->want = operand_truth(strcasecmp(rest, "TRUE") == 0);
	else
		c->want = operand_text(rest);
	c->is_pattern = c->want.kind == OPERAND_TEXT && strpbrk(rest, "*?~") &&
	                (c->is == NODE_EQUAL || c->is == NODE_UNEQUAL);
	return true;
}

static bool is_equal_text(struct criterion *c, const char *text)
{
	if (text != c->asked)
		c->was_equal = c->is_pattern ? text_matches(text, c->want.text)
		                             : strcasecmp(text, c->want.text) == 0;
	c->asked = text;
	return c->was_equal;
}

static bool is_equal(struct criterion *c, struct operand v)
{
	double x;

	if (c->is_empty)
		return v.kind == OPERAND_BLANK ||
		       (!c->is_blank_only && v.kind == OPERAND_TEXT && !*v.text);
	switch (c->want.kind) {
	case OPERAND_NUMBER:
		if (v.kind == OPERAND_TEXT && text_to_number(v.text, &x))
			v = operand_number(x);
		return v.kind == OPERAND_NUMBER &&
		       numbers_equal(v.number, c->want.number);
	case OPERAND_TEXT: return v.kind == OPERAND_TEXT && is_equal_text(c, v.text);
	default: return v.kind == c->want.kind && v.number == c->want.number;
	}
}

static bool criterion_meets(struct criterion *c, struct operand v)
{
	int order;

	if (c->is == NODE_EQUAL || c->is == NODE_UNEQUAL)
		return is_equal(c, v) == (c->is == NODE_EQUAL);
	if (v.kind != c->want.kind)
		return false;
	order = operand_compare(v, c->want);
	return c->is == NODE_LESS       ? order < 0
	     : c->is == NODE_LESS_EQUAL ? order <= 0
	     : c->is == NODE_MORE       ? order > 0
	                                : order >= 0;
}

/* Can its cells be found by a chain? */
static bool criterion_is_key(const struct criterion *c)
{
	return c->is == NODE_EQUAL && !c->is_empty && !c->is_pattern;
}

/* ---- many of them -------------------------------------------------------------------
 */

enum { CRITERIA_MAX = 16 };

struct criteria {
	struct formula_run *f;
	int count;
	struct criterion criterion[CRITERIA_MAX];
	struct area area[CRITERIA_MAX]; /* all of one size */
	bool has_chain;                 /* places are those of the shortest one */
	struct chain chain;
	int at, last; /* without a chain: rows and columns one by one */
};

/* Arguments from first on: range, criterion, range, criterion ... */
static bool read_criteria(struct call *c, int first, struct criteria *k,
                          struct operand *wrong)
{
	*k = (struct criteria){ .f = c->f };
	if ((c->count - first) % 2 != 0 || c->count - first > 2 * CRITERIA_MAX)
		return formula_fail(c->f, "%s() takes ranges and criteria in pairs",
		                    c->function->name);
	for (int i = first; i + 1 < c->count; i += 2) {
		struct area *a = &k->area[k->count];

		if (!call_area(c, i, a, wrong) ||
		    !criterion_read(c->f, call_value(c, i + 1), &k->criterion[k->count],
		                    wrong))
			return false;
		if (k->count > 0 && (area_rows(*a) != area_rows(k->area[0]) ||
		                     area_cols(*a) != area_cols(k->area[0]))) {
			*wrong = operand_error(FORMULA_VALUE);
			return false;
		}
		k->count++;
	}
	return true;
}

/* Of 100,000 rows few are done: where that is asked, too, only they are looked at. */
static bool find_chain(struct criteria *k)
{
	struct chain c;

	for (int i = 0; i < k->count; i++) {
		if (!criterion_is_key(&k->criterion[i]))
			continue;
		if (!chain_start(k->f, k->area[i], k->criterion[i].want, &c))
			return false;
		if (!k->has_chain || c.length < k->chain.length)
			k->chain = c;
		k->has_chain = true;
	}
	return true;
}

static bool start(struct criteria *k)
{
	int rows = 0;

	for (int i = 0; i < k->count; i++) {
		int used = (int)k->f->g->sheet[k->area[i].sheet].row_count -
		           k->area[i].row1;

		if (!area_work_out(k->f, k->area[i]))
			return false;
		rows = used > rows ? used : rows;
	}
	if (rows > area_rows(k->area[0]))
		rows = area_rows(k->area[0]);
	k->last = rows * area_cols(k->area[0]) - 1;
	return find_chain(k);
}

/* The next place that meets all; -1: no more. */
static int next_place(struct criteria *k)
{
	int cols = area_cols(k->area[0]);

	for (;;) {
		int place = k->has_chain ? chain_next(&k->chain) : k->at++;
		bool all = true;

		if (place < 0 || place > k->last || formula_is_stopped(k->f))
			return -1;
		for (int i = 0; all && i < k->count; i++)
			all = criterion_meets(&k->criterion[i],
			                      area_value(k->f, k->area[i], place / cols,
			                                 place % cols));
		if (all)
			return place;
	}
}

struct found {
	double sum;
	size_t cells, numbers;
	struct operand wrong; /* an error among them, or blank */
};

static void add_up(struct criteria *k, const struct area *values, struct found *r)
{
	int place, cols = area_cols(k->area[0]);

	*r = (struct found){ .wrong = { .kind = OPERAND_BLANK } };
	if ((values && !area_work_out(k->f, *values)) || !start(k))
		return;
	while ((place = next_place(k)) >= 0) {
		struct operand v = { .kind = OPERAND_BLANK };

		r->cells++;
		if (values)
			v = area_value(k->f, *values, place / cols, place % cols);
		if (v.kind == OPERAND_NUMBER) {
			r->sum += v.number;
			r->numbers++;
		} else if (v.kind == OPERAND_ERROR && r->wrong.kind == OPERAND_BLANK) {
			r->wrong = v;
		}
	}
}

static struct operand average_of(const struct found *r)
{
	return r->numbers ? operand_number(r->sum / (double)r->numbers)
	                  : operand_error(FORMULA_DIV0);
}

static struct operand answer(struct call *c, struct criteria *k, struct area values)
{
	struct found r;

	if (area_rows(values) != area_rows(k->area[0]) ||
	    area_cols(values) != area_cols(k->area[0]))
		return operand_error(FORMULA_VALUE);
	add_up(k, &values, &r);
	if (r.wrong.kind == OPERAND_ERROR)
		return r.wrong;
	return c->function->name[0] == 'A' ? average_of(&r) : operand_number(r.sum);
}

/* SUMIFS, AVERAGEIFS */
static struct operand run_ifs(struct call *c)
{
	struct operand wrong = operand_error(FORMULA_VALUE);
	struct criteria k;
	struct area values;

	if (!call_area(c, 0, &values, &wrong) || !read_criteria(c, 1, &k, &wrong))
		return wrong;
	return answer(c, &k, values);
}

/* SUMIF, AVERAGEIF: the sum's range begins where the third argument does and is as large
 * as the first. */
static struct operand run_if(struct call *c)
{
	struct operand wrong = operand_error(FORMULA_VALUE);
	struct call pair = *c;
	struct criteria k;
	struct area values;

	pair.count = 2;
	if (!read_criteria(&pair, 0, &k, &wrong))
		return wrong;
	values = k.area[0];
	if (c->count > 2) {
		if (!call_area(c, 2, &values, &wrong))
			return wrong;
		values.row2 = values.row1 + area_rows(k.area[0]) - 1;
		values.col2 = (int16_t)(values.col1 + area_cols(k.area[0]) - 1);
	}
	return answer(c, &k, values);
}

/* COUNTIF, COUNTIFS */
static struct operand run_countifs(struct call *c)
{
	struct operand wrong = operand_error(FORMULA_VALUE);
	struct criteria k;
	struct found r;
	size_t beyond = 0;

	if (!read_criteria(c, 0, &k, &wrong))
		return wrong;
	add_up(&k, NULL, &r);
	/* Rows below the sheet's last are empty, and may be asked for. */
	if (!k.has_chain) {
		struct operand blank = { .kind = OPERAND_BLANK };
		bool all = true;

		for (int i = 0; i < k.count; i++)
			all = all && criterion_meets(&k.criterion[i], blank);
		if (all)
			beyond = (size_t)area_rows(k.area[0]) *
			             (size_t)area_cols(k.area[0]) -
			         (size_t)(k.last + 1);
	}
	return operand_number((double)(r.cells + beyond));
}

const struct function criterion_functions[] = {
	{ "AVERAGEIF", 2, 3, run_if, true },
	{ "AVERAGEIFS", 3, -1, run_ifs, true },
	{ "COUNTIF", 2, 2, run_countifs, true },
	{ "COUNTIFS", 2, -1, run_countifs, true },
	{ "SUMIF", 2, 3, run_if, true },
	{ "SUMIFS", 3, -1, run_ifs, true },
	{ NULL, 0, 0, NULL, false },
};
