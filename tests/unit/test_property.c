/* test_property.c - what must hold of every estimate, on thousands of made-up
 * inventories.
 *
 * PROPERTY_SEED starts elsewhere, TEST_ROUNDS goes on for longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "link/construct.h"
#include "price/counts.h"
#include "inventory.h"
#include "rounds.h"
#include "price/scenario.h"

static struct store s;
static struct err e;
static struct arena lasting, a;
static struct model m;
static const char **rows;
static size_t row_count;

static int set_up(void **state)
{
	struct constructs all;

	(void)state;
	if (!store_open(&s, NULL, true, &e) || !model_load_cost(&lasting, &m, &e) ||
	    !construct_load(&all, &lasting, &e))
		fail_msg("%s", e.text);
	rows = arena_alloc(&lasting, all.n * sizeof *rows);
	for (size_t i = 0; i < all.n; i++)
		rows[row_count++] = all.v[i].id;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(&s);
	arena_release(&a);
	arena_release(&lasting);
	return 0;
}

static uint64_t seed_of(unsigned round)
{
	const char *seed = getenv("PROPERTY_SEED");

	return (seed ? strtoull(seed, NULL, 10) : 1) * 1000003 + round;
}

/* What is priced is the difference of one thing: what the scan would tell of all of it
 * (tests, types, direction) stays. */
static const char set_all[] =
    "tests=some, typed=some, direction=python-to-node, services=2,"
    " draws=1000";

static struct scenario priced(void)
{
	static const struct estimate_options none;
	struct scenario out;

	if (!scenario_run(&s, &m, NULL, &none, set_all, &out, &e))
		fail_msg("%s", e.text);
	return out;
}

static struct scenario priced_inventory(const struct inventory *x, const size_t *order)
{
	if (!inventory_store(&s, x, order, &e))
		fail_msg("%s", e.text);
	return priced();
}

static struct scenario priced_counts(const char *counts)
{
	if (!estimate_from_counts(&s, counts, &e))
		fail_msg("%s: %s", counts, e.text);
	return priced();
}

static void assert_same(double x, double y, const char *what, uint64_t seed)
{
	if (!(fabs(x - y) <= 1e-9 * fmax(1, fmax(fabs(x), fabs(y)))))
		fail_msg("seed %llu: %s: %.12g and %.12g", (unsigned long long)seed, what,
		         x, y);
}

/* ---- counts -------------------------------------------------------------------------
 */

/* Some of everything that can be counted; one more of `more`. */
static const char *counts_with(const double *n, size_t more)
{
	const struct model_rule *r = NULL;
	const char *text = "endpoints=0";
	size_t i = 0;

	while ((r = model_next(&m, MODEL_unit, r))) {
		text = arena_printf(&a, "%s,%s=%g", text, r->name, n[i] + (i == more));
		i++;
	}
	return text;
}

static size_t unit_count(void)
{
	const struct model_rule *r = NULL;
	size_t n = 0;

	while ((r = model_next(&m, MODEL_unit, r)))
		n++;
	return n;
}

static const struct model_rule *unit_at(size_t i)
{
	const struct model_rule *r = model_next(&m, MODEL_unit, NULL);

	while (i--)
		r = model_next(&m, MODEL_unit, r);
	return r;
}

/* The dearest that one more of it can be: itself, its check of parity, what set-ups grow
 * by, then QA, management and the economy of scale, which is none for little work. */
static double at_most(const struct model_rule *unit)
{
	const struct model_rule *r = NULL;
	double hours = model_mean(&unit->hours);

	while (unit->counts_as && (r = model_next(&m, MODEL_unit, r)))
		if (r->per && strcmp(r->per, unit->counts_as) == 0)
			hours += model_mean(&r->hours);
	r = NULL;
	while (unit->counts_as && (r = model_next(&m, MODEL_setup, r)))
		if (strcmp(r->driver, unit->counts_as) == 0)
			hours += model_mean(&r->hours) / r->n0;
	return hours * 1.35 * 1.21 * 1.15;
}

/* One more of anything costs something, and no more than it can. */
static void one_more_costs_what_it_costs(void **state)
{
	size_t units = unit_count();
	double n[200];

	(void)state;
	assert_true(units < 200);
	for (unsigned round = 0; round < rounds(2); round++) {
		struct scenario before;

		chance_state = seed_of(round) * UINT64_C(0x9e3779b97f4a7c15) + 1;
		for (size_t i = 0; i < units; i++)
			n[i] = chance(3) ? 0 : chance(round % 2 ? 4 : 60);
		n[0] += 20;
		before = priced_counts(counts_with(n, units));
		for (size_t i = 0; i < units; i++) {
			struct scenario after = priced_counts(counts_with(n, i));
			double more = after.hours - before.hours;

			if (!(more > 0) || more > at_most(unit_at(i)))
				fail_msg(
				    "round %u: one more %s costs %g hours, at most %g",
				    round, unit_at(i)->name, more, at_most(unit_at(i)));
			assert_true(after.total > before.total);
			assert_true(after.weeks >= before.weeks);
			assert_true(after.cost_p50 > before.cost_p50);
			assert_true(after.cost_p80 > before.cost_p80);
		}
		arena_reset(&a);
	}
}

/* Before scale, hours of two inventories together are those of each. */
static void units_add_up(void **state)
{
	size_t units = unit_count();
	double n[3][200], v[3];

	(void)state;
	for (unsigned round = 0; round < rounds(4); round++) {
		chance_state = seed_of(round) * UINT64_C(0x9e3779b97f4a7c15) + 1;
		for (size_t i = 0; i < units; i++) {
			n[0][i] = chance(9);
			n[1][i] = chance(9);
			n[2][i] = n[0][i] + n[1][i];
		}
		for (int k = 0; k < 3; k++) {
			struct estimate x = { .arena = &a, .s = &s, .model = m };
			static const char *const set[] = { "draws=1000" };
			struct estimate_options o = { .set = set, .set_count = 1 };

			assert_true(
			    estimate_from_counts(&s, counts_with(n[k], units), &e));
			assert_true(store_begin_estimate(&s, &e));
			assert_true(estimate_compute(&x, &o, &e));
			store_rollback(&s);
			v[k] = x.effort.units;
		}
		assert_same(v[0] + v[1], v[2], "units", round);
		arena_reset(&a);
	}
}

/* ---- findings -----------------------------------------------------------------------
 */

static const char *described(const struct finding *f)
{
	return arena_printf(&a,
	                    "%s %s%s of %d statements, %d branches, %d queries (%d hard),"
	                    " %d externals, %d fields, %d relations, %s %s",
	                    f->kind, texts(f->variety), texts(f->method), f->number[0],
	                    f->number[1], f->number[2], f->number[6], f->number[3],
	                    f->number[4], f->number[5], f->status,
	                    strcmp(f->kind, "construct") == 0 ? f->row : "");
}

/* Files and findings in another order are the same code. */
static void try_order(const struct inventory *x, double hours, uint64_t seed)
{
	size_t order[FINDINGS_MAX];

	for (size_t i = 0; i < x->n; i++)
		order[i] = i;
	for (size_t i = x->n; i > 1; i--) {
		size_t k = chance((uint32_t)i), kept = order[i - 1];

		order[i - 1] = order[k];
		order[k] = kept;
	}
	assert_same(priced_inventory(x, order).hours, hours, "another order", seed);
}

/* One finding more never makes it cheaper. */
static void try_more(struct inventory x, const struct finding *more, double hours,
                     uint64_t seed)
{
	double after;

	x.v[x.n++] = *more;
	after = priced_inventory(&x, NULL).hours;
	if (after < hours - 1e-6)
		fail_msg("seed %llu: %g hours, and with a further %s %g",
		         (unsigned long long)seed, hours, described(more), after);
}

/* Hard queries are queries, too. */
static void add_inside(struct finding *f, uint32_t what, int more)
{
	f->number[what] += more;
	if (what == 6 && f->number[6] > f->number[2])
		f->number[2] = f->number[6];
}

/* More inside a finding never makes it cheaper. */
static void try_inside(struct inventory x, double hours, uint64_t seed)
{
	struct finding *f = &x.v[chance((uint32_t)x.n)], was = *f;
	uint32_t what = chance(7);
	int more = 1 + (int)chance(6);
	double after;

	for (size_t i = 0; i < x.n; i++)
		if (&x.v[i] == f || is_same_function(&was, &x.v[i]))
			add_inside(&x.v[i], what, more);
	after = priced_inventory(&x, NULL).hours;
	if (after < hours - 1e-6)
		fail_msg("seed %llu: %g hours, and with more %s, in %s, %g",
		         (unsigned long long)seed, hours, finding_columns[what],
		         described(f), after);
}

/* What is not known is taken as moderate, so to know it may well make it cheaper: here
 * all is known, but for the order. */
static void findings_cost_what_they_are(void **state)
{
	(void)state;
	for (unsigned round = 0; round < rounds(180); round++) {
		uint64_t seed = seed_of(round);
		struct finding more;
		struct inventory x;
		double hours;

		inventory_any(&x, seed, rows, row_count);
		more = finding_any(&x, rows, row_count);
		for (size_t i = 0; round % 4 && i < x.n; i++)
			x.v[i].status = "resolved";
		hours = priced_inventory(&x, NULL).hours;
		try_order(&x, hours, seed);
		if (round % 4 == 0)
			continue;
		more.status = "resolved";
		try_more(x, &more, hours, seed);
		if (x.n)
			try_inside(x, hours, seed);
		arena_reset(&a);
	}
}

/* ---- the tables ---------------------------------------------------------------------
 */

static double sum(const char *sql)
{
	return store_number(&s, NAN, "%s", sql);
}

static double result(const char *key)
{
	return store_number(&s, NAN,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

/* No total differs from the sum of its parts; what was found is priced, counted in
 * something else or excluded; nothing is priced twice. */
static void parts_add_up_and_nothing_is_lost(void **state)
{
	static const char *const set[] = { "draws=1000" };
	struct estimate_options o = { .to = "node", .set = set, .set_count = 1 };

	(void)state;
	for (unsigned round = 0; round < rounds(40); round++) {
		struct inventory x;
		uint64_t seed = seed_of(round);

		inventory_any(&x, seed, rows, row_count);
		if (!inventory_store(&s, &x, NULL, &e) || !estimate_run(&s, &o, &e))
			fail_msg("seed %llu: %s", (unsigned long long)seed, e.text);
		assert_same(sum("SELECT total(hours) FROM effort"), result("hours"),
		            "effort", seed);
		assert_same(sum("SELECT total(hours) FROM phase"), result("hours"),
		            "phases", seed);
		assert_same(sum("SELECT total(cost) FROM driver"),
		            1.15 * result("hours") * result("rate"), "drivers", seed);
		assert_same(result("price") + result("contingency"), result("total"),
		            "total", seed);
		assert_same(sum("SELECT count(*) FROM priced"), (double)x.n, "findings",
		            seed);
		assert_same(sum("SELECT count(*) FROM priced WHERE state = ''"), 0,
		            "gaps", seed);
		assert_same(sum("SELECT count(*) FROM priced WHERE reason = ''"), 0,
		            "findings without a reason", seed);
		/* A function that a clock starts is a job and an entry of the clock. */
		assert_same(sum("SELECT count(*) FROM (SELECT fact FROM item JOIN effort"
		                " USING (unit) WHERE grp = 'unit' AND unit <> 'schedule'"
		                " AND unit <> 'ml_endpoint_hybrid' GROUP BY fact"
		                " HAVING fact IS NOT NULL AND count(*) > 1)"),
		            0, "priced twice", seed);
		if (result("nothing_to_migrate") == 0)
			assert_same(
			    sum("SELECT total(abs(f.quantity - coalesce(i.n, 0))) FROM"
			        " effort AS f LEFT JOIN (SELECT unit, total(quantity) AS"
			        " n FROM item GROUP BY unit) AS i USING (unit)"
			        " WHERE grp = 'unit'"),
			    0, "items", seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_more_costs_what_it_costs),
		cmocka_unit_test(units_add_up),
		cmocka_unit_test(findings_cost_what_they_are),
		cmocka_unit_test(parts_add_up_and_nothing_is_lost),
	};

	return cmocka_run_group_tests_name("property", tests, set_up, tear_down);
}
