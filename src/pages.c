/* pages.c - the memory that all arenas share, in pieces of one size. */
#include "pages.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>

/* Room is asked for by the chunk, memory by the large page. */
enum {
	LARGE_PAGE = 2 * 1024 * 1024,
	PAGES = 32, /* of a chunk */
	CHUNK = PAGES * LARGE_PAGE,
	PIECES = LARGE_PAGE / PIECE, /* of a page */
};

struct piece {
	struct piece *next;
};

static struct {
	pthread_mutex_t lock;
	struct piece *given_back;
	char *start, *at, *opened, *end; /* of the newest chunk */
} pages = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool add_chunk(void)
{
	char *p = mmap(NULL, CHUNK + LARGE_PAGE, PROT_READ | PROT_WRITE,
	               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		return false;
	p += -(uintptr_t)p & (LARGE_PAGE - 1);
	pages.start = pages.at = pages.opened = p;
	pages.end = p + CHUNK;
#ifdef MADV_HUGEPAGE
	madvise(p, CHUNK, MADV_HUGEPAGE);
#endif
	return true;
}

/* One request for many pages costs half of what a fault for each of them does, where
 * there are no large ones. A system that knows no such request hands them out one by
 * one. */
static void open_page(void)
{
#ifdef MADV_POPULATE_WRITE
	madvise(pages.opened, LARGE_PAGE, MADV_POPULATE_WRITE);
#endif
	pages.opened += LARGE_PAGE;
}

static void *new_piece(void)
{
	char *p;

	if (pages.at == pages.end && !add_chunk())
		return NULL;
	if (pages.at == pages.opened)
		open_page();
	p = pages.at;
	pages.at += PIECE;
	return p;
}

void *piece_take(void)
{
	struct piece *p;

	pthread_mutex_lock(&pages.lock);
	p = pages.given_back;
	if (p)
		pages.given_back = p->next;
	else
		p = new_piece();
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
	p->next = pages.given_back;
	pages.given_back = p;
	pthread_mutex_unlock(&pages.lock);
}

/* Which large page of the newest chunk the piece is in; those of older ones: the last. */
static size_t page_of(const struct piece *p)
{
	const char *at = (const char *)p;

	return at >= pages.start && at < pages.end
	         ? (size_t)(at - pages.start) / LARGE_PAGE
	         : PAGES;
}

void pieces_trim(void)
{
	unsigned idle[PAGES + 1] = { 0 };
	struct piece **at = &pages.given_back;

	pthread_mutex_lock(&pages.lock);
	for (const struct piece *p = pages.given_back; p; p = p->next)
		idle[page_of(p)]++;
	idle[PAGES] = 0;
	while (*at)
		if (idle[page_of(*at)] == PIECES)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	for (size_t i = 0; i < PAGES; i++)
		if (idle[i] == PIECES)
			munmap(pages.start + i * LARGE_PAGE, LARGE_PAGE);
	pthread_mutex_unlock(&pages.lock);
}
