/* lex_bytes.h - steps over a text, 16 bytes at a time where the machine can.
 *
 * All but bytes_find() read up to 16 bytes behind the place that they stop at: the text
 * must be padded, see READ_PADDING in lex.h. */
#ifndef LEX_BYTES_H
#define LEX_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* First of the four bytes at or behind p; end, or a place behind it: there is none. */
static inline const char *bytes_seek(const char *p, const char *end, char a, char b,
                                     char c, char d)
{
#ifdef __SSE2__
	__m128i va = _mm_set1_epi8(a), vb = _mm_set1_epi8(b);
	__m128i vc = _mm_set1_epi8(c), vd = _mm_set1_epi8(d);

	for (; p < end; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i ab = _mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb));
		__m128i cd = _mm_or_si128(_mm_cmpeq_epi8(v, vc), _mm_cmpeq_epi8(v, vd));
		unsigned hit = (unsigned)_mm_movemask_epi8(_mm_or_si128(ab, cd));

		if (hit)
			return p + __builtin_ctz(hit);
	}
	return end;
#else
	while (p < end && *p != a && *p != b && *p != c && *p != d)
		p++;
	return p;
#endif
}

/* Behind the letters, digits, bytes of more than 7 bits and the two others, which may be
 * the same. */
static inline const char *bytes_name_end(const char *p, char other, char another)
{
#ifdef __SSE2__
	const __m128i low = _mm_set1_epi8(0x20);

	for (;; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i l = _mm_or_si128(v, low);
		__m128i letter = _mm_and_si128(_mm_cmpgt_epi8(l, _mm_set1_epi8('a' - 1)),
		                               _mm_cmplt_epi8(l, _mm_set1_epi8('z' + 1)));
		__m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)),
		                              _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
		__m128i rest = _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8(other)));
		unsigned in;

		if (another != other)
			rest = _mm_or_si128(rest,
			                    _mm_cmpeq_epi8(v, _mm_set1_epi8(another)));
		in = (unsigned)_mm_movemask_epi8(
		    _mm_or_si128(_mm_or_si128(letter, digit), rest));
		if (in != 0xffff)
			return p + __builtin_ctz(~in);
	}
#else
	for (;; p++) {
		unsigned char c = (unsigned char)*p;

		if (!(c >= 0x80 || (c | 0x20u) - 'a' < 26u || c - '0' < 10u ||
		      *p == other || *p == another))
			return p;
	}
#endif
}

/* Behind spaces, tabs and carriage returns. */
static inline const char *bytes_blanks_end(const char *p)
{
#ifdef __SSE2__
	for (;; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i space = _mm_cmpeq_epi8(v, _mm_set1_epi8(' '));
		__m128i tab = _mm_cmpeq_epi8(v, _mm_set1_epi8('\t'));
		__m128i cr = _mm_cmpeq_epi8(v, _mm_set1_epi8('\r'));
		unsigned blank = (unsigned)_mm_movemask_epi8(
		    _mm_or_si128(_mm_or_si128(space, tab), cr));

		if (blank != 0xffff)
			return p + __builtin_ctz(~blank);
	}
#else
	while (*p == ' ' || *p == '\t' || *p == '\r')
		p++;
	return p;
#endif
}

/* Bit i: p[i] is a newline. Reads 64 bytes. */
static inline uint64_t bytes_newlines(const char *p)
{
	uint64_t mask = 0;

#ifdef __SSE2__
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i is = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));

		mask |= (uint64_t)(unsigned)_mm_movemask_epi8(is) << i;
	}
#else
	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == '\n') << i;
#endif
	return mask;
}

/* The next of three quotes of one kind, or NULL. */
static inline const char *bytes_three_quotes(const char *p, const char *end)
{
#ifdef __SSE2__
	const __m128i two = _mm_set1_epi8('"'), one = _mm_set1_epi8('\'');

	for (; end - p >= 18; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i third = _mm_loadu_si128((const __m128i *)(const void *)(p + 2));
		__m128i quote = _mm_or_si128(_mm_cmpeq_epi8(v, two),
		                             _mm_cmpeq_epi8(v, one));
		__m128i both = _mm_and_si128(quote, _mm_cmpeq_epi8(v, third));

		for (unsigned at = (unsigned)_mm_movemask_epi8(both); at; at &= at - 1) {
			const char *hit = p + __builtin_ctz(at);

			if (hit[1] == *hit)
				return hit;
		}
	}
#endif
	for (; end - p >= 3; p++)
		if ((*p == '"' || *p == '\'') && p[1] == *p && p[2] == *p)
			return p;
	return NULL;
}

/* As memmem(), for a short text: where both its first and its last byte stand, 16 places
 * at a time. */
static inline const char *bytes_find(const char *p, size_t size, const char *what,
                                     size_t n)
{
	const char *end = p + size;

#ifdef __SSE2__
	for (; n && (size_t)(end - p) >= n + 15; p += 16) {
		__m128i first = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i last = _mm_loadu_si128((const void *)(p + n - 1));
		__m128i both =
		    _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8(what[0])),
		                  _mm_cmpeq_epi8(last, _mm_set1_epi8(what[n - 1])));

		for (unsigned at = (unsigned)_mm_movemask_epi8(both); at; at &= at - 1)
			if (memcmp(p + __builtin_ctz(at), what, n) == 0)
				return p + __builtin_ctz(at);
	}
#endif
	return memmem(p, (size_t)(end - p), what, n);
}

#endif
