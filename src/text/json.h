/* json.h - a small tree of values, read from JSON as people write it.
 *
 * Comments, trailing and missing commas, a byte order mark and single quotes are
 * accepted, as package.json and tsconfig.json need it. toml.h reads into the same tree.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER, /* text: as written; TOML dates, too */
	JSON_STRING, /* text: decoded; a NUL inside ends it */
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	uint8_t kind;
	uint32_t line;    /* 1-based */
	const char *key;  /* of a member of an object; else NULL */
	const char *text; /* never NULL */
	struct json *first, *last, *next;
};

enum { JSON_DEPTH = 64 };

/* Reads as far as it can. *root is never NULL: an empty object at worst. False: not all
 * was understood, *line tells where. Everything lives in a. */
bool json_parse(struct json **root, struct arena *a, const char *text, size_t size,
                uint32_t *line);

/* Append an empty value of this kind; key NULL: to an array. */
struct json *json_add(struct arena *a, struct json *parent, const char *key,
                      enum json_kind kind, uint32_t line);

/* All of these accept NULL and a value of another kind, and then say "nothing". */
struct json *json_get(const struct json *j, const char *key);
const char *json_text(const struct json *j, const char *otherwise);
bool json_is(const struct json *j, enum json_kind kind);
/* for (const struct json *i = json_first(j); i; i = i->next) */
const struct json *json_first(const struct json *j);

#endif
