/* cross_check.h - is what a description of the API (openapi.h) lists among the endpoints
 * that the scan found? */
#ifndef CROSS_CHECK_H
#define CROSS_CHECK_H

#include <stdbool.h>

#include "detect/fact.h"
#include "files/openapi.h"

struct cross_check {
	struct arena *arena;
	const char **v; /* METHOD PATH of each endpoint, as openapi_normal() writes it */
	size_t n;
	bool *is_told; /* those that some document tells */
	size_t told;   /* how many these are */
};

void cross_check_init(struct cross_check *c, struct arena *a, const struct facts *fs);
/* The prefix that most of the code's paths have in front of the description's: servers
 * and base paths are written in many ways, and proxies add theirs. It is ours where half
 * of what it lists is there: else it may be a service's that the code calls. */
const char *cross_check_base(const struct cross_check *c, const struct description *d,
                             bool *is_ours);
/* Notes in `told` that a document has a line of it, however many have. */
void cross_check_tell(struct cross_check *c, const char *base, const struct described *d);
bool cross_check_has(const struct cross_check *c, const char *base,
                     const struct described *d);

#endif
