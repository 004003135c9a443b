/* json_module.c - modules that are JSON, read as scripts that export what they hold. */
#include "value/json_module.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/beneath.h"
#include "syntax/lang.h"
#include "syntax/lex.h"
#include "value/unit.h"

enum {
	MODULES_MAX = 400,
	BYTES_MAX = 1 << 18, /* of one file */
	PADDING = 64,        /* behind a text: lexers read whole words */
};

struct json_modules {
	struct program *program;
	struct arena *arena;
	struct arena *units; /* as in around.c */
	const struct detectors *detectors;
	struct limits *limits;
	struct tokens tokens;
	int root;
	size_t n;
	const char *defective[MODULES_MAX]; /* whoever imports them: read once */
	size_t defective_count;
};

static const char before[] = "module.exports = ";

/* With what makes it a script, padded with zeros; NULL: there is none that can be read.
 */
static const char *text_of(struct json_modules *x, const char *path, size_t *size)
{
	int fd = beneath_open(x->root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	char *text = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= BYTES_MAX) {
		size_t n = (size_t)st.st_size;

		text = arena_zero(x->arena, sizeof before + n + PADDING);
		memcpy(text, before, sizeof before - 1);
		if (read(fd, text + sizeof before - 1, n) != (ssize_t)n)
			text = NULL;
		*size = sizeof before - 1 + n;
	}
	close(fd);
	return text;
}

static bool is_defective(const struct json_modules *x, const char *path)
{
	for (size_t i = 0; i < x->defective_count; i++)
		if (!strcmp(x->defective[i], path))
			return true;
	return false;
}

static void read_module(struct json_modules *x, const char *path, const struct unit *by,
                        uint32_t line)
{
	const char *text;
	struct unit *u;
	size_t size;

	if (program_unit(x->program, path) || x->n > MODULES_MAX ||
	    is_defective(x, path) || !(text = text_of(x, path, &size)))
		return;
	if (x->n++ == MODULES_MAX) {
		limit_tell(x->limits, x->arena, by ? by->path : path, line,
		           "more files of JSON are imported than are read: what the "
		           "others hold is not known");
		return;
	}
	u = unit_read(x->units, path, LANG_JAVASCRIPT, text, size, &x->tokens,
	              x->detectors);
	if (u->defects)
		x->defective[x->defective_count++] = u->path;
	else
		program_add(x->program, u);
}

static void read_import(struct json_modules *x, const struct unit *by, const char *module,
                        uint32_t line)
{
	size_t n = strlen(module);
	char path[PROGRAM_PATH];

	if (*module == '.' && n > 5 && !strcmp(module + n - 5, ".json") &&
	    program_path(path, by, module))
		read_module(x, path, by, line);
}

static void read_imports(struct json_modules *x, const struct unit *u)
{
	if (u->language == LANG_PYTHON)
		return;
	for (size_t i = 0; i < u->import_count; i++)
		read_import(x, u, u->imports[i].module, u->imports[i].line);
	for (const struct required *r = u->required; r; r = r->next)
		read_import(x, u, r->module, r->line);
}

/* settings config config/default: below the folder of each manifest that asks for it. */
static void read_settings(struct json_modules *x)
{
	const struct manifests *m = x->program->manifests;

	for (const struct rule *r = x->detectors->settings; r; r = r->next_role) {
		if (r->word != WORD_settings || r->detector->is_python ||
		    !manifest_requires(m, "npm", r->words[0].s, r->words[0].len))
			continue;
		for (size_t i = 0; i < m->node_count; i++)
			for (size_t k = 1; k < r->word_count; k++)
				read_module(x,
				            arena_printf(x->arena, "%s%s%s.json",
				                         m->nodes[i].dir,
				                         *m->nodes[i].dir ? "/" : "",
				                         r->words[k].s),
				            NULL, 0);
	}
}

static void release_units(void *arena)
{
	arena_release(arena);
}

void json_modules_read(struct program *p, struct arena *a, const char *root,
                       const struct detectors *d, struct limits *limits)
{
	struct json_modules x = { .program = p,
		                  .arena = a,
		                  .detectors = d,
		                  .limits = limits,
		                  .root = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC) };

	if (x.root < 0)
		return;
	x.units = arena_zero(a, sizeof *x.units);
	arena_defer(a, release_units, x.units);
	for (size_t i = 0; i < p->n; i++)
		read_imports(&x, p->units[i]);
	read_settings(&x);
	close(x.root);
	if (x.n)
		program_forget(p);
	tokens_release(&x.tokens);
}
