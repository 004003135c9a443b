/* tsv.h - tables of models/: tab-separated, the first line names the columns, lines that
 * begin with # are comments, empty ones nothing. At most 24 columns. */
#ifndef TSV_H
#define TSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* A row: as many cells as there are columns. They stay in the arena. */
typedef bool tsv_fn(void *arg, char *const *cells, unsigned line, struct err *e);

/* Calls fn for each row. Another header, or a row of another width, is a mistake told
 * with origin:line; so is what fn says. */
bool tsv_each(struct arena *a, const char *text, size_t size, const char *origin,
              const char *const *columns, size_t n, tsv_fn *fn, void *arg, struct err *e);

#endif
