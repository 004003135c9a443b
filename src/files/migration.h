/* migration.h - files of schema migrations: what they hold, found in their text, because
 * there are many and their code says nothing else that a scan needs. */
#ifndef MIGRATION_H
#define MIGRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "detect/detector.h"
#include "detect/fact.h"
#include "syntax/syntax.h"

/* The rule `migration holds` that a text answers to; NULL: none. */
const struct rule *migration_rule(const struct detectors *d, bool is_python,
                                  const char *text, size_t size);
/* Looks at the text of a file; true: it is a migration, u->migration tells which and
 * u->migration_traits what is in it. */
bool migration_note(struct unit *u, const struct detectors *d, const char *text,
                    size_t size);
/* A file of no language that is a migration by its path. */
struct migration_file {
	const char *path, *traits;
	const struct rule *rule;
	uint32_t lines;
};
const struct rule *migration_named(const struct detectors *d, const char *path);
/* What is in its text. */
void migration_read(struct migration_file *m, struct arena *a, const char *text,
                    size_t size);
/* Those whose detector gave other facts. */
void migration_files(struct facts *facts, struct arena *a,
                     const struct migration_file *files, size_t n);

/* A fact for each of the units that is one. */
void migration_facts(struct facts *facts, struct arena *a, struct unit *const *units,
                     size_t n);

#endif
