/* construct.h - features of libraries that a migration meets, a row each, and how the
 * scan sees them: models/mapping/constructs*.tsv.
 *
 *     id  from  construct  to  equivalent  mapping  difficulty  work  source  seen
 *
 * mapping is direct | adapt | rewrite | none; difficulty is 1 (mechanical) to 5 (a
 * decision about the product). `seen` says how the scan comes to know:
 *
 *     rule                        a detector's rule names the row: row=CB-002, or is
 *                                 construct PATTERN row=CB-002
 *     fact KIND|KIND column=a|b* traits~word
 *                                 facts of such a kind whose columns are (= one of
 *                                 these, * any text) or hold the word (~, one of these);
 *                                 != and !~ are the opposite
 *     package flower|bull-*
 *                                 a manifest names such a package
 *     file celeryconfig.py|*.detect
 *                                 there is such a file, anywhere
 *     no: reason                  it cannot be seen in code
 *
 * Several are put together by "; ". What is seen becomes a fact of kind construct, named
 * for the row. */
#ifndef CONSTRUCT_H
#define CONSTRUCT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "detect/detector.h"
#include "detect/fact.h"
#include "files/manifest.h"
#include "text/data.h"

/*   SEEN(name) */
#define CONSTRUCT_WAYS(WAY)                                                              \
	WAY(rule)                                                                        \
	WAY(fact)                                                                        \
	WAY(package)                                                                     \
	WAY(file)                                                                        \
	WAY(no)

enum construct_way {
#define WAY(name) CONSTRUCT_##name,
	CONSTRUCT_WAYS(WAY)
#undef WAY
};

struct condition {
	size_t column; /* where struct fact has that text */
	char **values; /* NULL-terminated */
	bool is_word;  /* ~ */
	bool is_not;   /* != !~ */
	struct condition *next;
};

/* One of the ways that a row is seen by. */
struct sight {
	uint8_t way;    /* enum construct_way */
	uint64_t kinds; /* fact: a bit for each enum fact_kind */
	struct condition *conditions;
	char **patterns; /* package, file: NULL-terminated */
	struct sight *next;
};

struct construct {
	const char *id, *from, *name, *to, *equivalent, *mapping, *work, *source;
	const char *seen; /* as written */
	int difficulty;
	struct sight *sights;
	const char *origin;
	unsigned line;
};

/* A pattern of files or packages: how much of it is plain text at its beginning and its
 * end. */
struct sign {
	const struct construct *row;
	const char *pattern;
	size_t length, head, tail;
	char last; /* its last letter, when that is plain */
};

struct signs {
	struct sign *v; /* by row */
	size_t n, room;
};

struct constructs {
	struct construct *v; /* sorted by id */
	size_t n;
	struct signs by_file, by_package;
};

/* Appends the rows of one file. */
bool construct_parse(struct constructs *c, struct arena *a, const struct data_file *f,
                     struct err *e);
/* All of them. */
bool construct_load(struct constructs *c, struct arena *a, struct err *e);
bool construct_by(const struct construct *c, enum construct_way way);
const struct construct *construct_find(const struct constructs *c, const char *id);
/* Rules name rows that there are and that say `rule`; such rows have rules. */
bool construct_check(const struct constructs *c, struct arena *a,
                     const struct detectors *d, struct err *e);
/* The rule that gives this row; NULL: none. Call with the last one to get the next. */
const struct rule *construct_rule(const struct detectors *d, const char *id,
                                  const struct rule *last);

/* Fills in the detail (what it is), target (what stands in) and variety (mapping) of a
 * fact that is a construct, and says which; NULL: none. */
const struct construct *construct_complete(const struct constructs *c, struct fact *f);
/* A row that a fact tells. */
struct told {
	const struct construct *row;
	size_t fact;
};
struct tellings {
	struct told *v;
	size_t n, room;
};
/* What facts are asked, kept from one list of them to the next while their texts stay:
 *     struct construct_asker x = { .constructs = c, .arena = a }; */
struct construct_asker {
	const struct constructs *constructs;
	struct arena *arena;
	/* private */
	struct asked **by_kind;
	struct asked_of *slots;
	size_t slots_taken;
};
/* Appends the rows that facts tell: those of [from, to) that are wanted (NULL: all). */
void construct_derive(struct tellings *told, struct construct_asker *x,
                      const struct facts *fs, size_t from, size_t to, fact_test *wanted);
/* Appends those that packages tell, and files: one of each. */
void construct_packages(struct facts *fs, struct arena *a, const struct constructs *c,
                        const struct manifests *m);
void construct_file(struct facts *fs, struct arena *a, const struct constructs *c,
                    const char *path);

#endif
