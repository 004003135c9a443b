/* test_construct.c - the tables of constructs: what is refused, and that rules and rows
 * know each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "link/construct.h"

#define HEADER                                                                           \
	"id\tfrom\tconstruct\tto\tequivalent\tmapping\tdifficulty\twork\tsource\tseen\n"
#define ROW(seen) HEADER "XX-1\tCelery\tx\tBullMQ\ty\tadapt\t2\tdo it\tdocs\t" seen "\n"

static const struct {
	const char *text, *wrong; /* wrong NULL: nothing is */
} tables[] = {
	{ ROW("rule"), NULL },
	{ ROW("fact job framework=celery traits~bind|base"), NULL },
	{ ROW("package flower|bull-*"), NULL },
	{ ROW("file celeryconfig.py"), NULL },
	{ ROW("no: a matter of operation"), NULL },
	{ ROW("fact job|queue traits!~acks_late name!=x; package flower; rule"), NULL },
	{ ROW("rule; package"), "x.tsv:2:" },
	{ ROW("rule celery"), "x.tsv:2:" },
	{ ROW("no"), "x.tsv:2:" },
	{ ROW("fact jobs"), "'jobs' is no kind of fact" },
	{ ROW("fact job colour=red"), "no column 'colour'" },
	{ ROW("fact job traits"), "'traits' is no condition" },
	{ ROW("seldom"), "'seldom'" },
	{ HEADER "XX-1\tCelery\tx\tBullMQ\ty\teasy\t2\tdo it\tdocs\trule\n", "'easy'" },
	{ HEADER "XX-1\tCelery\tx\tBullMQ\ty\tadapt\t6\tdo it\tdocs\trule\n", "'6'" },
	{ HEADER "XX-1\tCelery\tx\n", "x.tsv:2:" },
	{ "id\tfrom\n", "x.tsv:1:" },
};

static void mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct data_file f = { "mapping/constructs.tsv", tables[i].text,
			               strlen(tables[i].text), "x.tsv", false };
		struct constructs c = { 0 };
		struct arena a = { 0 };
		struct err e = { ERR_NONE, "" };
		bool right = construct_parse(&c, &a, &f, &e);

		if (right != !tables[i].wrong ||
		    (!right && !strstr(e.text, tables[i].wrong)))
			fail_msg("%zu: '%s' instead of '%s'", i, e.text,
			         tables[i].wrong ? tables[i].wrong : "");
		arena_release(&a);
	}
}

/* Every row says how it is seen, or why it cannot be; rules and rows name each other. */
static void built_in(void **state)
{
	struct arena a = { 0 };
	struct detectors *d = arena_zero(&a, sizeof *d);
	struct constructs c;
	struct err e = { ERR_NONE, "" };

	(void)state;
	assert_true(data_init(&a, NULL, &e));
	if (!detectors_load(d, &a, &e) || !construct_load(&c, &a, &e) ||
	    !construct_check(&c, &a, d, &e))
		fail_msg("%s", e.text);
	assert_true(c.n > 0);
	assert_ptr_equal(construct_find(&c, c.v[0].id), &c.v[0]);
	assert_null(construct_find(&c, "nothing"));
	arena_release(&a);
}

/* Facts whose columns answer the conditions are the row. */
static void derived(void **state)
{
	static const char table[] = HEADER
	    "XX-1\tCelery\tx\tBullMQ\ty\tadapt\t2\tw\ts\tfact job framework=cel*|rq "
	    "traits~bind|base\n"
	    "XX-2\tCelery\tx\tBullMQ\ty\tnone\t2\tw\ts\tfile Procfile|*.detect\n";
	struct data_file f = { "mapping/constructs.tsv", table, sizeof table - 1, "x",
		               false };
	struct arena a = { 0 };
	struct constructs c = { 0 };
	struct facts fs = { 0 };
	struct tellings told = { 0 };
	struct err e = { ERR_NONE, "" };
	static struct fact facts[8] = {
		{ .kind = FACT_job,
		  .file = "a.py",
		  .framework = "celery",
		  .traits = "acks_late bind=1",
		  .line = 7 },
		{ .kind = FACT_job,
		  .file = "a.py",
		  .framework = "celery",
		  .traits = "binder" },
		{ .kind = FACT_queue,
		  .file = "a.py",
		  .framework = "celery",
		  .traits = "bind" },
		{ .kind = FACT_job,
		  .file = "a.py",
		  .framework = "huey",
		  .traits = "bind" },
	};

	(void)state;
	assert_true(construct_parse(&c, &a, &f, &e));
	fs.v = arena_alloc(&a, sizeof facts);
	memcpy(fs.v, facts, sizeof facts);
	fs.n = 4;
	fs.room = 8;
	construct_derive(&told,
	                 &(struct construct_asker){ .constructs = &c, .arena = &a }, &fs,
	                 0, fs.n, NULL);
	assert_int_equal(told.n, 1);
	assert_string_equal(told.v[0].row->id, "XX-1");
	assert_int_equal(told.v[0].fact, 0);
	construct_file(&fs, &a, &c, "deploy/Procfile");
	construct_file(&fs, &a, &c, "Procfile.old");
	assert_int_equal(fs.n, 5);
	assert_int_equal(fs.v[4].kind, FACT_construct);
	assert_string_equal(fs.v[4].variety, "none");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes),
		cmocka_unit_test(built_in),
		cmocka_unit_test(derived),
	};

	return cmocka_run_group_tests_name("construct", tests, NULL, NULL);
}
