/* migration.c - files of schema migrations, by what their text holds. */
#include "files/migration.h"

#include <string.h>

#include "syntax/lang.h"
#include "syntax/lex_bytes.h"
#include "text/glob.h"

static bool holds(const char *text, size_t size, const char *what)
{
	return bytes_find(text, size, what, strlen(what)) != NULL;
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

const struct rule *migration_rule(const struct detectors *d, bool is_python,
                                  const char *text, size_t size)
{
	for (size_t i = 0; i < d->held.n; i++)
		if (d->held.v[i]->detector->is_python == is_python &&
		    holds(text, size, d->held.v[i]->words[0].s))
			return d->held.v[i];
	return NULL;
}

bool migration_note(struct unit *u, const struct detectors *d, const char *text,
                    size_t size)
{
	u->migration = migration_rule(d, u->language == LANG_PYTHON, text, size);
	if (!u->migration)
		return false;
	u->migration_traits = traits_in(u->arena, u->migration, text, size);
	return true;
}

static const char *file_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	return arena_strndup(a, name, dot ? (size_t)(dot - name) : strlen(name));
}

const struct rule *migration_named(const struct detectors *d, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; n && i < d->globs.n; i++) {
		struct name glob = d->globs.v[i]->words[0];
		char last = glob.len ? glob.s[glob.len - 1] : '*';

		/* Every file of a tree comes by; the last letter tells of most. */
		if ((last == path[n - 1] || strchr("*?]\\", last)) &&
		    glob_matches(glob.s, path))
			return d->globs.v[i];
	}
	return NULL;
}

void migration_read(struct migration_file *m, struct arena *a, const char *text,
                    size_t size)
{
	m->traits = traits_in(a, m->rule, text, size);
	for (size_t i = 0; i < size; i++)
		m->lines += text[i] == '\n';
}

static void add(struct facts *facts, struct arena *a, const struct rule *r,
                const char *path, const char *traits, uint32_t lines)
{
	struct fact *f = arena_push(a, (void **)&facts->v, &facts->n, &facts->room,
	                            sizeof *facts->v);

	*f = (struct fact){ .kind = FACT_migration, .file = path, .parent = -1 };
	f->line = 1;
	f->framework = r->detector->name;
	f->variety = r->variety;
	f->name = file_name(a, path);
	f->traits = traits;
	f->status = "resolved";
	f->statements = lines;
}

/* A folder of SQL is a detector's where its models or queries are, too. */
static bool has_facts(const struct facts *facts, size_t n, const char *framework)
{
	for (size_t i = 0; i < n; i++)
		if (facts->v[i].kind != FACT_migration && facts->v[i].framework &&
		    !strcmp(facts->v[i].framework, framework))
			return true;
	return false;
}

/* 20240101_init/migration.sql is called for its folder. */
static const char *folder_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *p = slash;

	while (p && p > path && p[-1] != '/')
		p--;
	return slash ? arena_strndup(a, p, (size_t)(slash - p)) : path;
}

void migration_files(struct facts *facts, struct arena *a,
                     const struct migration_file *files, size_t n)
{
	const struct detector *last = NULL;
	size_t others = facts->n;
	bool wanted = false;

	for (size_t i = 0; i < n; i++) {
		const struct detector *d = files[i].rule->detector;

		if (d != last)
			wanted = has_facts(facts, others, d->name);
		last = d;
		if (!wanted)
			continue;
		add(facts, a, files[i].rule, files[i].path, files[i].traits,
		    files[i].lines);
		if (!strcmp(facts->v[facts->n - 1].name, "migration"))
			facts->v[facts->n - 1].name = folder_name(a, files[i].path);
	}
}

void migration_facts(struct facts *facts, struct arena *a, struct unit *const *units,
                     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = units[i];

		if (!u->migration || u->kind != UNIT_MIGRATION)
			continue;
		add(facts, a, u->migration, u->path, u->migration_traits, u->code_lines);
	}
}
