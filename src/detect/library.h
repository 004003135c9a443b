/* library.h - what we know of well-known packages: models/mapping/libraries.tsv. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct library {
	const char *ecosystem; /* "pypi", "npm", "python" and "node" (modules that come
	                          with the language), "runtime" (no module at all),
	                          "system" (a database, a platform, another language) */
	const char *name;      /* as in a manifest; PEP 503 normalised for pypi */
	const char *import;    /* first module name of its imports; equals name when the
	                          table leaves it empty */
	const char
	    *category; /* web orm queue ml data image auth session http cache ... */
	const char *equivalent; /* on the other side, for a person; empty: none */
	const char *mapping;    /* direct | adapt | rewrite | none */
	const char *label;      /* name for a person: "Django REST framework" */
	const char *source;
};

struct library_slot {
	uint32_t hash, at; /* of the import name; the library's place, from 1; 0: free */
};

struct libraries {
	struct library *v; /* sorted by ecosystem, name */
	size_t count;
	struct library_slot *slots; /* hash table by import name */
	size_t slot_mask;
	unsigned char *heads; /* a bit for each two letters that an import begins with */
};

/* Reads and checks the table; refuses a malformed row with file:line. */
bool library_load(struct libraries *l, struct arena *a, struct err *e);
bool library_parse(struct libraries *l, struct arena *a, const char *text, size_t size,
                   const char *origin, struct err *e);

/* For library_find_import(), over the v that the caller filled. Of several with the same
 * import name the first by name is found. */
void library_index(struct libraries *l, struct arena *a);

/* NULL when the table does not know it. */
const struct library *library_find(const struct libraries *l, const char *ecosystem,
                                   const char *name);
/* By the module that code imports: "PIL", "@nestjs/common/x" finds "@nestjs/common",
 * "google.cloud.storage" the longest dotted row. What comes with the language
 * ("threading", "node:cluster") is found, too; NULL for "" and "./x". */
const struct library *library_find_import(const struct libraries *l, bool is_python,
                                          const char *module);

#endif
