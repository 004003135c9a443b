/* image.c - how large a PNG or JPEG is, and whether it is one. */
#include "text/image.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_MAX = 10000, BYTES_MAX = 4 << 20, SEGMENTS_MAX = 1000 };

static int two_bytes(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

/* The head stands at a fixed place. */
static bool png_size(FILE *f, int *width, int *height)
{
	unsigned char head[24];

	if (fread(head, 1, sizeof head, f) != sizeof head ||
	    memcmp(head, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0 || head[16] ||
	    head[17] || head[20] || head[21])
		return false;
	*width = two_bytes(head + 18);
	*height = two_bytes(head + 22);
	return true;
}

/* Segments, each with its length, up to the one that begins a frame. */
static bool jpeg_size(FILE *f, int *width, int *height)
{
	unsigned char s[9];

	if (fread(s, 1, 2, f) != 2 || s[0] != 0xFF || s[1] != 0xD8)
		return false;
	for (int i = 0; i < SEGMENTS_MAX; i++) {
		int kind;

		if (fread(s, 1, 4, f) != 4 || s[0] != 0xFF)
			return false;
		kind = s[1];
		if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 &&
		    kind != 0xCC) {
			if (fread(s + 4, 1, 5, f) != 5)
				return false;
			*height = two_bytes(s + 5);
			*width = two_bytes(s + 7);
			return true;
		}
		if (two_bytes(s + 2) < 2 || fseek(f, two_bytes(s + 2) - 2, SEEK_CUR) != 0)
			return false;
	}
	return false;
}

static bool read_size(FILE *f, int *width, int *height)
{
	if (png_size(f, width, height))
		return true;
	rewind(f);
	return jpeg_size(f, width, height);
}

bool image_size(const char *path, int *width, int *height, struct err *e)
{
	FILE *f = fopen(path, "rb");
	int w = 0, h = 0;
	long size = -1;
	bool is_image;

	if (!f)
		return err_set(e, ERR_IO, "cannot open '%s': %s", path, strerror(errno));
	is_image = read_size(f, &w, &h);
	if (fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	fclose(f);
	if (!is_image || w <= 0 || h <= 0)
		return err_set(e, ERR_DATA, "'%s' is no PNG or JPEG", path);
	if (w > SIDE_MAX || h > SIDE_MAX || size < 0 || size > BYTES_MAX)
		return err_set(e, ERR_LIMIT,
		               "'%s' is larger than %d pixels a side or %d MiB", path,
		               SIDE_MAX, BYTES_MAX >> 20);
	*width = w;
	*height = h;
	return true;
}
