/* fuzz_json.c - JSON and TOML: any bytes give a tree of bounded depth. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/json.h"
#include "text/toml.h"

/* Reads every byte of the tree, so that a bad pointer shows. */
static size_t weigh(const struct json *j, unsigned depth)
{
	size_t n = strlen(j->text) + (j->key ? strlen(j->key) : 0);

	assert(j->kind <= JSON_OBJECT);
	if (depth > 500) /* dotted keys nest objects, too */
		return n;
	for (const struct json *i = j->first; i; i = i->next)
		n += weigh(i, depth + 1);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size ? size
	                         : 1); /* exact, so that reading over the end shows */
	struct json *root = NULL;
	struct arena a;
	uint32_t line;

	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	arena_init(&a);
	assert(json_parse(&root, &a, text, size, &line) == !line);
	weigh(root, 0);
	assert(toml_parse(&root, &a, text, size, &line) == !line);
	weigh(root, 0);
	arena_release(&a);
	free(text);
	return 0;
}
