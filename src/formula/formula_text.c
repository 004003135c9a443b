/* formula_text.c - functions of texts: TEXT, FIXED, LEFT, FIND, REPT, HYPERLINK. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "formula/formula_parts.h"
#include "text/date.h"
#include "text/utf8.h"

enum { TEXT_MAX = 32767 };

/* ---- characters -------------------------------------------------------------------- */

static size_t step(const char *p)
{
	size_t n = utf8_length(p);

	return n ? n : 1;
}

static int characters(const char *text)
{
	int n = 0;

	for (; *text; text += step(text))
		n++;
	return n;
}

/* Behind so many characters, or the end. */
static const char *skip(const char *text, double n)
{
	while (*text && n-- >= 1)
		text += step(text);
	return text;
}

static struct operand run_len(struct call *c)
{
	struct operand wrong;
	const char *text;

	return call_text(c, 0, &text, &wrong) ? operand_number(characters(text)) : wrong;
}

static struct operand part(struct call *c, const char *from, double n)
{
	return operand_text(
	    arena_strndup(c->f->scratch, from, (size_t)(skip(from, n) - from)));
}

/* LEFT, RIGHT */
static struct operand run_end(struct call *c)
{
	struct operand wrong;
	const char *text;
	double n = 1;

	if (!call_text(c, 0, &text, &wrong) ||
	    (c->count > 1 && !call_number(c, 1, &n, &wrong)))
		return wrong;
	if (n < 0)
		return operand_error(FORMULA_VALUE);
	n = floor(n);
	if (c->function->name[0] == 'R')
		text = skip(text, characters(text) - n);
	return part(c, text, n);
}

static struct operand run_mid(struct call *c)
{
	struct operand wrong;
	const char *text;
	double from, n;

	if (!call_text(c, 0, &text, &wrong) || !call_number(c, 1, &from, &wrong) ||
	    !call_number(c, 2, &n, &wrong))
		return wrong;
	if (from < 1 || n < 0)
		return operand_error(FORMULA_VALUE);
	return part(c, skip(text, floor(from) - 1), floor(n));
}

static bool begins(const char *text, const char *with, bool is_exact)
{
	for (; *with; text++, with++)
		if (is_exact
		        ? *text != *with
		        : tolower((unsigned char)*text) != tolower((unsigned char)*with))
			return false;
	return true;
}

/* FIND, SEARCH (which takes no wildcards here) */
static struct operand run_find(struct call *c)
{
	bool is_exact = c->function->name[0] == 'F';
	struct operand wrong;
	const char *what, *text, *p;
	double from = 1;

	if (!call_text(c, 0, &what, &wrong) || !call_text(c, 1, &text, &wrong) ||
	    (c->count > 2 && !call_number(c, 2, &from, &wrong)))
		return wrong;
	if (from < 1 || from > characters(text) + 1 ||
	    (!is_exact && strpbrk(what, "*?~")))
		return operand_error(FORMULA_VALUE);
	from = floor(from);
	for (p = skip(text, from - 1);; p += step(p), from++) {
		if (begins(p, what, is_exact))
			return operand_number(from);
		if (!*p)
			return operand_error(FORMULA_VALUE);
	}
}

/* ---- made anew --------------------------------------------------------------------- */

static struct operand run_rept(struct call *c)
{
	struct operand wrong;
	const char *text;
	double n;
	size_t size;
	char *out;

	if (!call_text(c, 0, &text, &wrong) || !call_number(c, 1, &n, &wrong))
		return wrong;
	size = strlen(text);
	if (n < 0 || floor(n) * (double)size > TEXT_MAX)
		return operand_error(FORMULA_VALUE);
	out = arena_zero(c->f->scratch, (size_t)n * size + 1);
	for (size_t i = 0; i < (size_t)n; i++)
		memcpy(out + i * size, text, size);
	return operand_text(out);
}

static struct operand run_substitute(struct call *c)
{
	struct operand wrong;
	const char *text, *old, *new;
	size_t n, size = 0;
	char *out;

	if (!call_text(c, 0, &text, &wrong) || !call_text(c, 1, &old, &wrong) ||
	    !call_text(c, 2, &new, &wrong))
		return wrong;
	n = strlen(old);
	if (n == 0)
		return operand_text(text);
	for (const char *p = text; (p = strstr(p, old)); p += n)
		size += strlen(new);
	if (size > TEXT_MAX)
		return operand_error(FORMULA_VALUE);
	out = arena_zero(c->f->scratch, strlen(text) + size + 1);
	size = 0;
	while (*text) {
		if (strncmp(text, old, n) == 0) {
			memcpy(out + size, new, strlen(new));
			size += strlen(new);
			text += n;
		} else {
			out[size++] = *text++;
		}
	}
	return operand_text(out);
}

/* Single blanks between words, none around them. */
static struct operand run_trim(struct call *c)
{
	struct operand wrong;
	const char *text;
	size_t n = 0;
	char *out;

	if (!call_text(c, 0, &text, &wrong))
		return wrong;
	out = arena_zero(c->f->scratch, strlen(text) + 1);
	for (; *text; text++)
		if (*text != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = *text;
	if (n > 0 && out[n - 1] == ' ')
		out[n - 1] = '\0';
	return operand_text(out);
}

static struct operand run_case(struct call *c)
{
	bool is_upper = c->function->name[0] == 'U';
	struct operand wrong;
	const char *text;
	char *out;

	if (!call_text(c, 0, &text, &wrong))
		return wrong;
	out = arena_strdup(c->f->scratch, text);
	for (char *p = out; *p; p++)
		if ((unsigned char)*p < 0x80)
			*p = (char)(is_upper ? toupper(*p) : tolower(*p));
	return operand_text(out);
}

static struct operand run_value(struct call *c)
{
	struct operand wrong;
	double x;

	return call_number(c, 0, &x, &wrong) ? operand_number(x) : wrong;
}

static struct operand run_concatenate(struct call *c)
{
	const char *text, *all = "";
	struct operand wrong;

	for (int i = 0; i < c->count; i++) {
		if (!call_text(c, i, &text, &wrong))
			return wrong;
		all = arena_printf(c->f->scratch, "%s%s", all, text);
	}
	return operand_text(all);
}

/* ---- TEXT ---------------------------------------------------------------------------
 */

/* "1,234.5" with so many decimals. */
static const char *number_text(struct arena *a, double x, int decimals, bool groups)
{
	char *plain = arena_printf(a, "%.*f", decimals, x);
	size_t whole = strcspn(plain, "."), n = 0;
	char *out = arena_zero(a, strlen(plain) * 2 + 1);

	for (size_t i = 0; plain[i]; i++) {
		if (groups && i > 0 && i < whole && (whole - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = plain[i];
	}
	return out;
}

/* A format is what stands before the number, "#,##0.0" or the like with or without "%",
 * and what stands behind. NULL: it is none that all programs take alike. */
static const char *format_number(struct arena *a, double x, const char *format)
{
	const char *p = format + strcspn(format, "#0"), *end;
	bool groups = false, is_percent, is_negative;
	int decimals = 0;
	double power;

	for (end = p; *end == '#' || *end == ',' || *end == '0'; end++)
		groups = groups || *end == ',';
	if (end == p || end[-1] != '0' || strcspn(format, "\"[;@*_?\\") != strlen(format))
		return NULL;
	if (*end == '.')
		while (*++end == '0')
			decimals++;
	is_percent = *end == '%';
	if (decimals > 9 || strpbrk(end, "#0,.") ||
	    strspn(format, "$ +-()") != (size_t)(p - format))
		return NULL;
	power = pow(10, decimals);
	x *= is_percent ? 100 : 1;
	is_negative = x < 0;
	/* Half away from zero, of the 15 digits that count. */
	x = floor(fabs(x) * power * (1 + 0x1p-50) + 0.5) / power;
	return arena_printf(a, "%s%.*s%s%s", is_negative && x > 0 ? "-" : "",
	                    (int)(p - format), format,
	                    number_text(a, x, decimals, groups), end);
}

static const char *format_date(struct arena *a, double x, const char *format)
{
	const char *iso, *out = "";

	if (x < 61 || x > 2958465)
		return NULL;
	iso = date_iso(a, (int64_t)floor(x) - 25569);
	while (*format) {
		size_t n = strspn(format, "y");
		const char *from = n == 4 ? iso : NULL;

		if (!from && strncmp(format, "mm", 2) == 0 && format[2] != 'm') {
			n = 2;
			from = iso + 5;
		} else if (!from && strncmp(format, "dd", 2) == 0 && format[2] != 'd') {
			n = 2;
			from = iso + 8;
		} else if (!from && strchr("-./ ", *format)) {
			n = 1;
			from = format;
		}
		if (!from)
			return NULL;
		out = arena_printf(a, "%s%.*s", out, (int)n, from);
		format += n;
	}
	return out;
}

static struct operand run_text(struct call *c)
{
	struct operand v = call_value(c, 0), wrong;
	const char *format, *text;
	double x;

	if (v.kind == OPERAND_ERROR)
		return v;
	if (!call_text(c, 1, &format, &wrong))
		return wrong;
	if (v.kind == OPERAND_TEXT && !text_to_number(v.text, &x))
		return v;
	if (!operand_to_number(v, &x, &wrong))
		return wrong;
	text = strpbrk(format, "ymd") ? format_date(c->f->scratch, x, format)
	                              : format_number(c->f->scratch, x, format);
	if (!text)
		formula_fail(c->f, "'%.40s' is no format that every program has", format);
	return operand_text(text ? text : "");
}

/* What the cell shows. */
static struct operand run_hyperlink(struct call *c)
{
	return call_value(c, c->count > 1 ? 1 : 0);
}

/* "1,234.5": with the separators of the reader's program, where those in a format of TEXT
 * are of the country that it was written in. */
static struct operand run_fixed(struct call *c)
{
	struct operand wrong;
	double x, decimals = 2;

	if (!call_number(c, 0, &x, &wrong) ||
	    (c->count > 1 && !call_number(c, 1, &decimals, &wrong)))
		return wrong;
	if (decimals < 0 || decimals > 9)
		return operand_error(FORMULA_VALUE);
	return operand_text(format_number(c->f->scratch, x,
	                                  arena_printf(c->f->scratch, "#,##0%s%.*s",
	                                               decimals >= 1 ? "." : "",
	                                               (int)decimals, "000000000")));
}

const struct function text_functions[] = {
	{ "CONCATENATE", 1, -1, run_concatenate, false },
	{ "FIND", 2, 3, run_find, false },
	{ "FIXED", 1, 2, run_fixed, false },
	{ "HYPERLINK", 1, 2, run_hyperlink, false },
	{ "LEFT", 1, 2, run_end, false },
	{ "LEN", 1, 1, run_len, false },
	{ "LOWER", 1, 1, run_case, false },
	{ "MID", 3, 3, run_mid, false },
	{ "REPT", 2, 2, run_rept, false },
	{ "RIGHT", 1, 2, run_end, false },
	{ "SEARCH", 2, 3, run_find, false },
	{ "SUBSTITUTE", 3, 3, run_substitute, false },
	{ "TEXT", 2, 2, run_text, false },
	{ "TRIM", 1, 1, run_trim, false },
	{ "UPPER", 1, 1, run_case, false },
	{ "VALUE", 1, 1, run_value, false },
	{ NULL, 0, 0, NULL, false },
};
