/* formula_function.c - functions of one or a few values: numbers, logic, what a value is.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formula/formula_parts.h"

/* ---- rounding ------------------------------------------------------------------------
 */

/* As a cell shows it: 15 digits, so that 4.35 * 100 is 435. */
static double shown(double x)
{
	char text[40];

	snprintf(text, sizeof text, "%.15g", x);
	return strtod(text, NULL);
}

static double int_of(double x)
{
	return floor(shown(x));
}

/* Away from zero at the half; digits may be negative. */
static double rounded(double x, double digits, const char *how)
{
	double power = pow(10, fabs(digits)), size = fabs(x);

	/* Beyond the digits of a double there is nothing to round. */
	if (digits > 15)
		return x;
	size = shown(digits < 0 ? size / power : size * power);
	size = strcmp(how, "ROUNDUP") == 0 ? ceil(size)
	     : strcmp(how, "ROUND") == 0   ? floor(size + 0.5)
	                                   : floor(size);
	return copysign(digits < 0 ? size * power : size / power, x);
}

/* ROUND, ROUNDUP, ROUNDDOWN, TRUNC */
static struct operand run_round(struct call *c)
{
	struct operand wrong;
	double x, digits = 0;

	if (!call_number(c, 0, &x, &wrong) ||
	    (c->count > 1 && !call_number(c, 1, &digits, &wrong)))
		return wrong;
	return operand_number(rounded(x, trunc(digits), c->function->name));
}

/* CEILING, FLOOR: of numbers above zero all programs agree. */
static struct operand run_multiple(struct call *c)
{
	struct operand wrong;
	double x, unit;

	if (!call_number(c, 0, &x, &wrong) || !call_number(c, 1, &unit, &wrong))
		return wrong;
	if (x < 0 || unit < 0)
		return operand_error(FORMULA_NUM);
	if (unit == 0)
		return operand_number(0);
	x = shown(x / unit);
	return operand_number((c->function->name[0] == 'C' ? ceil(x) : floor(x)) * unit);
}

static struct operand run_mod(struct call *c)
{
	struct operand wrong;
	double x, y;

	if (!call_number(c, 0, &x, &wrong) || !call_number(c, 1, &y, &wrong))
		return wrong;
	if (y == 0)
		return operand_error(FORMULA_DIV0);
	return operand_number(x - y * floor(shown(x / y)));
}

/* ---- of one number
 * --------------------------------------------------------------------- */

static double sign_of(double x)
{
	return (x > 0) - (x < 0);
}

static double normal(double x)
{
	return erfc(-x / sqrt(2)) / 2;
}

/* The inverse: bisection down to the last digits, as it is asked seldom. */
static double normal_inverse(double p)
{
	double low = -40, high = 40;

	if (!(p > 0 && p < 1))
		return NAN;
	for (int i = 0; i < 200 && low < high; i++) {
		double middle = (low + high) / 2;

		if (middle <= low || middle >= high)
			break;
		/* From the side that has the digits. */
		if (p < 0.5 ? normal(middle) < p : normal(-middle) > 1 - p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static struct operand run_single(struct call *c)
{
	static const struct {
		const char *name;
		double (*of)(double x);
	} of[] = {
		{ "ABS", fabs },
		{ "EXP", exp },
		{ "INT", int_of },
		{ "LN", log },
		{ "LOG10", log10 },
		{ "NORMSDIST", normal },
		{ "NORMSINV", normal_inverse },
		{ "SIGN", sign_of },
		{ "SQRT", sqrt },
	};
	struct operand wrong;
	double x;

	if (!call_number(c, 0, &x, &wrong))
		return wrong;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (strcmp(of[i].name, c->function->name) == 0)
			return operand_number(of[i].of(x));
	return operand_error(FORMULA_NAME);
}

static struct operand run_power(struct call *c)
{
	struct operand wrong;
	double x, y;

	if (!call_number(c, 0, &x, &wrong) || !call_number(c, 1, &y, &wrong))
		return wrong;
	if (x == 0 && y <= 0)
		return operand_error(y < 0 ? FORMULA_DIV0 : FORMULA_NUM);
	return operand_number(pow(x, y));
}

static struct operand run_log(struct call *c)
{
	struct operand wrong;
	double x, base = 10;

	if (!call_number(c, 0, &x, &wrong) ||
	    (c->count > 1 && !call_number(c, 1, &base, &wrong)))
		return wrong;
	return base == 1 ? operand_error(FORMULA_DIV0)
	                 : operand_number(log(x) / log(base));
}

/* NORMINV(p, mean, deviation) */
static struct operand run_norminv(struct call *c)
{
	struct operand wrong;
	double p, mean, deviation;

	if (!call_number(c, 0, &p, &wrong) || !call_number(c, 1, &mean, &wrong) ||
	    !call_number(c, 2, &deviation, &wrong))
		return wrong;
	return deviation > 0 ? operand_number(mean + deviation * normal_inverse(p))
	                     : operand_error(FORMULA_NUM);
}

static struct operand run_pi(struct call *c)
{
	(void)c;
	return operand_number(acos(-1));
}

/* ---- logic
 * ----------------------------------------------------------------------------- */

/* Only the branch that is taken is worked out. No program asks it of elements unless the
 * formula is entered as an array. */
static struct operand run_if(struct call *c)
{
	struct operand wrong;
	bool is_true;

	if (!call_truth(c, 0, &is_true, &wrong))
		return wrong;
	if (!is_true && c->count < 3)
		return operand_truth(false);
	return call_has(c, is_true ? 1 : 2) ? call_any(c, is_true ? 1 : 2)
	                                    : operand_number(0);
}

static struct operand run_iferror(struct call *c)
{
	struct operand v = call_value(c, 0);

	return v.kind == OPERAND_ERROR ? call_any(c, 1) : v;
}

/* What AND and OR look at: numbers and truths; texts in cells are left out. */
static bool take_truth(struct operand v, bool is_and, bool *is_true, bool *any)
{
	if (v.kind != OPERAND_NUMBER && v.kind != OPERAND_TRUTH)
		return v.kind != OPERAND_ERROR;
	*any = true;
	*is_true = is_and ? *is_true && v.number != 0 : *is_true || v.number != 0;
	return true;
}

static struct operand run_all(struct call *c)
{
	bool is_and = c->function->name[0] == 'A', is_true = is_and, any = false, one;
	struct operand v, wrong;
	struct walk_area w;

	for (int i = 0; i < c->count; i++) {
		v = call_any(c, i);
		if (v.kind == OPERAND_AREA) {
			area_walk(c->f, v.area, &w);
			while (area_next(&w, &v))
				if (!take_truth(v, is_and, &is_true, &any))
					return v;
		} else {
			if (!call_truth(c, i, &one, &wrong))
				return wrong;
			take_truth(operand_truth(one), is_and, &is_true, &any);
		}
	}
	return any ? operand_truth(is_true) : operand_error(FORMULA_VALUE);
}

static struct operand run_not(struct call *c)
{
	struct operand wrong;
	bool is_true;

	return call_truth(c, 0, &is_true, &wrong) ? operand_truth(!is_true) : wrong;
}

static struct operand run_truth(struct call *c)
{
	return operand_truth(c->function->name[0] == 'T');
}

/* ---- what a value is -------------------------------------------------------------- */

static struct operand run_is(struct call *c)
{
	const char *what = c->function->name + 2;
	struct operand v = call_value(c, 0);
	bool is_error = v.kind == OPERAND_ERROR;

	if (strcmp(what, "NUMBER") == 0)
		return operand_truth(v.kind == OPERAND_NUMBER);
	if (strcmp(what, "TEXT") == 0)
		return operand_truth(v.kind == OPERAND_TEXT);
	if (strcmp(what, "BLANK") == 0)
		return operand_truth(v.kind == OPERAND_BLANK);
	if (strcmp(what, "LOGICAL") == 0)
		return operand_truth(v.kind == OPERAND_TRUTH);
	if (strcmp(what, "NA") == 0)
		return operand_truth(is_error && v.error == FORMULA_NA);
	return operand_truth(is_error);
}

static struct operand run_n(struct call *c)
{
	struct operand v = call_value(c, 0);

	if (v.kind == OPERAND_ERROR)
		return v;
	return operand_number(
	    v.kind == OPERAND_NUMBER || v.kind == OPERAND_TRUTH ? v.number : 0);
}

static struct operand run_t(struct call *c)
{
	struct operand v = call_value(c, 0);

	return v.kind == OPERAND_ERROR || v.kind == OPERAND_TEXT ? v : operand_text("");
}

static struct operand run_na(struct call *c)
{
	(void)c;
	return operand_error(FORMULA_NA);
}

const struct function math_functions[] = {
	{ "ABS", 1, 1, run_single, false },
	{ "AND", 1, -1, run_all, true },
	{ "CEILING", 2, 2, run_multiple, false },
	{ "EXP", 1, 1, run_single, false },
	{ "FALSE", 0, 0, run_truth, false },
	{ "FLOOR", 2, 2, run_multiple, false },
	{ "IF", 2, 3, run_if, true },
	{ "IFERROR", 2, 2, run_iferror, true },
	{ "INT", 1, 1, run_single, false },
	{ "ISBLANK", 1, 1, run_is, false },
	{ "ISERROR", 1, 1, run_is, false },
	{ "ISLOGICAL", 1, 1, run_is, false },
	{ "ISNA", 1, 1, run_is, false },
	{ "ISNUMBER", 1, 1, run_is, false },
	{ "ISTEXT", 1, 1, run_is, false },
	{ "LN", 1, 1, run_single, false },
	{ "LOG", 1, 2, run_log, false },
	{ "LOG10", 1, 1, run_single, false },
	{ "MOD", 2, 2, run_mod, false },
	{ "N", 1, 1, run_n, false },
	{ "NA", 0, 0, run_na, false },
	{ "NORMINV", 3, 3, run_norminv, false },
	{ "NORMSDIST", 1, 1, run_single, false },
	{ "NORMSINV", 1, 1, run_single, false },
	{ "NOT", 1, 1, run_not, false },
	{ "OR", 1, -1, run_all, true },
	{ "PI", 0, 0, run_pi, false },
	{ "POWER", 2, 2, run_power, false },
	{ "ROUND", 2, 2, run_round, false },
	{ "ROUNDDOWN", 2, 2, run_round, false },
	{ "ROUNDUP", 2, 2, run_round, false },
	{ "SIGN", 1, 1, run_single, false },
	{ "SQRT", 1, 1, run_single, false },
	{ "T", 1, 1, run_t, false },
	{ "TRUE", 0, 0, run_truth, false },
	{ "TRUNC", 1, 2, run_round, false },
	{ NULL, 0, 0, NULL, false },
};

/* ---- by name -------------------------------------------------------------------------
 */

const struct function *function_named(const char *name, size_t n)
{
	static const struct function *const tables[] = {
		math_functions,  text_functions,      date_functions,
		range_functions, criterion_functions, sum_functions
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		for (const struct function *f = tables[i]; f->name; f++)
			if ((f->name[0] | 32) == (*name | 32) &&
			    strncasecmp(f->name, name, n) == 0 && !f->name[n])
				return f;
	return NULL;
}
