/* formula.h - works out what the formulas of a grid give, as spreadsheet programs do.
 *
 * Only what Excel 2016, LibreOffice 7 and Google Sheets have in common and work out
 * alike: no function whose value changes by itself (NOW, RAND), none that hides what it
 * refers to (OFFSET, INDIRECT), no arrays entered as such (SUMPRODUCT alone reckons with
 * arrays). The functions are the tables of formula_function.c and its family. */
#ifndef FORMULA_H
#define FORMULA_H

#include <stdbool.h>

#include "base/err.h"
#include "text/cell.h"

enum { FORMULA_LENGTH_MAX = 8192, FORMULA_DEPTH_MAX = 64 };

/* Of a text without "=" that lives as long as the grid; to be put into a cell. */
struct formula *formula_new(struct grid *g, const char *text);
/* Works out every formula of the grid, each once, whatever their order. An error value
 * (#DIV/0!) is a value. False: one is no formula, refers to what is not there, or to
 * itself; the message names its cell. */
bool formula_run(struct grid *g, struct err *e);
/* Can this be read, whatever the names in it mean? */
bool formula_check(struct arena *a, const char *text, struct err *e);

#endif
