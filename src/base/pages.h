/* pages.h - the memory that all arenas share, in pieces of one size.
 *
 * Pieces lie side by side in large pages, where the system has such: to find what is
 * spread over thousands of small ones, and to ask for each of them, took a tenth of a
 * scan. Pieces are made once; what is given back is there for the next who asks. */
#ifndef PAGES_H
#define PAGES_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define PAGES_ARE_CHECKED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PAGES_ARE_CHECKED 1
#endif
#endif

#ifdef PAGES_ARE_CHECKED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { PIECE = 64 * 1024 };

/* A piece, by any thread; NULL: there is no more memory. */
void *piece_take(void);
void piece_give(void *piece);
/* Gives the system back what nobody uses: after a scan, which takes the most. */
void pieces_trim(void);

#endif
