/* migration.c - files of schema migrations, by what their text holds. */
#include "migration.h"

#include <string.h>

#include "lang.h"

static bool holds(const char *text, size_t size, const char *what)
{
	return memmem(text, size, what, strlen(what)) != NULL;
}

/* The words behind the first are `trait` and text in turns; sorted as written. */
static const char *traits_in(struct arena *a, const struct rule *r, const char *text,
                             size_t size)
{
	const char *traits = NULL;

	for (size_t i = 1; i + 1 < r->word_count; i += 2) {
		size_t n = traits ? strlen(traits) : 0;
		const char *word = r->words[i].s;

		if (!holds(text, size, r->words[i + 1].s))
			continue;
		if (n >= r->words[i].len && !strcmp(traits + n - r->words[i].len, word))
			continue; /* another sign of the same */
		traits = traits ? arena_printf(a, "%s %s", traits, word) : word;
	}
	return traits;
}

bool migration_note(struct unit *u, const struct detectors *d, const char *text,
                    size_t size)
{
	for (const struct detector *x = d->first; x; x = x->next) {
		if (x->is_python != (u->language == LANG_PYTHON))
			continue;
		for (const struct rule *r = x->rules; r; r = r->next) {
			if (r->form != FORM_HOLDS || !holds(text, size, r->words[0].s))
				continue;
			u->migration = r;
			u->migration_traits = traits_in(u->arena, r, text, size);
			return true;
		}
	}
	return false;
}

static const char *file_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	return arena_strndup(a, name, dot ? (size_t)(dot - name) : strlen(name));
}

void migration_facts(struct facts *facts, struct arena *a, struct unit *const *units,
                     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = units[i];
		struct fact *f;

		if (!u->migration || u->kind != UNIT_MIGRATION)
			continue;
		f = arena_push(a, (void **)&facts->v, &facts->n, &facts->room,
		               sizeof *facts->v);
		*f = (struct fact){ .kind = FACT_migration,
			            .file = u->path,
			            .parent = -1 };
		f->line = 1;
		f->framework = u->migration->detector->name;
		f->variety = u->migration->variety;
		f->name = file_name(a, u->path);
		f->traits = u->migration_traits;
		f->status = "resolved";
		f->statements = u->code_lines;
	}
}
