/* command.h - what a command of the command line is, and the list of them. */
#ifndef COMMAND_H
#define COMMAND_H

#include <argp.h>
#include <stdbool.h>

#include "base/err.h"
#include "cli/options.h"

/* To add one: a line here and a file src/cli/cmd_NAME.c that ends in command_NAME. */
#define COMMANDS(COMMAND)                                                                \
	COMMAND(quote)                                                                   \
	COMMAND(scan)                                                                    \
	COMMAND(estimate)                                                                \
	COMMAND(report)                                                                  \
	COMMAND(explain)                                                                 \
	COMMAND(compare)                                                                 \
	COMMAND(calibrate)                                                               \
	COMMAND(check)                                                                   \
	COMMAND(list)

/* What the process answers. argp's own answer to wrong use is 64 unless told. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_WRONG_USE = 2,
	EXIT_INCOMPLETE =
	    3, /* --strict: done, but something was not read or not resolved */
};

struct command {
	const char *name;
	const char *summary;   /* one line for `migcost help` */
	const char *arguments; /* "DIR", for the line "Usage:" */
	const char *text;      /* paragraphs above the options in --help, may be NULL */
	const struct argp_child *groups; /* options that it takes, see options.h */
	int fewest, most;                /* positional arguments; most -1: any number */
	/* Results go to stdout. o->exit_code is EXIT_DONE before. */
	bool (*run)(struct options *o, struct err *e);
};

#define COMMAND(name) extern const struct command command_##name;
COMMANDS(COMMAND)
#undef COMMAND

/* NULL when there is no such command. */
const struct command *command_find(const char *name);

#endif
