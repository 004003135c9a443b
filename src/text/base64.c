/* base64.c - bytes as text (RFC 4648). */
#include "text/base64.h"

#include <stdint.h>

const char *base64_text(struct arena *a, const void *data, size_t n)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = data;
	char *text = arena_alloc(a, (n + 2) / 3 * 4 + 1), *to = text;

	for (size_t i = 0; i < n; i += 3) {
		size_t left = n - i;
		uint32_t three = (uint32_t)p[i] << 16 |
		                 (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
		                 (left > 2 ? p[i + 2] : 0);

		*to++ = letters[three >> 18 & 63];
		*to++ = letters[three >> 12 & 63];
		*to++ = left > 1 ? letters[three >> 6 & 63] : '=';
		*to++ = left > 2 ? letters[three & 63] : '=';
	}
	*to = '\0';
	return text;
}
