/* builtin.h - the data files as tools/embed compiled them into the binary. */
#ifndef BUILTIN_H
#define BUILTIN_H

#include <stddef.h>

#include "text/data.h"

/* models/ (without that first folder) and reports/, sorted by path. */
extern const struct data_file builtin_files[];
extern const size_t builtin_count;
/* src/store/schema.sql. Not among the files: nobody may shadow it. */
extern const char builtin_schema[];

#endif
