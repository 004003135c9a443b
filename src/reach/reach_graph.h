/* reach_graph.h - the functions that handlers come to, and what calls what.
 *
 * Of reach.c, wrapper.c, delegate.c and global.c alone. */
#ifndef REACH_GRAPH_H
#define REACH_GRAPH_H

#include "base/places.h"
#include "reach/reach.h"

enum {
	NODE_SLOTS = 4096,
	REACHED_MAX = 600, /* functions that one handler may reach */
};

/* A call of a library, where it stands. */
struct use {
	const struct library *library;
	const struct category *category; /* of the library; NULL: says nothing */
	const struct unit *unit;
	uint32_t line;
};

/* A call of a function of ours, where it stands. */
struct step {
	struct node *to;
	uint32_t line;
	bool says; /* see struct callee */
};

/* How many places of each kind some lines hold. */
struct sites {
	uint32_t queries, hard_queries, externals, streams;
};

/* A function (or a class, when that is the handler) and what it calls. */
struct node {
	const struct scope *f;
	bool is_read, is_counted;
	bool is_handler, is_module;
	const struct node *borne_by; /* the handler that has its statements: delegate.h */
	bool moves, may_stay; /* some handler comes to it that moves, that may stay */
	bool is_told;         /* a text, by some caller */
	const struct use *wraps, *found; /* see wrapper.h */
	struct node **calls;
	size_t call_count, call_room;
	const struct node *caller; /* the last whose call of it was noted */
	struct step *steps;        /* calls of functions that take something */
	size_t step_count, step_room;
	struct use *uses;
	size_t use_count, use_room;
	struct sites sites;        /* in its own lines */
	const char *kept, *around; /* see keeps.h */
	bool is_kept_known, is_around_known;
	const struct dependencies *before; /* of a class: what runs before its methods */
	uint32_t reached_by;               /* handlers */
	uint32_t stamp;
	struct node *next, *older; /* of the same slot; of all */
};

/* A fact within a body. */
struct inside {
	size_t fact;
	const char *file;
	uint32_t line, kind;
	bool is_hard; /* a query that is more than reading or writing rows */
};

/* What serves a fact. */
struct handled {
	size_t fact;
	struct node *node;
	const struct steps *chain;
};

struct reach {
	struct linker *l;
	const struct libraries *libraries;
	const struct categories *categories;
	const struct category **category; /* of each library, once it was asked for */
	uint32_t *told; /* of each: the stamp of the handler that it was told of last */
	struct node *node[NODE_SLOTS], *newest;
	struct inside *inside; /* queries and external calls, by place */
	size_t inside_count;
	struct node *reached[REACHED_MAX];
	size_t reached_count;
	uint32_t stamp;
	struct node **modules; /* whose calls are facts */
	size_t module_count, module_room;
	const struct node **wrappers;
	size_t wrapper_count, wrapper_room;
	struct handled *handled;
	size_t handled_count;
	const struct scope *last; /* where a handler was found last */
	/* Names that are there without an import: ecosystem global. */
	const struct library *globals;
	size_t global_count;
	struct places schemas; /* classes that were asked for; 1: that check input */
};

/* The node of a function or class, made when it is first asked for. */
struct node *reach_node(struct reach *r, const struct scope *f);
/* Adds a fact of a call of a library. */
struct fact *reach_add(struct reach *r, const struct use *u, enum fact_kind kind,
                       int64_t parent);

#endif
