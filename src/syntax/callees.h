/* callees.h - what each place of a file calls, by name: the raw material of reach.h.
 *
 * The readers keep few calls as expressions (syntax.h); of all others the names are
 * enough: `f(`, `a.f(`, `a.b.f(`, `a.b.c.f(`. A reader notes them while it has the
 * tokens. */
#ifndef CALLEES_H
#define CALLEES_H

#include "syntax/lex.h"
#include "syntax/syntax.h"

enum { CALLEE_SLOTS = 256 };

/* Names seen before: a later one of the same slot takes its place, so that a file may
 * hold a name twice, and nothing grows. */
struct callees {
	struct unit *unit;
	const char *text;
	uint16_t slot[CALLEE_SLOTS];
	struct arena arena; /* until the end, when it is known how many there are */
	struct callee *v, *reads;
	struct name *words;
	size_t count, room, word_count, word_room, read_count, read_room;
};

void callees_start(struct callees *c, struct unit *u, const char *text);
/* What was noted is the unit's. */
void callees_end(struct callees *c);
/* v[last] is the last name of something called, v[open] the bracket. Chains that hang on
 * a call or an index
 * (`f().g(`), those of more than four names, and what comes behind 65,535 names of a
 * file, are left out. */
void callees_add(struct callees *c, const struct token *v, uint32_t last, uint32_t open);

/* Members of names that the vocabulary watches, in all of n tokens: request.user. */
void callees_read(struct callees *c, const struct token *v, uint32_t n,
                  const struct vocabulary *watched);

/* The members read in lines [from, to]: the first of them, and how many. */
const struct callee *reads_within(const struct unit *u, uint32_t from, uint32_t to,
                                  size_t *n);
/* The calls of lines [from, to]: the first of them, and how many. */
const struct callee *callees_within(const struct unit *u, uint32_t from, uint32_t to,
                                    size_t *n);

#endif
