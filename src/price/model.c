/* model.c - what the estimator believes: the rules of models/cost, loaded and checked. */
#include "price/model.h"

#include <assert.h>
#include <ctype.h>
#include <ini.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/fact.h"
#include "price/ask.h"
#include "price/cited.h"
#include "price/model_names.h"
#include "text/date.h"

enum {
	MAX_RULES = 2000,
	MAX_LINE = 190, /* inih reads 200 bytes at a time and would split longer lines */
	MAX_VALUE = 20000,
	MAX_NAME = 48,
};

/* ---- the keys ----------------------------------------------------------------- */

enum type { TEXT, NUMBER, YESNO, TRIPLE, RANGE, LIST0, LIST1, LIST2, SQL };

#define B(kind) (1u << MODEL_##kind)
#define ALL ((1u << MODEL_KINDS_END) - 1)
#define WORK (B(unit) | B(setup) | B(fixed))

/*   KEY(name, type, kinds that must have it, kinds that may). The member of struct
 *   model_rule has the key's name. */
#define KEYS(KEY)                                                                        \
	KEY(source, TEXT, ALL, 0)                                                        \
	KEY(label, TEXT,                                                                 \
	    WORK | B(input) | B(constant) | B(multiplier) | B(target) | B(overhead) |    \
	        B(risk) | B(phase) | B(band) | B(alternative) | B(option) |              \
	        B(accuracy) | B(role) | B(region) | B(currency) | B(milestone),          \
	    0)                                                                           \
	KEY(hours, TRIPLE, WORK | B(risk), 0)                                            \
	KEY(phase, TEXT, WORK, 0)                                                        \
	KEY(items, SQL, B(complexity) | B(option), B(unit) | B(risk))                    \
	KEY(counts_as, TEXT, 0, B(unit))                                                 \
	KEY(means, TEXT, 0, WORK)                                                        \
	KEY(is_offered, YESNO, 0, B(unit))                                               \
	KEY(rests_on, TEXT, 0, WORK | B(risk))                                           \
	KEY(per, TEXT, 0, B(unit))                                                       \
	KEY(driver, TEXT, B(setup), 0)                                                   \
	KEY(n0, NUMBER, B(setup), 0)                                                     \
	KEY(share, TRIPLE, B(overhead), 0)                                               \
	KEY(input, TEXT, 0, B(overhead) | B(count))                                      \
	KEY(probability, NUMBER, B(risk), 0)                                             \
	KEY(when, SQL, B(accuracy),                                                      \
	    B(risk) | B(multiplier) | B(assumption) | B(alternative) | B(milestone))     \
	KEY(called, SQL, 0, B(target))                                                   \
	KEY(value, TEXT, B(input) | B(constant) | B(multiplier), 0)                      \
	KEY(unit, TEXT, 0, B(input) | B(constant))                                       \
	KEY(range, RANGE, B(accuracy), B(input) | B(multiplier))                         \
	KEY(choice, LIST0, 0, B(input))                                                  \
	KEY(levels, LIST1, 0, B(multiplier))                                             \
	KEY(derive, SQL, 0, B(input) | B(multiplier) | B(phase))                         \
	KEY(phases, LIST0, 0, B(multiplier))                                             \
	KEY(units, LIST0, B(complexity), B(multiplier))                                  \
	KEY(limits, LIST2, B(complexity), 0)                                             \
	KEY(part, TEXT, B(target), 0)                                                    \
	KEY(side, TEXT, B(target), 0)                                                    \
	KEY(replaces, LIST0, 0, B(target))                                               \
	KEY(select, SQL, B(table), B(left_out) | B(target))                              \
	KEY(after, TEXT, 0, B(table))                                                    \
	KEY(takes, LIST1, B(phase), 0)                                                   \
	KEY(min_share, NUMBER, 0, B(phase))                                              \
	KEY(spread, LIST1, 0, B(count))                                                  \
	KEY(once, LIST0, 0, B(count))                                                    \
	KEY(beyond, NUMBER, 0, B(count))                                                 \
	KEY(criteria, TEXT, B(band), 0)                                                  \
	KEY(cost_usd, RANGE, B(band), 0)                                                 \
	KEY(weeks, RANGE, B(band), 0)                                                    \
	KEY(endpoints, RANGE, B(band), 0)                                                \
	KEY(services, RANGE, 0, B(band))                                                 \
	KEY(tenants, RANGE, 0, B(band))                                                  \
	KEY(is_open, YESNO, 0, B(band))                                                  \
	KEY(how, TEXT, B(left_out), 0)                                                   \
	KEY(kinds, LIST0, 0, B(left_out))                                                \
	KEY(text, TEXT, B(assumption) | B(alternative) | B(accuracy) | B(option),        \
	    B(left_out))                                                                 \
	KEY(if_false, TEXT, 0, B(assumption))                                            \
	KEY(asks, TEXT, 0, B(assumption))                                                \
	KEY(at_stake, SQL, 0, B(assumption))                                             \
	KEY(is_question, YESNO, 0, B(assumption))                                        \
	KEY(on_quote, YESNO, 0, B(assumption))                                           \
	KEY(set, TEXT, B(alternative), 0)                                                \
	KEY(needs, LIST0, 0, B(phase) | B(milestone))                                    \
	KEY(deliverable, TEXT, B(milestone), 0)                                          \
	KEY(acceptance, TEXT, B(milestone), 0)                                           \
	KEY(pays, NUMBER, 0, B(milestone))                                               \
	KEY(until, NUMBER, 0, B(milestone))                                              \
	KEY(of_team, NUMBER, B(role), 0)                                                 \
	KEY(work, LIST1, 0, B(role))                                                     \
	KEY(currency, TEXT, B(region), 0)                                                \
	KEY(date, TEXT, B(region) | B(currency), 0)                                      \
	KEY(calendar, TEXT, 0, B(region))                                                \
	KEY(rates, LIST1, 0, B(region))                                                  \
	KEY(rates_to_python, LIST1, 0, B(region))                                        \
	KEY(salaries, LIST1, 0, B(region))                                               \
	KEY(salaries_to_python, LIST1, 0, B(region))                                     \
	KEY(hours_per_year, NUMBER, 0, B(region))                                        \
	KEY(loading, NUMBER, 0, B(region))                                               \
	KEY(symbol, TEXT, B(currency), 0)                                                \
	KEY(per_usd, NUMBER, B(currency), 0)

static const struct key {
	const char *name;
	enum type type;
	unsigned must, may;
	size_t at;
} keys[] = {
#define KEY(name, type, must, may)                                                       \
	{ #name, type, must, may, offsetof(struct model_rule, name) },
	KEYS(KEY)
#undef KEY
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };
_Static_assert(KEY_COUNT <= sizeof((struct model_rule *)0)->given, "one flag a key");

static const char *const kind_names[] = {
#define KIND(name, meaning) #name,
	MODEL_KINDS(KIND)
#undef KIND
};

const char *model_kind_name(enum model_kind k)
{
	assert(k < MODEL_KINDS_END);
	return kind_names[k];
}

bool model_wrong(struct err *e, const struct model_rule *r, int line, const char *fmt,
                 ...)
{
	char said[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	return err_set(e, ERR_DATA, "%s:%d: %s", r->origin, line ? line : r->line, said);
}

/* ---- values ------------------------------------------------------------------- */

static const char *skip_space(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

/* One finite decimal number; hexadecimal, "inf" and "nan" are none. */
static bool read_number(const char **s, double *x)
{
	const char *at = skip_space(*s);
	char *end;

	if (strspn(at, "+-0123456789.eE") == 0 || (at[0] == '0' && (at[1] | 32) == 'x'))
		return false;
	/* "1..2": strtod takes "1." and leaves ".2", so stop it before a double dot. */
	const char *dots = strstr(at, "..");
	char part[64];
	size_t n = dots ? (size_t)(dots - at) : strlen(at);

	if (n >= sizeof part)
		n = sizeof part - 1;
	memcpy(part, at, n);
	part[n] = '\0';
	*x = strtod(part, &end);
	if (end == part || !isfinite(*x))
		return false;
	*s = skip_space(at + (end - part));
	return true;
}

static bool read_dots(const char **s)
{
	*s = skip_space(*s);
	if (strncmp(*s, "..", 2) != 0)
		return false;
	*s = skip_space(*s + 2);
	return true;
}

static bool read_triple(const char *s, struct model_triple *t)
{
	return read_number(&s, &t->low) && read_dots(&s) && read_number(&s, &t->likely) &&
	       read_dots(&s) && read_number(&s, &t->high) && !*s;
}

static bool read_range(const char *s, struct model_range *r)
{
	r->given = true;
	r->high = HUGE_VAL;
	return read_number(&s, &r->low) && read_dots(&s) &&
	       (!*s || (read_number(&s, &r->high) && !*s));
}

/* "word [number [number]], ..."; numbers: how many each word must have. */
static bool read_list(struct arena *a, const char *s, size_t numbers,
                      struct model_list *l)
{
	size_t room = 0;

	for (s = skip_space(s); *s; s = skip_space(s)) {
		size_t n = strcspn(s, ", \t\r\n");
		struct model_word *w;

		if (n == 0)
			return false;
		w = arena_push(a, (void **)&l->v, &l->n, &room, sizeof *l->v);
		*w = (struct model_word){ .word = arena_strndup(a, s, n) };
		s = skip_space(s + n);
		while (w->numbers < numbers && read_number(&s, &w->number[w->numbers]))
			w->numbers++;
		if (w->numbers < numbers || (*s && *s != ','))
			return false;
		if (*s == ',' && !*skip_space(++s))
			return false;
	}
	return l->n > 0;
}

/* What may be said to SQLite is judged when it is prepared; here only its form. */
static bool read_sql(const char *s, struct model_sql *q, int line)
{
	*q = (struct model_sql){ s, line };
	return strncmp(s, "SELECT", 6) == 0 || strncmp(s, "WITH", 4) == 0;
}

static bool set_value(struct model *m, struct model_rule *r, const struct key *k,
                      const char *s, int line, struct err *e)
{
	void *at = (char *)r + k->at;
	const char *want = NULL;

	switch (k->type) {
	case TEXT: *(const char **)at = s; break;
	case NUMBER:
		if (!read_number(&s, at) || *s)
			want = "a number";
		break;
	case YESNO:
		*(bool *)at = strcmp(s, "yes") == 0;
		if (strcmp(s, "yes") != 0 && strcmp(s, "no") != 0)
			want = "yes or no";
		break;
	case TRIPLE:
		if (!read_triple(s, at))
			want = "LOW .. LIKELY .. HIGH";
		break;
	case RANGE:
		if (!read_range(s, at))
			want = "LOW .. HIGH, or LOW ..";
		break;
	case LIST0:
	case LIST1:
	case LIST2:
		if (!read_list(m->arena, s, (size_t)(k->type - LIST0), at))
			want = k->type == LIST0 ? "WORD, WORD, ..."
			     : k->type == LIST1 ? "WORD NUMBER, WORD NUMBER, ..."
			                        : "WORD NUMBER NUMBER, ...";
		break;
	case SQL:
		if (!read_sql(s, at, line))
			want = "one SELECT";
		break;
	}
	if (want)
		return model_wrong(e, r, line, "'%s' needs %s", k->name, want);
	return true;
}

/* ---- one rule by itself --------------------------------------------------------- */

static bool check_triple(const struct model_rule *r, const char *name,
                         const struct model_triple *t, struct err *e)
{
	if (t->low < 0)
		return model_wrong(e, r, 0, "'%s' is below 0", name);
	if (t->low > t->likely || t->likely > t->high)
		return model_wrong(e, r, 0,
		                   "'%s' is not low <= likely <= high: %g .. %g .. %g",
		                   name, t->low, t->likely, t->high);
	return true;
}

static bool check_range(const struct model_rule *r, const char *name,
                        const struct model_range *x, struct err *e)
{
	if (x->given && x->low > x->high)
		return model_wrong(e, r, 0, "'%s' is not low <= high: %g .. %g", name,
		                   x->low, x->high);
	return true;
}

static bool check_grounds(const struct model_rule *r, struct err *e)
{
	static const char *const grounds[] = {
#define GROUND(name, key, text) text,
		MODEL_GROUNDS(GROUND)
#undef GROUND
	};

	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (!r->rests_on || strcmp(r->rests_on, grounds[i]) == 0)
			return true;
	return model_wrong(e, r, 0,
	                   "hours rest on measured, whole projects, analogy, documented "
	                   "band or expert prior, not '%.40s'",
	                   r->rests_on);
}

static bool check_limits(const struct model_rule *r, struct err *e)
{
	if (r->units.n != 3)
		return model_wrong(e, r, 0,
		                   "'units' needs three: simple, moderate, complex");
	for (size_t i = 0; i < r->limits.n; i++)
		if (r->limits.v[i].number[0] > r->limits.v[i].number[1])
			return model_wrong(e, r, 0,
			                   "limit '%s' is not moderate <= complex: %g %g",
			                   r->limits.v[i].word, r->limits.v[i].number[0],
			                   r->limits.v[i].number[1]);
	return true;
}

bool model_fits(const struct model_rule *r, const char *s)
{
	const struct model_list *l = r->kind == MODEL_multiplier ? &r->levels
	                                                         : &r->choice;
	double x;

	if (!*s)
		return !*r->value && !l->n;
	if (l->n)
		return model_word_of(l, s);
	return !r->range.given ||
	       (read_number(&s, &x) && !*s && x >= r->range.low && x <= r->range.high);
}

static bool check_value(const struct model_rule *r, struct err *e)
{
	const char *s = r->value;
	double x;

	if (r->kind == MODEL_constant && (!read_number(&s, &x) || *s))
		return model_wrong(e, r, 0, "'value' needs a number");
	if ((r->choice.n || r->levels.n) && r->range.given)
		return model_wrong(e, r, 0,
		                   "'range' and a list of choices exclude each other");
	if (!model_fits(r, r->value))
		return model_wrong(
		    e, r, 0, "value '%s' is none of its choices or not in its range",
		    r->value);
	if (r->kind != MODEL_multiplier)
		return true;
	if (!r->levels.n && !r->range.given)
		return model_wrong(e, r, 0, "a multiplier needs 'levels' or 'range'");
	if (!r->phases.n && !r->units.n)
		return model_wrong(e, r, 0, "a multiplier needs 'phases' or 'units'");
	if (r->range.given && r->range.low <= 0)
		return model_wrong(e, r, 0, "'range' of a multiplier is not above 0");
	for (size_t i = 0; i < r->levels.n; i++)
		if (r->levels.v[i].number[0] <= 0)
			return model_wrong(e, r, 0, "level '%s' is not above 0",
			                   r->levels.v[i].word);
	return true;
}

/* Whether by a query or by kind, how and why. */
static bool check_left_out(const struct model_rule *r, struct err *e)
{
	enum fact_kind kind;

	if (strcmp(r->how, "counted") != 0 && strcmp(r->how, "excluded") != 0)
		return model_wrong(e, r, 0, "'how' is counted or excluded, not '%s'",
		                   r->how);
	if (!r->select.text == !r->kinds.n)
		return model_wrong(e, r, 0, "[left_out %s] needs 'select' or 'kinds'",
		                   r->name);
	if (r->kinds.n && !r->text)
		return model_wrong(e, r, 0, "[left_out %s] has no 'text'", r->name);
	for (size_t i = 0; i < r->kinds.n; i++)
		if (!fact_kind_of(r->kinds.v[i].word, &kind))
			return model_wrong(e, r, 0, "there is no kind of finding '%s'",
			                   r->kinds.v[i].word);
	return true;
}

static bool check_numbers(const struct model_rule *r, struct err *e)
{
	if (r->kind == MODEL_setup && !(r->n0 > 0))
		return model_wrong(e, r, 0, "'n0' is not above 0");
	if (r->probability < 0 || r->probability > 1)
		return model_wrong(e, r, 0, "'probability' is not in 0 .. 1");
	if (r->beyond < 0)
		return model_wrong(e, r, 0, "'beyond' is below 0");
	if (r->min_share < 0 || r->min_share > 0.5)
		return model_wrong(e, r, 0, "'min_share' is not in 0 .. 0.5");
	if (r->kind == MODEL_target && strcmp(r->side, "node") != 0 &&
	    strcmp(r->side, "python") != 0)
		return model_wrong(e, r, 0, "'side' is node or python, not '%s'",
		                   r->side);
	if (r->kind == MODEL_band && (r->cost_usd.high > 1e12 || r->weeks.high > 1e6 ||
	                              r->cost_usd.low <= 0 || r->weeks.low <= 0))
		return model_wrong(e, r, 0,
		                   "'cost_usd' and 'weeks' need two edges above 0");
	if (r->kind == MODEL_left_out && !check_left_out(r, e))
		return false;
	if (r->after && strcmp(r->after, "inputs") != 0)
		return model_wrong(e, r, 0, "'after' is inputs, not '%s'", r->after);
	for (size_t i = 0; i < r->spread.n; i++)
		if (r->spread.v[i].number[0] < 0)
			return model_wrong(e, r, 0, "spread of '%s' is below 0",
			                   r->spread.v[i].word);
	return true;
}

/* Money an hour, or a year, of each role. */
static bool check_pay(const struct model_rule *r, const char *key,
                      const struct model_list *l, struct err *e)
{
	for (size_t i = 0; i < l->n; i++) {
		if (!(l->v[i].number[0] > 0))
			return model_wrong(e, r, 0, "'%s' of '%s' is not above 0", key,
			                   l->v[i].word);
		if (model_word_of(l, l->v[i].word) != &l->v[i])
			return model_wrong(e, r, 0, "'%s' names '%s' twice", key,
			                   l->v[i].word);
	}
	return true;
}

static bool check_region(const struct model_rule *r, struct err *e)
{
	if (!r->rates.n == !r->salaries.n)
		return model_wrong(e, r, 0, "a rate card needs 'rates' or 'salaries'");
	if (r->salaries.n && (!(r->loading > 0) || !(r->hours_per_year > 0)))
		return model_wrong(
		    e, r, 0, "'salaries' need 'loading' and 'hours_per_year' above 0");
	if ((!r->rates.n && r->rates_to_python.n) ||
	    (!r->salaries.n && r->salaries_to_python.n))
		return model_wrong(e, r, 0, "rates and salaries exclude each other");
	return check_pay(r, "rates", &r->rates, e) &&
	       check_pay(r, "rates_to_python", &r->rates_to_python, e) &&
	       check_pay(r, "salaries", &r->salaries, e) &&
	       check_pay(r, "salaries_to_python", &r->salaries_to_python, e);
}

static bool check_money(const struct model_rule *r, struct err *e)
{
	int64_t day;

	if (r->date && !date_parse(r->date, &day))
		return model_wrong(e, r, 0, "'date' is no date: '%s'", r->date);
	if (r->kind == MODEL_currency && !(r->per_usd > 0))
		return model_wrong(e, r, 0, "'per_usd' is not above 0");
	if (r->kind == MODEL_role && !(r->of_team >= 0 && r->of_team <= 1))
		return model_wrong(e, r, 0, "'of_team' is not in 0 .. 1");
	for (size_t i = 0; i < r->work.n; i++)
		if (r->work.v[i].number[0] < 0)
			return model_wrong(e, r, 0, "'work' of '%s' is below 0",
			                   r->work.v[i].word);
	return r->kind != MODEL_region || check_region(r, e);
}

static bool check_rule(const struct model_rule *r, struct err *e)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if ((keys[i].must & 1u << r->kind) && !r->given[i])
			return model_wrong(e, r, 0, "[%s %s] has no '%s'",
			                   kind_names[r->kind], r->name, keys[i].name);
	if (!*r->source)
		return model_wrong(e, r, 0, "[%s %s] has an empty 'source'",
		                   kind_names[r->kind], r->name);
	return check_triple(r, "hours", &r->hours, e) &&
	       check_triple(r, "share", &r->share, e) &&
	       check_range(r, "range", &r->range, e) &&
	       check_range(r, "cost_usd", &r->cost_usd, e) &&
	       check_range(r, "weeks", &r->weeks, e) &&
	       check_range(r, "endpoints", &r->endpoints, e) &&
	       check_range(r, "services", &r->services, e) &&
	       check_range(r, "tenants", &r->tenants, e) && check_numbers(r, e) &&
	       check_money(r, e) && check_grounds(r, e) &&
	       (r->kind != MODEL_complexity || check_limits(r, e)) &&
	       (!r->value || check_value(r, e));
}

/* ---- reading a file ----------------------------------------------------------- */

/* A key and the lines of its value, until the next key shows that it is whole. */
struct reader {
	struct model *m;
	const struct data_file *f;
	size_t at;
	int line, section_line;
	bool indented; /* the current line continues a value */
	struct model_rule *rule;
	int rule_section_line;
	const struct key *key;
	int key_line;
	char value[MAX_VALUE];
	size_t value_n;
	struct err *e;
	bool failed;
};

/* inih asks for the next line. A line that it could not take whole ends the reading. */
static char *next_line(char *buf, int room, void *arg)
{
	struct reader *r = arg;
	const char *s = r->f->text + r->at, *nl;
	size_t left = r->f->size - r->at, n;

	if (r->failed || left == 0)
		return NULL;
	nl = memchr(s, '\n', left);
	n = nl ? (size_t)(nl - s) + 1 : left;
	r->at += n;
	r->line++;
	if (n > MAX_LINE || (int)n >= room || memchr(s, '\0', n)) {
		err_set(r->e, ERR_DATA, "%s:%d: %s", r->f->origin, r->line,
		        n > MAX_LINE ? "line is longer than 190 bytes" : "NUL byte");
		r->failed = true;
		return NULL;
	}
	r->indented = isspace((unsigned char)*s);
	if (*s == '[')
		r->section_line = r->line;
	memcpy(buf, s, n);
	buf[n] = '\0';
	return buf;
}

static bool end_value(struct reader *r)
{
	const struct key *k = r->key;

	r->key = NULL;
	return !k || set_value(r->m, r->rule, k,
	                       arena_strndup(r->m->arena, r->value, r->value_n),
	                       r->key_line, r->e);
}

static bool end_rule(struct reader *r)
{
	struct model_rule *rule = r->rule;

	if (!end_value(r))
		return false;
	r->rule = NULL;
	return !rule || check_rule(rule, r->e);
}

static bool wrong_here(struct reader *r, const char *what, const char *which)
{
	return err_set(r->e, ERR_DATA, "%s:%d: %s '%.60s'", r->f->origin, r->line, what,
	               which);
}

static bool is_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return n > 0 && n < MAX_NAME && !s[n];
}

/* Where the section goes: behind the others; in the place of the built-in one that a
 * user's takes; nowhere (but it is checked) when the user's is there already. */
static struct model_rule *place_of(struct reader *r, enum model_kind kind,
                                   const char *name)
{
	struct model *m = r->m;

	for (size_t i = 0; i < m->n; i++)
		if (m->rule[i].kind == kind && strcmp(m->rule[i].name, name) == 0)
			return m->rule[i].is_own == r->f->is_own ? NULL
			     : r->f->is_own                      ? &m->rule[i]
			                    : arena_zero(m->arena, sizeof *m->rule);
	return arena_push(m->arena, (void **)&m->rule, &m->n, &m->room, sizeof *m->rule);
}

static bool begin_rule(struct reader *r, const char *section)
{
	struct model *m = r->m;
	const char *space = strchr(section, ' ');
	size_t n = space ? (size_t)(space - section) : strlen(section);

	if (!end_rule(r))
		return false;
	if (m->n == MAX_RULES)
		return wrong_here(r, "too many sections before", section);
	for (int k = 0; k < MODEL_KINDS_END; k++) {
		if (strlen(kind_names[k]) != n || strncmp(kind_names[k], section, n) != 0)
			continue;
		if (!space || !is_name(space + 1))
			return wrong_here(r, "section needs a name of a-z, 0-9, _ and -:",
			                  section);
		r->rule = place_of(r, (enum model_kind)k, space + 1);
		if (!r->rule)
			return wrong_here(r, "second section", section);
		*r->rule = (struct model_rule){ .kind = (enum model_kind)k,
			                        .name = arena_strdup(m->arena, space + 1),
			                        .origin = r->f->origin,
			                        .line = r->section_line,
			                        .is_own = r->f->is_own };
		r->rule_section_line = r->section_line;
		return true;
	}
	return wrong_here(r, "unknown kind of section", section);
}

static bool begin_value(struct reader *r, const char *name)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		unsigned of = keys[i].must | keys[i].may;

		if (strcmp(keys[i].name, name) != 0 || !(of & 1u << r->rule->kind))
			continue;
		if (r->rule->given[i])
			return wrong_here(r, "second value for key", name);
		r->rule->given[i] = 1;
		r->key = &keys[i];
		r->key_line = r->line;
		r->value_n = 0;
		return true;
	}
	return wrong_here(r, "unknown key", name);
}

static bool add_value(struct reader *r, const char *value)
{
	size_t n = strlen(value);

	if (r->value_n + n + 1 >= sizeof r->value)
		return wrong_here(r, "value too long for key", r->key->name);
	if (r->value_n > 0)
		r->value[r->value_n++] = r->key->type == SQL ? '\n' : ' ';
	memcpy(r->value + r->value_n, value, n);
	r->value_n += n;
	return true;
}

static bool take(struct reader *r, const char *section, const char *name,
                 const char *value)
{
	if (r->indented && r->key && strcmp(r->key->name, name) == 0 &&
	    r->section_line == r->rule_section_line)
		return add_value(r, value);
	if (!*section || r->section_line == 0)
		return wrong_here(r, "key outside a section:", name);
	if (!r->rule || r->section_line != r->rule_section_line) {
		if (!begin_rule(r, section))
			return false;
	} else if (!end_value(r)) {
		return false;
	}
	return begin_value(r, name) && add_value(r, value);
}

static int on_pair(void *arg, const char *section, const char *name, const char *value)
{
	struct reader *r = arg;

	if (!r->failed && !take(r, section, name, value))
		r->failed = true;
	return !r->failed;
}

bool model_read(struct model *m, const struct data_file *f, struct err *e)
{
	struct reader *r = arena_zero(m->arena, sizeof *r);
	int at;

	r->m = m;
	r->f = f;
	r->e = e;
	at = ini_parse_stream(next_line, r, on_pair, r);
	/* What inih could not read comes first when it stands before what we refused. */
	if (at != 0 && (!r->failed || at < r->line))
		return err_set(e, ERR_DATA, "%s:%d: neither [section] nor key = value",
		               f->origin, at > 0 ? at : r->line);
	return !r->failed && end_rule(r);
}

/* ---- the rules against each other ---------------------------------------------- */

const struct model_rule *model_next(const struct model *m, enum model_kind kind,
                                    const struct model_rule *r)
{
	for (r = r ? r + 1 : m->rule; m->n && r < m->rule + m->n; r++)
		if (r->kind == kind)
			return r;
	return NULL;
}

const struct model_rule *model_find(const struct model *m, enum model_kind kind,
                                    const char *name)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, kind, r)))
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

const struct model_word *model_word_of(const struct model_list *l, const char *word)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].word, word) == 0)
			return &l->v[i];
	return NULL;
}

double model_mean(const struct model_triple *t)
{
	return (t->low + 4 * t->likely + t->high) / 6;
}

static bool is_work(const struct model *m, const char *name)
{
	return model_find(m, MODEL_unit, name) || model_find(m, MODEL_setup, name) ||
	       model_find(m, MODEL_fixed, name);
}

static bool link_units(const struct model *m, const struct model_rule *r,
                       const struct model_list *l, struct err *e)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].word, "*") != 0 && !is_work(m, l->v[i].word))
			return model_wrong(e, r, 0, "there is no unit '%s'",
			                   l->v[i].word);
	return true;
}

static bool is_counted(const struct model *m, const char *what)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, MODEL_unit, r)))
		if (r->counts_as && strcmp(r->counts_as, what) == 0)
			return true;
	return false;
}

static bool link_names(const struct model *m, const struct model_rule *r, struct err *e)
{
	if (!link_units(m, r, &r->units, e) || !link_units(m, r, &r->spread, e) ||
	    !link_units(m, r, &r->once, e))
		return false;
	if (r->per && !is_counted(m, r->per))
		return model_wrong(e, r, 0, "no unit counts as '%s'", r->per);
	if (r->driver && !is_counted(m, r->driver))
		return model_wrong(e, r, 0, "no unit counts as '%s'", r->driver);
	if (r->kind == MODEL_risk &&
	    (!r->input != !r->value ||
	     (r->input && !model_find(m, MODEL_multiplier, r->input))))
		return model_wrong(e, r, 0,
		                   "'input' names a multiplier, 'value' its level");
	if (r->kind == MODEL_count && r->input && !model_find(m, MODEL_input, r->input))
		return model_wrong(e, r, 0, "there is no input '%s'", r->input);
	if (r->kind == MODEL_multiplier && model_find(m, MODEL_input, r->name))
		return model_wrong(e, r, 0, "there is an input '%s' too", r->name);
	return true;
}

/* Each work phase must be taken by the stretches of the plan, whole. */
static bool link_phase(const struct model *m, const struct model_rule *work,
                       struct err *e)
{
	const struct model_rule *r = NULL;
	double sum = 0;

	while ((r = model_next(m, MODEL_phase, r))) {
		const struct model_word *w = model_word_of(&r->takes, work->phase);

		if (w && (w->number[0] < 0 || w->number[0] > 1))
			return model_wrong(e, r, 0, "share of '%s' is not in 0 .. 1",
			                   w->word);
		sum += w ? w->number[0] : 0;
	}
	if (fabs(sum - 1) > 1e-9)
		return model_wrong(
		    e, work, 0,
		    "phase '%s' is taken %g times by the [phase] sections, not once",
		    work->phase, sum);
	return true;
}

/* Classes by one criterion follow each other without gap or overlap, the last open. */
static bool link_criterion(const struct model *m, const char *what, size_t at,
                           struct err *e)
{
	const struct model_rule *r = NULL, *last = NULL;
	double next = -1;

	while ((r = model_next(m, MODEL_band, r))) {
		const struct model_range *x = (const void *)((const char *)r + at);

		if (!x->given)
			continue;
		if (next >= 0 && x->low != next)
			return model_wrong(e, r, 0,
			                   "'%s' leaves a%s: %g expected, not %g", what,
			                   x->low > next ? " gap" : "n overlap", next,
			                   x->low);
		next = x->high + 1;
		last = r;
	}
	if (last && isfinite(next))
		return model_wrong(
		    e, last, 0, "'%s' of the last band must be open: '%g ..'", what,
		    ((const struct model_range *)(const void *)((const char *)last + at))
			->low);
	return true;
}

static bool link_bands(const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL, *before = NULL;

	while ((r = model_next(m, MODEL_band, r))) {
		if (!(r->cost_usd.low < r->cost_usd.high) ||
		    !(r->weeks.low < r->weeks.high))
			return model_wrong(e, r, 0,
			                   "'cost_usd' and 'weeks' need low < high");
		if (before && (r->cost_usd.low <= before->cost_usd.high ||
		               r->weeks.low <= before->weeks.high))
			return model_wrong(e, r, 0, "band '%s' overlaps band '%s'",
			                   r->name, before->name);
		before = r;
	}
	if (!before)
		return err_set(e, ERR_DATA, "models/cost has no [band] section");
	return link_criterion(m, "endpoints", offsetof(struct model_rule, endpoints),
	                      e) &&
	       link_criterion(m, "services", offsetof(struct model_rule, services), e) &&
	       link_criterion(m, "tenants", offsetof(struct model_rule, tenants), e);
}

/* The card's money for a role, or NULL. */
static const struct model_word *pay_of(const struct model_rule *card, const char *role)
{
	return model_word_of(card->rates.n ? &card->rates : &card->salaries, role);
}

static bool link_pay(const struct model *m, const struct model_rule *card,
                     const struct model_list *l, struct err *e)
{
	for (size_t i = 0; i < l->n; i++)
		if (!model_find(m, MODEL_role, l->v[i].word))
			return model_wrong(e, card, 0, "there is no role '%s'",
			                   l->v[i].word);
	return true;
}

static bool link_card(const struct model *m, const struct model_rule *card, struct err *e)
{
	const struct model_rule *role = NULL;

	if (!model_find(m, MODEL_currency, card->currency))
		return model_wrong(e, card, 0, "there is no currency '%s'",
		                   card->currency);
	while ((role = model_next(m, MODEL_role, role)))
		if (!pay_of(card, role->name))
			return model_wrong(e, card, 0, "no rate for the role '%s'",
			                   role->name);
	return link_pay(m, card, &card->rates, e) &&
	       link_pay(m, card, &card->rates_to_python, e) &&
	       link_pay(m, card, &card->salaries, e) &&
	       link_pay(m, card, &card->salaries_to_python, e);
}

/* What a phase needs stands before it, so that nothing waits for itself. */
static bool link_needs(const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, MODEL_phase, r)))
		for (size_t i = 0; i < r->needs.n; i++) {
			const struct model_rule *o = model_find(m, MODEL_phase,
			                                        r->needs.v[i].word);

			if (!o || o >= r)
				return model_wrong(e, r, 0, "no phase '%s' stands before",
				                   r->needs.v[i].word);
		}
	return true;
}

/* All that is paid is the price, once: what is not fixed is for those that follow the
 * hours. */
static bool link_milestones(const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL, *last = NULL;
	bool all_fixed = true;
	double sum = 0;

	while ((r = model_next(m, MODEL_milestone, r))) {
		if (r->pays < 0)
			return model_wrong(e, r, 0, "'pays' is less than 0");
		if (r->until < 0 || r->until > 1)
			return model_wrong(e, r, 0, "'until' is not in 0 .. 1");
		if (r->pays <= 0 && !r->needs.n)
			return model_wrong(e, r, 0,
			                   "it needs no phase, so it needs 'pays'");
		sum += r->pays;
		all_fixed = all_fixed && r->pays > 0;
		if (r->is_own || !last || !last->is_own)
			last = r;
		for (size_t i = 0; i < r->needs.n; i++)
			if (!model_find(m, MODEL_phase, r->needs.v[i].word))
				return model_wrong(e, r, 0, "there is no phase '%s'",
				                   r->needs.v[i].word);
	}
	if (!last || fabs(sum - 100) < 1e-9 || (!all_fixed && sum < 100))
		return true;
	return model_wrong(e, last, 0, "'pays' of all milestones adds up to %g, %s", sum,
	                   all_fixed ? "not to 100" : "more than 100");
}

static bool link_money(const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL, *last = NULL;
	double sum = 0;

	while ((r = model_next(m, MODEL_role, r))) {
		sum += r->of_team;
		if (r->is_own || !last || !last->is_own)
			last = r;
		for (size_t i = 0; i < r->work.n; i++)
			if (!model_find(m, MODEL_phase, r->work.v[i].word))
				return model_wrong(e, r, 0, "there is no phase '%s'",
				                   r->work.v[i].word);
	}
	if (last && fabs(sum - 1) > 1e-9)
		return model_wrong(e, last, 0,
		                   "'of_team' of all roles adds up to %g, not to 1", sum);
	while ((r = model_next(m, MODEL_region, r)))
		if (!link_card(m, r, e))
			return false;
	return true;
}

bool model_link(const struct model *m, struct err *e)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct model_rule *r = &m->rule[i];

		if (!link_names(m, r, e))
			return false;
		if (r->phase && !link_phase(m, r, e))
			return false;
	}
	return link_needs(m, e) && link_money(m, e) && link_milestones(m, e) &&
	       link_bands(m, e);
}

/* ---- the whole ------------------------------------------------------------------- */

/* The documents that it cites are called by their names, in words and queries alike. */
static bool read_named(struct model *m, const struct data_file *f, struct err *e)
{
	struct data_file named = *f;

	if (strlen(f->text) == f->size) {
		if (!cited_names(m->arena, &named.text, e))
			return false;
		named.size = strlen(named.text);
	}
	return model_read(m, &named, e);
}

bool model_load_cost(struct arena *a, struct model *m, struct err *e)
{
	struct data_file *list;
	size_t n;

	*m = (struct model){ .arena = a };
	if (!data_list(a, "cost/", ".ini", &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!read_named(m, &list[i], e))
			return false;
	if (!model_link(m, e))
		return false;
	model_names(m);
	return true;
}

bool model_check(struct arena *a, const struct data_file *f, struct err *e)
{
	struct model m = { .arena = a };
	struct data_file *list, own = *f;
	bool read = false;
	size_t n;

	if (!data_list(a, "cost/", ".ini", &list, &n, e))
		return false;
	own.is_own = true;
	for (size_t i = 0; i < n; i++) {
		bool same = strcmp(list[i].path, f->path) == 0;

		if (!read_named(&m, same ? &own : &list[i], e))
			return false;
		read = read || same;
	}
	return (read || read_named(&m, &own, e)) && model_link(&m, e) && ask_check(&m, e);
}
