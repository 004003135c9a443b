/* screen.c - lines of at most 80 columns, a label before each part, for a person. */
#include "cli/screen.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/version.h"
#include "form/listing.h"
#include "text/grouped.h"
#include "text/utf8.h"

enum { TEXT = SCREEN_MARGIN + SCREEN_LABEL };

void screen_styled(struct screen *w, const char *style, const char *text)
{
	if (w->has_colour && style && *text)
		fprintf(w->out, "\033[%sm%s\033[0m", style, text);
	else
		fputs(text, w->out);
}

void screen_title(struct screen *w, const char *name)
{
	static const char version[] = "migcost " MIGCOST_VERSION;
	const size_t room = SCREEN_WIDTH - SCREEN_MARGIN - sizeof version;

	name = utf8_plain(w->a, name, room, false);
	fprintf(w->out, "\n%*s", SCREEN_MARGIN, "");
	screen_styled(w, SCREEN_BOLD, name);
	fprintf(w->out, "%*s", (int)(room - utf8_columns(name)) + 1, "");
	screen_styled(w, SCREEN_DIM, version);
	fputs("\n\n", w->out);
}

void screen_begin(struct screen *w)
{
	fprintf(w->out, "%*s", SCREEN_MARGIN, "");
	screen_styled(w, SCREEN_DIM, w->label);
	fprintf(w->out, "%*s", SCREEN_LABEL - (int)strlen(w->label), "");
	w->label = "";
}

void screen_line(struct screen *w, const char *style, const char *text)
{
	screen_begin(w);
	screen_styled(w, style, utf8_plain(w->a, text, SCREEN_WIDTH - TEXT, false));
	putc('\n', w->out);
}

/* "0.20 s" stays together: at the space before a letter alone, behind a number. */
static bool is_before_unit(const char *text, size_t at)
{
	return at && isdigit((unsigned char)text[at - 1]) &&
	       isalpha((unsigned char)text[at + 1]) &&
	       !isalnum((unsigned char)text[at + 2]);
}

/* "Django Channels 1" and "Flask 4, .." as well: at the space before a number of a list.
 */
static bool is_before_number(const char *text, size_t at)
{
	size_t digits = strspn(text + at + 1, "0123456789");
	char next = text[at + 1 + digits];

	return digits && (next == ',' || !next);
}

/* Bytes of text that fit on a line of so many columns, cut at a space when there is one.
 */
static size_t fitting(const char *text, size_t columns)
{
	size_t n = 0, last_space = 0;

	for (size_t used = 0; text[n]; n += utf8_length(text + n), used++) {
		if (text[n] == ' ' && !is_before_unit(text, n) &&
		    !is_before_number(text, n))
			last_space = n;
		if (used == columns)
			return last_space ? last_space : n;
	}
	return n;
}

void screen_hanging(struct screen *w, const char *style, int columns, const char *text)
{
	const char *plain = utf8_plain(w->a, text, 2000, false);

	for (int in = 0; *plain; in = columns) {
		size_t n = fitting(plain, SCREEN_WIDTH - TEXT - (size_t)in);

		screen_line(w, style,
		            arena_printf(w->a, "%*s%.*s", in, "", (int)n, plain));
		plain += n;
		plain += strspn(plain, " ");
	}
}

void screen_wrapped(struct screen *w, const char *style, const char *text)
{
	screen_hanging(w, style, 0, text);
}

void screen_blank(struct screen *w)
{
	putc('\n', w->out);
}

/* ---- numbers for people ---------------------------------------------------------- */

const char *screen_currency(struct store *s, struct arena *a)
{
	const char *code = store_text(s, a, "USD",
	                              "SELECT value FROM result WHERE key = 'currency'");

	return strcmp(code, "USD") == 0 ? "$" : arena_printf(a, "%s ", code);
}

static double screen_step(double amount)
{
	return fabs(amount) < 1 ? 1 : pow(10, fmax(0, floor(log10(fabs(amount))) - 2));
}

const char *screen_money(struct screen *w, double amount)
{
	double step = screen_step(amount);

	return arena_printf(w->a, "%s%s", w->currency,
	                    grouped(w->a, round(amount / step) * step));
}

const char *screen_in_full(struct screen *w, double amount)
{
	return arena_printf(w->a, "%s%s", w->currency, grouped(w->a, amount));
}

const char *screen_counted(struct arena *a, double n, const char *noun)
{
	return arena_printf(a, "%s %s", grouped(a, n),
	                    n == 1 ? noun : listing_plural(a, noun));
}
