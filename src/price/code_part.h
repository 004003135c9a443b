/* code_part.h - where the lines of code that were read went. */
#ifndef CODE_PART_H
#define CODE_PART_H

#include <stdbool.h>

#include "base/err.h"
#include "store/store.h"

/* Keeps what [table code_part] of models/cost says, for the workbook; nothing when the
 * model has none. The model's tables must be there. */
bool code_part_write(struct store *s, struct err *e);

#endif
