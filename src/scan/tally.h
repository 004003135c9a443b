/* tally.h - how many facts of each kind and framework a scan wrote: counted as they are
 * written, so that nobody reads them all to know. Without constructs, which are many and
 * say again what others say. */
#ifndef TALLY_H
#define TALLY_H

#include "detect/fact.h"
#include "store/store.h"

/* Facts of a kind that one framework has. */
struct tally_row {
	const char *framework;
	double n;
};

/* Most facts first, then by name. */
struct tally_list {
	struct tally_row *v;
	size_t n, room;
	double all;
};

struct tally {
	struct tally_list by_kind[FACT_KINDS_END]; /* without those in `details` */
	/* Resolvers of single fields among operations, enums among models. */
	struct tally_list details[FACT_KINDS_END];
};

/* Facts of one kind, framework and variety. */
struct tally_sort {
	uint8_t kind;
	const char *framework, *variety;
	int64_t n;
};

struct tally_sorts {
	struct tally_sort *v;
	size_t n, room, last;
};

/* To those of its name, or behind the last. */
void tally_add(struct tally_list *list, struct arena *a, const char *framework, double n);
/* One more; what stays of it lives in a. */
void tally_note(struct tally_sorts *t, struct arena *a, const struct fact *f);
bool tally_write(const struct tally_sorts *t, struct store *s, struct err *e);
bool tally_load(struct tally *t, struct arena *a, struct store *s, struct err *e);

#endif
