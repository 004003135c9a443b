/* options.c - the options of all commands, each in one argp row, and their values. */
#include "cli/options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/command.h"

enum key {
	KEY_DB = 0x100,
	KEY_MODELS,
	KEY_TO,
	KEY_TARGET,
	KEY_SET,
	KEY_RATE,
	KEY_REGION,
	KEY_CURRENCY,
	KEY_START,
	KEY_SEED,
	KEY_COUNTS,
	KEY_CLIENT,
	KEY_PROJECT,
	KEY_LANGUAGE,
	KEY_FOR,
	KEY_REPORT,
	KEY_PATHS,
	KEY_BRAND,
	KEY_PDF,
	KEY_THREADS,
	KEY_STRICT,
	KEY_PRINT,
	KEY_EXPLAIN,
	KEY_ALONE,
	KEY_ALL,
	KEY_APPLY,
	KEY_SCENARIO,
	KEY_EVIDENCE,
	KEY_BUDGET,
	KEY_BY,
	KEY_JSON,
	KEY_FORM, /* and as many behind it as there are forms */
};

static const struct argp_option store_rows[] = {
	{ "db", KEY_DB, "FILE", 0, "The store: one SQLite file a project", 0 },
	{ 0 },
};

static const struct argp_option models_rows[] = {
	{ "models", KEY_MODELS, "DIR", 0,
	  "Own detectors, prices and sheets; a file here takes the place of the built-in "
	  "one "
	  "of the same path. Default: $XDG_CONFIG_HOME/migcost",
	  0 },
	{ 0 },
};

static const struct argp_option price_rows[] = {
	{ "to", KEY_TO, "SIDE", 0, "Migrate to: node or python. Default: the other side",
	  0 },
	{ "target", KEY_TARGET, "LIST", 0, "Target stack: nestjs,prisma,bullmq", 0 },
	{ "rate", KEY_RATE, "AMOUNT", 0,
	  "Hourly rate in the quote's currency, as --set rate_per_hour=AMOUNT", 0 },
	{ "region", KEY_REGION, "NAME", 0,
	  "Rate card and holidays of a region: de, in, nl, uk, us ... or one's own", 0 },
	{ "currency", KEY_CURRENCY, "CODE", 0,
	  "Currency of the quote: USD, EUR, GBP, INR, CHF or one's own. Default: the "
	  "region's, else USD",
	  0 },
	{ "start", KEY_START, "DATE", 0,
	  "First day of work, YYYY-MM-DD. Default: next Monday", 0 },
	{ "set", KEY_SET, "KEY=VALUE", 0, "Another value for an input of the estimate",
	  0 },
	{ "scenario", KEY_SCENARIO, "FILE", 0,
	  "Price beside what FILE sets otherwise: [name] and key = value lines below it",
	  0 },
	{ "counts", KEY_COUNTS, "LIST", 0,
	  "Price from counts alone, without code: endpoints=60,models=21,jobs=6", 0 },
	{ "seed", KEY_SEED, "N", 0, "Seed of the simulation", 0 },
	{ "budget", KEY_BUDGET, "AMOUNT", 0,
	  "Say how likely it is that this much is enough", 0 },
	{ "by", KEY_BY, "DATE", 0, "Say how likely it is that all is done by then", 0 },
	{ 0 },
};

static const struct argp_option book_rows[] = {
	{ "output", 'o', "FILE", 0, "The workbook to write (.xlsx)", 0 },
	{ "pdf", KEY_PDF, "FILE", 0,
	  "Write it as PDF, too, by LibreOffice; without -o, that alone", 0 },
	{ "client", KEY_CLIENT, "NAME", 0, "Client named on the quote", 0 },
	{ "project", KEY_PROJECT, "NAME", 0,
	  "Project named on the quote. Default: the folder's", 0 },
	{ "for", KEY_FOR, "WHOM", 0,
	  "Which sheets: client (nothing internal), manager or audit (all). Default: "
	  "manager; for a PDF alone, client",
	  0 },
	{ "report", KEY_REPORT, "FILE", 0,
	  "Which sheets, by a file of one's own, see 'migcost list reports'", 0 },
	{ "paths", KEY_PATHS, NULL, 0,
	  "Show files and lines, also where the report leaves them out", 0 },
	{ "brand", KEY_BRAND, "FILE", 0,
	  "Whose workbook it is: name, logo, colours, terms. Default: "
	  "$XDG_CONFIG_HOME/migcost/brand.ini",
	  0 },
	{ "language", KEY_LANGUAGE, "CODE", 0,
	  "Language of the workbook: en, nl, or of one's own reports/words/CODE.tsv. "
	  "Default: en",
	  0 },
	{ 0 },
};

static const struct argp_option form_rows[] = {
#define FORM(name, argument, label, help)                                                \
	{ #name, KEY_FORM + FORM_##name, argument, 0, help, 0 },
	FORMS(FORM)
#undef FORM
	    { 0 },
};

static const struct argp_option scan_rows[] = {
	{ "strict", KEY_STRICT, NULL, 0,
	  "Exit with 3 when something was not read or not resolved", 0 },
	{ "alone", KEY_ALONE, NULL, 0,
	  "Read nothing but DIR, also where it is a part of a repository", 0 },
	{ "threads", KEY_THREADS, "N", 0, "Threads that read. Default: one a processor",
	  0 },
	{ 0 },
};

static const struct argp_option print_rows[] = {
	{ "print", KEY_PRINT, "TABLE", 0,
	  "Print one table as tab-separated values: endpoints, models, fields, "
	  "relations, "
	  "jobs, queries, packages, files, problems, services ...",
	  0 },
	{ 0 },
};

static const struct argp_option explain_rows[] = {
	{ "explain", KEY_EXPLAIN, "FILE:LINE", 0,
	  "Show why that line counts, or does not: its tokens, the rules that ask for "
	  "its names, what each owner is, the facts and what they hang below",
	  0 },
	{ 0 },
};

static const struct argp_option explain_all_rows[] = {
	{ "all", KEY_ALL, NULL, 0, "Every item, not the first ten", 0 },
	{ 0 },
};

static const struct argp_option calibrate_rows[] = {
	{ "apply", KEY_APPLY, "DIR", 0,
	  "Write the factors to DIR/cost/own.ini, which --models DIR takes", 0 },
	{ "evidence", KEY_EVIDENCE, NULL, 0,
	  "Hold the model against the measured migrations that come with it", 0 },
	{ 0 },
};

static const struct argp_option json_rows[] = {
	{ "json", KEY_JSON, NULL, 0, "Print JSON for machines instead of text", 0 },
	{ 0 },
};

static double read_number(struct argp_state *state, const char *option, const char *text,
                          double low, double high)
{
	char *end;
	double x;

	errno = 0;
	x = strtod(text, &end);
	if (end == text || *end || errno || !isfinite(x) || x < low || x > high)
		argp_error(state, "--%s needs a number from %g to %g, not '%s'", option,
		           low, high, text);
	return x;
}

static uint64_t read_seed(struct argp_state *state, const char *text)
{
	char *end;
	uint64_t n;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (end == text || *end || errno || *text == '-' || n == 0)
		argp_error(state, "--seed needs a whole number from 1 on, not '%s'",
		           text);
	return n;
}

static const char *read_date(struct argp_state *state, const char *option,
                             const char *text)
{
	struct tm t = { 0 };
	const char *end = strlen(text) == 10 ? strptime(text, "%Y-%m-%d", &t) : NULL;

	if (!end || *end)
		argp_error(state, "--%s needs a date like 2027-01-31, not '%s'", option,
		           text);
	return text;
}

/* Path and line, as compilers write them. */
static const char *read_place(struct argp_state *state, const char *text)
{
	const char *colon = strrchr(text, ':');

	if (!colon || colon == text || !colon[1] ||
	    strspn(colon + 1, "0123456789") != strlen(colon + 1))
		argp_error(state, "--explain needs FILE:LINE, not '%s'", text);
	return text;
}

static void add_set(struct options *o, const char *assignment)
{
	*(const char **)arena_push(o->arena, (void **)&o->set, &o->estimate.set_count,
	                           &o->set_room, sizeof *o->set) = assignment;
	o->estimate.set = o->set;
}

static void add_scenario(struct options *o, const char *path)
{
	*(const char **)arena_push(o->arena, (void **)&o->scenario,
	                           &o->estimate.scenario_count, &o->scenario_room,
	                           sizeof *o->scenario) = path;
	o->estimate.scenario = o->scenario;
}

static void read_set(struct argp_state *state, struct options *o, const char *text)
{
	const char *equals = strchr(text, '=');

	if (!equals || equals == text)
		argp_error(state, "--set needs KEY=VALUE, not '%s'", text);
	add_set(o, text);
}

static error_t read_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	if (key >= KEY_FORM && key < KEY_FORM + FORMS_END) {
		o->forms.path[key - KEY_FORM] = arg;
		return 0;
	}
	switch (key) {
	case KEY_DB: o->db = arg; return 0;
	case KEY_MODELS: o->models = arg; return 0;
	case KEY_TARGET: o->estimate.target = arg; return 0;
	case KEY_COUNTS: o->counts = arg; return 0;
	case KEY_CLIENT: o->client = arg; return 0;
	case KEY_PROJECT: o->project = arg; return 0;
	case KEY_LANGUAGE: o->language = arg; return 0;
	case KEY_PATHS: o->paths = true; return 0;
	case KEY_BRAND: o->brand = arg; return 0;
	case KEY_PDF: o->pdf = arg; return 0;
	case KEY_FOR:
	case KEY_REPORT:
		if (o->report)
			argp_error(state, "one of --for and --report, once");
		o->report = key == KEY_REPORT && !strchr(arg, '/')
		              ? arena_printf(o->arena, "./%s", arg)
		              : arg;
		return 0;
	case KEY_ALL: o->whole = true; return 0;
	case KEY_ALONE: o->alone = true; return 0;
	case KEY_SCENARIO: add_scenario(o, arg); return 0;
	case KEY_APPLY: o->apply = arg; return 0;
	case KEY_EVIDENCE: o->evidence = true; return 0;
	case KEY_STRICT: o->strict = true; return 0;
	case KEY_PRINT: o->print = arg; return 0;
	case KEY_EXPLAIN: o->explain = read_place(state, arg); return 0;
	case KEY_JSON: o->json = true; return 0;
	case 'o': o->output = arg; return 0;
	case KEY_TO:
		if (strcmp(arg, "node") != 0 && strcmp(arg, "python") != 0)
			argp_error(state, "--to needs node or python, not '%s'", arg);
		o->estimate.to = arg;
		return 0;
	case KEY_RATE:
		read_number(state, "rate", arg, 0.01, 1e7);
		add_set(o, arena_printf(o->arena, "rate_per_hour=%s", arg));
		return 0;
	case KEY_REGION: add_set(o, arena_printf(o->arena, "region=%s", arg)); return 0;
	case KEY_CURRENCY:
		add_set(o, arena_printf(o->arena, "currency=%s", arg));
		return 0;
	case KEY_SET: read_set(state, o, arg); return 0;
	case KEY_START: o->estimate.start = read_date(state, "start", arg); return 0;
	case KEY_BUDGET:
		o->estimate.budget = read_number(state, "budget", arg, 1, 1e12);
		return 0;
	case KEY_BY: o->estimate.by = read_date(state, "by", arg); return 0;
	case KEY_SEED: o->estimate.seed = read_seed(state, arg); return 0;
	case KEY_THREADS:
		o->threads = (int)read_number(state, "threads", arg, 1, 16);
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

const struct argp options_store = { .options = store_rows, .parser = read_option };
const struct argp options_models = { .options = models_rows, .parser = read_option };
const struct argp options_price = { .options = price_rows, .parser = read_option };
const struct argp options_book = { .options = book_rows, .parser = read_option };
const struct argp options_forms = { .options = form_rows, .parser = read_option };
const struct argp options_scan = { .options = scan_rows, .parser = read_option };
const struct argp options_calibrate = { .options = calibrate_rows,
	                                .parser = read_option };
const struct argp options_print = { .options = print_rows, .parser = read_option };
const struct argp options_explain = { .options = explain_rows, .parser = read_option };
const struct argp options_explain_all = { .options = explain_all_rows,
	                                  .parser = read_option };
const struct argp options_json = { .options = json_rows, .parser = read_option };

static void check_count(struct argp_state *state, const struct options *o)
{
	const struct command *c = o->command;

	if ((int)o->arg_count < c->fewest)
		argp_error(state, "%s is missing", c->arguments);
	else if (c->most >= 0 && (int)o->arg_count > c->most)
		argp_error(state, "'%s' is one argument too many", o->args[c->most]);
}

static error_t read_word(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		for (size_t i = 0; o->command->groups && o->command->groups[i].argp; i++)
			state->child_inputs[i] = o;
		return 0;
	case ARGP_KEY_ARG:
		*(const char **)arena_push(o->arena, (void **)&o->args, &o->arg_count,
		                           &o->arg_room, sizeof *o->args) = arg;
		return 0;
	case ARGP_KEY_END: check_count(state, o); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

void options_read(struct options *o, int argc, char **argv)
{
	const struct command *c = o->command;
	struct argp argp = {
		.parser = read_word,
		.args_doc = *c->arguments ? c->arguments : NULL,
		.doc = arena_printf(o->arena, "%s%s%s", c->summary, c->text ? "\n\n" : "",
		                    c->text ? c->text : ""),
		.children = c->groups,
	};

	argv[0] = arena_printf(o->arena, "migcost %s", c->name);
	argp_err_exit_status = EXIT_WRONG_USE;
	argp_parse(&argp, argc, argv, 0, NULL, o);
}
