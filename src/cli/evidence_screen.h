/* evidence_screen.h - how the model does on measured migrations, for a person and as
 * JSON. */
#ifndef EVIDENCE_SCREEN_H
#define EVIDENCE_SCREEN_H

#include <stdio.h>

#include "past/evidence.h"

void evidence_tell(const struct evidence *x, FILE *out);
void evidence_json(const struct evidence *x, FILE *out);

#endif
