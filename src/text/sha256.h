/* sha256.h - the SHA-256 of some bytes (FIPS 180-4). */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>

#include "base/arena.h"

enum { SHA256_BYTES = 32 };

void sha256(const void *data, size_t n, unsigned char digest[SHA256_BYTES]);
/* As a policy of a page says it: "sha256-" and base64. */
const char *sha256_source(struct arena *a, const char *text);

#endif
