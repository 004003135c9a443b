/* bench_read.c - how long walking and reading take without anything else.
 *
 *     bench_read list|walk|plain|read DIR [THREADS]
 *
 * list: print the path of every file that would be read, and nothing else.
 * walk: only find the files. plain: find, open, read and close them, without a look at
 * what is in them: the bound. read: find them and walk_read() them, as a scan does.
 * Prints one line: seconds, files, bytes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "walk.h"

enum { PLAIN_MAX = WALK_MAX_BYTES };

struct count {
	uint64_t files, bytes;
	char *buffer;
	char pad[104]; /* a cache line a worker */
};

struct bench {
	char mode;
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

static void found(void *arg, const struct walk_file *f)
{
	struct bench *b = arg;
	struct count *c = &b->by[f->worker];
	struct walk_text t;

	if (f->language == LANG_OTHER_CODE || f->language == LANG_MANIFEST)
		return;
	c->files++;
	if (b->mode == 'l')
		puts(f->path);
	else if (b->mode == 'p')
		read_plain(c, f);
	else if (b->mode == 'r' && walk_read(&t, f))
		c->bytes += t.size;
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

	if (argc < 3 || !strchr("lwpr", argv[1][0])) {
		fprintf(stderr, "usage: bench_read list|walk|plain|read DIR [THREADS]\n");
		return 2;
	}
	arena_init(&a);
	b.mode = argv[1][0];
	if (b.mode == 'l')
		o.threads = 1;
	for (unsigned i = 0; i < walk_threads(&o); i++)
		b.by[i].buffer = arena_alloc(&a, PLAIN_MAX);
	from = now();
	if (!walk_run(&r, &a, argv[2], &o, found, &b, &e)) {
		fprintf(stderr, "bench_read: %s\n", e.text);
		return 1;
	}
	for (unsigned i = 0; i < r.threads; i++) {
		sum.files += b.by[i].files;
		sum.bytes += b.by[i].bytes;
	}
	if (b.mode != 'l')
		printf("%.6f %llu %llu\n", now() - from, (unsigned long long)sum.files,
		       (unsigned long long)sum.bytes);
	for (size_t i = 0; i < r.problem_count && argc > 4; i++)
		fprintf(stderr, "%s\t%s\t%u\t%s\n", r.problems[i].kind,
		        r.problems[i].path, r.problems[i].line, r.problems[i].reason);
	arena_release(&a);
	return 0;
}
