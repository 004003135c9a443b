/* main.c - the command line: which command, and the one place where errors are told. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "base/thread.h"
#include "base/version.h"
#include "cli/command.h"

static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
	COMMANDS(COMMAND)
#undef COMMAND
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void print_help(FILE *out)
{
	fputs(
	    "Usage: migcost COMMAND [OPTION...] [ARGUMENT...]\n"
	    "Price the migration of a Python or Node.js back end to the other side.\n\n",
	    out);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n"
	      "  migcost COMMAND --help   the options of a command\n"
	      "  migcost --version        print the version\n\n"
	      "Exit status: 0 done, 1 failed, 2 wrong use, 3 done but not all was read\n"
	      "(with --strict).\n",
	      out);
}

static int tell(const struct err *e)
{
	fprintf(stderr, "migcost: %s\n", e->text);
	return e->kind == ERR_USAGE ? EXIT_WRONG_USE : EXIT_FAILED;
}

struct call {
	const struct command *command;
	int argc;
	char **argv;
	int exit_code;
};

static int run_here(const struct command *c, int argc, char **argv)
{
	struct arena arena = { 0 };
	struct options o = { .arena = &arena, .command = c };
	struct err e = { 0 };
	bool ok;

	options_read(&o, argc, argv);
	ok = c->run(&o, &e);
	arena_release(&arena);
	if ((fflush(stdout) != 0 || ferror(stdout)) && ok)
		ok = err_set(&e, ERR_IO, "cannot write to standard output");
	return ok ? o.exit_code : tell(&e);
}

static void *run_aside(void *arg)
{
	struct call *x = arg;

	x->exit_code = run_here(x->command, x->argc, x->argv);
	return NULL;
}

/* Where our own stack is as large as commands need, not as large as a shell leaves it. */
static int run(const struct command *c, int argc, char **argv)
{
	struct call x = { c, argc, argv, EXIT_FAILED };
	struct thread t;

	/* Threads take memory by the piece, see pages.h: a heap for each of them would
	 * lie idle, 0.8 MiB of a large scan. */
	mallopt(M_ARENA_MAX, 1);
	if (!thread_begin(&t, run_aside, &x))
		return run_here(c, argc, argv);
	thread_wait(&t);
	return x.exit_code;
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const struct command *c = command_find(word);
	char help[] = "--help", *help_argv[] = { argv[0], help, NULL };
	struct err e;

	if (c)
		return run(c, argc - 1, argv + 1);
	if (is_one_of(word, "help", "--help", "-?") && argc > 2 && command_find(argv[2]))
		return run(command_find(argv[2]), 2, help_argv);
	if (is_one_of(word, "help", "--help", "-?") || strcmp(word, "-h") == 0) {
		print_help(stdout);
		return EXIT_DONE;
	}
	if (is_one_of(word, "version", "--version", "-V")) {
		puts("migcost " MIGCOST_VERSION);
		return EXIT_DONE;
	}
	if (!*word) {
		print_help(stderr);
		return EXIT_WRONG_USE;
	}
	err_set(&e, ERR_USAGE, "'%s' is no command, see 'migcost help'", word);
	return tell(&e);
}
