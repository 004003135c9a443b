/* arena.h - memory with one life span: allocated piece by piece, released at once.
 *
 * One arena a life span, not a type: a run, a file, the link, a report. Never
 * returns NULL: without memory the program says so and aborts. Not thread-safe:
 * each worker has its own. */
#ifndef ARENA_H
#define ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/pages.h"

struct arena {
	struct arena_block *block;  /* newest first */
	struct arena_defer *defers; /* newest first */
	char *at, *end;             /* free part of the newest block */
};

/* All zero is a valid empty arena; arena_init says so in code. */
void arena_init(struct arena *a);
/* Run the deferred calls, newest first, and give all memory back. The arena is
 * empty and usable afterwards. */
void arena_release(struct arena *a);
/* Like arena_release, but keeps one block for the next round. */
void arena_reset(struct arena *a);

/* Aligned for numbers and pointers; arena_alloc leaves the bytes unset, arena_zero
 * clears. */
static inline void *arena_alloc(struct arena *a, size_t size);
static inline void *arena_zero(struct arena *a, size_t size);
/* Copy of n bytes, with a NUL behind them. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
/* The three behind each other. */
char *arena_concat(struct arena *a, const char *s, const char *between, const char *t);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);
/* Call fn(arg) when the arena is reset or released: ties foreign objects
 * (sqlite3_stmt, FILE) to a life span. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* A growing array in an arena: old copies stay until release (at most as much
 * again as the array itself).
 *     size_t n = 0, room = 0; struct x *v = NULL;
 *     *(struct x *)arena_push(a, (void **)&v, &n, &room, sizeof *v) = x; */
void *arena_push(struct arena *a, void **array, size_t *n, size_t *room, size_t size);
/* Room for that many at once, so that no copies stay. */
void arena_reserve(struct arena *a, void **array, size_t n, size_t *room, size_t wanted,
                   size_t size);

/* Private: where the newest block is full. */
void *arena_more(struct arena *a, size_t size);

static inline void *arena_alloc(struct arena *a, size_t size)
{
#ifndef PAGES_ARE_CHECKED
	size_t room = (size_t)(a->end - a->at), taken = (size + 7) & ~(size_t)7;
	char *p = a->at;

	if (size < room && taken < room) {
		a->at += taken;
		return p;
	}
#endif
	return arena_more(a, size);
}

static inline void *arena_zero(struct arena *a, size_t size)
{
	return memset(arena_alloc(a, size), 0, size);
}

#endif
