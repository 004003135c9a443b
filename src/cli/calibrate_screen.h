/* calibrate_screen.h - what past projects and evidence say, for a person and as JSON. */
#ifndef CALIBRATE_SCREEN_H
#define CALIBRATE_SCREEN_H

#include <stdio.h>

#include "past/calibrate.h"

/* applied: the file that was written, or NULL. */
void calibrate_tell(const struct calibration *c, const char *applied, FILE *out);
void calibrate_json(const struct calibration *c, const char *applied, FILE *out);

#endif
