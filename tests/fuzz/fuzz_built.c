/* fuzz_built.c - any bytes are read as calls of a schema builder without a crash, and
 * the tables that are left have columns with names. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "files/built.h"
#include "files/migration.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

static const struct detectors *detectors(void)
{
	static struct detectors d;
	static struct arena a;
	struct err e = { 0 };

	if (!d.n && !detectors_load(&d, &a, &e))
		abort();
	return &d;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char sure[] = "knex.schema";
	const struct detectors *d = detectors();
	char *text = calloc(1, size + READ_PADDING);
	struct tokens tokens = { 0 };
	struct arena a = { 0 };
	struct manifests none = { 0 };
	struct facts facts = { 0 };
	struct unit u = { .path = "migrations/x.js",
		          .kind = UNIT_MIGRATION,
		          .language = LANG_JAVASCRIPT,
		          .arena = &a },
		    *units[] = { &u };

	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	u.migration = migration_rule(d, false, sure, sizeof sure - 1);
	assert(u.migration);
	built_read(&u, d, &tokens, text, size);
	built_facts(&facts, &a, &none, units, 1);
	for (size_t i = 0; i < facts.n; i++) {
		assert(facts.v[i].name && facts.v[i].line > 0);
		assert(facts.v[i].parent < (int64_t)i);
	}
	arena_release(&a);
	tokens_release(&tokens);
	free(text);
	return 0;
}
