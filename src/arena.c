/* arena.c - memory with one life span: allocated piece by piece, released at once. */
#include "arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef ARENA_IS_CHECKED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

/* Enough for all that an arena holds; twice as much would be lost between strings. */
enum { ALIGN = 8, BLOCK = 64 * 1024, STEP = 128 * 1024, LARGE = 128 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t size; /* usable bytes behind the header */
	alignas(max_align_t) char data[];
};

struct arena_defer {
	struct arena_defer *older;
	void (*fn)(void *);
	void *arg;
};

static void out_of_memory(void)
{
	fputs("migcost: out of memory\n", stderr);
	abort();
}

void arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void run_defers(struct arena *a)
{
	/* The records live in the arena itself, so they go with its blocks. */
	for (struct arena_defer *d = a->defers; d; d = d->older)
		d->fn(d->arg);
	a->defers = NULL;
}

void arena_release(struct arena *a)
{
	run_defers(a);
	for (struct arena_block *b = a->block, *older; b; b = older) {
		older = b->older;
		ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
		free(b);
	}
	arena_init(a);
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->block;

	run_defers(a);
	if (!keep)
		return;
	for (struct arena_block *b = keep->older, *older; b; b = older) {
		older = b->older;
		ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
		free(b);
	}
	keep->older = NULL;
	ASAN_POISON_MEMORY_REGION(keep->data, keep->size);
	a->at = keep->data;
	a->end = keep->data + keep->size;
}

/* One request for many pages costs half of what a fault for each of them does. A
 * system that knows no such request hands them out one by one. */
static void ask_for_pages(char *from, char *to)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t start = ((uintptr_t)from + page - 1) & ~(page - 1);
	uintptr_t end = (uintptr_t)to & ~(page - 1);

	if (end > start)
		madvise((void *)start, end - start, MADV_POPULATE_WRITE);
#else
	(void)from, (void)to;
#endif
}

/* Opens the next part of the newest block, if size fits there. */
static bool open_more(struct arena *a, size_t size)
{
	char *limit = a->block ? a->block->data + a->block->size : NULL;
	size_t more;

	if (!limit || (size_t)(limit - a->at) < size)
		return false;
	more = (size_t)(limit - a->end);
	if (more > size + STEP)
		more = size + STEP;
	/* What is small may never need more, of what is large not all may be used. */
	if (a->block->older && size < STEP / 8)
		ask_for_pages(a->end, a->end + more);
	a->end += more;
	return true;
}

static void grow(struct arena *a, size_t size)
{
	size_t want = a->block ? a->block->size * 2 : BLOCK;
	struct arena_block *b;

	if (want > 64 * BLOCK)
		want = 64 * BLOCK;
	if (want < size)
		want = size;
	if (want > SIZE_MAX - sizeof *b || !(b = malloc(sizeof *b + want))) {
		out_of_memory();
		return;
	}
	b->older = a->block;
	b->size = want;
	ASAN_POISON_MEMORY_REGION(b->data, b->size);
	a->block = b;
	a->at = a->end = b->data;
	open_more(a, size);
}

void *arena_more(struct arena *a, size_t size)
{
	char *p;

	if (size > SIZE_MAX - ALIGN)
		out_of_memory();
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (((size_t)(a->end - a->at) < size || !a->at) && !open_more(a, size))
		grow(a, size);
	p = a->at;
	a->at += size;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_concat(struct arena *a, const char *s, const char *between, const char *t)
{
	size_t n = strlen(s), m = strlen(between), k = strlen(t);
	char *p = arena_alloc(a, n + m + k + 1);

	memcpy(p, s, n);
	memcpy(p + n, between, m);
	memcpy(p + n + m, t, k + 1);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	char buf[256], *p;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	if (n < 0)
		return arena_strndup(a, "", 0);
	if ((size_t)n < sizeof buf)
		return arena_strndup(a, buf, (size_t)n);
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct arena_defer *d = arena_alloc(a, sizeof *d);

	*d = (struct arena_defer){ a->defers, fn, arg };
	a->defers = d;
}

void arena_reserve(struct arena *a, void **array, size_t n, size_t *room, size_t wanted,
                   size_t size)
{
	void *grown;

	if (wanted <= *room)
		return;
	grown = arena_alloc(a, wanted * size);
	if (n)
		memcpy(grown, *array, n * size);
	*array = grown;
	*room = wanted;
}

void *arena_push(struct arena *a, void **array, size_t *n, size_t *room, size_t size)
{
	/* Room that nobody has touched is no memory, but old copies are. */
	if (*n == *room)
		arena_reserve(a, array, *n, room,
		              !*room                 ? 8
		              : *room * size < LARGE ? *room * 2
		                                     : *room * 8,
		              size);
	return (char *)*array + (*n)++ * size;
}
