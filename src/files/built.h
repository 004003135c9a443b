/* built.h - tables that a schema builder makes: what its calls in migrations and beside
 * them come to in the end.
 *
 * An application that asks its database by a query builder has no models: its tables are
 * told by createTable(..), alterTable(..) and the like alone. Rules `built` of a detector
 * name those calls:
 *
 *     built on       schema        # names that such calls hang on
 *     built create   createTable          # $table, a function or a chain of columns
 *     built alter    alterTable
 *     built drop     dropTable
 *     built rename   renameTable          # from, to; of columns: renamed
 *     built column   string addColumn     # $name: a column; its type is the next text,
 *                                         # else the name of the call
 *     built both     timestamps created_at updated_at    # these columns
 *     built remove   dropColumn
 *     built renamed  renameColumn
 *     built foreign  foreign              # $name: what follows is of that column
 *     built keys     primary              # in the table: $names are its primary key
 *     built TRAIT    notNullable          # behind or inside a column: null, -null, pk,
 *                                         # auto, unique, index, default
 *     built to       references inTable   # behind or inside a column: what it refers to
 *     built undo     down                 # functions that take all of it back
 *
 * Files are read for it token by token: migrations are not linked, and no other file
 * says such calls. Steps are taken in the order of paths, as migrations run. */
#ifndef BUILT_H
#define BUILT_H

#include "base/arena.h"
#include "detect/detector.h"
#include "detect/fact.h"
#include "files/manifest.h"
#include "syntax/syntax.h"

/* Reads what a file builds into u->built, if one of its calls may. Padded text, see
 * lex.h; t is working memory. */
void built_read(struct unit *u, const struct detectors *d, struct tokens *t,
                const char *text, size_t size);

/* A model for each table that is left, where no mapper has models: facts holds all that
 * was found so far. */
void built_facts(struct facts *facts, struct arena *a, const struct manifests *m,
                 struct unit *const *units, size_t n);

#endif
