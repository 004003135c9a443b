/* base64.h - bytes as text (RFC 4648). */
#ifndef BASE64_H
#define BASE64_H

#include <stddef.h>

#include "base/arena.h"

const char *base64_text(struct arena *a, const void *data, size_t n);

#endif
