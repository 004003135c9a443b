/* content.h - what a file holds, as a number that shows a difference. */
#ifndef CONTENT_H
#define CONTENT_H

#include <stddef.h>
#include <stdint.h>

/* The same for the same bytes on every machine; 16 bytes a step, so that a scan does not
 * feel it. Two texts that differ have the same one by chance once in 2^64; who wants to
 * make such a pair can. */
uint64_t content_digest(const char *s, size_t n);

#endif
