/* script_mark.h - the first look at the tokens: where is something worth parsing, and
 * how much of what is there. */
#ifndef SCRIPT_MARK_H
#define SCRIPT_MARK_H

#include "read/script_reader.h"

/* Fill sites, calls, branches and statements of r, which has its tokens; the arrays
 * live in scratch, as does the vocabulary where the file adds names of its own to it. */
void marks_read(struct reader *r, struct arena *scratch);

#endif
