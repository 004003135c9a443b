/* tally.h - how many facts of each kind and framework a store holds, in one reading. */
#ifndef TALLY_H
#define TALLY_H

#include "fact.h"
#include "store.h"

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

bool tally_load(struct tally *t, struct arena *a, struct store *s, struct err *e);

#endif
