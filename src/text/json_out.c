/* json_out.c - JSON to a stream, one value a call; indentation and commas by itself. */
#include "text/json_out.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static bool is_flat(const struct json_out *j)
{
	return j->flat && j->depth >= j->flat;
}

static void indent(struct json_out *j)
{
	putc('\n', j->out);
	for (int i = 0; i < j->depth; i++)
		fputs("  ", j->out);
}

static void write_text(FILE *out, const char *text)
{
	putc('"', out);
	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(out, "\\%c", *s);
		else if (*s == '\n')
			fputs("\\n", out);
		else if (*s == '\t')
			fputs("\\t", out);
		else if (*s < 0x20 || *s == 0x7f)
			fprintf(out, "\\u%04x", *s);
		else if (*s == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0) /* C1 controls */
			fprintf(out, "\\u%04x", *++s);
		else
			putc(*s, out);
	}
	putc('"', out);
}

static void begin_value(struct json_out *j, const char *key)
{
	if (j->has_value)
		putc(',', j->out);
	if (is_flat(j) && j->has_value)
		putc(' ', j->out);
	else if (!is_flat(j) && j->depth)
		indent(j);
	j->has_value = true;
	if (key) {
		write_text(j->out, key);
		fputs(": ", j->out);
	}
}

static void open_with(struct json_out *j, const char *key, char bracket)
{
	begin_value(j, key);
	putc(bracket, j->out);
	j->depth++;
	j->has_value = false;
}

static void close_with(struct json_out *j, char bracket)
{
	bool flat = is_flat(j);

	j->depth--;
	if (!flat && j->has_value)
		indent(j);
	if (j->flat > j->depth)
		j->flat = 0;
	putc(bracket, j->out);
	j->has_value = true;
	if (!j->depth)
		putc('\n', j->out);
}

void json_put_object(struct json_out *j, const char *key)
{
	open_with(j, key, '{');
}

void json_put_array(struct json_out *j, const char *key)
{
	open_with(j, key, '[');
}

void json_put_row(struct json_out *j, const char *key)
{
	open_with(j, key, '{');
	if (!j->flat)
		j->flat = j->depth;
}

void json_put_end_object(struct json_out *j)
{
	close_with(j, '}');
}

void json_put_end_array(struct json_out *j)
{
	close_with(j, ']');
}

void json_put_text(struct json_out *j, const char *key, const char *text)
{
	begin_value(j, key);
	if (text)
		write_text(j->out, text);
	else
		fputs("null", j->out);
}

void json_put_integer(struct json_out *j, const char *key, int64_t n)
{
	begin_value(j, key);
	fprintf(j->out, "%" PRId64, n);
}

void json_put_number(struct json_out *j, const char *key, double x)
{
	char text[32];

	begin_value(j, key);
	if (!isfinite(x)) {
		fputs("null", j->out);
		return;
	}
	for (int digits = 6; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	fputs(text, j->out);
}

void json_put_bool(struct json_out *j, const char *key, bool b)
{
	begin_value(j, key);
	fputs(b ? "true" : "false", j->out);
}
