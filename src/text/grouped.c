/* grouped.c - a whole number as people read it: 1,234,567. */
#include "text/grouped.h"

#include <math.h>
#include <string.h>

const char *grouped(struct arena *a, double x)
{
	char *digits = arena_printf(a, "%.0f", fabs(x)), *out;
	size_t n = strlen(digits), commas = (n - 1) / 3;

	out = arena_zero(a, n + commas + 2);
	for (size_t i = 0, at = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	return x < 0 ? arena_printf(a, "-%s", out) : out;
}
