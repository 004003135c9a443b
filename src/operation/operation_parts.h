/* operation_parts.h - what the files that find operations share: operation.c,
 * operation_class.c, operation_map.c. For nobody else. */
#ifndef OPERATION_PARTS_H
#define OPERATION_PARTS_H

#include "operation/operation.h"

/* What kind of type a member belongs to. */
struct offered {
	const struct rule *rule; /* that says so */
	const char *variety;     /* graphql.query */
	const char *type;        /* Query */
	bool plain;              /* the schema says that names stay as they are */
};

enum { OPERATION_SLOTS = 512 };

/* A class at the root of a schema, or the object that is its like. */
struct root {
	struct offered as;
	const struct scope *class; /* NULL: an object, made by this call */
	const struct expr *made;
	struct capture members;
	struct root *next;
};

/* A text of definitions, where a schema is given it. */
struct definitions {
	const struct rule *rule;
	const char *text;
	const struct unit *unit;
	uint32_t line;
	struct definitions *next;
};

/* A fact written already; or a class that was read as a root or for one. */
struct offer {
	size_t fact;
	struct offer *next;
};

/* An operation whose code names no guard. */
struct unguarded {
	size_t fact;
	const struct detector *detector;
	const struct scope *handler;
	struct unguarded *next;
};

struct operations {
	struct unguarded *unguarded;
	struct root *roots;
	struct definitions *texts, **texts_end;
	struct values maps; /* objects of handlers that schemas are given */
	const struct rule *map_rule[VALUES_MAX];
	struct offer *slot[OPERATION_SLOTS];
	unsigned steps, all_steps; /* taken for one question, for all: over objects that
	                              may hold each other */
	const struct scope **read; /* classes of roots, bases too */
	size_t read_count, read_room;
};

/* A new question, with steps of its own. */
void operation_ask(struct linker *l);
/* One step more; false when there were too many: hostile code may hold itself. */
bool operation_step(struct linker *l, const struct expr *e, const struct scope *s);
/* "Query": graphql.query; NULL: no type at the root is called so. */
const char *operation_variety(struct name type);
const char *operation_type(const char *variety);
/* The fact of a member, or NULL when it is there already. */
struct fact *operation_add(struct linker *l, const struct offered *as, const char *name,
                           const struct unit *u, uint32_t line);
/* Its handler and what it measures. */
void operation_handler(struct linker *l, struct fact *f, const struct rule *r,
                       const struct scope *handler, const struct unit *at);
/* Is n one of the words of the rule's option handler=a|b_*; `*` stands for member. */
bool operation_handles(const struct rule *r, struct name n, const char *member);

/* The rule `object $root` by whose call v was made of members; NULL: none. */
const struct rule *operation_made(struct linker *l, const struct detector *d,
                                  const struct value *v, struct capture *members);

/* operation_class.c */
void operation_root(struct linker *l, const struct offered *as,
                    const struct scope *class);
void operation_types(struct linker *l);

/* operation_map.c */
void operation_members(struct linker *l, const struct offered *as, const struct expr *e,
                       const struct scope *s, const struct env *env);
void operation_map(struct linker *l, const struct rule *r, const struct value *map);
void operation_maps(struct linker *l);
const struct scope *operation_worker(struct linker *l, const struct rule *r,
                                     const struct expr *e, const struct scope *s,
                                     const struct env *env);

#endif
