/* image.h - how large a PNG or JPEG is, and whether it is one. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>

#include "base/err.h"

/* In pixels, 1 to 10,000 a side, written on success alone. A file that is neither
 * (ERR_DATA), that has more of them or more than 4 MiB (ERR_LIMIT), or that cannot be
 * opened (ERR_IO) is told. */
bool image_size(const char *path, int *width, int *height, struct err *e);

#endif
