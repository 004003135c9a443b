/* ask.h - the SELECTs of models/cost on the store: read-only, bounded, told by file:line.
 *
 * Beside SQLite's own functions they may call learned(n, share), see effort.h. */
#ifndef ASK_H
#define ASK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/model.h"
#include "store/store.h"

/* Ready to step; finalized when a is released. NULL and e when SQLite refuses it, it
 * writes, or holds more than one statement. */
sqlite3_stmt *ask_prepare(struct store *s, struct arena *a, const struct model_rule *r,
                          const struct model_sql *q, struct err *e);
/* Next row: *row says whether there is one. A query that takes many seconds is an
 * error. */
bool ask_step(sqlite3_stmt *st, bool *row, const struct model_rule *r,
              const struct model_sql *q, struct err *e);
/* First column of the first row as text in a; NULL when there is no row or it is NULL. */
bool ask_text(struct store *s, struct arena *a, const struct model_rule *r,
              const struct model_sql *q, const char **text, struct err *e);
/* The first n columns of that row. */
bool ask_texts(struct store *s, struct arena *a, const struct model_rule *r,
               const struct model_sql *q, const char **text, int n, struct err *e);
/* The words of `when` for the {} of a text of the rule: "" without `when`, NULL when it
 * gives no row, NULL, 0 or an empty text. */
bool ask_words(struct store *s, struct arena *a, const struct model_rule *r,
               const char **words, struct err *e);
const char *ask_filled(struct arena *a, const char *text, const char *words);
/* Temporary tables of the [table] rules, in their order; existing ones are replaced.
 * First those that inputs build on, then those `after` inputs. */
enum ask_moment { ASK_BEFORE_INPUTS, ASK_AFTER_INPUTS };
bool ask_tables(struct store *s, const struct model *m, enum ask_moment moment,
                struct err *e);
/* Prepares every query of the model on an empty store. */
bool ask_check(const struct model *m, struct err *e);
void ask_drop_tables(struct store *s, const struct model *m);

#endif
