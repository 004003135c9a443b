/* model_kept.h - the files of a model, kept with the estimate that they made. */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"
#include "text/data.h"

/* Those in force that prices come from, into the table model_file. */
bool model_kept_write(struct store *s, struct err *e);
/* They and, of all other files, those in force. Lives in a. */
bool model_kept_view(struct store *s, struct arena *a, struct data_view *v,
                     struct err *e);

#endif
