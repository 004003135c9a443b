/* openapi.h - what a machine-readable description of an API lists: OpenAPI and Swagger,
 * as JSON or as YAML the way programs write it. A cross-check of the scan, unless code
 * says that the file is what declares its routes: route_described.c. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct described {
	const char *method; /* upper case */
	const char *path;   /* below the base path that the description states */
	uint32_t line;
	const char *operation; /* operationId; NULL: it states none */
	const char *module;    /* that an extension names for the operation; NULL */
};

struct description {
	const char *file;
	const char *base; /* in front of all paths, as it says itself; NULL: nothing */
	struct described *v;
	size_t n, room;
	bool is_prose; /* a document in words: prose.h */
};

/* Appends the operations of a text; none when it is something else. Of YAML the blocks
 * of `paths:` are read by their indentation. */
void openapi_read(struct description *d, struct arena *a, const char *text, size_t size);

/* Does a file of such a path, whatever it is called, and with such first bytes say that
 * it is a description? Cheap: to be asked of every file, the path first. */
bool openapi_may_be(const char *path);
bool openapi_begins(const char *head, size_t size);

/* The same of source code with an object that is a description, its members a line each:
 * openapi: "3.0.0", paths: { "/a": { get: {..}. Does it hold one? */
bool openapi_read_code(struct description *d, struct arena *a, const char *text,
                       size_t size);

/* Parameters as {}, no slash at the end: what two ways of writing a path share. */
const char *openapi_normal(struct arena *a, const char *path);

#endif
