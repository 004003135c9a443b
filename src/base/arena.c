/* arena.c - memory with one life span: allocated piece by piece, released at once. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

/* LARGE: what is not all needed at once may be asked for in good time. */
enum { ALIGN = 8, SPARE = PIECE / 4, LARGE = 128 * 1024 };

/* A piece, or memory of its own for what is larger than a part of one. */
struct arena_block {
	struct arena_block *older;
	size_t size; /* usable bytes behind the header */
	alignas(max_align_t) char data[];
};

enum { PIECE_ROOM = PIECE - sizeof(struct arena_block) };

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

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b = NULL;

	if (size == PIECE_ROOM)
		b = piece_take();
	else if (size <= SIZE_MAX - sizeof *b)
		b = malloc(sizeof *b + size);
	if (!b)
		out_of_memory();
	b->size = size;
	return b;
}

static void block_free(struct arena_block *b)
{
	bool is_piece = b->size == PIECE_ROOM;

	ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
	if (is_piece)
		piece_give(b);
	else
		free(b);
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
		block_free(b);
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
		block_free(b);
	}
	keep->older = NULL;
	ASAN_POISON_MEMORY_REGION(keep->data, keep->size);
	a->at = keep->data;
	a->end = keep->data + keep->size;
}

/* The piece at hand stays so: this one lies behind it. */
static void *add_large(struct arena *a, size_t size)
{
	struct arena_block *b = block_new(size);
	struct arena_block **at = a->block ? &a->block->older : &a->block;

	b->older = *at;
	*at = b;
	return b->data;
}

static void add_piece(struct arena *a)
{
	struct arena_block *b = block_new(PIECE_ROOM);

	ASAN_POISON_MEMORY_REGION(b->data, b->size);
	b->older = a->block;
	a->block = b;
	a->at = b->data;
	a->end = b->data + b->size;
}

void *arena_more(struct arena *a, size_t size)
{
	char *p;

	if (size > SIZE_MAX - ALIGN)
		out_of_memory();
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if ((size_t)(a->end - a->at) < size || !a->at) {
		if (size > SPARE)
			return add_large(a, size);
		add_piece(a);
	}
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

/* Straight to where the arena is free: it mostly fits. */
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
#ifdef PAGES_ARE_CHECKED
	char first[256];
	size_t room = sizeof first;
#else
	char *first = a->at;
	size_t room = (size_t)(a->end - a->at);
#endif
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(first, room, fmt, ap);
	if (n < 0)
		n = 0;
	p = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n >= room)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	else if (p != first)
		memcpy(p, first, (size_t)n);
	p[n] = '\0';
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
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
