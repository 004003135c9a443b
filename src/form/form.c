/* form.c - what an estimate can be written as beside the workbook. */
#include "form/form.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "book/beside.h"
#include "book/workbook.h"
#include "form/form_parts.h"

static const struct form_kind {
	const char *label;
	bool is_folder;
	bool (*write)(struct form_job *j, struct err *e);
} kinds[] = {
#define FORM(name, argument, label, help)                                                \
	{ label, sizeof argument == sizeof "DIR", form_##name },
	FORMS(FORM)
#undef FORM
};

const char *form_label(enum form f)
{
	return kinds[f].label;
}

bool form_is_wanted(const struct form_options *o)
{
	for (int i = 0; i < FORMS_END; i++)
		if (o->path[i])
			return true;
	return false;
}

/* ---- can it be written? --------------------------------------------------------- */

/* The folder that `path` stands in. */
static const char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash        ? "."
	     : slash == path ? "/"
	                     : arena_strndup(a, path, (size_t)(slash - path));
}

static bool can_write(struct arena *a, const char *path, bool is_folder, struct err *e)
{
	struct stat st;
	bool is_there = stat(path, &st) == 0;
	const char *in = is_folder && is_there ? path : folder_of(a, path);

	if (is_there && S_ISDIR(st.st_mode) && !is_folder)
		return err_set(e, ERR_IO, "cannot write '%s': it is a directory", path);
	if (is_there && !S_ISDIR(st.st_mode) && is_folder)
		return err_set(e, ERR_IO, "cannot write '%s': it is no directory", path);
	return access(in, W_OK | X_OK) == 0 ||
	       err_set(e, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
}

bool form_can_write(const struct form_options *o, struct err *e)
{
	struct arena a = { 0 };
	bool ok = true;

	for (int i = 0; ok && i < FORMS_END; i++)
		ok = !o->path[i] || can_write(&a, o->path[i], kinds[i].is_folder, e);
	arena_release(&a);
	return ok;
}

/* ---- writing -------------------------------------------------------------------- */

const char *form_word(struct form_job *j, const char *english)
{
	return words_of(j->words, english);
}

const char *form_wordf(struct form_job *j, const char *fmt, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return words_of(j->words, arena_strdup(j->d->a, text));
}

const char *form_needs(struct form_job *j, const struct dossier_phase *p)
{
	struct arena *a = j->d->a;
	const char *list = "";

	for (const char *at = p->needs; *at;) {
		size_t n = strcspn(at, "\n");

		list = arena_printf(a, "%s%s%s", list, *list ? ", " : "",
		                    form_word(j, arena_strndup(a, at, n)));
		at += n + (at[n] == '\n');
	}
	return list;
}

static bool write_file(const struct form_kind *k, struct form_job *j, struct err *e)
{
	struct beside b;

	if (!beside_open(&b, j->d->a, j->path, e))
		return false;
	j->out = b.out;
	return beside_close(&b, k->write(j, e), e);
}

static bool write_folder(const struct form_kind *k, struct form_job *j, struct err *e)
{
	if (mkdir(j->path, 0777) != 0 && errno != EEXIST)
		return err_set(e, ERR_IO, "cannot make '%s': %s", j->path,
		               strerror(errno));
	return k->write(j, e);
}

bool form_tells(const struct form_job *j, const char *sheet)
{
	return report_has(&j->report, sheet, false);
}

/* All that the forms share. */
static bool load(struct form_job *j, struct dossier *d, struct store *s, struct arena *a,
                 const struct form_options *o, struct err *e)
{
	struct sheet *tables;
	size_t n;

	*j = (struct form_job){ .d = d };
	return words_load(&j->words, a, o->language, e) &&
	       brand_load(&j->brand, a, o->brand, e) &&
	       report_find(&j->report, a, o->report ? o->report : WORKBOOK_FOR, e) &&
	       sheet_list(a, &tables, &n, e) && workbook_fits(&j->report, tables, n, e) &&
	       dossier_load(d, s, a,
	                    &(struct dossier_options){
				.client = o->client,
				.project = o->project,
				.prefix = j->brand.prefix,
				.language = o->language,
				.numbers = words_setting(j->words, "numbers",
	                                                 WORDS_NUMBERS) },
	                    e);
}

bool form_write(struct store *s, const struct form_options *o, struct err *e)
{
	struct arena a = { 0 };
	struct dossier d;
	struct form_job j;
	bool ok = load(&j, &d, s, &a, o, e);

	for (int i = 0; ok && i < FORMS_END; i++) {
		j.path = o->path[i];
		if (j.path)
			ok = kinds[i].is_folder ? write_folder(&kinds[i], &j, e)
			                        : write_file(&kinds[i], &j, e);
	}
	arena_release(&a);
	return ok;
}
