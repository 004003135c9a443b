/* exported.h - what a script exports under a name: where it says so, and what it is.
 *
 * Unlike eval_import(), which tells values, this finds the place in the file and also an
 * export whose value is not known: a route file serves GET whatever GET is. */
#ifndef EXPORTED_H
#define EXPORTED_H

#include "link/link.h"

struct exported {
	uint32_t line; /* of the export, in the unit that was asked */
	const struct expr
	    *value;              /* NULL: a function, see def; or not of this code base */
	const struct scope *in;  /* the scope that value is read in */
	const struct scope *def; /* a function or class by declaration */
	struct name member;      /* const { GET } = value: the member that it is */
};

/* False: u exports nothing of that name. Through lists, re-exports, `export *` and
 * module.exports; never a type. */
bool exported_find(struct linker *l, const struct unit *u, struct name n,
                   struct exported *out);
/* The function or class that does the work, NULL: not known. */
const struct scope *exported_handler(struct linker *l, const struct exported *x);
/* The dictionary behind it: its own value, or one that a call around is given; NULL. */
const struct expr *exported_dict(struct linker *l, const struct exported *x,
                                 const struct scope **in);

/* The function that is this member of that dictionary, NULL: there is none. The
 * dictionary may be what a function returns that a call around is given. */
const struct scope *exported_member(struct linker *l, const struct exported *x,
                                    struct name member);

#endif
