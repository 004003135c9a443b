/* image.h - how large a PNG or JPEG is, and whether it is one. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>

#include "err.h"

/* In pixels. A file that is neither, or larger than a picture on a page should be, is
 * told. */
bool image_size(const char *path, int *width, int *height, struct err *e);

#endif
