/* store.c - how many facts a second the store takes: store [FACTS [FILE]] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "store/store.h"
#include "../unit/facts_put.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 200000;
	struct arena a = { 0 };
	struct facts f = { .v = arena_zero(&a, n * sizeof *f.v), .n = n };
	struct store s;
	struct err e;
	double start;

	for (size_t i = 0; i < n; i++)
		f.v[i] = (struct fact){
			.kind = (uint8_t)(i % FACT_KINDS_END),
			.parent = -1,
			.file = arena_printf(&a, "app/package_%zu/views.py", i / 20),
			.framework = "fastapi",
			.method = "GET",
			.path = "/api/v1/items/{id}",
			.handler = "read_item",
			.owner = "router",
			.status = "resolved",
			.line = (uint32_t)i,
			.statements = 12,
			.branches = 3,
		};
	if (!store_open(&s, argc > 2 ? argv[2] : NULL, true, &e))
		return fprintf(stderr, "%s\n", e.text), 1;
	start = now();
	if (!store_begin_scan(&s, &e) || !facts_put(&s, &f, &e) || !store_commit(&s, &e))
		return fprintf(stderr, "%s\n", e.text), 1;
	printf("store: %zu facts at %.0f a second\n", n, (double)n / (now() - start));
	store_close(&s);
	arena_release(&a);
	return 0;
}
