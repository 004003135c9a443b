/* bench_read.c - how long walking and reading take without anything else.
 *
 *     bench_read list|walk|plain|read|lexed|syntax DIR [THREADS]
 *
 * list: print the path of every file that would be read, and nothing else.
 * walk: only find the files. plain: find, open, read and close them, without a look at
 * what is in them: the bound. read: find them and walk_read() them, as a scan does.
 * lexed: and the tokens of those that are no tests, migrations or generated code.
 * syntax: and their functions, classes, calls and expressions, kept in memory.
 * Prints one line: seconds, files, bytes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "detect/detector.h"
#include "files/walk.h"
#include "read/python.h"
#include "read/script.h"
#include "syntax/lex.h"
#include "value/unit.h"

enum { PLAIN_MAX = WALK_MAX_BYTES };

struct count {
	uint64_t files, bytes;
	char *buffer;
	struct arena arena;
	struct tokens tokens;
	struct said *said;
	char pad[128]; /* a cache line a worker */
};

/* In the order of what they do more and more of. */
enum mode { LIST, WALK, PLAIN, READ, LEXED, SYNTAX, MODES };
static const char *const mode_names[MODES] = { "list", "walk",  "plain",
	                                       "read", "lexed", "syntax" };

struct bench {
	enum mode mode;
	struct detectors detectors;
	struct count by[WALK_THREADS_MAX];
};

static void read_plain(struct count *c, const struct walk_file *f)
{
	int fd = openat(f->folder, f->name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && st.st_size <= PLAIN_MAX) {
		n = read(fd, c->buffer, PLAIN_MAX);
		c->bytes += n > 0 ? (uint64_t)n : 0;
	}
	close(fd);
}

static void lex(struct count *c, const struct walk_file *f, const struct walk_text *t)
{
	if (f->language == LANG_PYTHON)
		lex_python(&c->tokens, t->s, (uint32_t)t->size);
	else
		lex_script(&c->tokens, t->s, (uint32_t)t->size, f->language);
}

static void read_syntax(struct bench *b, struct count *c, const struct walk_file *f,
                        const struct walk_text *t)
{
	struct unit *u = arena_zero(&c->arena, sizeof *u);

	if (!c->said)
		c->said = arena_zero(&c->arena, NAMES_SAID * sizeof *c->said);
	u->path = arena_strdup(&c->arena, f->path);
	u->language = (uint8_t)f->language;
	u->kind = UNIT_SOURCE;
	u->arena = &c->arena;
	u->tokens = &c->tokens;
	u->said = c->said;
	if (f->language == LANG_PYTHON)
		python_read(u, t->s, t->size, &b->detectors.vocabulary);
	else
		script_read(u, t->s, t->size, &b->detectors.vocabulary);
	unit_settle(u, &b->detectors);
}

static bool is_source(const struct walk_file *f)
{
	return (f->language == LANG_PYTHON || f->language == LANG_JAVASCRIPT ||
	        f->language == LANG_TYPESCRIPT || f->language == LANG_TSX) &&
	       lang_unit_kind(f->path) == UNIT_SOURCE;
}

static void found(void *arg, const struct walk_file *f)
{
	struct bench *b = arg;
	struct count *c = &b->by[f->worker];
	struct walk_text t;

	if (f->language == LANG_OTHER_CODE || f->language == LANG_MANIFEST)
		return;
	c->files++;
	if (b->mode == LIST)
		puts(f->path);
	else if (b->mode == PLAIN)
		read_plain(c, f);
	else if (b->mode >= READ && walk_read(&t, f)) {
		c->bytes += t.size;
		if (b->mode == READ || !is_source(f))
			return;
		if (b->mode == SYNTAX)
			read_syntax(b, c, f, &t);
		else
			lex(c, f, &t);
	}
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	static struct bench b;
	struct walk_options o = { .threads = argc > 3 ? (int)strtol(argv[3], NULL, 10)
		                                      : 0 };
	struct walk_result r;
	struct count sum = { 0 };
	struct arena a;
	struct err e;
	double from;

	while (argc > 2 && b.mode < MODES && strcmp(argv[1], mode_names[b.mode]) != 0)
		b.mode++;
	if (argc < 3 || b.mode == MODES) {
		fprintf(stderr, "usage: bench_read list|walk|plain|read|lexed|syntax "
		                "DIR [THREADS]\n");
		return 2;
	}
	arena_init(&a);
	if (b.mode == LIST)
		o.threads = 1;
	for (unsigned i = 0; i < walk_threads(&o); i++)
		b.by[i].buffer = arena_alloc(&a, PLAIN_MAX);
	from = now();
	if (b.mode == SYNTAX && !detectors_load(&b.detectors, &a, &e)) {
		fprintf(stderr, "bench_read: %s\n", e.text);
		return 1;
	}
	if (!walk_run(&r, &a, argv[2], &o, found, &b, &e)) {
		fprintf(stderr, "bench_read: %s\n", e.text);
		return 1;
	}
	for (unsigned i = 0; i < r.threads; i++) {
		sum.files += b.by[i].files;
		sum.bytes += b.by[i].bytes;
		tokens_release(&b.by[i].tokens);
		arena_release(&b.by[i].arena);
	}
	if (b.mode != LIST)
		printf("%.6f %llu %llu\n", now() - from, (unsigned long long)sum.files,
		       (unsigned long long)sum.bytes);
	for (size_t i = 0; i < r.problem_count && argc > 4; i++)
		fprintf(stderr, "%s\t%s\t%u\t%s\n", r.problems[i].kind,
		        r.problems[i].path, r.problems[i].line, r.problems[i].reason);
	arena_release(&a);
	return 0;
}
