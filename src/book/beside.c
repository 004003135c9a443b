/* beside.c - a file that is whole or as it was: written beside its name, then renamed. */
#include "book/beside.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool beside_open(struct beside *b, struct arena *a, const char *path, struct err *e)
{
	*b = (struct beside){
		.path = path, .part = arena_printf(a, "%s.%ld.part", path, (long)getpid())
	};
	b->out = fopen(b->part, "wb");
	return b->out ||
	       err_set(e, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
}

bool beside_close(struct beside *b, bool ok, struct err *e)
{
	bool is_written;

	if (!b->out)
		return ok;
	errno = 0;
	is_written = !ferror(b->out);
	/* What is still in the buffer may not fit either. */
	is_written = fclose(b->out) == 0 && is_written;
	b->out = NULL;
	if (ok && is_written && rename(b->part, b->path) == 0)
		return true;
	if (ok)
		err_set(e, ERR_IO, "cannot write '%s': %s", b->path, strerror(errno));
	unlink(b->part);
	return false;
}
