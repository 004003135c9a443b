/* script_compare.h - where a comparison stands: if (request.method === "GET") { .. }. */
#ifndef SCRIPT_COMPARE_H
#define SCRIPT_COMPARE_H

#include "read/script_reader.h"

/* The text at token i is compared with a name: what that is called, and for which tokens
 * the comparison holds. */
void compared_place(struct reader *r, uint32_t i, struct compared *c);

#endif
