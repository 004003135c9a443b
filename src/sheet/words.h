/* words.h - the visible texts of the workbook in another language: data, not code.
 *
 * The program writes English. reports/words/LANGUAGE.tsv (and a user's LANGUAGE-*.tsv
 * beside it) says what stands for it; what it does not name stays English:
 *
 *     english                                 translation
 *     Total                                   Totaal
 *     Public holidays ({}): dates skip them   Feestdagen ({}): data slaan ze over
 *     {} of {} hours                          van {2} uur: {1}
 *     Cost by {}                              Kosten per {w}
 *     {} lines of tests                       {n} regels tests
 *     @numbers                                1.234,5
 *
 * {} is what the program puts there, a number or a name: any text. In the translation {2}
 * is the second of them, {w} or {2w} one that is itself translated, {n} or {2n} a number
 * written as "@numbers" is. "\n" is a line break. A list "a, b" that is not named is
 * translated part by part, unless one is a phrase that is not known. A line that begins
 * with @ is a setting, see words_setting().
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/data.h"

/* As English writes numbers. */
#define WORDS_NUMBERS "1,234.5"

struct words;

/* *w is NULL for English ("en", "" or NULL). A language without a file is told, with
 * those that there are. */
bool words_load(struct words **w, struct arena *a, const char *language, struct err *e);
/* One file: its columns, each {} of a translation, names that stand twice. */
bool words_check(struct arena *a, const struct data_file *f, struct err *e);

/* The translation, or the text itself; w may be NULL. Texts live in the arena of
 * words_load. */
const char *words_of(struct words *w, const char *english);
/* A formula with the names of its sheets and the texts in it translated alike, so that
 * what is compared with a cell is what the cell says. `sheet` gives a sheet's name. */
const char *words_formula(struct words *w, const char *formula,
                          const char *(*sheet)(void *arg, const char *english),
                          void *arg);
/* Of "@name", or def. */
const char *words_setting(const struct words *w, const char *name, const char *def);
/* "nl", or "en" for NULL. */
const char *words_language(const struct words *w);

#endif
