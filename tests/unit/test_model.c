/* test_model.c - the rules of models/cost: what is taken, what is refused and how. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "price/ask.h"
#include "price/model.h"
#include "store/store.h"

static struct arena a;
static struct err e;

static bool read_text(struct model *m, const char *text, size_t size)
{
	struct data_file f = { "cost/x.ini", text, size, "x.ini", false };

	*m = (struct model){ .arena = &a };
	return model_read(m, &f, &e);
}

/* A band is the least that a model needs. */
#define BAND                                                                             \
	"[band small]\nlabel = Small\ncriteria = few\nendpoints = 0 ..\n"                \
	"cost_usd = 1 .. 2\nweeks = 1 .. 2\nsource = x\n"
#define UNIT "[unit u]\nlabel = U\nhours = 1 .. 2 .. 4\nphase = p\nsource = x\n"
#define PHASE "[phase a]\nlabel = A\ntakes = p 1\nsource = x\n"

static void values_are_read(void **state)
{
	static const char text[] =
	    "; comment\n[unit u]\nlabel = Units, many\nhours = 0.5..1.25 ..3\nphase=p\n"
	    "items = SELECT 1,\n\t2\n\t, 'x'\nsource = here\n\tand there\n"
	    "[multiplier k]\nlabel = K\nvalue = low\nlevels = low 0.5, high 2\n"
	    "phases = p\nsource = x\n[band b]\nlabel = B\ncriteria = c\nendpoints = 3 "
	    "..\n"
	    "cost_usd = 8000 .. 25000\nweeks = 3 .. 6\nis_open = yes\nsource = x";
	struct model m;
	const struct model_rule *r;

	(void)state;
	if (!read_text(&m, text, sizeof text - 1))
		fail_msg("%s", e.text);
	r = model_find(&m, MODEL_unit, "u");
	assert_non_null(r);
	assert_true(r->hours.low == .5 && r->hours.likely == 1.25 && r->hours.high == 3);
	assert_string_equal(r->items.text, "SELECT 1,\n2\n, 'x'");
	assert_int_equal(r->items.line, 6);
	assert_string_equal(r->source, "here and there");
	assert_true(model_mean(&r->hours) == (.5 + 5 + 3) / 6);
	r = model_find(&m, MODEL_multiplier, "k");
	assert_true(model_word_of(&r->levels, "high")->number[0] == 2);
	assert_null(model_word_of(&r->levels, "x"));
	assert_true(model_fits(r, "high") && !model_fits(r, "x") && !model_fits(r, ""));
	r = model_next(&m, MODEL_band, NULL);
	assert_true(r->is_open && r->cost_usd.high == 25000 && r->endpoints.low == 3);
	assert_null(model_next(&m, MODEL_band, r));
}

static void mistakes_are_told_by_line(void **state)
{
	static const struct {
		const char *text, *error;
	} v[] = {
		{ "[unit u]\nlabel = U\nphase = p\nsource = x\n",
		  "x.ini:1: [unit u] has no 'hours'" },
		{ "[unit u]\nlabel = U\nhours = 1 .. 2 .. 3\nphase = p\n",
		  "x.ini:1: [unit u] has no 'source'" },
		{ "[unit u]\nlabel = U\nhours = 1 .. 2 .. 3\nphase = p\nsource =\n",
		  "x.ini:1: [unit u] has an empty 'source'" },
		{ "\n[unit u]\nlabel = U\nhours = 3 .. 2 .. 1\nphase = p\nsource = x\n",
		  "x.ini:2: 'hours' is not low <= likely <= high: 3 .. 2 .. 1" },
		{ "[unit u]\nhours = 3 .. 2\n",
		  "x.ini:2: 'hours' needs LOW .. LIKELY .. HIGH" },
		{ "[unit u]\nhours = 1 .. 2 .. inf\n",
		  "x.ini:2: 'hours' needs LOW .. LIKELY .. HIGH" },
		{ "[unit u]\nhours = -1 .. 2 .. 3\nlabel = U\nphase = p\nsource = x\n",
		  "x.ini:1: 'hours' is below 0" },
		{ "[unit u]\ncolour = red\n", "x.ini:2: unknown key 'colour'" },
		{ "[unit u]\nlabel = a\nlabel = b\n",
		  "x.ini:3: second value for key 'label'" },
		{ "[thing u]\nlabel = a\n",
		  "x.ini:2: unknown kind of section 'thing u'" },
		{ "[unit]\nlabel = a\n",
		  "x.ini:2: section needs a name of a-z, 0-9, _ and -: 'unit'" },
		{ "[unit U]\nlabel = a\n",
		  "x.ini:2: section needs a name of a-z, 0-9, _ and -: 'unit U'" },
		{ "label = a\n", "x.ini:1: key outside a section: 'label'" },
		{ "[unit u]\nhello\n", "x.ini:2: neither [section] nor key = value" },
		{ "[unit u\nlabel = a\n", "x.ini:1: neither [section] nor key = value" },
		{ UNIT UNIT, "x.ini:7: second section 'unit u'" },
		{ "[unit u]\nitems = DELETE FROM fact\n",
		  "x.ini:2: 'items' needs one SELECT" },
		{ "[setup u]\nlabel = U\nhours = 1 .. 2 .. 3\nphase = p\ndriver = d\nn0 "
		  "= 0\n"
		  "source = x\n",
		  "x.ini:1: 'n0' is not above 0" },
		{ "[risk r]\nlabel = R\nhours = 1 .. 2 .. 3\nprobability = 1.5\n"
		  "when = SELECT 1\nsource = x\n",
		  "x.ini:1: 'probability' is not in 0 .. 1" },
		{ "[input i]\nlabel = I\nvalue = 5\nrange = 1 .. 2\nsource = x\n",
		  "x.ini:1: value '5' is none of its choices or not in its range" },
		{ "[multiplier i]\nlabel = I\nvalue = 5\nrange = 1 .. 9\nsource = x\n",
		  "x.ini:1: a multiplier needs 'phases' or 'units'" },
		{ "[complexity c]\nunits = a, b\nlimits = n 1 2\nitems = SELECT "
		  "1\nsource = x\n",
		  "x.ini:1: 'units' needs three: simple, moderate, complex" },
		{ "[complexity c]\nunits = a, b, c\nlimits = n 2 1\nitems = SELECT "
		  "1\nsource = x\n",
		  "x.ini:1: limit 'n' is not moderate <= complex: 2 1" },
		{ "[complexity c]\nlimits = n 2\n",
		  "x.ini:2: 'limits' needs WORD NUMBER NUMBER, ..." },
		{ "[band b]\nis_open = maybe\n", "x.ini:2: 'is_open' needs yes or no" },
	};
	struct model m;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		if (read_text(&m, v[i].text, strlen(v[i].text)))
			fail_msg("accepted: %s", v[i].text);
		assert_string_equal(e.text, v[i].error);
		assert_int_equal(e.kind, ERR_DATA);
	}
}

static void long_lines_and_nul_bytes_are_refused(void **state)
{
	char text[400];
	struct model m;

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, "[unit u]\nlabel = ", 17);
	assert_false(read_text(&m, text, sizeof text));
	assert_string_equal(e.text, "x.ini:2: line is longer than 190 bytes");
	assert_false(read_text(&m, "[unit u]\nlab\0el = 1\n", 20));
	assert_string_equal(e.text, "x.ini:2: NUL byte");
}

static void rules_must_agree(void **state)
{
	static const struct {
		const char *text, *error;
	} v[] = {
		{ BAND, NULL },
		{ BAND UNIT PHASE, NULL },
		{ UNIT PHASE, "models/cost has no [band] section" },
		{ BAND UNIT, "x.ini:8: phase 'p' is taken 0 times by the [phase] "
		             "sections, not once" },
		{ BAND UNIT PHASE "[phase b]\nlabel = B\ntakes = p 0.5\nsource = x\n",
		  "x.ini:8: phase 'p' is taken 1.5 times by the [phase] sections, not "
		  "once" },
		{ BAND "[count c]\nspread = v 1\nsource = x\n",
		  "x.ini:8: there is no unit 'v'" },
		{ BAND UNIT PHASE "[setup s]\nlabel = S\nhours = 1 .. 2 .. 3\nphase = p\n"
		                  "driver = d\nn0 = 1\nsource = x\n",
		  "x.ini:17: no unit counts as 'd'" },
		{ BAND "[band b]\nlabel = B\ncriteria = c\nendpoints = 5 ..\ncost_usd = "
		       "3 .. 4\n"
		       "weeks = 3 .. 4\nsource = x\n",
		  "x.ini:8: 'endpoints' leaves an overlap: inf expected, not 5" },
		{ "[band a]\nlabel = A\ncriteria = c\nendpoints = 0 .. 3\ncost_usd = 1 "
		  ".. 2\n"
		  "weeks = 1 .. 2\nsource = x\n"
		  "[band b]\nlabel = B\ncriteria = c\nendpoints = 5 ..\ncost_usd = 3 .. "
		  "4\n"
		  "weeks = 3 .. 4\nsource = x\n",
		  "x.ini:8: 'endpoints' leaves a gap: 4 expected, not 5" },
		{ "[band a]\nlabel = A\ncriteria = c\nendpoints = 0 .. 3\ncost_usd = 1 "
		  ".. 2\n"
		  "weeks = 1 .. 2\nsource = x\n"
		  "[band b]\nlabel = B\ncriteria = c\nendpoints = 4 ..\ncost_usd = 2 .. "
		  "4\n"
		  "weeks = 3 .. 4\nsource = x\n",
		  "x.ini:8: band 'b' overlaps band 'a'" },
		{ "[band a]\nlabel = A\ncriteria = c\nendpoints = 0 .. 3\ncost_usd = 1 "
		  ".. 2\n"
		  "weeks = 1 .. 2\nsource = x\n",
		  "x.ini:1: 'endpoints' of the last band must be open: '0 ..'" },
	};
	struct model m;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		if (!read_text(&m, v[i].text, strlen(v[i].text)))
			fail_msg("%s", e.text);
		if (!v[i].error) {
			if (!model_link(&m, &e))
				fail_msg("%s", e.text);
			continue;
		}
		assert_false(model_link(&m, &e));
		assert_string_equal(e.text, v[i].error);
	}
}

static void the_built_in_rules_are_sound(void **state)
{
	struct data_file more = { "cost/mine.ini", NULL, 0, "mine.ini", false };
	struct model m;

	(void)state;
	if (!model_load_cost(&a, &m, &e))
		fail_msg("%s", e.text);
	assert_non_null(model_find(&m, MODEL_unit, "endpoint_simple"));
	for (size_t i = 0; i < m.n; i++)
		assert_true(m.rule[i].source && *m.rule[i].source);
	/* A file of one's own adds a unit, or takes the place of a built-in file. */
	more.text =
	    "[unit mine]\nlabel = M\nhours = 1 .. 2 .. 3\nphase = orm\nsource = me\n";
	more.size = strlen(more.text);
	if (!model_check(&a, &more, &e))
		fail_msg("%s", e.text);
	more.text =
	    "[unit mine]\nlabel = M\nhours = 1 .. 2 .. 3\nphase = orm\nsource = me\n"
	    "items = SELECT id, 1, x FROM found\n";
	more.size = strlen(more.text);
	assert_false(model_check(&a, &more, &e));
	assert_string_equal(e.text, "mine.ini:6: query: no such column: x");
	more.path = "cost/units.ini";
	assert_false(model_check(&a, &more, &e));
}

/* Every query of the model is prepared by SQLite and writes nothing. */
static void queries_only_read(void **state)
{
	struct model_rule r = { .name = "u", .origin = "x.ini" };
	struct model_sql q = { "SELECT 1; DELETE FROM fact", 7 };
	struct store s;

	(void)state;
	assert_true(store_open(&s, NULL, true, &e));
	assert_null(ask_prepare(&s, &a, &r, &q, &e));
	assert_string_equal(e.text,
	                    "x.ini:7: query must be one SELECT that writes nothing");
	q.text = "WITH x AS (SELECT 1) DELETE FROM fact";
	assert_null(ask_prepare(&s, &a, &r, &q, &e));
	assert_string_equal(e.text,
	                    "x.ini:7: query must be one SELECT that writes nothing");
	q.text = "SELECT x FROM nowhere";
	assert_null(ask_prepare(&s, &a, &r, &q, &e));
	assert_string_equal(e.text, "x.ini:7: query: no such table: nowhere");
	q.text = "SELECT 1;";
	assert_non_null(ask_prepare(&s, &a, &r, &q, &e));
	arena_reset(&a);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read),
		cmocka_unit_test(mistakes_are_told_by_line),
		cmocka_unit_test(long_lines_and_nul_bytes_are_refused),
		cmocka_unit_test(rules_must_agree),
		cmocka_unit_test(the_built_in_rules_are_sound),
		cmocka_unit_test(queries_only_read),
	};
	struct arena data = { 0 };
	int failed;

	if (!data_init(&data, NULL, &e))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&a);
	arena_release(&data);
	return failed;
}
