/* book.c - how long the workbook of so many endpoints takes: book [ENDPOINTS [FILE]] */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "price/estimate.h"
#include "store/store.h"
#include "../unit/facts_put.h"
#include "book/workbook.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double peak_mib(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_maxrss / 1024;
}

/* Paths, handlers and places are all different, as in real code. */
static bool fill(struct store *s, size_t n, struct err *e)
{
	static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };
	struct arena a = { 0 };
	struct facts f = { .v = arena_zero(&a, n * sizeof *f.v), .n = n };
	bool ok;

	for (size_t i = 0; i < n; i++)
		f.v[i] = (struct fact){
			.kind = FACT_endpoint,
			.parent = -1,
			.file = arena_printf(&a, "app/package_%zu/views.py", i / 20),
			.framework = "fastapi",
			.method = methods[i % 4],
			.path = arena_printf(&a, "/api/v1/things%zu/{id}/parts", i / 4),
			.handler = arena_printf(&a, "read_thing_%zu", i),
			.owner = "router",
			.status = "resolved",
			.line = (uint32_t)(i % 20 * 15 + 1),
			.statements = (unsigned)(i % 40),
			.branches = (unsigned)(i % 7),
		};
	ok = store_begin_scan(s, e) && facts_put(s, &f, e) && store_commit(s, e);
	arena_release(&a);
	return ok;
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	const char *path = argc > 2 ? argv[2] : "/tmp/migcost-bench.xlsx";
	struct estimate_options o = { 0 };
	double start, before, seconds;
	struct stat st = { 0 };
	struct store s;
	struct err e;

	if (!store_open(&s, NULL, true, &e) || !fill(&s, n, &e) ||
	    !estimate_run(&s, &o, &e))
		return fprintf(stderr, "%s\n", e.text), 1;
	before = peak_mib();
	start = now();
	if (!workbook_write(&s, path, NULL, &e))
		return fprintf(stderr, "%s\n", e.text), 1;
	seconds = now() - start;
	stat(path, &st);
	printf("book: %zu endpoints in %.2f s; %.0f MiB at most, %.0f before; "
	       "%.1f MB written\n",
	       n, seconds, peak_mib(), before, (double)st.st_size / 1e6);
	if (argc <= 2)
		remove(path);
	store_close(&s);
	return 0;
}
