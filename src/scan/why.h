/* why.h - why a line of code counts, or does not: `migcost scan DIR --explain FILE:LINE`.
 */
#ifndef WHY_H
#define WHY_H

#include "link/link.h"

/* A question, and its answer: lines of text, a label in 11 columns before each. */
struct why {
	struct arena *arena; /* of the answer: the caller's */
	const char *root;    /* of the scan */
	const char *file;    /* relative to the root */
	uint32_t line;
	const char *text; /* the answer; NULL: the file took no part in linking */
};

/* When everything is linked: what stands on the line, which rules have its names, what
 * became of each, and the facts there with what they hang below. */
void why_answer(struct linker *l, struct why *w);

#endif
