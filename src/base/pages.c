/* pages.c - the memory that all arenas share, in pieces of one size. */
#include "base/pages.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>

/* Room is asked for by the chunk, memory by the page. The first pages of a chunk lie in
 * large ones of the system; the last do not, so that what nobody uses of them is less. */
enum {
	LARGE_PAGE = 2 * 1024 * 1024,
	PAGE = LARGE_PAGE / 8,
	LARGE_PAGES = 20,
	PAGES = 256, /* of a chunk */
	CHUNK = PAGES * PAGE,
	PIECES = PAGE / PIECE, /* of a page */
};

struct piece {
	struct piece *next;
};

static struct {
	pthread_mutex_t lock;
	struct piece *idle;     /* given back, or of a page that another piece opened */
	char *start, *at, *end; /* of the newest chunk; at: the next page */
} pages = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool add_chunk(void)
{
	char *p = mmap(NULL, CHUNK + LARGE_PAGE, PROT_READ | PROT_WRITE,
	               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		return false;
	p += -(uintptr_t)p & (LARGE_PAGE - 1);
	pages.start = pages.at = p;
	pages.end = p + CHUNK;
#ifdef MADV_HUGEPAGE
	madvise(p, (size_t)LARGE_PAGES * LARGE_PAGE, MADV_HUGEPAGE);
#endif
	return true;
}

static void put_idle(char *at)
{
	struct piece *p = (struct piece *)(void *)at;

	p->next = pages.idle;
	pages.idle = p;
}

/* One request for many pages costs half of what a fault for each of them does, where
 * there are no large ones. A system that knows no such request hands them out one by
 * one. Clearing it takes a while, and much longer where a virtual machine has to ask its
 * host for it: so that no other thread waits meanwhile. */
static char *open_page(void)
{
	char *p;

	if (pages.at == pages.end && !add_chunk())
		return NULL;
	p = pages.at;
	pages.at += PAGE;
	pthread_mutex_unlock(&pages.lock);
#ifdef MADV_POPULATE_WRITE
	madvise(p, PAGE, MADV_POPULATE_WRITE);
#endif
	pthread_mutex_lock(&pages.lock);
	for (size_t i = PIECES - 1; i > 0; i--)
		put_idle(p + i * PIECE);
	return p;
}

void *piece_take(void)
{
	struct piece *p;

	pthread_mutex_lock(&pages.lock);
	p = pages.idle;
	if (p)
		pages.idle = p->next;
	else
		p = (struct piece *)(void *)open_page();
	pthread_mutex_unlock(&pages.lock);
	if (p)
		ASAN_UNPOISON_MEMORY_REGION(p, PIECE);
	return p;
}

void piece_give(void *piece)
{
	struct piece *p = piece;

	ASAN_POISON_MEMORY_REGION(p, PIECE);
	ASAN_UNPOISON_MEMORY_REGION(p, sizeof *p);
	pthread_mutex_lock(&pages.lock);
	put_idle(piece);
	pthread_mutex_unlock(&pages.lock);
}

/* Which page of the newest chunk the piece is in; those of older ones: the last. */
static size_t page_of(const struct piece *p)
{
	const char *at = (const char *)p;

	return at >= pages.start && at < pages.end ? (size_t)(at - pages.start) / PAGE
	                                           : PAGES;
}

void pieces_trim(void)
{
	unsigned unused[PAGES + 1] = { 0 };
	struct piece **at = &pages.idle;

	pthread_mutex_lock(&pages.lock);
	for (const struct piece *p = pages.idle; p; p = p->next)
		unused[page_of(p)]++;
	unused[PAGES] = 0;
	while (*at)
		if (unused[page_of(*at)] == PIECES)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	for (size_t i = 0; i < PAGES; i++)
		if (unused[i] == PIECES) {
			/* What the system puts there is no piece. */
			ASAN_UNPOISON_MEMORY_REGION(pages.start + i * PAGE, PAGE);
			munmap(pages.start + i * PAGE, PAGE);
		}
	pthread_mutex_unlock(&pages.lock);
}
