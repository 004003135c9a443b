/* csv.c - comma-separated values to a stream, as RFC 4180 has them. */
#include "text/csv.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "text/markup.h"

static bool is_formula(const char *text)
{
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B",
		                            "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

	while (*text && strchr(" \t\n", *text))
		text++;
	if (*text && strchr("=+-@", *text))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

static void put(struct csv *c, const char *before, const char *text)
{
	if (c->column++)
		fputc(',', c->out);
	if (!strpbrk(text, ",\"\n\t ") && !*before) {
		fputs(text, c->out);
		return;
	}
	fprintf(c->out, "\"%s", before);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', c->out);
		fputc(*text, c->out);
	}
	fputc('"', c->out);
}

void csv_text(struct csv *c, const char *text)
{
	const char *plain = markup_plain(c->a, text);

	put(c, is_formula(plain) ? "'" : "", plain);
}

void csv_number(struct csv *c, double x, int decimals)
{
	char *text, *end;

	if (!isfinite(x)) {
		put(c, "", "");
		return;
	}
	text = arena_printf(c->a, "%.*f", decimals, x);
	if (strchr(text, '.')) {
		end = text + strlen(text);
		while (end[-1] == '0')
			end--;
		if (end[-1] == '.')
			end--;
		*end = '\0';
	}
	put(c, "", strcmp(text, "-0") == 0 ? "0" : text);
}

void csv_end(struct csv *c)
{
	fputs("\r\n", c->out);
	c->column = 0;
}
