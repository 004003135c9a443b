/* content.c - what a file holds, as a number that shows a difference. */
#include "files/content.h"

#include <string.h>

/* Odd, with about as many bits set as not: digits of the golden ratio, and of e. */
static const uint64_t K1 = 0x9e3779b97f4a7c15, K2 = 0xb7e151628aed2a6b;

/* Both halves of the product, folded: each bit of either factor reaches all of it. */
static uint64_t mixed(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t eight(const char *s)
{
	uint64_t x;

	memcpy(&x, s, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

/* With h beside the product: a factor of 0 would forget what came before. */
static uint64_t step(uint64_t h, const char *s)
{
	return mixed(eight(s) ^ h, eight(s + 8) ^ K2) + h;
}

/* Two chains, so that one need not wait for the other. */
uint64_t content_digest(const char *s, size_t n)
{
	enum { STEP = 32 };
	uint64_t a = mixed(n ^ K1, K2), b = ~a;
	char last[STEP] = { 0 };

	for (; n >= STEP; n -= STEP, s += STEP) {
		a = step(a, s);
		b = step(b, s + STEP / 2);
	}
	memcpy(last, s, n);
	return mixed(step(a, last) ^ K1, step(b, last + STEP / 2) ^ K2);
}
