/* notation.c - how dates and money are written where the reader is: reports/locales.tsv.
 */
#include "sheet/notation.h"

#include <ctype.h>
#include <string.h>

#include "text/data.h"
#include "text/tsv.h"

/* The row that fits best so far. */
struct search {
	const char *language, *region;
	struct notation *n;
	int rank;
};

static int rank_of(const struct search *s, const char *name)
{
	return strcmp(name, s->language) == 0 ? 3
	     : *s->language                   ? strcmp(name, "en") == 0
	     : strcmp(name, s->region) == 0   ? 2
	                                      : strcmp(name, "en") == 0;
}

static bool is_tag(const char *s)
{
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && *s != '-')
			return false;
	return true;
}

static bool take_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct search *s = arg;
	const char *money = cells[2];

	(void)line;
	if (!*cells[1] || strspn(cells[1], "dmy-./ ") != strlen(cells[1]))
		return err_set(e, ERR_DATA, "'%.40s' is no date like dd-mm-yyyy",
		               cells[1]);
	if (strcmp(money, "$1") != 0 && strcmp(money, "$ 1") != 0 &&
	    strcmp(money, "1$") != 0 && strcmp(money, "1 $") != 0)
		return err_set(e, ERR_DATA, "money is $1, $ 1, 1$ or 1 $, not '%.40s'",
		               money);
	if (!is_tag(cells[3]))
		return err_set(e, ERR_DATA, "'%.40s' is no tag like nl-NL", cells[3]);
	if (rank_of(s, cells[0]) <= s->rank)
		return true;
	s->rank = rank_of(s, cells[0]);
	s->n->tag = cells[3];
	s->n->date = cells[1];
	s->n->is_behind = *money == '1';
	s->n->is_apart = strchr(money, ' ') != NULL;
	return true;
}

bool notation_load(struct notation *n, struct arena *a, const char *language,
                   const char *region, const char *symbol, struct err *e)
{
	static const char *const columns[] = { "name", "date", "money", "tag" };
	struct search s = { language, region, n, 0 };
	struct data_file f;

	*n = (struct notation){ .tag = "", .date = "yyyy-mm-dd", .symbol = symbol };
	/* In quotes it is no code of formats; "CHF" never touches the number. */
	if (strchr(symbol, '"'))
		n->symbol = "$";
	if (!data_get(a, "reports/locales.tsv", &f, e) ||
	    !tsv_each(a, f.text, f.size, f.origin, columns, 4, take_row, &s, e))
		return false;
	n->is_apart = n->is_apart || isalpha((unsigned char)n->symbol[0]);
	return true;
}

/* "$#,##0" with the symbol in its place. */
static const char *money(const struct notation *n, struct arena *a, const char *number)
{
	const char *space = n->is_apart ? " " : "";

	if (n->is_behind)
		return arena_printf(a, "%s\"%s%s\"", number, space, n->symbol);
	if (strcmp(n->symbol, "$") == 0 && !n->is_apart)
		return arena_printf(a, "$%s", number);
	return arena_printf(a, "\"%s%s\"%s", n->symbol, space, number);
}

/* In the order of the date; what stands between is wrapped in two texts. */
static const char *in_order(const struct notation *n, struct arena *a,
                            const char *const part[3], const char *before,
                            const char *behind)
{
	static const char letters[] = "ymd";
	const char *out = "";

	for (const char *p = n->date; *p;) {
		const char *letter = strchr(letters, *p);
		size_t run = letter ? strspn(p, (char[]){ *p, '\0' })
		                    : strcspn(p, letters);

		out = letter
		        ? arena_printf(a, "%s%s", out, part[letter - letters])
		        : arena_printf(a, "%s%s%.*s%s", out, before, (int)run, p, behind);
		p += run;
	}
	return out;
}

const char *notation_day(const struct notation *n, struct arena *a, const char *iso)
{
	enum { YEAR = 4, MONTH = 5, DAY = 8, END = 10 };

	return strlen(iso) < END
	         ? iso
	         : in_order(n, a,
	                    (const char *const[]){ arena_strndup(a, iso, YEAR),
	                                           arena_strndup(a, iso + MONTH, 2),
	                                           arena_strndup(a, iso + DAY, 2) },
	                    "", "");
}

const char *notation_day_formula(const struct notation *n, struct arena *a,
                                 const char *cell)
{
	return in_order(n, a,
	                (const char *const[]){
			    arena_printf(a, "YEAR(%s)", cell),
			    arena_printf(a, "RIGHT(\"0\"&MONTH(%s),2)", cell),
			    arena_printf(a, "RIGHT(\"0\"&DAY(%s),2)", cell) },
	                "&\"", "\"&");
}

const char *notation_format(const struct notation *n, struct arena *a, const char *ours)
{
	if (strcmp(ours, "yyyy-mm-dd") == 0)
		return n->date;
	return *ours == '$' ? money(n, a, ours + 1) : ours;
}

double notation_room(const struct notation *n, double amount)
{
	size_t letters = 0;

	for (const char *c = n->symbol; *c; c++)
		letters += ((unsigned char)*c & 0xc0) != 0x80;
	for (; letters > 1; letters--)
		amount *= 10;
	return amount;
}
