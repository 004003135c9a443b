/* cmd_check.c - migcost check: is this detector, price or sheet right? */
#include <stdio.h>
#include <string.h>

#include "book/workbook.h"
#include "cli/command.h"
#include "detect/detector.h"
#include "detect/library.h"
#include "link/construct.h"
#include "price/model.h"
#include "sheet/report.h"
#include "sheet/sheet.h"
#include "sheet/terms.h"
#include "sheet/words.h"
#include "text/data.h"
#include "text/utf8.h"

static bool check_detector(struct arena *a, const struct data_file *f, struct err *e)
{
	(void)a;
	return detector_check(f, e);
}

static bool check_sheet(struct arena *a, const struct data_file *f, struct err *e)
{
	(void)a;
	return sheet_check(f->origin, f->text, e);
}

static bool check_report(struct arena *a, const struct data_file *f, struct err *e)
{
	struct sheet *list;
	struct report r;
	size_t n;

	return sheet_list(a, &list, &n, e) && report_load(&r, a, f, e) &&
	       workbook_fits(&r, list, n, e);
}

/* To check another kind of data file, add a line. `folder` is where such files lie. */
static const struct checker {
	const char *suffix, *folder;
	bool (*check)(struct arena *a, const struct data_file *f, struct err *e);
} checkers[] = {
	{ ".detect", "detect/", check_detector },
	{ ".ini", "cost/", model_check },
	{ ".sql", "reports/", check_sheet },
	{ ".report", "reports/", check_report },
	{ ".terms", "reports/", terms_check },
	{ ".tsv", "reports/words/", words_check },
};

static const struct checker *find(const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < sizeof checkers / sizeof *checkers; i++) {
		size_t m = strlen(checkers[i].suffix);

		if (n >= m && strcmp(path + n - m, checkers[i].suffix) == 0)
			return &checkers[i];
	}
	return NULL;
}

/* Which built-in file it would take the place of: "x/cost/units.ini" is "cost/units.ini".
 */
static const char *known_as(struct arena *a, const char *path, const char *folder)
{
	const char *last = NULL, *slash = strrchr(path, '/');

	for (const char *at = path; (at = strstr(at, folder)); at++)
		if (at == path || at[-1] == '/')
			last = at;
	return last ? last : arena_printf(a, "%s%s", folder, slash ? slash + 1 : path);
}

static bool check_file(struct arena *a, const char *path, struct err *e)
{
	const struct checker *c = find(path);
	struct data_file f;

	if (!c)
		return err_set(e, ERR_USAGE,
		               "'%s' is no .detect, .ini, .sql, .report, .terms or .tsv "
		               "file",
		               path);
	if (!data_read(a, path, &f, e))
		return false;
	f.path = known_as(a, path, c->folder);
	return c->check(a, &f, e);
}

/* All files are looked at; the mistakes are told one a line, the last by main. */
static bool check_run(struct options *o, struct err *e)
{
	size_t wrong = 0;

	if (!data_init(o->arena, o->models, e))
		return false;
	for (size_t i = 0; i < o->arg_count; i++) {
		struct err mine = { 0 };

		if (check_file(o->arena, o->args[i], &mine)) {
			printf("%s: ok\n", utf8_plain(o->arena, o->args[i], 4096, true));
			continue;
		}
		if (wrong++)
			fprintf(stderr, "migcost: %s\n", e->text);
		*e = mine;
	}
	return wrong == 0;
}

static const struct argp_child groups[] = {
	{ &options_models, 0, NULL, 1 },
	{ 0 },
};

const struct command command_check = {
	.name = "check",
	.summary = "Tell what is wrong with a detector, price or sheet of your own",
	.arguments = "FILE...",
	.text = "By suffix: .detect is a detector, .ini a file of prices, .sql a sheet, "
		".report the sheets of a workbook, .terms what a contract says, "
		".tsv the words of a language.",
	.groups = groups,
	.fewest = 1,
	.most = -1,
	.run = check_run,
};
