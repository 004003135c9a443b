/* built_step.h - what one call of a schema builder does to a table. */
#ifndef BUILT_STEP_H
#define BUILT_STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "detect/detector.h"

/* In the order of their names, as traits are printed. */
enum built_trait {
	BUILT_AUTO = 1,
	BUILT_DEFAULT = 2,
	BUILT_INDEX = 4,
	BUILT_NULL = 8, /* said so */
	BUILT_PK = 16,
	BUILT_UNIQUE = 32,
	BUILT_NOT_NULL = 64,
};

enum column_step { COLUMN_ADDED, COLUMN_KNOWN, COLUMN_REMOVED, COLUMN_RENAMED };
enum table_step { TABLE_CREATED, TABLE_ALTERED, TABLE_DROPPED, TABLE_RENAMED };

struct built_column {
	enum column_step what;
	const char *name, *type;
	const char *to;        /* COLUMN_RENAMED: its name from now on */
	const char *target;    /* the table that it refers to, NULL: none */
	const char *on_delete; /* what that does with the row */
	uint8_t traits;        /* enum built_trait */
	uint32_t line;
	struct built_column *next;
};

struct built_step {
	enum table_step what;
	const char *table, *to;
	uint32_t line;
	struct built_column *columns, **last;
	struct built_step *next;
};

struct built {
	const struct detector *detector;
	struct built_step *steps, **last;
};

#endif
