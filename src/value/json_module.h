/* json_module.h - modules that are JSON: `require("./config.json")`, and the files of
 * settings that a detector's `settings` rule of scripts names.
 *
 * Each is read as a script that exports what it holds: it tells what names mean and gives
 * no facts. Only files below the root that are no links, of 256 KiB, 400 at most; where
 * there are more, that is told. */
#ifndef JSON_MODULE_H
#define JSON_MODULE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/limit.h"
#include "detect/detector.h"
#include "value/program.h"

/* Adds units to p. root as it was given. */
void json_modules_read(struct program *p, struct arena *a, const char *root,
                       const struct detectors *d, struct limits *limits);

#endif
