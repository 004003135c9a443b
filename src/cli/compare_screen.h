/* compare_screen.h - the difference of two estimates, for a person and as JSON. */
#ifndef COMPARE_SCREEN_H
#define COMPARE_SCREEN_H

#include <stdio.h>

#include "past/compare.h"

void compare_tell(const struct comparison *c, FILE *out);
void compare_json(const struct comparison *c, FILE *out);

#endif
