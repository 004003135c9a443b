/* calibrate_apply.c - what was learned, as settings and as a data file of one's own. */
#include "past/calibrate.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct setting {
	const char *key, *value, *source;
};

static struct setting setting(const struct calibration *c, const char *key, double value,
                              size_t n)
{
	return (struct setting){
		key, arena_printf(c->a, "%.4g", value),
		arena_printf(c->a, "%zu own projects (migcost calibrate)", n)
	};
}

/* At most one a kind of work and two more. */
static size_t settings(const struct calibration *c, struct setting *v)
{
	const struct calibrate_factors *f = &c->learned;
	size_t n = 0;

	if (!calibrate_applies(c, f->n))
		return 0;
	v[n++] = setting(c, "calibration", f->factor, f->n);
	for (size_t i = 0; i < f->phase_count; i++)
		if (calibrate_applies(c, f->phase[i].n))
			v[n++] = setting(c, f->phase[i].rule->name, f->phase[i].factor,
			                 f->phase[i].n);
	v[n++] = setting(c, "common_sd_ln", c->common_sd, f->n);
	return n;
}

static struct setting *settings_of(const struct calibration *c, size_t *n)
{
	struct setting *v = arena_alloc(c->a, (c->learned.phase_count + 2) * sizeof *v);

	*n = settings(c, v);
	return v;
}

size_t calibrate_settings(const struct calibration *c, const char ***list)
{
	size_t n;
	const struct setting *v = settings_of(c, &n);

	*list = arena_alloc(c->a, (n + 1) * sizeof **list);
	for (size_t i = 0; i < n; i++)
		(*list)[i] = arena_printf(c->a, "%s=%s", v[i].key, v[i].value);
	return n;
}

/* ---- the file ------------------------------------------------------------------------
 */

/* Is this the line of the key, as in "value  = 1"? */
static bool has_key(const char *line, const char *key)
{
	size_t n = strlen(key);

	return strncmp(line, key, n) == 0 && line[n + strspn(line + n, " \t")] == '=';
}

/* The setting that a line "[multiplier calibration]" begins. */
static const struct setting *begun(const char *line, const struct setting *v, size_t n)
{
	const char *name = strchr(line, ' ');

	for (size_t i = 0; name && i < n; i++) {
		size_t len = strlen(v[i].key);

		if (strncmp(name + 1, v[i].key, len) == 0 && name[1 + len] == ']')
			return &v[i];
	}
	return NULL;
}

/* The file in force with other values; what else stands in it stays. */
static void rewrite(FILE *out, const struct calibration *c, const struct data_file *f,
                    const struct setting *v, size_t n)
{
	const struct setting *at = NULL;
	bool in_source = false;

	for (const char *s = f->text, *eol; *s; s = eol + (*eol == '\n')) {
		const char *line;

		eol = s + strcspn(s, "\n");
		line = arena_strndup(c->a, s, (size_t)(eol - s));
		if (*line == '[')
			at = begun(line, v, n);
		if (in_source && isspace((unsigned char)*line))
			continue;
		in_source = false;
		if (at && has_key(line, "value")) {
			fprintf(out, "value  = %s\n", at->value);
		} else if (at && has_key(line, "source")) {
			fprintf(out, "source = %s\n", at->source);
			in_source = true;
		} else {
			fprintf(out, "%s\n", line);
		}
	}
}

static bool make_folder(const char *path, struct err *e)
{
	return mkdir(path, 0777) == 0 || errno == EEXIST ||
	       err_set(e, ERR_IO, "cannot make '%s': %s", path, strerror(errno));
}

/* The projects, for the sheet Calibration. */
static bool write_past(const struct calibration *c, const char *dir, struct err *e)
{
	const char *folder = arena_printf(c->a, "%s/evidence", dir);
	const char *path = arena_printf(c->a, "%s/past.tsv", folder);
	FILE *out;
	bool ok;

	if (!make_folder(folder, e))
		return false;
	out = fopen(path, "w");
	if (!out)
		return err_set(e, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
	fputs(
	    "name\twhat\tcompared\testimated\tactual\tlow\thigh\tendpoints\tmodels\tjobs"
	    "\tkloc\tsource\n",
	    out);
	for (size_t i = 0; i < c->n; i++) {
		const struct calibrate_project *x = &c->v[i];

		/* With the kinds of work as learned, what is left is the factor of all.
		 */
		fprintf(
		    out,
		    "%s\t%s\town\t%.10g\t%.10g\t0\t0\t0\t0\t0\t0\tmigcost calibrate\n",
		    x->name,
		    x->effort.n ? "by the model, kinds of work calibrated"
				: "as estimated then",
		    x->actual / x->factor, x->actual);
	}
	ok = !ferror(out);
	ok = fclose(out) == 0 && ok;
	return ok || err_set(e, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
}

bool calibrate_apply(const struct calibration *c, const char *dir, const char **path,
                     struct err *e)
{
	const char *folder = arena_printf(c->a, "%s/cost", dir), *beside;
	struct data_file f;
	size_t n;
	struct setting *v = settings_of(c, &n);
	FILE *out;
	bool ok;

	if (n == 0)
		return err_set(e, ERR_DATA,
		               "too few projects to apply: %zu, and %zu are needed",
		               c->learned.n, c->apply_from);
	*path = arena_printf(c->a, "%s/own.ini", folder);
	beside = arena_printf(c->a, "%s.new", *path);
	if (!data_get(c->a, "cost/own.ini", &f, e) || !make_folder(dir, e) ||
	    !make_folder(folder, e))
		return false;
	out = fopen(beside, "w");
	if (!out)
		return err_set(e, ERR_IO, "cannot write '%s': %s", beside,
		               strerror(errno));
	rewrite(out, c, &f, v, n);
	ok = !ferror(out);
	ok = fclose(out) == 0 && ok && rename(beside, *path) == 0;
	if (!ok)
		return err_set(e, ERR_IO, "cannot write '%s': %s", *path,
		               strerror(errno));
	return write_past(c, dir, e);
}
